import Bytes
import Domain
import Testing

@testable import Reports

/// Targets and submitted forecasts over the sample book: Mia manages Rob (U-2) and Ann (U-3).
@Suite struct PlanTests {
  private func target(
    _ amount: Money, _ owner: UInt32?, _ scope: PlanScope, _ period: String = "2017Q1"
  ) -> TargetEvent {
    var set = TargetSet()
    (set.amount, set.scope) = (amount, scope)
    set.owner = owner.map { UserID($0) }
    set.period = try! Period(label: period)
    return .set(set)
  }

  private func call(
    _ amount: Money, _ owner: UInt32, _ scope: PlanScope, _ period: String = "2017Q1"
  ) -> ForecastCallEvent {
    var submitted = ForecastSubmitted()
    submitted.figures = ForecastFigures(amount: amount, note: "as I see it")
    (submitted.owner, submitted.scope) = (UserID(owner), scope)
    submitted.period = try! Period(label: period)
    return .submitted(submitted)
  }

  private func rate(_ text: String, from: String) -> BookEvent {
    var set = ExchangeRateSet()
    (set.currency, set.quote, set.from) = (.usDollar, .euro, day(from))
    let number = try! DecimalNumber(text)
    (set.units, set.scale) = (UInt64(number.units), UInt32(number.scale))
    return .exchangeRateSet(set)
  }

  /// Won in 2017Q1: O-3 for 750 and O-4 for 200 dollars, both by Ann. Open, without a day: O-1, O-2,
  /// O-7; with one: O-6 of Ann for nothing, now two more of Rob for 2017Q1 and Q2.
  private var book: TestBook {
    var book = TestBook.sample
    book.add(target(euro("1000"), 3, .own), 1, on: "2017-04-10")
    book.add(target(euro("3000"), 1, .team), 2, on: "2017-04-10")
    book.add(target(euro("500"), nil, .book, "2017Q2"), 3, on: "2017-04-10")
    book.add(target(euro("1500"), 2, .own), 4, on: "2017-04-10")
    book.add(call(euro("1200"), 3, .own), 1, on: "2017-04-10")
    var revised = ForecastFigures(amount: euro("1000"))
    revised.commit = euro("900")
    book.add(ForecastCallEvent.revised(revised), 1, on: "2017-04-10")
    book.add(call(euro("4000"), 1, .team), 2, on: "2017-04-10")
    book.add(opened(owner: 2, euro("400"), probability: 25, close: "2017-03-01"), 8, on: "2017-04-10")
    book.add(opened(owner: 3, euro("100"), close: "2017-06-30"), 9, on: "2017-04-10")
    return book
  }

  @Test func `a target is held against what was won in its period`() throws {
    let answer = try ask("targets", ["period": "2017Q1"], book.now)
    #expect(answer.keys == ["G-2", "G-4", "G-1"], "teams before single users")
    #expect(answer.cell("G-1", "won") == .money(amounts(euro("750"))))
    #expect(answer.cell("G-1", "reached") == ratio(3, 4))
    #expect(answer.cell("G-1", "gap") == .money(amounts(euro("250"))))
    #expect(answer.cell("G-1", "called") == .money(amounts(euro("1000"))))
    #expect(answer.cell("G-2", "won") == .money(amounts(euro("750"))), "Mia's team is all three")
    #expect(answer.cell("G-2", "parts") == .money(amounts(euro("2500"))))
    #expect(answer.cell("G-4", "won") == .money(Amounts()))
    #expect(answer.notes.contains { $0.contains("USD") }, "dollars without a rate are left out")
  }

  @Test func `what is overdue is expected now`() throws {
    // On 10 April the 400 expected on 1 March count in the second quarter, with the 100 of June.
    let answer = try ask("targets", ["period": "2017Q2"], book.now)
    #expect(answer.cell("G-3", "open") == .money(amounts(euro("500"))))
    // 400 at 25 % and 100 at the 10 % of its stage.
    #expect(answer.cell("G-3", "forecast") == .money(amounts(euro("110"))))
    #expect(answer.cell("G-3", "coverage") == ratio(1, 1))
    #expect(try ask("targets", [:], book.now).keys == ["G-3"], "those whose period holds today")
    #expect(try ask("targets", ["period": "all"], book.now).keys.count == 4)
    #expect(try ask("targets", ["period": "all", "owner": "U-3"], book.now).keys == ["G-1"])
  }

  @Test func `dollars count by the rate of the day they closed`() throws {
    var book = book
    book.add(rate("0.8", from: "2017-03-13"), 1, on: "2017-04-10")
    book.add(rate("0.5", from: "2017-03-14"), 1, on: "2017-04-10")
    let answer = try ask("targets", ["period": "2017Q1"], book.now)
    // 750 and 200 × 0.8.
    #expect(answer.cell("G-1", "won") == .money(amounts(euro("910"))))
    try requireExplained("targets", ["period": "all"], book)
  }

