import Bytes
import CRM
import CRMTesting
import Domain
import Projections
import Reports
import Testing

@Suite struct TimeTests {
  private func history(
    _ book: TestBook, dryRun: Bool = false,
    _ body: @escaping @Sendable (inout ImportSession) throws -> UInt64
  ) throws -> ImportSummary {
    var run = ImportRun()
    run.recipe = "test"
    run.recipeDigest = Array(repeating: 7, count: 32)
    run.source = "test"
    run.files = [
      ImportedFile(name: "test.csv", rows: 1, digest: Array(repeating: 9, count: 32))
    ]
    return try book.crm.importJob(
      ImportRequest(isHistory: true, isDryRun: dryRun, run: run), as: book.administrator, body)
  }

  private func noon(_ year: Int, _ month: Int, _ day: Int) throws -> Instant {
    let day = try Day(year: year, month: month, day: day)
    return Instant(microseconds: Zone.utc.start(of: day).microseconds + 43_200_000_000)
  }

  @Test func `a company can travel through the years before it came to Rapport`() throws {
    let book = try TestBook()
    let (first, second) = (try noon(2019, 3, 1), try noon(2020, 6, 1))
    _ = try history(book) { session in
      _ = try session.execute(
        .account(nil, .create(NewAccount(name: "Old"))), at: .undatedFirst, file: 1, row: 2)
      _ = try session.execute(
        .account(nil, .create(NewAccount(name: "First"))), at: .at(first), file: 1, row: 3)
      _ = try session.execute(
        .account(nil, .create(NewAccount(name: "Second"))), at: .at(second), file: 1, row: 4)
      _ = try session.execute(
        .account(nil, .create(NewAccount(name: "Unknown"))), at: .undatedLast, file: 1, row: 5)
      return 4
    }
    func count(_ year: Int) throws -> Int {
      try book.crm.model(Accounts.self, asOf: .day(Day(year: year, month: 12, day: 31))).rows.count
    }
    #expect(try count(2018) == 1)
    #expect(try count(2019) == 2)
    #expect(try count(2021) == 3)
    #expect(try book.crm.model(Accounts.self).rows.count == 4)
    let steps = try book.crm.source().history(Account.self, AccountID(2))
    #expect(steps.first?.header.recordedAt == book.clock.now)
    #expect(steps.first?.header.occurredAt == first)
    #expect(steps.first?.envelope.origin.row == 3)
  }

  @Test func `the first live entry closes the history phase`() throws {
    let book = try TestBook()
    try book.run(.product(nil, .create(NewProduct(name: "Set-up keeps it open"))))
    #expect(try book.crm.status().isInHistoryPhase)
    try book.run(.account(nil, .create(NewAccount(name: "Live"))))
    #expect(try !book.crm.status().isInHistoryPhase)
    #expect(throws: CommandRefusal.historyClosed) { try history(book) { _ in 0 } }
  }

  @Test func `an import that fails leaves the book as it was`() throws {
    let book = try TestBook()
    let head = try book.crm.head()
    #expect(throws: OpportunityRefusal.unknown(OpportunityID(5))) {
      try history(book) { session in
        _ = try session.execute(
          .account(nil, .create(NewAccount(name: "Half"))), at: .undatedFirst, file: 1, row: 1)
        _ = try session.execute(
          .opportunity(OpportunityID(5), .win(nil)), at: .undatedFirst, file: 1, row: 2)
        return 2
      }
    }
    #expect(try book.crm.head() == head)
    try book.run(.account(nil, .create(NewAccount(name: "Whole"))))
    #expect(try book.crm.source().entity(Account.self, AccountID(1)).name == "Whole")
  }

  @Test func `a dry run tells what would happen and changes nothing`() throws {
    let book = try TestBook()
    let head = try book.crm.head()
    let summary = try history(book, dryRun: true) { session in
      _ = try session.execute(
        .account(nil, .create(NewAccount(name: "Perhaps"))), at: .undatedFirst, file: 1, row: 1)
      return 1
    }
    #expect(summary.events == 1)
    #expect(try book.crm.head() == head)
  }

  @Test func `nothing happens before the last change unless it corrects it`() throws {
    let book = try TestBook()
    try book.run(.account(nil, .create(NewAccount(name: "Globex"))))
    let created = try book.crm.head().position
    book.clock.advance(days: 10)
    try book.run(.account(AccountID(1), .rename("Globecs")))
    var context = CommandContext()
    context.occurredAt = Instant(microseconds: book.clock.now.microseconds - 5 * 86_400_000_000)
    #expect(throws: CommandRefusal.self) {
      try book.run(.account(AccountID(1), .rename("Earlier")), as: nil, context)
    }
    context.corrects = created
    try book.run(.account(AccountID(1), .rename("Globex Inc")), as: nil, context)
    let last = try #require(try book.crm.source().history(Account.self, AccountID(1)).last)
    #expect(last.envelope.corrects == created.number)
    #expect(last.header.timelineAt == book.clock.now)
    context.corrects = Position(1)
    #expect(throws: CommandRefusal.notCorrectable(Position(1))) {
      try book.run(.account(AccountID(1), .rename("Wrong place")), as: nil, context)
    }
  }

  @Test func `a clock that lies is not believed`() throws {
    let book = try TestBook()
    try book.run(.account(nil, .create(NewAccount(name: "Now"))))
    book.clock.advance(seconds: -200)
    try book.run(.account(nil, .create(NewAccount(name: "A little back is fine"))))
    let head = try book.crm.head()
    book.clock.advance(seconds: -4_000)
    #expect(throws: (any Error).self) {
      try book.run(.account(nil, .create(NewAccount(name: "Too far back"))))
    }
    book.clock.advance(days: 900)
    #expect(throws: (any Error).self) {
      try book.run(.account(nil, .create(NewAccount(name: "Too far ahead"))))
    }
    #expect(try book.crm.head() == head)
    var context = CommandContext()
    context.confirmsClock = true
    try book.run(.account(nil, .create(NewAccount(name: "Confirmed"))), as: nil, context)
    #expect(try book.crm.head().timelineAt > head.timelineAt)
  }

  @Test func `two openings of one book see and respect each other's writes`() async throws {
    let book = try TestBook(onDisk: true)
    let other = try CRM.open(try #require(book.directory), now: { book.clock.now })
    let admin = book.administrator
    try await withThrowingTaskGroup(of: Void.self) { group in
      for crm in [book.crm, other] {
        for number in 1...60 {
          group.addTask {
            _ = try await crm.perform(
              .account(nil, .create(NewAccount(name: "Account \(number)"))), as: admin)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try book.crm.model(Accounts.self).rows.count == 120)
    #expect(try book.crm.head() == other.head())
    for number: UInt32 in 1...120 {
      let steps = try other.source().history(Account.self, AccountID(number))
      #expect(steps.count == 1 && steps[0].after.exists)
    }
  }
}
