import Bytes
import Dispatch
import EventLog
import Synchronization

struct Overdrawn: Error, Equatable { let by: Int }
struct DiskFull: Error, Equatable {}

/// The smallest state that decides something: one stream, whose events each add one signed byte to
/// a total that never falls below 0.
struct Ledger: WriterState {
  private let log: any EventLog
  private(set) var head = LogHead.empty
  private(set) var staged: [NewRecord] = []
  private(set) var total = 0

  init(_ log: any EventLog) { self.log = log }

  mutating func add(_ amount: Int8, padding: Int = 0) -> Int {
    let before = head.position.number + UInt64(staged.count)
    let padding = [UInt8](repeating: 0, count: padding)
    staged.append(
      record(
        version: UInt32(before + 1), previous: before,
        payload: [UInt8(bitPattern: amount)] + padding))
    total += Int(amount)
    return total
  }

  mutating func withdraw(_ amount: Int) throws -> Int {
    guard amount <= total else { throw Overdrawn(by: amount - total) }
    return add(Int8(-amount))
  }

  mutating func catchUp() throws {
    var head = head
    var total = total
    try log.scan(from: head.position.next) { view in
      head = LogHead(view)
      total += Int(Int8(bitPattern: try view.verifiedPayload()[0]))
      return true
    }
    self.head = head
    self.total = total
  }

  mutating func committed(at head: LogHead) {
    self.head = head
    staged = []
  }

  mutating func reload() throws {
    self = Ledger(log)
    try catchUp()
  }

  /// What another process would do: write without asking the writer under test.
  static func takeOverAnother(_ log: any EventLog, amount: Int8) throws {
    var other = Ledger(log)
    try other.catchUp()
    _ = other.add(amount)
    try log.append(other.staged, expecting: other.head.position)
  }
}

/// Passes everything on to a real log, counts the commits, and fails one when asked to.
final class CountingLog: EventLog {
  private let log: any EventLog
  private let counts = Mutex((commits: 0, failsNext: false))

  init(_ log: any EventLog) { self.log = log }

  var commits: Int { counts.withLock { $0.commits } }

  func failNext() { counts.withLock { $0.failsNext = true } }

  var head: LogHead { get throws { try log.head } }

  func append(_ batch: [NewRecord], expecting head: Position) throws -> LogHead {
    let fails = counts.withLock { counts in
      counts.commits += 1
      defer { counts.failsNext = false }
      return counts.failsNext
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

/// Holds the writer's thread up until a test lets it go on.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  private let reached = Mutex(false)

  /// Whether somebody waits here, or has waited.
  var isReached: Bool { reached.withLock { $0 } }

  func wait() {
    reached.withLock { $0 = true }
    semaphore.wait()
  }

  func open() { semaphore.signal() }
}
