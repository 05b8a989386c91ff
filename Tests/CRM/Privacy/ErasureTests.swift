import Bytes
import CRMTesting
import Domain
import EventLog
import LMDB
import Projections
import Testing

@testable import CRM
@testable import Reports

/// After an erasure: nothing of the person in any file, every total as it was.
@Suite struct ErasureTests {
  private func filledBook() throws -> TestBook {
    let book = try TestBook(onDisk: true)
    try PersonalValues.enterUser(book)
    try PersonalValues.enterContact(book)
    var other = NewContact(name: PersonName(full: "Somebody Else"))
    other.relationship = .lead
    other.owner = UserID(2)
    try book.run(.contact(nil, .create(other)))
    var deal = NewOpportunity(pipeline: PipelineID(1))
    (deal.contact, deal.account, deal.owner) = (ContactID(1), AccountID(1), UserID(2))
    deal.amount = try Money("500", .euro)
    try book.run(.opportunity(nil, .open(deal)))
    try PersonalValues.enterActivities(book)
    book.clock.advance(days: 3)
    try book.run(.opportunity(OpportunityID(1), .win(try Money("450", .euro))))
    return book
  }

  /// Reads through every door, so that caches and files hold whatever they would hold.
  private func useEverything(_ book: TestBook) throws {
    let admin = book.administrator
    for text in ["C-1", "U-2", "T-1"] {
      let history = try HistoryReport(OptionValues(["entity": text]))
      let answer = try book.crm.answer(history, as: admin)
      for row in answer.rows.prefix(3) {
        _ = try book.crm.explain(row, at: answer.moment, as: admin)
      }
    }
    let found = try book.crm.answer(
      ContactsReport(OptionValues(["search": "oldfathom"])), as: admin)
    #expect(found.rows.count == 1)
    let sung = try book.crm.answer(
      ActivitiesReport(OptionValues(["search": "in the shower"])), as: admin,
      at: .position(book.crm.head().position.number))
    #expect(sung.rows.isEmpty, "it goes by another subject since")
    let logo = try book.crm.answer(
      ActivitiesReport(OptionValues(["search": "new logo"])), as: admin)
    #expect(logo.rows.map(\.key) == ["T-1"])
    #expect(try book.crm.resolve("shop:customer-nr-90210", kind: .contact) == ContactID(1).stream)
    try book.crm.readLog(LogFilter(), as: admin) { _ in true }
    #expect(try book.crm.rebuild(every: 3) > 0)
  }

  private func erase(_ book: TestBook) throws {
    try book.run(.contact(ContactID(1), .erase(reason: "GDPR request 2026-17")))
    try book.run(.user(UserID(2), .deactivate))
    try book.run(.user(UserID(2), .erase(reason: "left, asked on 3 May")))
  }

  /// The figures of every report that counts, without names and in no order, since an erased name
  /// is sorted elsewhere.
  private func figures(_ crm: CRM, _ moment: Moment) throws -> [String] {
    let admin = Principal(UserID(1))
    func rows(_ answer: Answer) -> [String] {
      answer.rows.map { row in
        let cells = row.cells.map { cell in
          if case .entity(let number, _) = cell { number } else { "\(cell)" }
        }
        return row.key + ": " + cells.joined(separator: " ")
      }.sorted() + [answer.total.map { "\($0)" } ?? "no total"]
    }
    let source = try crm.source(at: moment)
    let reports: [any Report] = [
      try PipelineReport(OptionValues(["by": "owner"])), try OutcomesReport(OptionValues()),
      try LeadsReport(OptionValues()), try StagesReport(OptionValues()),
      try OpportunitiesReport(OptionValues()), try ActivitiesReport(OptionValues()),
      try EffortReport(OptionValues()), try EffortOutcomeReport(OptionValues()),
    ]
    return try reports.flatMap { rows(try crm.answer($0, as: admin, from: source)) }
  }

  @Test func `no byte of an erased person is in any file of the book`() throws {
    let book = try filledBook()
    let directory = try #require(book.directory)
    try useEverything(book)
    try erase(book)
    let words = PersonalValues.ofContact + PersonalValues.ofUser
    #expect(try AllFiles.places(of: words, in: directory) == [])
    // The search itself finds what is there: another's tag, and the reason, which stays.
    #expect(try !AllFiles.places(of: ["vip"], in: directory).isEmpty)
    #expect(try !AllFiles.places(of: ["GDPR request 2026-17"], in: directory).isEmpty)
    // And it finds nothing of a person who is still there, since all of it is sealed.
    #expect(try AllFiles.places(of: ["Somebody Else", "Ada Admin"], in: directory) == [])
    try useAfterwards(book)
    #expect(try AllFiles.places(of: words, in: directory) == [])
  }

