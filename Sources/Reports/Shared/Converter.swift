import Bytes
import Domain
import Projections

/// Brings amounts to one currency by the rates the book knew at the moment, and remembers which.
///
/// A class, since many tallies of one report convert and one list of notes tells of it.
final class Converter {
  let target: Currency
  private let book: Book
  private var used: Set<Conversion.Step> = []
  private var missing: Set<Currency> = []

  /// The option of every report that can convert.
  static let option = ReportOption(
    "currency", "EUR", "bring amounts to this currency by the exchange rates of the book")

  /// The converter to the currency that was asked for; nil when none was.
  init?(_ target: Currency?, _ source: some ReportSource) throws {
    guard let target else { return nil }
    self.target = target
    book = try source.model(BookSettings.self).book
  }

  /// A converter to a currency.
  init(to target: Currency, _ book: Book) {
    self.target = target
    self.book = book
  }

  /// The amounts in one currency as far as rates are in force on the day; the rest beside it.
  func callAsFunction(_ amounts: Amounts, on day: Day) -> Amounts {
    amounts.converted(to: target, on: day, by: book.rates, base: book.currency) {
      currency, conversion in
      if let conversion { used.formUnion(conversion.steps) } else { missing.insert(currency) }
    }
  }

  /// An amount in the one currency; as it is when no rate is in force on the day.
  func callAsFunction(_ money: Money, on day: Day) -> MoneySum {
    let sum = MoneySum(money)
    return money.currency == target ? sum : self(Amounts(sum), on: day).sums.first ?? sum
  }

  /// Whether any rate of the book had a part.
  var hasConverted: Bool { !used.isEmpty }

  /// By which rates, by which rule, and what stands apart.
  func notes(_ rule: String) -> [String] {
    var notes: [String] = []
    if !used.isEmpty { notes.append("in \(target.code), \(rule): \(rates)") }
    for currency in missing.sorted(by: { $0.code < $1.code }) {
      notes.append(
        "no rate of \(currency.code) in \(target.code) is in force: those amounts stand apart")
    }
    return notes
  }

  private var rates: String {
    let byPair = Dictionary(grouping: used, by: \.pair)
    let pairs = byPair.keys.sorted { $0.description < $1.description }
    return pairs.map { pair in
      let entries = (byPair[pair] ?? []).map(\.entry).sorted { $0.from < $1.from }
      guard let first = entries.first, let last = entries.last, entries.count > 3 else {
        return entries.map { text(pair, $0) }.joined(separator: "; ")
      }
      return "\(entries.count) rates of \(pair), set from \(first.from) to \(last.from)"
    }.joined(separator: "; ")
  }

  private func text(_ pair: CurrencyPair, _ entry: ExchangeRates.Entry) -> String {
    let source = entry.source.isEmpty ? "" : ", \(entry.source)"
    return "1 \(pair.currency.code) = \(entry.rate) \(pair.quote.code) (from \(entry.from)\(source))"
  }
}

extension OptionValues {
  /// A currency by its code.
  func currency(_ name: String) throws(ReportRefusal) -> Currency? {
    guard let text = self[name] else { return nil }
    do throws(MoneyRefusal) {
      return try Currency(code: text)
    } catch {
      throw .badValue(option: name, value: text, expected: "a currency: \(error)")
    }
  }
}

extension Answer {
  /// Brings all money of the answer to one currency, by the rates in force on a day.
  mutating func convert(_ converter: Converter?, on day: Day, _ rule: String) {
    guard let converter else { return }
    func convert(_ cell: inout Cell) {
      switch cell {
      case .money(let amounts): cell = .money(converter(amounts, on: day))
      case .meanMoney(let amounts, let count):
        cell = .meanMoney(converter(amounts, on: day), count: count)
      case .none, .erased, .text, .entity, .integer, .quotient, .day, .instant: break
      }
    }
    for row in rows.indices {
      for cell in rows[row].cells.indices { convert(&rows[row].cells[cell]) }
    }
    if var cells = total {
      for cell in cells.indices { convert(&cells[cell]) }
      total = cells
    }
    noteConversion(converter, rule)
  }

  /// Says by which rates amounts were converted; the book, where they were set, is behind each row.
  mutating func noteConversion(_ converter: Converter?, _ rule: String) {
    guard let converter else { return }
    notes += converter.notes(rule)
    let book = BookID(1).stream
    for row in rows.indices where !rows[row].sources.contains(book) {
      rows[row].sources.append(book)
    }
  }
}
