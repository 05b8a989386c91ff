import Domain
import Testing

@testable import Reports

@Suite struct ForecastTests {
  private let book = TestBook.forecast
  private var march: TestSource { book.asOf("2017-03-15") }

  @Test func `won, weighted and overdue make the forecast of the current month`() throws {
    let answer = try ask("forecast", [:], march)
    #expect(answer.keys == ["2017-03,U-2", "2017-04,U-3", "undated,U-3"])
    #expect(answer.cell("2017-03,U-2", "won_amount") == .money(amounts(euro("1000"))))
    #expect(answer.cell("2017-03,U-2", "open_amount") == .money(amounts(euro("4500"))))
    // 4,000 at 50 % of the stage and 500 at 20 % of its own.
    #expect(answer.cell("2017-03,U-2", "weighted_amount") == .money(amounts(euro("2100"))))
    #expect(answer.cell("2017-03,U-2", "forecast") == .money(amounts(euro("3100"))))
    #expect(answer.cell("2017-03,U-2", "expected_wins") == ratio(7, 10))
    #expect(answer.cell("2017-03,U-2", "overdue_count") == .integer(1))
    #expect(answer.cell("2017-03,U-2", "overdue_weighted") == .money(amounts(euro("100"))))
    #expect(answer.cell("2017-03,U-2", "commit") == .money(amounts(euro("5000"))))
    #expect(answer.cell("2017-03,U-2", "open_pipeline") == .money(amounts(euro("5500"))))
    #expect(answer.cell("2017-04,U-3", "forecast") == .money(amounts(euro("400"))))
  }

