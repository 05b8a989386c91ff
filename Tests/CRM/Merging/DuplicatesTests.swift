import Bytes
import CRM
import CRMTesting
import Domain
import Reports
import Testing

/// The work list: what is on it, since when, and what takes it off.
@Suite struct DuplicatesTests {
  private func keys(
    _ book: MergeBook, _ values: [String: String] = [:], at moment: Moment = .now
  ) throws -> [String] {
    try book.answer("duplicates", values, book.book.crm.source(at: moment)).rows.map(\.key)
  }

  @Test func `those that look the same are listed with score and reason`() throws {
    let book = try MergeBook()
    var twin = NewContact(name: PersonName(given: "Ana", family: "Visser"))
    twin.emails = [EmailAddress("anna@globex.example")]
    book.book.clock.advance(days: 1)
    try book.book.run(.contact(nil, .create(twin)))
    let list = try book.answer("duplicates", ["of": "contacts"])
    #expect(list.rows.map(\.key).contains("C-1/C-3"))
    #expect(list.value("C-1/C-3", "agree_in") == .text("similar name, e-mail"))
    #expect(list.value("C-1/C-3", "state") == .text("open"))
    let day = Zone.utc.day(of: book.book.clock.now)
    #expect(list.value("C-1/C-3", "since") == .day(day))
    try book.requireExplained("duplicates")
  }

  @Test func `a merge takes a pair off, an unmerge puts it back, a past date has it still`() throws {
    let book = try MergeBook()
    let before = try book.book.crm.head().position.number
    #expect(try keys(book, ["threshold": "0.90"]).contains("C-1/C-2"))
    try book.merge(MergeBook.contacts)
    #expect(try !keys(book, ["threshold": "0.90"]).contains("C-1/C-2"))
    #expect(try keys(book, ["threshold": "0.90"], at: .position(before)).contains("C-1/C-2"))
    try book.unmerge(MergeBook.contacts)
    #expect(try keys(book, ["threshold": "0.90"]).contains("C-1/C-2"))
  }

  @Test func `who is known not to be the same is not asked about again`() throws {
    let book = try MergeBook()
    try book.book.run(
      .merging(
        .distinguish(
          MergeBook.contacts.other, from: MergeBook.contacts.one, reason: "sisters")))
    let loose = ["threshold": "0.90"]
    #expect(try !keys(book, loose).contains("C-1/C-2"))
    let shown = try book.answer(
      "duplicates", loose.merging(["show": "distinct"]) { $1 })
    #expect(shown.value("C-1/C-2", "state") == .text("distinct"))
  }

  @Test func `who was erased is not on the list`() throws {
    let book = try MergeBook()
    try book.book.run(.contact(ContactID(2), .erase(reason: "request 9")))
    #expect(try keys(book, ["of": "contacts", "threshold": "0.5"]).isEmpty)
  }

  @Test func `a threshold that is none is refused`() throws {
    let book = try MergeBook()
    for text in ["2", "-1", "nan", "x"] {
      #expect(throws: ReportRefusal.self) { try keys(book, ["threshold": text]) }
    }
  }
}
