import Domain
import Testing

@testable import Reports

@Suite struct StageReportTests {
  /// One goes 1 → 2 → 1 → 2 and is won, one is lost from 1, one is still in 2, one reopened.
  private var book: TestBook {
    var book = TestBook()
    book.add(pipeline("Sales", [("Early", 20), ("Late", 50)]), 1, on: "2016-01-01")
    book.add(user("Rob Lee"), 2, on: "2016-01-01")
    book.add(opened(owner: 2, euro("800"), close: "2017-03-01"), 1, on: "2017-01-01")
    book.add(OpportunityEvent.advanced(StageEntered(2)), 1, on: "2017-01-03")
    book.add(OpportunityEvent.movedBack(StageEntered(1)), 1, on: "2017-01-04")
    book.add(opened(owner: 2, euro("100"), close: "2017-03-01"), 2, on: "2017-01-04")
    book.add(opened(owner: 2, stage: 2), 3, on: "2017-01-05")
    book.add(OpportunityEvent.advanced(StageEntered(2)), 1, on: "2017-01-10")
    book.add(lost("no budget"), 2, on: "2017-01-10")
    book.add(closes("2017-03-31"), 1, on: "2017-01-11")
    book.add(closes("2017-03-26"), 1, on: "2017-01-12")
    book.add(opened(owner: 2, stage: 2, euro("50")), 4, on: "2017-02-01")
    book.add(lost("price"), 4, on: "2017-02-03")
    book.add(OpportunityEvent.reopened(StageEntered(1)), 4, on: "2017-02-06")
    book.add(won(), 1, on: "2017-03-28")
    return book
  }

  @Test func `a funnel counts what reached each stage and how it left`() throws {
    let answer = try ask("stage-conversion", [:], book.now)
    #expect(answer.cell("L-1/1", "reached") == .integer(3))
    #expect(answer.cell("L-1/1", "entered") == .integer(4))
    #expect(answer.cell("L-1/1", "forward") == .integer(2))
    #expect(answer.cell("L-1/1", "lost") == .integer(1))
    #expect(answer.cell("L-1/1", "still_in") == .integer(1))
    #expect(answer.cell("L-1/1", "conversion") == ratio(2, 3))
    #expect(answer.cell("L-1/2", "reached") == .integer(3))
    #expect(answer.cell("L-1/2", "back") == .integer(1))
    #expect(answer.cell("L-1/2", "won") == .integer(1))
    #expect(answer.cell("L-1/2", "conversion") == ratio(1, 3), "one back, one won, one lost")
    #expect(answer.cell("L-1/2", "share_won") == ratio(1, 1), "the lost one is open again")
    let turned = try ask("stage-conversion", ["stages": "Late, L-1/1"], book.now)
    #expect(turned.keys == ["L-1/2", "L-1/1"])
    #expect(throws: ReportRefusal.self) {
      try ask("stage-conversion", ["stages": "Middle"], book.now)
    }
  }

  @Test func `as of a past day a stay is not over yet`() throws {
    let answer = try ask("stage-conversion", [:], book.asOf("2017-01-09"))
    #expect(answer.cell("L-1/1", "still_in") == .integer(2))
    #expect(answer.cell("L-1/2", "reached") == .integer(2))
  }

  @Test func `stays are timed exactly`() throws {
    let answer = try ask("time-in-stage", [:], book.now)
    // Early: 2 days, 6 days, 6 days; late: 1, 77 and 2 days.
    #expect(answer.cell("L-1/1", "mean_time") == ratio(14, 3))
    #expect(answer.cell("L-1/1", "median_time") == ratio(6, 1))
    #expect(answer.cell("L-1/2", "mean_time") == ratio(80, 3))
    #expect(answer.cell("L-1/2", "median_time") == ratio(2, 1))
    #expect(answer.cell("L-1/2", "still_in") == .integer(1))
    let won = try ask("time-in-stage", ["exit": "won", "unit": "hours"], book.now)
    #expect(won.cell("L-1/2", "mean_time") == ratio(77 * 24, 1))
    let byReason = try ask("time-in-stage", ["by": "loss-reason"], book.now)
    #expect(byReason.cell("L-1/1,no budget", "stays") == .integer(1))
  }

  @Test func `velocity is what the pipeline brings a day`() throws {
    let answer = try ask("velocity", [:], book.now)
    #expect(answer.cell("all", "won_mean_time") == ratio(86, 1))
    #expect(answer.cell("all", "lost_median_time") == ratio(6, 1))
    // 2 open × 800 × ½ ÷ 86, cut off after thirteen decimals.
    let total = Int128(800) * 10_000_000_000_000 / 86
    var expected = Amounts()
    expected.add(MoneySum(total: total, currency: .euro))
    #expect(answer.cell("all", "velocity_per_day") == .money(expected))
  }

  @Test func `losses are told apart by their reason`() throws {
    let answer = try ask("outcomes", ["by": "status,loss-reason"], book.now)
    #expect(answer.cell("lost,no budget", "lost") == .integer(1))
    #expect(answer.keys == ["open,-", "won,-", "lost,no budget"])
    let before = try ask("outcomes", ["by": "loss-reason"], book.asOf("2017-02-04"))
    #expect(before.cell("price", "lost") == .integer(1), "it was lost then, and is open again now")
  }

  @Test func `close dates that moved`() throws {
    let answer = try ask("slippage", ["by": "opportunity"], book.now)
    #expect(answer.keys == ["O-1", "O-2"])
    #expect(answer.cell("O-1", "pushes") == .integer(1))
    #expect(answer.cell("O-1", "pulls") == .integer(1))
    #expect(answer.cell("O-1", "days_pushed") == .integer(30))
    #expect(answer.cell("O-1", "days_pulled") == .integer(5))
    #expect(answer.cell("O-1", "mean_slip_days") == ratio(25, 1))
    #expect(answer.cell("O-1", "mean_days_late") == ratio(27, 1))
    #expect(answer.cell("O-2", "on_time") == .integer(1))
    #expect(answer.notes == ["2 never had an expected close: they are left out"])
    #expect(try ask("slippage", ["status": "won"], book.now).total("opportunities") == .integer(1))
  }

  @Test func `every row follows from its own streams`() throws {
    try requireExplained("stage-conversion", [:], book)
    try requireExplained("time-in-stage", ["by": "owner"], book)
    try requireExplained("velocity", ["by": "status,loss-reason"], book)
    try requireExplained("slippage", ["by": "opportunity"], book)
  }
}