  @Test func `a submitted forecast tells how it moved and how it stands`() throws {
    let answer = try ask("forecast-calls", ["period": "2017Q1"], book.now)
    #expect(answer.keys == ["F-2", "F-1"])
    #expect(answer.cell("F-1", "amount") == .money(amounts(euro("1000"))))
    #expect(answer.cell("F-1", "commit") == .money(amounts(euro("900"))))
    #expect(answer.cell("F-1", "moved") == .money(amounts(euro("-200"))))
    #expect(answer.cell("F-1", "to_go") == .money(amounts(euro("250"))))
    #expect(answer.cell("F-1", "times") == .integer(2))
    #expect(answer.cell("F-1", "target") == .money(amounts(euro("1000"))))
    #expect(answer.cell("F-2", "note") == .text("as I see it"))
    try requireExplained("forecast-calls", ["period": "all"], book)
  }

  @Test func `what was taken back is shown on request`() throws {
    var book = book
    book.add(ForecastCallEvent.withdrawn(NothingElse()), 2, on: "2017-04-11")
    #expect(try ask("forecast-calls", ["period": "all"], book.now).keys == ["F-1"])
    let all = try ask("forecast-calls", ["period": "all", "with-withdrawn": "yes"], book.now)
    #expect(all.cell("F-2", "withdrawn") == .text("yes"))
    #expect(try ask("forecast-calls", ["period": "all"], book.asOf("2017-04-10")).keys.count == 2)
  }

  @Test func `rates are listed with the days they hold on`() throws {
    var book = book
    book.add(rate("0.8", from: "2017-01-01"), 1, on: "2017-04-10")
    book.add(rate("0.9", from: "2017-04-01"), 1, on: "2017-04-10")
    let answer = try ask("rates", [:], book.now)
    #expect(answer.keys == ["USD-EUR-2017-01-01", "USD-EUR-2017-04-01"])
    #expect(answer.cell("USD-EUR-2017-01-01", "until") == .day(day("2017-03-31")))
    #expect(answer.cell("USD-EUR-2017-04-01", "in_force") == .text("yes"))
    #expect(answer.cell("USD-EUR-2017-04-01", "rate") == .text("0.9"))
    #expect(try ask("rates", ["currency": "JPY"], book.now).rows.isEmpty)
    try requireExplained("rates", [:], book)
  }

  @Test func `a picture has the figures of the table`() throws {
    let chart = try #require(try ask("targets", ["period": "2017Q1"], book.now).charts.first)
    guard case .bars(let bars) = chart.form else { return #expect(Bool(false), "no bars") }
    #expect(bars.categories == ["Mia's team", "Rob Lee", "Ann Berg"])
    #expect(bars.series.map(\.name) == ["Won", "Forecast", "Target"])
    #expect(bars.series[0].values == [750, 0, 750])
    #expect(bars.series[2].isMark && bars.series[2].values == [3000, 1500, 1000])
  }
}

/// Reports that bring money to one currency.
@Suite struct ConversionTests {
  private var book: TestBook {
    var book = TestBook.sample
    for (text, from) in [("0.8", "2017-03-13"), ("0.5", "2017-03-14")] {
      var set = ExchangeRateSet()
      (set.currency, set.quote, set.from) = (.usDollar, .euro, day(from))
      let number = try! DecimalNumber(text)
      (set.units, set.scale) = (UInt64(number.units), UInt32(number.scale))
      book.add(BookEvent.exchangeRateSet(set), 1, on: "2017-04-10")
    }
    book.add(opened(owner: 2, dollar("1000")), 8, on: "2017-04-10")
    return book
  }

  @Test func `open amounts go by the rate of the moment`() throws {
    let apart = try ask("pipeline", ["by": "owner"], book.now)
    #expect(apart.total("amount") == .money(amounts(euro("4050"), dollar("1000"))))
    let answer = try ask("pipeline", ["by": "owner", "currency": "EUR"], book.now)
    #expect(answer.total("amount") == .money(amounts(euro("4550"))))
    #expect(answer.cell("U-2", "weighted_amount") == .money(amounts(euro("1770"))))
    #expect(answer.notes.contains { $0.contains("1 USD = 0.5 EUR (from 2017-03-14)") })
    try requireExplained("pipeline", ["by": "owner", "currency": "EUR"], book)
  }

