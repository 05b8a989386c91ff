import Domain
import Testing

@testable import Reports

@Suite struct ForecastAccuracyTests {
  private let book = TestBook.forecast
  private let spring = ["from": "2017-03-01", "to": "2017-04-30", "lead": "0"]

  private func money(_ text: String) -> Cell { .money(amounts(euro(text))) }

  @Test func `forecasts as they stood are held against what was won`() throws {
    let answer = try ask("forecast-accuracy", spring, book.now)
    #expect(answer.keys == ["2017-03,all,0", "2017-04,all,0"])
    // On 1 March: 1,000 and 4,000 at 50 %, 500 at 20 % overdue in March.
    #expect(answer.cell("2017-03,all,0", "known_on") == .day(day("2017-03-01")))
    #expect(answer.cell("2017-03,all,0", "forecast") == money("2600"))
    #expect(answer.cell("2017-03,all,0", "actual") == money("1000"))
    #expect(answer.cell("2017-03,all,0", "error") == money("1600"))
    #expect(answer.cell("2017-03,all,0", "bias") == ratio(8, 5))
    #expect(answer.cell("2017-03,all,0", "accuracy") == ratio(0, 1))
    // On 1 April: 2,000 at 20 %, and overdue 4,000 at 50 % and 500 at 20 %.
    #expect(answer.cell("2017-04,all,0", "forecast") == money("2500"))
    #expect(answer.cell("2017-04,all,0", "actual") == money("3600"))
    #expect(answer.cell("2017-04,all,0", "wape") == ratio(11, 36))
    #expect(answer.cell("2017-04,all,0", "accuracy") == ratio(25, 36))
    // What March brought was known on 1 April.
    #expect(answer.cell("2017-04,all,0", "naive") == money("1000"))
  }

  @Test func `the line under the rows has WAPE and bias over all of them`() throws {
    let answer = try ask("forecast-accuracy", spring, book.now)
    #expect(answer.total("wape") == ratio(2700, 4600).inLowestTerms)
    #expect(answer.total("bias") == ratio(500, 4600).inLowestTerms)
    #expect(answer.total("accuracy") == ratio(4100, 4600).inLowestTerms)
    #expect(answer.total("naive_wape") == ratio(3600, 4600).inLowestTerms)
  }

  @Test func `the longer the lead the less is known`() throws {
    let values = ["from": "2017-03-01", "to": "2017-03-31", "lead": "30,0"]
    let answer = try ask("forecast-accuracy", values, book.now)
    #expect(answer.keys == ["2017-03,all,30", "2017-03,all,0"])
    // On 30 January only the first was there.
    #expect(answer.cell("2017-03,all,30", "forecast") == money("500"))
    let ends = values.merging(["before": "end", "lead": "0"]) { $1 }
    let late = try ask("forecast-accuracy", ends, book.now)
    // At the end of March: 1,000 won, 4,000 at 50 %, 500 at 20 % overdue.
    #expect(late.cell("2017-03,all,0", "forecast") == money("3100"))
    #expect(late.cell("2017-03,all,0", "naive") == .money(Amounts()), "March is not its own past")
  }

  @Test func `by stage both go where the opportunity was then`() throws {
    let answer = try ask(
      "forecast-accuracy", spring.merging(["by": "stage"]) { $1 }, book.now)
    #expect(answer.cell("2017-04,L-1/2,0", "forecast") == money("2000"))
    #expect(answer.cell("2017-04,L-1/2,0", "actual") == money("3600"))
    #expect(answer.cell("2017-04,L-1/2,0", "naive") == Cell.none)
  }

  @Test func `the summary has one line a group and lead`() throws {
    let values = spring.merging(["by": "owner", "summary": "yes", "lead": "0,30"]) { $1 }
    let answer = try ask("forecast-accuracy", values, book.now)
    #expect(answer.keys == ["all,U-3,30", "all,U-3,0", "all,U-2,30", "all,U-2,0"])
    #expect(answer.cell("all,U-2,0", "forecast") == money("4700"))
    #expect(answer.cell("all,U-2,0", "actual") == money("4600"))
  }

