import Bytes
import CRMTesting
import Domain
import Projections
import Testing

@testable import CRM
@testable import Reports

/// Activities through the door of the book: rights, hand-over, what is sealed, who read it.
@Suite struct ActivityBookTests {
  /// U-1 administrator, U-2 and U-3 representatives, A-1, C-1 there, O-1 about it.
  private func book(onDisk: Bool = false) throws -> TestBook {
    let book = try TestBook(onDisk: onDisk)
    for name in ["Rita", "Sam"] {
      try book.run(.user(nil, .register(NewUser(name: name, role: .representative))))
    }
    try book.run(.account(nil, .create(NewAccount(name: "Globex", owner: UserID(2)))))
    var person = NewContact(name: PersonName(full: "Hank Scorpio"))
    (person.account, person.owner) = (AccountID(1), UserID(2))
    try book.run(.contact(nil, .create(person)))
    var deal = NewOpportunity(pipeline: PipelineID(1))
    (deal.account, deal.owner) = (AccountID(1), UserID(2))
    try book.run(.opportunity(nil, .open(deal)))
    return book
  }

  private func visit(owner: UInt32 = 2) -> NewActivity {
    var visit = NewActivity(.visit)
    (visit.owner, visit.contact, visit.subject) = (UserID(owner), ContactID(1), "Terrace talk")
    return visit
  }

  @Test func `the account is that of the contact, and links lead to it`() throws {
    let book = try book()
    try book.run(.activity(nil, .plan(visit(), due: nil)))
    #expect(try book.crm.model(Activities.self).rows[ActivityID(1)].account == AccountID(1))
    let members = try book.crm.model(Links.self).members(of: AccountID(1))
    #expect(members.contains(ActivityID(1).stream))
    let history = try book.crm.answer(
      HistoryReport(OptionValues(["entity": "A-1"])), as: book.administrator)
    #expect(history.rows.contains { $0.cells.contains(.entity("T-1", name: "Terrace talk")) })
  }

  @Test func `a representative changes only what is theirs`() throws {
    let book = try book()
    try book.run(.activity(nil, .plan(visit(), due: nil)), as: Principal(UserID(3)))
    #expect(throws: CommandRefusal.self) {
      try book.run(.activity(ActivityID(1), .cancel), as: Principal(UserID(3)))
    }
    try book.run(.activity(ActivityID(1), .cancel), as: Principal(UserID(2)))
  }

  @Test func `open activities go with the rest of a leaver's things, closed ones stay`() throws {
    let book = try book()
    for _ in 0..<2 { try book.run(.activity(nil, .plan(visit(), due: nil))) }
    try book.run(.activity(ActivityID(2), .complete(ActivityDone())))
    try book.run(.handOver(HandOver(from: UserID(2), to: [UserID(3)], deactivate: true)))
    let rows = try book.crm.model(Activities.self).rows
    #expect(rows[ActivityID(1)].owner == UserID(3))
    #expect(rows[ActivityID(2)].owner == UserID(2))
  }

  @Test func `words about a contact are sealed, words about an account lie open`() throws {
    let book = try book(onDisk: true)
    let directory = try #require(book.directory)
    try book.run(.activity(nil, .plan(visit(), due: nil)))
    var task = NewActivity(.task)
    (task.account, task.subject) = (AccountID(1), "Compute the offer")
    try book.run(.activity(nil, .plan(task, due: nil)))
    #expect(try AllFiles.places(of: ["Terrace talk"], in: directory) == [])
    #expect(try !AllFiles.places(of: ["Compute the offer"], in: directory).isEmpty)
  }

  @Test func `nothing is written about a contact who was erased, and the rest goes on`() throws {
    let book = try book()
    try book.run(.activity(nil, .plan(visit(), due: nil)))
    try book.run(.contact(ContactID(1), .erase(reason: "asked")))
    #expect(throws: ActivityRefusal.erased(ContactID(1))) {
      try book.run(.activity(nil, .plan(visit(), due: nil)))
    }
    #expect(throws: ActivityRefusal.erased(ContactID(1))) {
      try book.run(.activity(ActivityID(1), .note("tall")))
    }
    try book.run(.activity(ActivityID(1), .complete(ActivityDone(durationSeconds: 60))))
    let entity = try book.crm.source().entity(Activity.self, ActivityID(1))
    #expect(entity.isHidden && entity.status == .completed)
  }

  @Test func `the file of a person holds the activities with it`() throws {
    let book = try book()
    try book.run(.activity(nil, .plan(visit(), due: nil)))
    let file = try book.crm.personFile(of: ContactID(1).stream, as: book.administrator)
    #expect(
      file.links.contains {
        $0.stream == ActivityID(1).stream && $0.relation == "contact-of"
      })
    #expect("\(file.events)".contains("Terrace talk"))
  }

  @Test func `whoever reads words about a contact is on record for it`() throws {
    let book = try book()
    try book.run(.activity(nil, .plan(visit(), due: nil)))
    func count() throws -> Int {
      try book.crm.accessRecords(as: book.administrator, person: ContactID(1).stream).records.count
    }
    #expect(try count() == 0)
    _ = try book.crm.answer(
      ActivitiesReport(OptionValues()), as: Principal(UserID(3)))
    #expect(try count() == 1)
    var filter = LogFilter()
    filter.streams = [ActivityID(1).stream]
    try book.crm.readLog(filter, as: book.administrator) { _ in true }
    #expect(try count() == 2)
    let history = try HistoryReport(OptionValues(["entity": "A-1"]))
    _ = try book.crm.answer(history, as: Principal(UserID(3)))
    #expect(try count() == 3, "words about C-1 stand in the history of A-1")
    _ = try book.crm.answer(
      CustomerReport(OptionValues(["customer": "A-1"])), as: book.administrator)
    #expect(try count() == 4)
  }

  @Test func `what was done before is logged when it happened, not later than now`() throws {
    let book = try book()
    book.clock.advance(days: 9)
    var context = CommandContext()
    context.occurredAt = Instant(microseconds: book.clock.now.microseconds - 5 * 86_400_000_000)
    try book.run(.activity(nil, .log(visit(), ActivityDone())), as: nil, context)
    #expect(
      try book.crm.model(Activities.self).rows[ActivityID(1)].closedAt == context.occurredAt)
    context.occurredAt = Instant(microseconds: book.clock.now.microseconds + 60_000_000)
    #expect(throws: CommandRefusal.future) {
      try book.run(.activity(nil, .log(visit(), ActivityDone())), as: nil, context)
    }
  }
}
