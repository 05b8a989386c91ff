import Bytes
import Domain
import Projections
import Testing

@testable import Reports

@Suite struct LateTests {
  /// Two deals of 1,000 opened in January; one was won on 30 March, which was entered on 3 April.
  private var book: TestBook {
    get throws {
      var book = TestBook()
      for number: UInt32 in 1...2 {
        var opened = OpportunityOpened()
        (opened.pipeline, opened.stage, opened.owner) = (PipelineID(1), 1, UserID(1))
        opened.amount = try Money("1000", .euro)
        book.add(OpportunityEvent.opened(opened), number, on: "2017-01-10")
      }
      book.add(
        OpportunityEvent.won(MoneyChanged(nil)), 1, on: "2017-04-03", occurred: "2017-03-30")
      book.add(
        OpportunityEvent.renamed(TextChanged("Two")), 2, on: "2017-05-02", by: 2,
        occurred: "2017-05-01")
      return book
    }
  }

  private func money(_ text: String) throws -> Cell {
    var amounts = Amounts()
    amounts.add(try Money(text, .euro))
    return .money(amounts)
  }

  @Test func `late entries are counted by who made them`() throws {
    let answer = try ask("late-entry", [:], book.now)
    #expect(answer.keys == ["U-1", "U-2"])
    #expect(answer.cell("U-1", "entries") == .integer(3))
    #expect(answer.cell("U-1", "late") == .integer(1))
    #expect(answer.cell("U-1", "share") == ratio(1, 3))
    #expect(answer.cell("U-1", "mean_delay_days") == ratio(4 * 86_400, 86_400))
    // A day after is not late, since late is more than a day.
    #expect(answer.cell("U-2", "late") == .integer(0))
    #expect(answer.cell("U-2", "max_delay_days") == Cell.none)
    #expect(answer.total("entries") == .integer(4))
  }

  @Test func `how late is late, and of whom, can be said`() throws {
    let all = try ask("late-entry", ["later-than": "0"], book.now)
    #expect(all.total("late") == .integer(2))
    #expect(all.total("median_delay_days") == ratio(5 * 86_400, 2 * 86_400))
    let one = try ask("late-entry", ["later-than": "0", "user": "U-2"], book.now)
    #expect(one.keys == ["U-2"])
    #expect(throws: ReportRefusal.self) { try ask("late-entry", ["by": "nonsense"], book.now) }
  }

  @Test func `late entries are told apart by event and by month`() throws {
    let events = try ask("late-entry", ["by": "event"], book.now)
    #expect(events.keys == ["opportunity opened", "opportunity renamed", "opportunity won"])
    let months = try ask("late-entry", ["by": "month"], book.now)
    #expect(months.keys == ["2017-01", "2017-04", "2017-05"])
    #expect(months.cell("2017-04", "late") == .integer(1))
  }

  @Test func `a past pipeline is told as known then and in hindsight`() throws {
    let answer = try ask("late-effect", ["dates": "2017-03-31,2017-03-29,2017-04-30"], book.now)
    #expect(answer.keys == ["2017-03-29", "2017-03-31", "2017-04-30"])
    #expect(answer.cell("2017-03-29", "open_difference") == .integer(0))
    #expect(answer.cell("2017-03-31", "open_then") == .integer(2))
    #expect(answer.cell("2017-03-31", "open_hindsight") == .integer(1))
    #expect(answer.cell("2017-03-31", "open_difference") == .integer(-1))
    #expect(try answer.cell("2017-03-31", "amount_difference") == money("-1000"))
    #expect(try answer.cell("2017-03-31", "won_difference") == money("1000"))
    #expect(answer.cell("2017-04-30", "open_difference") == .integer(0))
    #expect(answer.cell("2017-04-30", "won_then") == .money(Amounts()))
    #expect(answer.notes == ["late entries changed the figures of 1 of 3 dates"])
    try requireExplained("late-effect", ["dates": "2017-03-31,2017-04-30"], book)
  }

  @Test func `days that are no days or lie ahead are refused`() throws {
    #expect(throws: ReportRefusal.self) { try ask("late-effect", ["dates": "soon"], book.now) }
    #expect(throws: ReportRefusal.self) {
      try ask("late-effect", ["dates": "2099-01-01"], book.now)
    }
    #expect(try ask("late-effect", [:], book.now).rows.count == 12)
  }
}