  /// Reads and writes on, so that whatever stayed in memory would reach a file.
  private func useAfterwards(_ book: TestBook) throws {
    _ = try book.crm.rebuild(every: 2)
    try book.run(.contact(ContactID(2), .addEmail("else@example.com")))
    let again = try CRM.open(try #require(book.directory), now: { book.clock.now })
    _ = try again.rebuild()
  }

  @Test func `every figure for every date stands`() throws {
    let book = try filledBook()
    let head = try book.crm.head().position.number
    let before = try (1...head).map { try figures(book.crm, .position($0)) }
    try erase(book)
    let after = try (1...head).map { try figures(book.crm, .position($0)) }
    #expect(before == after)
    let fresh = try CRM.open(try #require(book.directory), now: { book.clock.now })
    #expect(try (1...head).map { try figures(fresh, .position($0)) } == before)
  }

  @Test func `the name is gone from every past date, and the log still reads`() throws {
    let book = try filledBook()
    let head = try book.crm.head().position.number
    try useEverything(book)
    try erase(book)
    for position in 1...head {
      let source = try book.crm.source(at: .position(position))
      let contact = try source.entity(Contact.self, ContactID(1))
      #expect(!contact.exists || contact.isHidden)
      for number: UInt32 in [1, 2] {
        let activity = try source.entity(Activity.self, ActivityID(number))
        #expect(!activity.exists || activity.isHidden && activity.words.isEmpty)
      }
      let user = try source.entity(User.self, UserID(2))
      #expect(!user.exists || user.isHidden)
    }
    var entries: [LogEntry] = []
    try book.crm.readLog(LogFilter(), as: book.administrator) { entry in
      entries.append(entry)
      return true
    }
    let erased = entries.filter { $0.event == "erased" }
    #expect(erased.map(\.subject) == ["C-1", "U-2"])
    #expect(erased.map(\.envelope.reason) == ["GDPR request 2026-17", "left, asked on 3 May"])
    let text = "\(entries)"
    for word in PersonalValues.ofContact + PersonalValues.ofUser { #expect(!text.contains(word)) }
    let history = try book.crm.answer(
      HistoryReport(OptionValues(["entity": "C-1"])), as: book.administrator)
    #expect(history.rows.contains { $0.cells.contains(.erased) })
  }

  @Test func `nothing finds an erased person, and what was theirs is free again`() throws {
    let book = try filledBook()
    try useEverything(book)
    try erase(book)
    for text in ["shop:customer-nr-90210", "Zephyrina Oldfathom", "Quirinius Vanderbloom"] {
      #expect(throws: NameRefusal.self) { try book.crm.resolve(text, kind: .contact) }
    }
    #expect(throws: CommandRefusal.self) { try book.crm.principal(named: "sbarto") }
    let found = try book.crm.answer(
      ContactsReport(OptionValues(["search": "oldfathom"])), as: book.administrator)
    #expect(found.rows.isEmpty)
    #expect(found.notes.contains { $0.contains("1 erased") })
    var again = NewContact(name: PersonName(full: "Another"))
    again.references = [ExternalReference(source: "shop", identifier: "customer-nr-90210")]
    #expect(try book.run(.contact(nil, .create(again))).stream == ContactID(3).stream)
  }

  @Test func `another process that has the book open forgets the person as well`() throws {
    let book = try filledBook()
    let other = try CRM.open(try #require(book.directory), now: { book.clock.now })
    let search = try ContactsReport(OptionValues(["search": "oldfathom"]))
    #expect(try other.answer(search, as: book.administrator).rows.count == 1)
    #expect(try other.resolve("shop:customer-nr-90210", kind: .contact) == ContactID(1).stream)
    try erase(book)
    #expect(try other.answer(search, as: book.administrator).rows.isEmpty)
    #expect(throws: NameRefusal.self) {
      try other.resolve("shop:customer-nr-90210", kind: .contact)
    }
    #expect(throws: ContactRefusal.erased(ContactID(1))) {
      try other.execute(.contact(ContactID(1), .addPhone("112")), as: book.administrator)
    }
    let index = try other.core.store.model(SearchIndex.self, through: other.head().position)
    #expect(index.streams(holding: "oldfathom", kind: .contact) == [])
  }

  @Test func `folds agree after an erasure, from checkpoints and from the first event`() throws {
    let book = try filledBook()
    try useEverything(book)
    try erase(book)
    let head = try book.crm.head().position.number
    _ = try book.crm.rebuild(every: 5)
    func columns(_ type: any ReadModel.Type, _ source: BookSource) throws -> [UInt8] {
      func open<Model: ReadModel>(_ type: Model.Type) throws -> [UInt8] {
        try source.model(type).storedState
      }
      return try open(type)
    }
    for position in 1...head {
      let source = try book.crm.source(at: .position(position))
      for type in ReadModels.all {
        #expect(
          try columns(type, source) == columns(type, source.fromTheFirstEvent),
          "\(type.name) at @\(position)")
      }
    }
    #expect(try book.crm.status().problems.isEmpty)
  }

  @Test func `the same request finds its first outcome after the erasure, too`() throws {
    let book = try filledBook()
    try erase(book)
    var context = CommandContext()
    context.identity = CommandIdentity(
      id: CommandID(high: 9, low: 8), request: Array("request 8".utf8))
    let outcome = try book.run(.contact(ContactID(1), .tag("vip")), as: nil, context)
    #expect(outcome.isRepeat && outcome.events.count == 1)
  }
}