  @Test func `what has no day is in no period and not in the total`() throws {
    let answer = try ask("forecast", [:], march)
    #expect(answer.cell("undated,U-3", "weighted_amount") == .money(amounts(euro("60"))))
    #expect(answer.cell("undated,U-3", "forecast") == Cell.none)
    #expect(answer.total("forecast") == .money(amounts(euro("3500"))))
    #expect(
      answer.notes
        == ["1 open ones have no expected close: they are in no period, nor in the total"])
  }

  @Test func `ever holds everything`() throws {
    let answer = try ask("forecast", ["period": "ever", "by": "none"], march)
    #expect(answer.keys == ["ever,all"])
    #expect(answer.total("forecast") == .money(amounts(euro("3560"))))
    #expect(answer.total("open_count") == .integer(4))
  }

  @Test func `overdue ones count only in the period of the moment`() throws {
    let april = try ask("forecast", ["period": "2017-04", "by": "none"], march)
    #expect(april.total("forecast") == .money(amounts(euro("400"))))
    #expect(april.total("overdue_count") == .integer(0))
    let quarter = try ask("forecast", ["period": "2017Q1", "by": "none"], march)
    #expect(quarter.total("forecast") == .money(amounts(euro("3100"))))
    #expect(quarter.keys == ["2017Q1,all", "undated,all"])
    let february = try ask("forecast", ["period": "2017-02", "by": "none"], march)
    #expect(february.keys == ["undated,all"], "what was due in February counts in March")
  }

  @Test func `probabilities of the stage leave out those of the opportunity's own`() throws {
    var changed = book
    changed.add(
      OpportunityEvent.probabilityRevised(ProbabilityChanged(percent(90))), 2, on: "2017-05-11")
    let values = ["period": "ever", "by": "none", "probability": "stage"]
    let answer = try ask("forecast", values, march)
    // 4,000 at 50 %, 500, 2,000 and 300 at 20 %.
    #expect(answer.total("weighted_amount") == .money(amounts(euro("2560"))))
  }

  @Test func `learned shares never look ahead`() throws {
    // By 15 March one was won from the late stage and one lost from the early one.
    let values = ["period": "ever", "by": "none", "probability": "learned"]
    let then = try ask("forecast", values, march)
    #expect(then.total("weighted_amount") == .money(amounts(euro("4000"))))
    #expect(then.notes.first == "learned from 2 decided by then, 1 of them won")
    // By May the late stage saw two won, the early one two lost.
    let later = try ask("forecast", values, book.now)
    #expect(later.total("weighted_amount") == .money(Amounts()))
  }

  @Test func `where nothing alike was decided the share of all stands in`() throws {
    let values = [
      "period": "ever", "by": "none", "probability": "learned", "learn-by": "product",
    ]
    let answer = try ask("forecast", values, march)
    // One lost has the product; of those without, one was won: 4,000 + 500 + 300 at 1, 2,000 at 0.
    #expect(answer.total("weighted_amount") == .money(amounts(euro("4800"))))
    let byOwner = values.merging(["learn-by": "account"]) { $1 }
    // Nobody has an account: one group, of which half was won.
    let all = try ask("forecast", byOwner, march)
    #expect(all.total("weighted_amount") == .money(amounts(euro("3400"))))
    let early = try ask("forecast", values, book.asOf("2017-02-09"))
    #expect(early.notes.contains { $0.hasPrefix("6 are unlike anything decided by then") })
  }

  @Test func `a third of an amount keeps thirteen decimals`() {
    let chance = Chance(1, of: 3)
    #expect(chance.part(of: euro("100").sumUnits) == 333_333_333_333_333)
    #expect(Chance(percent(20)).part(of: euro("0.01").sumUnits) == 20_000_000_000)
  }

  @Test func `what if a stage had another probability`() throws {
    let values = [
      "period": "ever", "by": "none", "set-probability": "late=75%, L-1/1=0%",
    ]
    let answer = try ask("forecast", values, march)
    // 4,000 at 75 %; 500 keeps its own 20 %.
    #expect(answer.total("weighted_amount") == .money(amounts(euro("3100"))))
    let strict = ["period": "ever", "by": "none", "min-probability": "50%"]
    #expect(
      try ask("forecast", strict, march).total("weighted_amount")
        == .money(amounts(euro("2000"))))
    #expect(throws: ReportRefusal.self) {
      try ask("forecast", ["set-probability": "Middle=10%"], march)
    }
    #expect(throws: ReportRefusal.self) {
      try ForecastReport(OptionValues(["set-probability": "Late=150%"]))
    }
  }

  @Test func `stages that are left out of forecasts are left out`() throws {
    var changed = book
    var stage = StageDefinition(
      number: 2, name: "Late", probability: percent(50), category: .omitted)
    stage.number = 2
    changed.add(PipelineEvent.stageChanged(stage), 1, on: "2017-05-11")
    changed.add(opened(owner: 2, stage: 2, euro("10"), close: "2017-06-01"), 7, on: "2017-05-12")
    let answer = try ask("forecast", ["period": "2017Q2", "by": "none"], changed.now)
    #expect(answer.total("weighted_amount") == .money(amounts(euro("100"))))
    #expect(answer.notes.contains { $0.hasPrefix("1 open ones are left out") })
  }

  @Test func `the period of a year is cut as it is asked`() throws {
    let answer = try ask("forecast", ["period": "2017", "every": "quarter", "by": "none"], march)
    #expect(answer.keys == ["2017Q1,all", "2017Q2,all", "undated,all"])
    let days = try ask(
      "forecast", ["from": "2017-03-01", "to": "2017-04-20", "by": "category"], march)
    #expect(
      days.keys == [
        "2017-03-01..2017-04-20,commit", "2017-03-01..2017-04-20,pipeline", "undated,pipeline",
      ])
    #expect(throws: ReportRefusal.self) {
      try ForecastReport(OptionValues(["period": "2017", "from": "2017-01-01"]))
    }
  }

  @Test func `every row follows from its own streams`() throws {
    for group in Group.ofOpenOnes {
      try requireExplained("forecast", ["by": group.rawValue, "period": "ever"], book)
      let learned = ["by": "owner", "probability": "learned", "period": "ever"]
      try requireExplained(
        "forecast", learned.merging(["learn-by": group.period == nil ? group.rawValue : "none"]) { $1 },
        book)
    }
    try requireExplained("forecast", ["set-probability": "Late=75%", "period": "ever"], book)
  }
}
