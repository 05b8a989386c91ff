import Bytes
import Domain
import Projections
import Testing

@testable import Reports

/// Four decided opportunities of the forecast book: O-6 lost on 10 February, O-1 won on 10 March for
/// 1,000, O-2 won on 2 April for 3,600 of 4,000, O-4 of 2,000 lost on 20 April; stages of 20 %, 50 %,
/// 50 % and 20 %.
@Suite struct EffortAccuracyTests {
  private let book: TestBook = {
    var book = TestBook.forecast
    func log(
      _ kind: ActivityKind, _ deal: UInt32, _ number: UInt32, seconds: UInt32?, _ day: String
    ) {
      var logged = ActivityLogged()
      (logged.about.kind, logged.about.owner) = (kind, UserID(2))
      logged.about.opportunity = OpportunityID(deal)
      logged.result = ActivityResult(.done, durationSeconds: seconds)
      book.add(ActivityEvent.logged(logged), number, occurred: day)
    }
    log(.call, 1, 1, seconds: 600, "2017-02-01")
    log(.call, 1, 2, seconds: 600, "2017-03-05")
    log(.call, 2, 3, seconds: 600, "2017-03-01")
    log(.visit, 2, 4, seconds: 1_800, "2017-03-02")
    log(.call, 2, 5, seconds: 600, "2017-03-10")
    log(.email, 4, 6, seconds: nil, "2017-03-18")
    log(.call, 3, 7, seconds: 600, "2017-03-18")
    return book
  }()

  private let week = ["lead": "7", "bands": "1,3"]

  private func money(_ text: String) -> Cell { .money(amounts(euro(text))) }

  @Test func `each band holds what was forecast and what came of it`() throws {
    let answer = try ask("effort-accuracy", week, book.now)
    #expect(answer.keys == ["all,7,0", "all,7,1-2", "all,7,3+"])
    // O-6 as of 3 February: 700 at 20 %, without any effort; lost.
    #expect(answer.cell("all,7,0", "forecast") == money("140"))
    #expect(answer.cell("all,7,0", "bias") == Cell.none, "nothing was won to compare with")
    #expect(answer.cell("all,7,0", "brier") == ratio(1, 25).inLowestTerms)
    // O-1 as of 3 March and O-4 as of 13 April, one activity each by then.
    #expect(answer.cell("all,7,1-2", "opportunities") == .integer(2))
    #expect(answer.cell("all,7,1-2", "mean_effort") == ratio(2, 2))
    #expect(answer.cell("all,7,1-2", "forecast") == money("900"))
    #expect(answer.cell("all,7,1-2", "actual") == money("1000"))
    #expect(answer.cell("all,7,1-2", "error") == money("-100"))
    #expect(answer.cell("all,7,1-2", "bias") == ratio(-1, 10))
    #expect(answer.cell("all,7,1-2", "wape") == ratio(9, 10))
    #expect(answer.cell("all,7,1-2", "share_won") == ratio(1, 2))
    #expect(answer.cell("all,7,1-2", "mean_predicted")?.inLowestTerms == ratio(7, 20))
    #expect(answer.cell("all,7,1-2", "brier")?.inLowestTerms == ratio(29, 200))
    // O-2 as of 26 March: 4,000 at 50 %, three activities; won for 3,600.
    #expect(answer.cell("all,7,3+", "forecast") == money("2000"))
    #expect(answer.cell("all,7,3+", "wape")?.inLowestTerms == ratio(4, 9))
    #expect(answer.total("opportunities") == .integer(4))
    #expect(answer.total("wape") == ratio(2640, 4600).inLowestTerms)
  }

  @Test func `effort by the close, of one type, or in minutes`() throws {
    let close = try ask("effort-accuracy", week.merging(["effort": "close"]) { $1 }, book.now)
    // The call of 5 March came before O-1 was won.
    #expect(close.cell("all,7,1-2", "mean_effort") == ratio(3, 2))
    let calls = try ask("effort-accuracy", week.merging(["type": "call"]) { $1 }, book.now)
    #expect(calls.keys == ["all,7,0", "all,7,1-2"])
    #expect(calls.cell("all,7,0", "opportunities") == .integer(2))
    let minutes = try ask(
      "effort-accuracy", ["lead": "7", "measure": "minutes", "bands": "10,50"], book.now)
    #expect(minutes.keys == ["all,7,0-9", "all,7,10-49", "all,7,50+"])
    #expect(minutes.cell("all,7,50+", "mean_effort")?.inLowestTerms == ratio(50, 1))
  }

  @Test func `what was not open so long before is left out`() throws {
    let answer = try ask("effort-accuracy", ["lead": "60,7", "bands": "1"], book.now)
    // 60 days before, O-1 was open (9 January), O-2 (1 February) and O-4 (19 February); O-6 was not.
    #expect(answer.keys == ["all,60,0", "all,7,0", "all,7,1+"])
    #expect(answer.cell("all,60,0", "opportunities") == .integer(3))
    #expect(answer.notes == ["1 times a decided one was not open so long before: left out"])
    let spring = try ask(
      "effort-accuracy", week.merging(["from": "2017-03-01", "to": "2017-03-31"]) { $1 }, book.now)
    #expect(spring.keys == ["all,7,1-2"])
    #expect(spring.cell("all,7,1-2", "opportunities") == .integer(1))
  }

  @Test func `quantiles part the opportunities into bands of about equal size`() throws {
    let answer = try ask("effort-accuracy", ["lead": "7", "quantiles": "2"], book.now)
    // 0, 1, 1, 3: the third begins the upper half, and what equals it joins it.
    #expect(answer.keys == ["all,7,0", "all,7,1+"])
    #expect(throws: ReportRefusal.self) {
      try EffortAccuracyReport(OptionValues(["bands": "3,1"]))
    }
    #expect(throws: ReportRefusal.self) {
      try EffortAccuracyReport(OptionValues(["bands": "1,3", "quantiles": "2"]))
    }
  }

  @Test func `every row is explained by its streams alone`() throws {
    for by in ["none", "owner", "product", "status", "closed-month", "stage"] {
      try requireExplained("effort-accuracy", week.merging(["by": by]) { $1 }, book)
    }
    try requireExplained("effort-accuracy", ["lead": "7", "quantiles": "3"], book)
    try requireExplained("effort-accuracy", week.merging(["probability": "learned"]) { $1 }, book)
  }

  @Test func `as of a day only what was decided and entered by then counts`() throws {
    let answer = try ask("effort-accuracy", week, book.asOf("2017-03-31"))
    // The activities were all entered in May: as of March nobody knew of them.
    #expect(answer.keys == ["all,7,0"])
    #expect(answer.cell("all,7,0", "opportunities") == .integer(2))
  }
}
