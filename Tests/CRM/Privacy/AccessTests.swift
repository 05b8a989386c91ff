import Bytes
import CRMTesting
import Domain
import LMDB
import Projections
import Testing

@testable import CRM
@testable import Reports

/// Who read whose personal data is on record, and nothing of the data is.
@Suite struct AccessTests {
  private let admin = Principal(UserID(1))

  private func filledBook(onDisk: Bool = true) throws -> TestBook {
    let book = try TestBook(onDisk: onDisk)
    for name in ["Anna Visser", "Bert Visser", "Cora Blom"] {
      var person = NewContact(name: PersonName(parsing: name))
      person.owner = UserID(1)
      try book.run(.contact(nil, .create(person)))
    }
    try book.run(.user(nil, .register(NewUser(name: "Otto Audit", role: .auditor))))
    try book.run(.user(nil, .register(NewUser(name: "Mia", role: .manager))))
    return book
  }

  private func records(_ book: TestBook) throws -> [AccessRecord] {
    try book.crm.accessRecords(as: admin).records
  }

  private func ask(_ book: TestBook, _ options: [String: String]) throws -> Answer {
    let source = try book.crm.source(through: .web)
    return try book.crm.answer(
      ContactsReport(OptionValues(options)), as: Principal(UserID(2)), from: source)
  }

  @Test(arguments: [false, true])
  func `an answer records those it shows, and nobody it only looked at`(onDisk: Bool) throws {
    let book = try filledBook(onDisk: onDisk)
    #expect(try ask(book, ["search": "visser", "sort": "name"]).rows.count == 2)
    let record = try #require(try records(book).last)
    #expect(record.user == UserID(2) && record.channel == .web && record.purpose == "contacts")
    #expect(record.contacts.description == "1-2")
    #expect(record.users.description == "1", "the owner's name stands beside")
    #expect(record.at == book.clock.now)
    // All three are read to be ordered by name, one is shown.
    _ = try ask(book, ["sort": "name:desc", "limit": "1"])
    #expect(try records(book).last?.contacts.description == "2")
  }

  @Test func `an answer with nobody in it leaves no record`() throws {
    let book = try filledBook()
    _ = try book.crm.answer(try PipelineReport(OptionValues()), as: admin)
    _ = try book.crm.principal(named: "Mia")
    #expect(try records(book).isEmpty)
  }

  @Test func `checking an answer is no second access`() throws {
    let book = try filledBook()
    let source = try book.crm.source()
    let report = try HistoryReport(OptionValues(["entity": "C-1"]))
    let answer = try book.crm.answer(report, as: admin, from: source)
    let streams = Set(answer.rows[0].sources)
    _ = try book.crm.answer(report, as: admin, from: source.limited(to: streams))
    #expect(try records(book).filter { $0.purpose == "history" }.count == 1)
  }

  @Test func `the log and an explanation record whom they show`() throws {
    let book = try filledBook()
    var filter = LogFilter()
    filter.streams = [ContactID(2).stream]
    try book.crm.readLog(filter, as: admin, through: .commandLine) { _ in true }
    #expect(try records(book).map(\.purpose) == ["log"])
    #expect(try records(book).last?.contacts.description == "2")
    let answer = try ask(book, ["search": "cora"])
    _ = try book.crm.explain(answer.rows[0], at: answer.moment, as: admin)
    #expect(try records(book).last?.purpose == "explain")
    #expect(try records(book).last?.contacts.description == "3")
  }

  @Test func `a person's file holds all, and says who saw it`() throws {
    let book = try filledBook()
    _ = try ask(book, ["search": "anna"])
    var deal = NewOpportunity(pipeline: PipelineID(1))
    deal.contact = ContactID(1)
    try book.run(.opportunity(nil, .open(deal)))
    try book.run(.opportunity(OpportunityID(1), .setContact(ContactID(2))))
    let file = try book.crm.personFile(of: ContactID(1).stream, as: admin)
    #expect(file.fields.contains(Field("name", .text("Anna Visser"))))
    #expect(file.events.map(\.event) == ["created"])
    #expect(
      file.links == [
        PersonFile.Link(
          stream: OpportunityID(1).stream, relation: "contact-of", isCurrent: false)
      ])
    #expect(file.accesses.map(\.purpose) == ["contacts", "export-person"])
    let user = try book.crm.personFile(of: UserID(1).stream, as: admin)
    // Three contacts and the opportunity, which whoever opens it owns.
    #expect(user.links.map(\.relation) == Array(repeating: "owner-of", count: 4))
    #expect(user.actionCount > 5)
    #expect(throws: PersonFileRefusal.noPerson(AccountID(1).stream)) {
      try book.crm.personFile(of: AccountID(1).stream, as: admin)
    }
    #expect(throws: PersonFileRefusal.unknown(ContactID(9).stream)) {
      try book.crm.personFile(of: ContactID(9).stream, as: admin)
    }
  }

  @Test func `only auditors and administrators see the record and a person's file`() throws {
    let book = try filledBook()
    for (user, isAllowed) in [(UserID(1), true), (UserID(2), true), (UserID(3), false)] {
      let principal = Principal(user)
      if isAllowed {
        _ = try book.crm.accessRecords(as: principal)
        _ = try book.crm.personFile(of: ContactID(1).stream, as: principal)
      } else {
        #expect(throws: CommandRefusal.self) { try book.crm.accessRecords(as: principal) }
        #expect(throws: CommandRefusal.self) {
          try book.crm.personFile(of: ContactID(1).stream, as: principal)
        }
      }
    }
  }

  @Test func `records are found by person, user and time`() throws {
    let book = try filledBook()
    _ = try ask(book, ["search": "anna"])
    book.clock.advance(days: 2)
    let later = book.clock.now
    _ = try book.crm.answer(
      try HistoryReport(OptionValues(["entity": "C-3"])), as: admin)
    func purposes(
      person: StreamID? = nil, user: UserID? = nil, since: Instant? = nil
    ) throws -> [String] {
      try book.crm.accessRecords(as: admin, person: person, user: user, since: since)
        .records.map(\.purpose)
    }
    #expect(try purposes(person: ContactID(1).stream) == ["contacts"])
    #expect(try purposes(person: ContactID(3).stream) == ["history"])
    #expect(try purposes(user: UserID(2)) == ["contacts"])
    #expect(try purposes(since: later) == ["history"])
  }

  @Test func `no word that was read or searched for is in the record`() throws {
    let book = try filledBook()
    _ = try ask(book, ["search": "visser"])
    let directory = try #require(book.directory) + "/access"
    #expect(try AllFiles.places(of: ["visser", "Anna"], in: directory) == [])
  }

  @Test func `without a record no contact is shown, and no colleague is kept back`() throws {
    let book = try filledBook()
    // A file where the directory should be: nothing can be written there.
    let path = try #require(book.directory) + "/access"
    try DurableFile(path, .createNew).write([1], at: 0)
    #expect(throws: AccessFault.self) { try ask(book, [:]) }
    let users = try book.crm.answer(try UsersReport(OptionValues()), as: admin)
    #expect(users.rows.count == 3)
    #expect(throws: AccessFault.self) {
      try book.crm.personFile(of: ContactID(1).stream, as: admin)
    }
    #expect(throws: AccessFault.self) {
      try book.crm.readLog(LogFilter(), as: admin) { _ in true }
    }
  }

  @Test func `an erased person is not read any more`() throws {
    let book = try filledBook()
    try book.run(.contact(ContactID(1), .erase(reason: "asked")))
    #expect(try ask(book, [:]).rows.count == 3)
    #expect(try records(book).last?.contacts.description == "2-3")
  }
}
