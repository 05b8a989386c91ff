import Bytes
import CRM
import CRMTesting
import Domain
import Projections
import Reports
import Testing

/// What reports show of what was merged: everything under the survivor, as of any date.
@Suite struct MergeReadingTests {
  private func merged() throws -> (book: MergeBook, before: UInt64) {
    let book = try MergeBook()
    let before = try book.book.crm.head().position.number
    book.book.clock.advance(days: 1)
    try book.merge(MergeBook.accounts)
    try book.merge(MergeBook.contacts)
    return (book, before)
  }

  @Test func `lists have the survivor once, with all that belongs to both`() throws {
    let (book, before) = try merged()
    #expect(try book.answer("accounts").rows.map(\.key) == ["A-1", "A-3"])
    #expect(try book.answer("accounts").value("A-1", "open") == .integer(2))
    #expect(try book.answer("contacts").rows.map(\.key) == ["C-1"])
    #expect(try book.answer("contacts", ["account": "A-2"]).rows.map(\.key) == ["C-1"])
    #expect(try book.answer("opportunities", ["account": "A-1"]).rows.count == 2)
    #expect(try book.answer("activities", ["account": "A-1"]).rows.count == 2)
    #expect(try book.answer("orders", ["customer": "A-1"]).rows.count == 2)
    let then = try book.book.crm.source(at: .position(before))
    #expect(try book.answer("accounts", [:], then).rows.map(\.key) == ["A-1", "A-2", "A-3"])
    #expect(try book.answer("contacts", [:], then).rows.map(\.key) == ["C-1", "C-2"])
    #expect(try book.answer("opportunities", ["account": "A-1"], then).rows.count == 1)
  }

  @Test func `labels of the merged one find the survivor, until they are two again`() throws {
    let (book, before) = try merged()
    #expect(try book.answer("accounts", ["tag": "key"]).rows.map(\.key) == ["A-1"])
    let then = try book.book.crm.source(at: .position(before))
    #expect(try book.answer("accounts", ["tag": "key"], then).rows.map(\.key) == ["A-2"])
    try book.unmerge(MergeBook.accounts)
    #expect(try book.answer("accounts", ["tag": "key"]).rows.map(\.key) == ["A-2"])
  }

  @Test func `turnover, Pareto, purchases and pipeline count both as one`() throws {
    let (book, before) = try merged()
    let turnover = try book.answer("turnover", ["by": "account"])
    #expect(turnover.rows.map(\.key) == ["A-1"])
    #expect(try book.answer("pareto", ["of": "account"]).rows.count >= 1)
    #expect(try book.answer("pipeline", ["by": "account"]).rows.map(\.key) == ["A-1"])
    let then = try book.book.crm.source(at: .position(before))
    #expect(try book.answer("turnover", ["by": "account"], then).rows.count == 2)
    #expect(try book.answer("pipeline", ["by": "account"], then).rows.count == 2)
  }

  @Test func `the file and the history of the survivor tell both stories`() throws {
    let (book, _) = try merged()
    let file = try book.answer("customer", ["customer": "A-1"])
    for key in ["opportunity/O-1", "opportunity/O-2", "order/S-2", "activity/T-2", "contact/C-1"] {
      #expect(file.rows.contains { $0.key == key }, "\(key)")
    }
    #expect(!file.rows.contains { $0.key == "contact/C-2" })
    #expect(try book.answer("customer", ["customer": "A-2"]).rows == file.rows)
    let history = try book.answer("history", ["entity": "A-1"])
    #expect(!history.keys(holding: "merged into another").isEmpty)
    #expect(!history.keys(holding: "another merged into it").isEmpty)
    #expect(!history.keys(holding: "A-2").isEmpty && !history.keys(holding: "O-2").isEmpty)
    let contact = try book.answer("history", ["entity": "C-1"])
    #expect(!contact.keys(holding: "Visscher").isEmpty)
  }

  @Test func `a search by what the merged one was called finds the survivor`() throws {
    let (book, before) = try merged()
    #expect(try book.answer("accounts", ["search": "globex ltd"]).rows.map(\.key) == ["A-1"])
    #expect(try book.answer("contacts", ["search": "visscher"]).rows.map(\.key) == ["C-1"])
    #expect(try book.answer("contacts", ["search": "annie@home"]).rows.map(\.key) == ["C-1"])
    let then = try book.book.crm.source(at: .position(before))
    #expect(try book.answer("contacts", ["search": "visscher"], then).rows.map(\.key) == ["C-2"])
  }

  @Test func `every row follows from the streams of both alone`() throws {
    let (book, before) = try merged()
    for moment in [Moment.now, .position(before)] {
      for (name, values) in [
        ("accounts", [:]), ("contacts", [:]), ("opportunities", [:]), ("activities", [:]),
        ("orders", [:]), ("turnover", ["by": "account"]), ("turnover", ["by": "contact"]),
        ("pipeline", ["by": "account"]), ("customer", ["customer": "A-1"]),
        ("customer", ["customer": "C-1"]), ("history", ["entity": "A-1"]),
        ("history", ["entity": "C-1"]), ("effort", ["by": "account"]), ("purchases", [:]),
      ] {
        try book.requireExplained(name, values, at: moment)
      }
    }
  }

  @Test func `a merge that is entered late counts in hindsight from when it happened`() throws {
    let book = try MergeBook()
    book.book.clock.advance(days: 1)
    let happened = book.book.clock.now
    book.book.clock.advance(days: 9)
    let between = Instant(microseconds: happened.microseconds + 86_400_000_000)
    var context = CommandContext()
    context.occurredAt = happened
    try book.merge(MergeBook.accounts, [], context)
    let moment = Moment.instant(between)
    let known = try book.book.crm.source(at: moment)
    #expect(try book.answer("accounts", [:], known).rows.count == 3)
    let hindsight = try book.book.crm.source(
      inHindsightOf: moment, as: book.book.administrator)
    #expect(try book.answer("accounts", [:], hindsight).rows.map(\.key) == ["A-1", "A-3"])
    #expect(
      try book.answer("pipeline", ["by": "account"], hindsight).rows.map(\.key) == ["A-1"])
  }

  @Test func `a merge may be entered as a correction before later changes`() throws {
    let book = try MergeBook()
    let happened = book.book.clock.now
    book.book.clock.advance(days: 3)
    var changes = AccountChanges()
    changes.phone = .set("+31 20 9999999")
    let change = try book.book.run(.account(AccountID(1), .change(changes)))
    var context = CommandContext()
    context.occurredAt = happened
    #expect(throws: CommandRefusal.self) { try book.merge(MergeBook.accounts, [], context) }
    context.corrects = change.events[0].position
    try book.merge(MergeBook.accounts, [], context)
    let account = try book.account(1)
    #expect(account.details.phone == "+31 20 9999999" && account.details.employees == 40)
    try book.unmerge(MergeBook.accounts)
    #expect(try book.account(1).details.phone == "+31 20 9999999")
  }

  @Test func `many days of a report in one pass see the merge from its day on`() throws {
    let (book, _) = try merged()
    let zone = Zone.utc
    let last = zone.day(of: book.book.clock.now)
    var counts: [Int] = []
    try book.book.crm.replay(
      Accounts.self, every: .day, from: last.adding(days: -1), to: last,
      as: book.book.administrator
    ) { _, accounts in
      counts.append(accounts.rows.all.count { $0.1.exists })
    }
    #expect(counts == [3, 2])
  }
}
