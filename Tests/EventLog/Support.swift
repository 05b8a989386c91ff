import Bytes
import EventLog
import LMDB
import Testing

/// The implementations every test of the contract runs against.
enum LogKind: CaseIterable {
  case inMemory, onDisk

  /// Lends an empty log to `body`.
  func withLog(_ body: (any EventLog) throws -> Void) throws {
    switch self {
    case .inMemory: try body(InMemoryLog())
    case .onDisk:
      try withTemporaryDirectory { directory in
        try body(try LMDBLog.create(directory: directory + "/log", bookID: .random()))
      }
    }
  }

  /// The same for tests that wait.
  func withSharedLog(_ body: (any EventLog) async throws -> Void) async throws {
    switch self {
    case .inMemory: try await body(InMemoryLog())
    case .onDisk:
      try await withSharedTemporaryDirectory { directory in
        try await body(try LMDBLog.create(directory: directory + "/log", bookID: .random()))
      }
    }
  }
}

/// Lends a new directory, which is removed afterwards.
func withTemporaryDirectory(_ body: (String) throws -> Void) throws {
  let directory = try makeTemporaryDirectory()
  let outcome = Result { try body(directory) }
  try FileSystem.removeTree(directory)
  try outcome.get()
}

/// The same for tests that wait.
func withSharedTemporaryDirectory(_ body: (String) async throws -> Void) async throws {
  let directory = try makeTemporaryDirectory()
  do {
    try await body(directory)
  } catch {
    try FileSystem.removeTree(directory)
    throw error
  }
  try FileSystem.removeTree(directory)
}

private func makeTemporaryDirectory() throws -> String {
  let name = String(UInt64.random(in: 0 ... .max), radix: 16)
  let directory = "/tmp/rapport-eventlog-" + name
  try FileSystem.makeDirectory(directory)
  return directory
}

let account = StreamID(StreamKind(1), 7)
let contact = StreamID(StreamKind(2), 7)

/// A record that breaks no rule, at a second of the time line.
func record(
  _ stream: StreamID = account, version: UInt32 = 1, previous: UInt64 = 0, second: Int64 = 0,
  payload: [UInt8] = [1, 2, 3]
) -> NewRecord {
  let instant = Instant(microseconds: second * 1_000_000)
  return NewRecord(
    header: EventHeader(
      type: EventType(3), stream: stream, flags: [.commandStart], version: version,
      previous: Position(previous), recordedAt: instant, timelineAt: instant, occurredAt: instant,
      causation: .none, actor: 9, command: CommandID(high: 1, low: UInt64(version)),
      payloadCount: 0, payloadChecksum: 0),
    payload: payload)
}

/// The next records of one stream that has the log to itself: a second apart, one byte each.
func run(_ count: Int, after head: UInt64 = 0) -> [NewRecord] {
  (0..<UInt64(count)).map { index in
    let before = head + index
    return record(
      version: UInt32(before + 1), previous: before, second: Int64(before),
      payload: [UInt8(truncatingIfNeeded: before)])
  }
}

/// What a test remembers of a record, since views die with the read.
struct Seen: Equatable {
  let position: UInt64
  let stream: StreamID
  let version: UInt32
  let payload: [UInt8]

  init(_ view: borrowing RecordView) throws {
    position = view.position.number
    stream = view.stream
    version = view.header.version
    let bytes = try view.verifiedPayload()
    payload = bytes.indices.map { bytes[$0] }
  }
}

extension EventLog {
  func all(from first: UInt64 = 1, through last: UInt64 = .max) throws -> [Seen] {
    var seen: [Seen] = []
    try scan(from: Position(first), through: Position(last)) { view in
      seen.append(try Seen(view))
      return true
    }
    return seen
  }

  func count() throws -> Int {
    var count = 0
    try scan(from: Position(1)) { _ in
      count += 1
      return true
    }
    return count
  }
}

/// A generator whose seed a failing test can print.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64 (Steele, Lea, Flood, 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
