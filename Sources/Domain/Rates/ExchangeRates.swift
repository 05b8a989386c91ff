/// Two currencies: of which one unit is meant, and in which its worth is said.
public struct CurrencyPair: Hashable, Sendable, CustomStringConvertible {
  /// The currency of which one unit is meant.
  public var currency: Currency
  /// The currency its worth is said in.
  public var quote: Currency

  /// The worth of one unit of `currency` in `quote`.
  public init(_ currency: Currency, in quote: Currency) {
    self.currency = currency
    self.quote = quote
  }

  /// As in `USD in EUR`.
  public var description: String { "\(currency.code) in \(quote.code)" }
}

/// What one unit of a currency is worth from a day on.
public struct NewExchangeRate: Equatable, Sendable {
  /// Of what, in what.
  public var pair: CurrencyPair
  /// The worth of one unit.
  public var rate: DecimalNumber
  /// The first day it holds on.
  public var from: Day
  /// Where it was read; may be empty.
  public var source: String

  /// A rate from a day on.
  public init(_ pair: CurrencyPair, _ rate: DecimalNumber, from: Day, source: String = "") {
    self.pair = pair
    self.rate = rate
    self.from = from
    self.source = source
  }
}

/// Every rate that was set and not withdrawn. A rate holds from its day on, until the next one of
/// its pair.
public struct ExchangeRates: Hashable, Sendable {
  /// One rate of a pair.
  public struct Entry: Hashable, Sendable {
    /// The first day it holds on.
    public var from: Day
    /// The worth of one unit.
    public var rate: DecimalNumber
    /// Where it was read; may be empty.
    public var source: String
  }

  /// The largest rate that can be set.
  public static let largest = DecimalNumber(1_000_000_000)

  private var entries: [CurrencyPair: [Entry]] = [:]

  /// No rates.
  public init() {}

  /// The pairs that have rates, in the order of their codes.
  public var pairs: [CurrencyPair] {
    entries.keys.sorted {
      ($0.currency.code, $0.quote.code) < ($1.currency.code, $1.quote.code)
    }
  }

  /// The rates of a pair, by their first days.
  public subscript(pair: CurrencyPair) -> [Entry] { entries[pair] ?? [] }

  /// The rate of a pair that holds on a day; nil when none does.
  public func inForce(_ pair: CurrencyPair, on day: Day) -> Entry? {
    guard let list = entries[pair] else { return nil }
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle].from <= day { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : list[low - 1]
  }

  /// The rate that was set for exactly this first day.
  func entry(_ pair: CurrencyPair, setFrom day: Day) -> Entry? {
    self[pair].first { $0.from == day }
  }

  mutating func set(_ event: ExchangeRateSet) {
    guard let from = event.from, let units = Int64(exactly: event.units),
      let rate = ExchangeRates.number(units, event.scale), rate > .zero
    else { return }
    let pair = CurrencyPair(event.currency, in: event.quote)
    remove(pair, from)
    entries[pair, default: []].append(Entry(from: from, rate: rate, source: event.source))
    entries[pair]?.sort { $0.from < $1.from }
  }

  mutating func withdraw(_ event: ExchangeRateWithdrawn) {
    guard let from = event.from else { return }
    remove(CurrencyPair(event.currency, in: event.quote), from)
  }

  private mutating func remove(_ pair: CurrencyPair, _ from: Day) {
    entries[pair]?.removeAll { $0.from == from }
    if entries[pair]?.isEmpty == true { entries[pair] = nil }
  }

  private static func number(_ units: Int64, _ scale: UInt32) -> DecimalNumber? {
    do throws(DecimalRefusal) {
      return try DecimalNumber(units: units, scale: Int(scale))
    } catch {
      return nil
    }
  }

  /// One field a rate, so that a history shows what each change did.
  var fields: [Field] {
    pairs.flatMap { pair in
      self[pair].map { entry in
        let source = entry.source.isEmpty ? "" : " (\(entry.source))"
        return Field(
          "rate-\(pair.currency.code)-\(pair.quote.code)-\(entry.from)",
          .text(entry.rate.description + source))
      }
    }
  }
}