  @Test func `won amounts go by the rate of the day they closed`() throws {
    let answer = try ask("outcomes", ["currency": "EUR"], book.now)
    // 750 and 200 × 0.8, won on 13 March.
    #expect(answer.cell("all", "won_amount") == .money(amounts(euro("910"))))
    #expect(answer.cell("all", "median_won_amount") == .meanMoney(amounts(euro("910")), count: 2))
    #expect(answer.notes.contains { $0.contains("by the rate of the day they closed") })
    try requireExplained("outcomes", ["currency": "EUR"], book)
  }

  @Test func `the lines of a flow still add up`() throws {
    let answer = try ask("flow", ["from": "2017-02-28", "currency": "EUR"], book.now)
    func cents(_ key: String) -> Int128 {
      guard case .money(let amounts)? = answer.cell(key, "amount") else { return 0 }
      #expect(amounts.sums.allSatisfy { $0.currency == .euro })
      return amounts[.euro].total
    }
    let steps = answer.keys.dropLast().reduce(Int128(0)) { $0 + cents($1) }
    #expect(steps == cents("closing") && steps == cents("closing"))
    #expect(cents("closing") == amounts(euro("4550"))[.euro].total)
  }

  @Test func `what has no rate stands apart and a note says so`() throws {
    let answer = try ask("pipeline", ["by": "owner", "currency": "USD"], TestBook.sample.now)
    #expect(answer.total("amount") == .money(amounts(euro("4050"))))
    #expect(answer.notes.contains("no rate of EUR in USD is in force: those amounts stand apart"))
    #expect(throws: ReportRefusal.self) { try ask("pipeline", ["currency": "XYZ"], book.now) }
  }

  @Test func `fiscal periods go by the calendar of the book at the moment`() throws {
    var book = book
    let british = FiscalCalendar(startMonth: 4, startDay: 6, naming: .start)
    book.add(BookEvent.fiscalYearChanged(FiscalYearChanged(british)), 1, on: "2017-04-12")
    let answer = try ask("outcomes", ["by": "closed-fiscal-quarter"], book.now)
    #expect(answer.keys == ["FY2016Q4", "-"])
    try requireExplained("outcomes", ["by": "closed-fiscal-year"], book)
    let before = try ask("outcomes", ["by": "closed-fiscal-year"], book.asOf("2017-04-11"))
    #expect(before.keys.first == "FY2017")
  }
}

/// The pictures of the sales reports.
@Suite struct ChartTests {
  @Test func `two groups are stacked by the second`() throws {
    let chart = try #require(try ask("pipeline", [:], TestBook.sample.now).charts.first)
    guard case .bars(let bars) = chart.form else { return #expect(Bool(false), "no bars") }
    #expect(bars.layout == .stacked)
    #expect(bars.categories == ["Prospecting", "Engaging"])
    #expect(bars.series.map(\.name) == ["Rob Lee", "Ann Berg"])
    #expect(bars.series[0].values == [1000, 3050])
  }

  @Test func `a flow is a waterfall from the opening to the closing`() throws {
    let answer = try ask("flow", ["from": "2017-02-28"], TestBook.sample.now)
    let chart = try #require(answer.charts.first)
    guard case .waterfall(let steps) = chart.form else { return #expect(Bool(false), "none") }
    #expect(steps.first?.name == "Opening" && steps.last?.name == "Closing")
    let sum = steps.dropLast().reduce(0) { $0 + $1.value }
    #expect(sum == steps.last?.value)
  }

  @Test func `stages are a funnel for each pipeline`() throws {
    let charts = try ask("stages", [:], TestBook.sample.now).charts
    #expect(charts.map(\.title) == ["Stages of Sales"])
    guard case .funnel(let stages)? = charts.first?.form else { return #expect(Bool(false)) }
    #expect(stages.map(\.value) == [5, 3])
    #expect(stages.map(\.won) == [2, 1] && stages.map(\.remaining) == [2, 2])
  }

  @Test func `too many categories are cut and a note says so`() throws {
    var book = TestBook.sample
    for number: UInt32 in 4...40 {
      book.add(account("Firm \(number)"), number, on: "2017-04-10")
      book.add(opened(euro("1"), account: number), number + 10, on: "2017-04-10")
    }
    let chart = try #require(try ask("pipeline", ["by": "account"], book.now).charts.first)
    guard case .bars(let bars) = chart.form else { return #expect(Bool(false)) }
    #expect(bars.categories.count == 24)
    #expect(chart.notes == ["The first 24 are drawn; 15 more are left out."])
  }

  @Test func `what is not in the currency of the picture is not drawn, and a note says so`() throws {
    let answer = try ask("outcomes", [:], TestBook.sample.now)
    #expect(answer.charts.map(\.title) == ["Won and lost", "Amount won"])
    #expect(answer.charts[1].notes == ["Amounts in USD are not drawn: only those in EUR are."])
  }
}
