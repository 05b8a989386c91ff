import Bytes
import CRMTesting
import Domain
import EventLog
import Projections
import Synchronization
import Testing

@testable import CRM

/// A log whose next appends fail as often as it is told, as on a full disk.
final class FailingLog: EventLog {
  struct DiskFull: Error {}

  private let log = InMemoryLog()
  private let failures = Mutex(0)

  func fail(times: Int) { failures.withLock { $0 = times } }

  var head: LogHead { get throws { try log.head } }

  func append(_ batch: [NewRecord], expecting head: Position) throws -> LogHead {
    let fails = failures.withLock { left in
      defer { left = max(0, left - 1) }
      return left > 0
    }
    if fails { throw DiskFull() }
    return try log.append(batch, expecting: head)
  }

  func scan(
    from first: Position, through last: Position, _ body: (borrowing RecordView) throws -> Bool
  ) throws {
    try log.scan(from: first, through: last, body)
  }

  func record<R>(at position: Position, _ body: (borrowing RecordView) throws -> R) throws -> R {
    try log.record(at: position, body)
  }

  func position(atOrBefore instant: Instant) throws -> Position {
    try log.position(atOrBefore: instant)
  }

  func position(before instant: Instant) throws -> Position { try log.position(before: instant) }

  func streamBackwards(
    from position: Position, _ body: (borrowing RecordView) throws -> Bool
  ) throws {
    try log.streamBackwards(from: position, body)
  }

  func heads() throws -> [[UInt8]] { try log.heads() }

  func appendHead(_ entry: [UInt8], expecting count: Int) throws {
    try log.appendHead(entry, expecting: count)
  }
}

@Suite struct FaultTests {
  private let admin = Principal(UserID(1))

  private func book(on log: FailingLog) throws -> CRM {
    let clock = TestClock()
    let crm = try CRM(log: log, keys: InMemoryKeys(), files: nil, now: { clock.now })
    let new = NewBook(
      company: "Test", currency: .euro, zone: .utc, identity: Array(repeating: 1, count: 16))
    try crm.writer.submitAndWait { writer in
      try writer.found(
        new, firstUser: NewUser(name: "Ada", role: .administrator),
        pipeline: NewPipeline(name: "Sales", stages: TestBook.stages))
    }
    return crm
  }

  @Test func `a command whose append fails is told so, leaves nothing, and can be tried again`()
    throws
  {
    let log = FailingLog()
    let crm = try book(on: log)
    let head = try crm.head()
    log.fail(times: 1)
    #expect(throws: FailingLog.DiskFull.self) {
      try crm.execute(.account(nil, .create(NewAccount(name: "Globex"))), as: admin)
    }
    #expect(try crm.head() == head)
    let outcome = try crm.execute(
      .account(nil, .create(NewAccount(name: "Globex"))), as: admin)
    #expect(outcome.stream == AccountID(1).stream && outcome.warnings.isEmpty)
    #expect(try crm.model(Accounts.self).rows.count == 1)
  }

  @Test func `when a batch fails every caller of it hears of it, and none of it is there`()
    async throws
  {
    let log = FailingLog()
    let crm = try book(on: log)
    let admin = admin
    log.fail(times: 1)
    let told = await withTaskGroup(of: Bool.self) { group in
      for number in 1...50 {
        group.addTask {
          do {
            _ = try await crm.perform(
              .account(nil, .create(NewAccount(name: "Account \(number)"))), as: admin)
            return true
          } catch {
            return false
          }
        }
      }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    let acknowledged = told.count { $0 }
    #expect(acknowledged < 50)
    #expect(try crm.model(Accounts.self).rows.count == acknowledged)
  }

  @Test func `what a refused command of several parts staged is taken back for the next one`()
    throws
  {
    let crm = try book(on: FailingLog())
    let context = CommandContext()
    let admin = admin
    // One batch: a deal is opened, then a command stages an event on it and throws, then it is won.
    try crm.writer.submitAndWait { writer in
      _ = try writer.execute(
        .opportunity(nil, .open(NewOpportunity(pipeline: PipelineID(1)))), as: admin, context)
      #expect(throws: OpportunityRefusal.lastStage("Negotiation")) {
        try writer.atomically { writer in
          for _ in 1...3 {
            _ = try writer.execute(
              .opportunity(OpportunityID(1), .advance(to: nil)), as: admin, context)
          }
        }
      }
      _ = try writer.execute(
        .opportunity(OpportunityID(1), .win(nil)), as: admin, context)
    }
    let deal = try crm.source().entity(Opportunity.self, OpportunityID(1))
    #expect(deal.status == .won && deal.stage == 1)
    #expect(try crm.source().history(Opportunity.self, OpportunityID(1)).count == 2)
  }
}
