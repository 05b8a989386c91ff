import Bytes
import CRM
import CRMTesting
import Domain
import Projections
import Reports
import Testing

@Suite struct TimeTests {
  private func history(
    _ book: TestBook, as principal: Principal? = nil, dryRun: Bool = false,
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
      ImportRequest(isHistory: true, isDryRun: dryRun, run: run),
      as: principal ?? book.administrator, body)
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
    let steps = try book.crm.source().history(Account.self, AccountID(1))
    #expect(steps.map(\.envelope.corrects) == [0, created.number, 0])
    #expect(steps[1].header.timelineAt == book.clock.now)
    #expect(steps.map(\.after.name) == ["Globex", "Globex Inc", "Globecs"])
    context.corrects = Position(1)
    #expect(throws: CommandRefusal.notCorrectable(Position(1))) {
      try book.run(.account(AccountID(1), .rename("Wrong place")), as: nil, context)
    }
  }

  @Test func `after a correction the latest change is still the latest`() throws {
    let book = try TestBook()
    func context(_ day: Int, corrects: Position? = nil) throws -> CommandContext {
      var context = CommandContext()
      context.occurredAt = try noon(2020, 1, day)
      context.corrects = corrects
      return context
    }
    let created = try book.run(
      .account(nil, .create(NewAccount(name: "One"))), as: nil, context(1))
    try book.run(.account(AccountID(1), .rename("Two")), as: nil, context(20))
    let first = try #require(created.events.first).position
    try book.run(.account(AccountID(1), .rename("Three")), as: nil, context(2, corrects: first))
    #expect(throws: CommandRefusal.beforeLastChange("2020-01-20T12:00:00Z")) {
      try book.run(.account(AccountID(1), .rename("Four")), as: nil, context(10))
    }
  }

  @Test func `a hand over keeps to the order, the version and the events of its streams`() throws {
    let book = try TestBook()
    try book.run(.user(nil, .register(NewUser(name: "Rita", role: .representative))))
    let created = try book.run(
      .account(nil, .create(NewAccount(name: "Globex", owner: UserID(2)))))
    let handOver = Command.handOver(HandOver(from: UserID(2), to: [UserID(1)]))
    var early = CommandContext()
    early.occurredAt = try noon(2001, 1, 1)
    #expect(throws: CommandRefusal.self) { try book.run(handOver, as: nil, early) }
    var stale = CommandContext()
    stale.expectedVersion = 7
    #expect(throws: CommandRefusal.versionMoved(UserID(2).stream, seen: 7, now: 1)) {
      try book.run(handOver, as: nil, stale)
    }
    var correcting = CommandContext()
    let position = try #require(created.events.first).position
    correcting.corrects = position
    #expect(throws: CommandRefusal.notCorrectable(position)) {
      try book.run(handOver, as: nil, correcting)
    }
    #expect(try book.crm.model(Accounts.self).rows[AccountID(1)].owner == UserID(2))
    stale.expectedVersion = 1
    #expect(try book.run(handOver, as: nil, stale).events.count == 1)
  }

  @Test func `a row that was imported is not imported again by another administrator`() throws {
    let book = try TestBook()
    try book.run(.user(nil, .register(NewUser(name: "Bea", role: .administrator))))
    let instant = try noon(2019, 3, 1)
    let later = try noon(2019, 4, 1)
    let rows: @Sendable (inout ImportSession) throws -> UInt64 = { session in
      func identity(_ number: UInt64) -> CommandIdentity {
        CommandIdentity(id: CommandID(high: 1, low: number), request: [UInt8(number)])
      }
      _ = try session.execute(
        .account(AccountID(1), .rename("Then")), at: .at(instant), file: 1, row: 2,
        identity: identity(1))
      _ = try session.execute(
        .account(AccountID(1), .rename("Later")), at: .at(later), file: 1, row: 3,
        identity: identity(2))
      return 2
    }
    _ = try history(book) { session in
      _ = try session.execute(
        .account(nil, .create(NewAccount(name: "Old"))), at: .undatedFirst, file: 1, row: 2)
      return 1
    }
    #expect(try history(book, rows).events == 2)
    #expect(try history(book, as: Principal(UserID(2)), rows).events == 0)
    #expect(try history(book, rows).events == 0)
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
