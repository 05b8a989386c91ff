import Bytes
import CRMTesting
import Domain
import Projections
import Testing

@testable import CRM
@testable import Reports

/// A lead is a person: nothing of it stays in any file once it was erased, and totals stand.
@Suite struct LeadErasureTests {
  private static let words = [
    "Zachariah", "Quillfeather", "Quillfeather Quarries", "zach@quillfeather.example",
    "+31 88 900 90 90", "web-lead-77123", "wanted a pony", "found by his cousin",
  ]

  private func filledBook() throws -> TestBook {
    let book = try TestBook(onDisk: true)
    var new = NewLead()
    new.person.name = PersonName(given: "Zachariah", family: "Quillfeather")
    new.person.company = "Quillfeather Quarries"
    new.person.email = "zach@quillfeather.example"
    new.details.source = "fair"
    new.references = [ExternalReference(source: "web", identifier: "web-lead-77123")]
    var context = CommandContext()
    context.identity = CommandIdentity(
      id: CommandID(high: 4, low: 4), request: Array("capture Zachariah".utf8))
    try book.run(.lead(nil, .capture(new)), as: nil, context)
    book.clock.advance(days: 1)
    var changes = LeadChanges()
    changes.phone = .set("+31 88 900 90 90")
    var why = CommandContext()
    why.reason = "found by his cousin"
    try book.run(.lead(LeadID(1), .change(changes)), as: nil, why)
    try book.run(.lead(LeadID(1), .moveStatus(to: .disqualified, reason: "wanted a pony")))
    var other = NewLead()
    other.person.name = PersonName(full: "Somebody Else")
    other.details.source = "fair"
    try book.run(.lead(nil, .capture(other)))
    return book
  }

  private func conversion(_ crm: CRM, _ moment: Moment) throws -> Answer {
    var answer = try crm.answer(
      LeadConversionReport(OptionValues()), as: Principal(UserID(1)), from: crm.source(at: moment))
    answer.moment = AnswerMoment(
      position: .none, day: nil, instant: .beginning, isNow: true, zone: .utc)
    return answer
  }

  @Test func `no byte of an erased lead is in any file of the book`() throws {
    let book = try filledBook()
    let directory = try #require(book.directory)
    let admin = book.administrator
    let yesterday = Moment.position(try book.crm.source().moment.position.number)
    let before = try conversion(book.crm, yesterday)
    _ = try book.crm.answer(HistoryReport(OptionValues(["entity": "D-1"])), as: admin)
    let found = try book.crm.answer(
      LeadListReport(OptionValues(["search": "quillfeather"])), as: admin)
    #expect(found.rows.count == 1)
    #expect(try book.crm.resolve("web:web-lead-77123", kind: .lead) == LeadID(1).stream)
    #expect(try book.crm.rebuild(every: 2) > 0)
    try book.run(.lead(LeadID(1), .erase(reason: "request of 3 May")))
    #expect(try AllFiles.places(of: Self.words + ["Somebody Else"], in: directory) == [])
    #expect(try !AllFiles.places(of: ["request of 3 May"], in: directory).isEmpty)
    _ = try book.crm.rebuild(every: 2)
    #expect(try AllFiles.places(of: Self.words, in: directory) == [])
    #expect(try conversion(book.crm, yesterday) == before)
    #expect(throws: NameRefusal.self) { try book.crm.resolve("web:web-lead-77123", kind: .lead) }
    let after = try book.crm.answer(
      LeadListReport(OptionValues(["search": "quillfeather"])), as: admin)
    #expect(after.rows.isEmpty)
    #expect(after.notes == ["erased leads are left out of the search: 1"])
  }

  @Test func `who read a lead is on record, and its file can be handed out`() throws {
    let book = try filledBook()
    let admin = book.administrator
    _ = try book.crm.answer(LeadListReport(OptionValues()), as: admin)
    let file = try book.crm.personFile(of: LeadID(1).stream, as: admin)
    #expect(file.fields.contains(Field("name", .text("Zachariah Quillfeather"))))
    #expect(file.events.count >= 4)
    #expect(file.accesses.map(\.purpose).contains("lead-list"))
    #expect(file.accesses.allSatisfy { $0.concerns(LeadID(1).stream) })
    #expect(file.accesses.allSatisfy { !$0.concerns(ContactID(1).stream) })
    let reopened = try #require(book.directory)
    #expect(try !AllFiles.places(of: ["lead-list"], in: reopened).isEmpty)
  }

  @Test func `a contact's file names the lead it was and the orders it placed`() throws {
    let book = try filledBook()
    try book.run(.convertLead(LeadID(2), LeadConversion()))
    var order = NewOrder()
    order.contact = ContactID(1)
    try book.run(.order(nil, .place(order)))
    let file = try book.crm.personFile(of: ContactID(1).stream, as: book.administrator)
    let links = Set(file.links.map { "\($0.relation) \(EntityKinds.text(of: $0.stream))" })
    #expect(links == ["was D-2", "ordered S-1"])
    let lead = try book.crm.personFile(of: LeadID(2).stream, as: book.administrator)
    #expect(lead.links.map { EntityKinds.text(of: $0.stream) } == ["C-1"])
  }
}
