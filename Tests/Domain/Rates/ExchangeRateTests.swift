import Bytes
import Domain
import Testing

private let id = BookID(1)
private let dollars = CurrencyPair(.usDollar, in: .euro)
private let yen = try! Currency(code: "JPY")

private var founded: BookEvent {
  var founded = BookFounded()
  founded.company = "Firm"
  return .founded(founded)
}

private func day(_ text: String) -> Day { try! Day(text) }

private func set(_ pair: CurrencyPair, _ rate: String, _ from: String) -> BookEvent {
  var set = ExchangeRateSet()
  (set.currency, set.quote, set.from) = (pair.currency, pair.quote, day(from))
  let number = try! DecimalNumber(rate)
  (set.units, set.scale) = (UInt64(number.units), UInt32(number.scale))
  return .exchangeRateSet(set)
}

private func new(_ pair: CurrencyPair, _ rate: String, _ from: String) -> BookCommand {
  .setExchangeRate(NewExchangeRate(pair, try! DecimalNumber(rate), from: day(from)))
}

private func amounts(_ texts: (String, Currency)...) -> Amounts {
  texts.reduce(into: Amounts()) { $0.add(try! Money($1.0, $1.1)) }
}

@Suite struct `Exchange rates` {
  @Test func `a rate is set from a day on, and set again for that day takes its place`() {
    let before = set(dollars, "0.92", "2026-01-01")
    given(Book.self, id, founded).when(new(dollars, "0.92", "2026-01-01")).then([before])
    given(Book.self, id, founded, before).when(new(dollars, "0.920", "2026-01-01")).thenNothing()
    given(Book.self, id, founded, before).when(new(dollars, "0.93", "2026-01-01"))
      .then([set(dollars, "0.93", "2026-01-01")])
  }

  @Test func `a rate is above zero, and no currency has one in itself`() {
    given(Book.self, id, founded).when(new(dollars, "0", "2026-01-01"))
      .refused(.impossibleRate(.zero))
    given(Book.self, id, founded).when(new(dollars, "1000000001", "2026-01-01"))
      .refused(.impossibleRate(DecimalNumber(1_000_000_001)))
    given(Book.self, id, founded).when(new(CurrencyPair(.euro, in: .euro), "1", "2026-01-01"))
      .refused(.sameCurrency(.euro))
  }

  @Test func `a rate set by mistake is withdrawn, and the one before it holds`() {
    let book = Book.folded(
      id, founded, set(dollars, "0.9", "2025-01-01"), set(dollars, "9.2", "2026-01-01"))
    var withdrawn = ExchangeRateWithdrawn()
    (withdrawn.currency, withdrawn.quote) = (.usDollar, .euro)
    withdrawn.from = day("2026-01-01")
    given(Book.self, id, founded, set(dollars, "9.2", "2026-01-01"))
      .when(.withdrawExchangeRate(dollars, from: day("2026-01-01")))
      .thenOnce([.exchangeRateWithdrawn(withdrawn)])
    var after = book
    after.fold([.exchangeRateWithdrawn(withdrawn)])
    #expect(after.rates.inForce(dollars, on: day("2026-06-01"))?.rate.description == "0.9")
    given(Book.self, id, founded).when(.withdrawExchangeRate(dollars, from: day("2026-01-01")))
      .refused(.noRate(dollars, day("2026-01-01")))
  }
}

@Suite struct `Converting amounts` {
  private func rates(_ events: BookEvent...) -> ExchangeRates {
    var book = Book.folded(id, founded)
    book.fold(events)
    return book.rates
  }

  private func converted(
    _ amounts: Amounts, _ rates: ExchangeRates, _ on: String, to target: Currency = .euro
  ) -> Amounts {
    amounts.converted(to: target, on: day(on), by: rates, base: .euro) { _, _ in }
  }

  @Test func `a rate holds from its day on, until the next`() {
    let rates = rates(set(dollars, "0.9", "2026-01-01"), set(dollars, "0.8", "2026-02-01"))
    let hundred = amounts(("100", .usDollar), ("5", .euro))
    #expect(converted(hundred, rates, "2026-01-31") == amounts(("95", .euro)))
    #expect(converted(hundred, rates, "2026-02-01") == amounts(("85", .euro)))
    #expect(converted(hundred, rates, "2025-12-31") == hundred, "no rate in force: apart")
  }

  @Test func `a rate serves both ways round, the newer one when both are set`() {
    let rates = rates(
      set(dollars, "0.8", "2026-01-01"),
      set(CurrencyPair(.euro, in: .usDollar), "1.6", "2026-02-01"))
    let euros = amounts(("10", .euro))
    #expect(converted(euros, rates, "2026-01-31", to: .usDollar) == amounts(("12.5", .usDollar)))
    #expect(converted(euros, rates, "2026-02-01", to: .usDollar) == amounts(("16", .usDollar)))
    #expect(converted(amounts(("16", .usDollar)), rates, "2026-02-01") == euros)
  }

  @Test func `two currencies meet by way of the book's own`() {
    let rates = rates(
      set(dollars, "0.8", "2026-01-01"), set(CurrencyPair(.euro, in: yen), "160", "2026-01-01"))
    let result = converted(amounts(("10", .usDollar)), rates, "2026-01-02", to: yen)
    #expect(result == amounts(("1280", yen)))
  }

  @Test func `it is exact up to the thirteenth decimal, where half goes to even`() throws {
    let rates = rates(set(CurrencyPair(.euro, in: .usDollar), "3", "2026-01-01"))
    let third = converted(amounts(("1", .usDollar)), rates, "2026-01-01")
    #expect(third.sums.first?.total == 3_333_333_333_333)
    let minus = converted(amounts(("-2", .usDollar)), rates, "2026-01-01")
    #expect(minus.sums.first?.total == -6_666_666_666_667)
    // Summing first and converting once: three thirds are one whole, to the last digit.
    #expect(converted(amounts(("3", .usDollar)), rates, "2026-01-01") == amounts(("1", .euro)))
  }

  @Test func `the largest sums survive the largest rates or stand apart`() throws {
    let rates = rates(set(dollars, "1000000000", "2026-01-01"))
    let large = amounts(("99999999999", .usDollar))
    #expect(converted(large, rates, "2026-01-01") == amounts(("99999999999", .usDollar)).times(9))
    let huge = amounts(("99999999999999999", .usDollar))
    #expect(converted(huge, rates, "2026-01-01") == huge)
  }

  @Test func `every conversion and every gap is told`() {
    var told: [String] = []
    let mixed = amounts(("1", .usDollar), ("1", yen), ("1", .euro))
    let rates = rates(set(dollars, "0.8", "2026-01-01"))
    _ = mixed.converted(to: .euro, on: day("2026-01-01"), by: rates, base: .euro) {
      told.append("\($0.code) \($1 == nil ? "apart" : "converted")")
    }
    #expect(told == ["JPY apart", "USD converted"])
  }
}

extension Amounts {
  /// The dollars as euros, times ten so many times.
  fileprivate func times(_ zeros: Int) -> Amounts {
    let factor = (0..<zeros).reduce(Int128(1)) { power, _ in power * 10 }
    return Amounts(MoneySum(total: self[.usDollar].total * factor, currency: .euro))
  }
}