  @Test func `a period that is not over has no actual and is left out`() throws {
    let answer = try ask("forecast-accuracy", ["periods": "2", "lead": "0"], book.now)
    #expect(answer.keys == ["2017-03,all,0", "2017-04,all,0"])
    #expect(throws: ReportRefusal.self) {
      try AccuracyReport(OptionValues(["lead": "90,-1"]))
    }
  }

  @Test func `each forecast is the one the forecast report gave on that day`() throws {
    let values = ["periods": "4", "lead": "60,30,0", "by": "owner"]
    let answer = try ask("forecast-accuracy", values, book.now)
    #expect(!answer.rows.isEmpty)
    for row in answer.rows {
      guard case .text(let period) = row.cells[0], case .entity(let owner, _) = row.cells[1],
        case .day(let known) = row.cells[3]
      else { Issue.record("\(row.key)"); continue }
      let then = try ask("forecast", ["period": period], book.asOf(known.description))
      let forecast = then.cell("\(period),\(owner)", "forecast")
      #expect(row.cells[4] == forecast ?? .money(Amounts()), "\(row.key)")
    }
  }

  @Test func `what was open is held against what became of it`() throws {
    let answer = try ask("back-test", ["at": "2017-03-15"], book.now)
    #expect(answer.keys == ["2017-03-15,all"])
    #expect(answer.total("open_count") == .integer(4))
    #expect(answer.total("expected_wins") == ratio(11, 10))
    #expect(answer.total("probability") == ratio(11, 40))
    #expect(answer.total("forecast") == money("2560"))
    #expect(answer.total("won_amount") == money("3600"))
    #expect(answer.total("error") == money("-1040"))
    #expect(answer.total("still_open") == .integer(2))
    // The one won and the one lost: 2,000 and 400.
    #expect(answer.total("decided_forecast") == money("2400"))
    #expect(answer.total("decided_error_share") == ratio(-1, 3))
    #expect(answer.total("wins_error_share") == ratio(1, 10))
  }

  @Test func `a horizon leaves open what was decided after it`() throws {
    for within in ["20", "month"] {
      let answer = try ask("back-test", ["at": "2017-03-15", "within": within], book.now)
      let isMonth = within == "month"
      #expect(answer.total("decided") == .integer(isMonth ? 0 : 1))
      #expect(answer.total("still_open") == .integer(isMonth ? 4 : 3))
    }
    let until = try ask("back-test", ["at": "2017-03-15", "until": "2017-04-02"], book.now)
    #expect(until.total("won") == .integer(1), "what is won on the day is won by its end")
  }

  @Test func `a date after the moment of the report is refused`() {
    #expect(throws: ReportRefusal.self) {
      try ask("back-test", ["at": "2017-06-01"], book.asOf("2017-05-01"))
    }
    #expect(throws: ReportRefusal.self) {
      try BackTestReport(OptionValues(["within": "soon"]))
    }
  }

  @Test func `predictions are sorted into bins and scored`() throws {
    let answer = try ask("calibration", ["at": "2017-03-15"], book.now)
    #expect(answer.keys == ["20-30", "50-60"])
    #expect(answer.cell("20-30", "predictions") == .integer(3))
    #expect(answer.cell("20-30", "undecided") == .integer(2))
    #expect(answer.cell("20-30", "brier") == ratio(1, 25))
    #expect(answer.cell("50-60", "share_won") == ratio(1, 1))
    #expect(answer.cell("50-60", "brier") == ratio(1, 4))
    #expect(answer.total("brier") == ratio(29, 200))
    // Reliability (0.2² + 0.5²) ÷ 2 = 0.145, resolution (0.5² + 0.5²) ÷ 2, uncertainty 0.5 × 0.5.
    #expect(answer.total("reliability") == ratio(29, 200))
    #expect(answer.total("resolution") == ratio(1, 4))
    #expect(answer.total("uncertainty") == ratio(1, 4))
    #expect(answer.notes.isEmpty)
  }

  @Test func `entries into stages are predictions too`() throws {
    let answer = try ask("calibration", ["when": "entry"], book.now)
    // O-3, O-4, O-5 and O-6 entered at 20 %, of which two were decided; O-1 and O-2 at 50 %.
    #expect(answer.cell("20-30", "predictions") == .integer(4))
    #expect(answer.cell("20-30", "decided") == .integer(2))
    #expect(answer.cell("50-60", "won") == .integer(2))
    #expect(throws: ReportRefusal.self) {
      try CalibrationReport(OptionValues(["when": "entry", "probability": "learned"]))
    }
  }

  @Test func `stage probabilities are proposed and tried on what followed`() throws {
    let answer = try ask("calibrate", ["at": "2017-03-15"], book.now)
    #expect(answer.keys == ["L-1/1", "L-1/2"])
    #expect(answer.cell("L-1/2", "proposed") == ratio(1, 1))
    #expect(answer.cell("L-1/1", "proposed") == ratio(0, 1))
    // O-2 was open in the late stage on 15 March and at the end of March, and was won.
    #expect(answer.cell("L-1/2", "tried") == .integer(2))
    #expect(answer.cell("L-1/2", "brier") == ratio(1, 4))
    #expect(answer.cell("L-1/2", "proposed_brier") == ratio(0, 1))
    #expect(answer.cell("L-1/2", "error") == money("-3200"))
    #expect(answer.cell("L-1/2", "proposed_error") == money("800"))
    #expect(try ask("calibrate", [:], book.now).cell("L-1/1", "tried") == .integer(0))
  }

  @Test func `the interval of Wilson for 40 of 100`() {
    let interval = WilsonInterval(won: 40, of: 100, deviations: 1.959963984540)
    #expect(abs(interval.low - 0.309401) < 1e-6)
    #expect(abs(interval.high - 0.497997) < 1e-6)
    #expect(WilsonInterval(won: 0, of: 3, deviations: 1.96).low == 0)
    #expect(WilsonInterval(won: 3, of: 3, deviations: 1.96).high == 1)
  }

  @Test func `submitted forecasts stand beside the computed one`() throws {
    var book = TestBook.forecastCalled
    let answer = try ask("forecast-accuracy", spring.merging(["by": "owner"]) { $1 }, book.now)
    // Rob called 1,500 for March on 1 March and 2,000 later; nobody called anything for April.
    #expect(answer.cell("2017-03,U-2,0", "submitted") == money("1500"))
    #expect(answer.cell("2017-03,U-2,0", "submitted_bias") == ratio(1, 2))
    #expect(answer.cell("2017-04,U-2,0", "submitted") == Cell.none)
    #expect(answer.total("submitted_wape") == ratio(1, 2), "over the row that has a call")
    let late = spring.merging(["before": "end", "to": "2017-03-31"]) { $1 }
    let all = try ask("forecast-accuracy", late, book.now)
    #expect(all.total("submitted") == money("2000"))
    try requireExplained("forecast-accuracy", spring.merging(["by": "owner"]) { $1 }, book)
    book.add(ForecastCallEvent.withdrawn(NothingElse()), 1, on: "2017-05-11")
    let again = try ask("forecast-accuracy", late, book.now)
    #expect(again.total("submitted") == money("2000"), "what is taken back later was called then")
  }

  @Test func `pictures are drawn from the answer`() throws {
    let accuracy = try ask("forecast-accuracy", spring, book.now)
    guard case .lines(let lines) = accuracy.charts[0].form else { throw WrongForm() }
    #expect(lines.map(\.name) == ["0 days before", "Actual"])
    #expect(lines[0].points.map(\.y) == [2600, 2500])
    #expect(lines[1].points.map(\.y) == [1000, 3600])
    let calibration = try ask("calibration", ["at": "2017-03-15"], book.now)
    guard case .scatter(let scatter) = calibration.charts[0].form else { throw WrongForm() }
    #expect(scatter.groups[0].points.map(\.x) == [0.2, 0.5])
    #expect(scatter.groups[0].points.map(\.y) == [0, 1])
    let funnel = try ask("stage-conversion", [:], book.now)
    guard case .funnel(let stages) = funnel.charts[0].form else { throw WrongForm() }
    #expect(stages.map(\.value) == [4, 2])
    let forecast = try ask("forecast", [:], march)
    guard case .bars(let bars) = forecast.charts[0].form else { throw WrongForm() }
    #expect(bars.categories == ["2017-03", "2017-04"])
    #expect(bars.series.map(\.values) == [[1000, 0], [2100, 400]])
  }

  private var march: TestSource { book.asOf("2017-03-15") }
  private struct WrongForm: Error {}

  @Test func `amounts are shown in one currency by the rates of the day`() throws {
    var book = book
    var set = ExchangeRateSet()
    (set.currency, set.quote, set.from) = (.usDollar, .euro, day("2017-01-01"))
    (set.units, set.scale) = (9, 1)
    book.add(BookEvent.exchangeRateSet(set), 1, on: "2017-05-10")
    book.add(opened(owner: 2, stage: 2, dollar("100"), close: "2017-05-20"), 7, on: "2017-05-10")
    let apart = try ask("forecast", ["period": "2017-05", "by": "none"], book.now)
    #expect(apart.total("weighted_amount") == .money(amounts(euro("100"), dollar("50"))))
    let values = ["period": "2017-05", "by": "none", "currency": "EUR"]
    let together = try ask("forecast", values, book.now)
    #expect(together.total("weighted_amount") == money("145"))
    let rate = "1 USD = 0.9 EUR (from 2017-01-01)"
    #expect(together.notes.contains { $0.hasPrefix("in EUR, by the rate in force") && $0.contains(rate) })
    #expect(throws: ReportRefusal.self) { try ForecastReport(OptionValues(["currency": "XXQ"])) }
  }

  @Test func `every row follows from its own streams`() throws {
    try requireExplained("forecast-accuracy", spring, book)
    try requireExplained("forecast-accuracy", ["summary": "yes", "by": "owner"], book)
    for group in ["owner", "stage", "manager", "product", "category"] {
      try requireExplained("forecast-accuracy", ["by": group], book)
      try requireExplained("back-test", ["by": group], book)
    }
    try requireExplained(
      "back-test", ["probability": "learned", "learn-by": "manager", "by": "owner"], book)
    try requireExplained("calibrate", ["at": "2017-03-15"], book)
    try requireExplained("slippage", [:], book)
  }
}

extension Cell {
  /// A fraction as reports write those of money.
  var inLowestTerms: Cell {
    guard case .quotient(let quotient) = self else { return self }
    return .ratio(Int128(quotient.numerator), Int128(quotient.denominator))
  }
}
