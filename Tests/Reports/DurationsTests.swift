import Bytes
import Domain
import Projections
import Testing

@testable import Reports

/// O-6 took 31 days and was lost, O-1 64 and O-2 60 and were won, O-4 71 and was lost.
@Suite struct DurationsTests {
  private let book = TestBook.forecast

  @Test func `times from opening to close have a mean, a spread and percentiles`() throws {
    let answer = try ask("durations", [:], book.now)
    #expect(answer.cell("all", "count") == .integer(4))
    #expect(answer.cell("all", "mean_time")?.inLowestTerms == ratio(113, 2))
    #expect(answer.cell("all", "shortest")?.inLowestTerms == ratio(31, 1))
    #expect(answer.cell("all", "longest")?.inLowestTerms == ratio(71, 1))
    #expect(answer.cell("all", "median_time")?.inLowestTerms == ratio(62, 1))
    // At place 0.75 × 3 = 2.25 of 31, 60, 64, 71; and at 2.7.
    #expect(answer.cell("all", "p75")?.inLowestTerms == ratio(263, 4))
    #expect(answer.cell("all", "p90")?.inLowestTerms == ratio(689, 10))
    #expect(answer.cell("all", "p10")?.inLowestTerms == ratio(397, 10))
    #expect(answer.cell("all", "total_time")?.inLowestTerms == ratio(226, 1))
    // √((25.5² + 3.5² + 7.5² + 14.5²) ÷ 3) = √309.666… = 17.597348285…
    let deviation = try #require(Quotient(17_597_348_285, 1_000_000_000))
    #expect(answer.cell("all", "standard_deviation") == .quotient(deviation))
    #expect(answer.notes == ["2 have not ended, or nobody knows when they began or ended: left out"])
    let hours = try ask("durations", ["unit": "hours", "by": "status"], book.now)
    #expect(hours.cell("won", "mean_time")?.inLowestTerms == ratio(62 * 24, 1))
    for by in ["none", "owner", "status", "closed-month"] {
      try requireExplained("durations", ["by": by], book)
    }
  }

  @Test func `up to the last thing done open ones count as well`() throws {
    var book = book
    var logged = ActivityLogged()
    (logged.about.kind, logged.about.owner) = (.call, UserID(2))
    logged.about.opportunity = OpportunityID(3)
    logged.result = ActivityResult(.done, durationSeconds: nil)
    book.add(ActivityEvent.logged(logged), 1, occurred: "2017-05-04")
    let answer = try ask("durations", ["until": "last", "by": "status"], book.now)
    #expect(answer.cell("open", "count") == .integer(1))
    #expect(answer.cell("open", "mean_time")?.inLowestTerms == ratio(90, 1))
    try requireExplained("durations", ["until": "last", "by": "status"], book)
  }

  @Test func `a customer is timed from the first to the last of its business`() throws {
    let answer = try ask("durations", ["of": "account"], TestBook.sample.now)
    #expect(answer.keys == ["all"])
    try requireExplained("durations", ["of": "account"], TestBook.sample)
    #expect(throws: ReportRefusal.self) {
      try DurationsReport(OptionValues(["of": "account", "by": "owner"]))
    }
  }

  @Test func `what was lost and is open has an amount, and so has the win rate`() throws {
    let answer = try ask("outcomes", [:], book.now)
    // Lost 700 and 2,000; open 500 and 300; won 1,000 and 3,600: 4,600 of 7,300.
    #expect(answer.cell("all", "lost_amount") == .money(amounts(euro("2700"))))
    #expect(answer.cell("all", "open_amount") == .money(amounts(euro("800"))))
    #expect(answer.cell("all", "amount_win_rate")?.inLowestTerms == ratio(46, 73))
  }
}
