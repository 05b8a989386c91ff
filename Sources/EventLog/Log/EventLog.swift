public import Bytes

/// An append-only sequence of events: append at an expected head, read from a position, ask for
/// the head.
///
/// Everything above depends on this protocol and on no store. A position, once read, never changes;
/// positions run 1, 2, 3 … without gaps. Every header is verified against its checksum before a
/// caller sees it, and a wrong record is a `LogFault` that names its position.
public protocol EventLog: AnyObject, Sendable {
  /// Where the log ends now, other processes' events included; `LogHead.empty` when it has none.
  var head: LogHead { get throws }

  /// Adds the records behind `head`, all or none; they are on disk when this returns.
  ///
  /// Throws `AppendRefusal.headMoved` when the log does not end at `head` any more, and
  /// `AppendRefusal.invalid` when a record breaks a rule of `NewRecord`; the log is unchanged then.
  /// An empty batch only compares the heads.
  @discardableResult
  func append(_ batch: [NewRecord], expecting head: Position) throws -> LogHead

  /// Runs `body`, which may append, while other processes wait with their appends.
  ///
  /// For a batch that takes long to decide and was overtaken before; short ones need not ask.
  func whileOthersWait<R>(_ body: () throws -> R) throws -> R

  /// Shows `body` the records of positions `first` through `last`, or to the head, in order, until
  /// it answers false.
  ///
  /// Long scans run as many short reads, so that a reader never keeps the store from reusing
  /// space: `body` may see records appended after the scan began. It must not wait for a writer.
  func scan(
    from first: Position, through last: Position,
    _ body: (borrowing RecordView) throws -> Bool
  ) throws

  /// What `body` makes of one record; `LogFault.missing` when the log has no such position.
  func record<R>(at position: Position, _ body: (borrowing RecordView) throws -> R) throws -> R

  /// The last position whose `timelineAt` is at or before `instant`; `.none` when there is none.
  ///
  /// A binary search over headers: about log₂ of the number of events reads.
  func position(atOrBefore instant: Instant) throws -> Position

  /// The last position whose `timelineAt` is before `instant`; `.none` when there is none.
  func position(before instant: Instant) throws -> Position

  /// Shows `body` the record at `position` and those before it in the same stream, newest first,
  /// back to the stream's first event or until `body` answers false.
  ///
  /// Follows the back-pointers; a step to another stream, or to a version that is not one less, is
  /// `LogFault.damaged`.
  func streamBackwards(
    from position: Position, _ body: (borrowing RecordView) throws -> Bool
  ) throws

  /// The signed heads and what else was kept beside the events to prove them, oldest first; the log
  /// gives the bytes no meaning.
  ///
  /// `LogFault.missingHead` when an entry was removed and later ones are there.
  func heads() throws -> [[UInt8]]

  /// Keeps one more entry behind the first `count` ones; it is on disk when this returns.
  ///
  /// Throws `AppendRefusal.headsMoved` when there are not `count` entries any more.
  func appendHead(_ entry: [UInt8], expecting count: Int) throws
}

extension EventLog {
  /// Runs `body`; a log of one process needs nobody to wait.
  public func whileOthersWait<R>(_ body: () throws -> R) throws -> R { try body() }

  /// Shows `body` the records from position `first` to the head, in order, until it answers false.
  public func scan(
    from first: Position, _ body: (borrowing RecordView) throws -> Bool
  ) throws {
    try scan(from: first, through: Position(.max), body)
  }
}

/// Where a log ends.
public struct LogHead: Hashable, Sendable {
  /// The position of the last event; `.none` when there is none.
  public var position: Position
  /// When the last event was written down; the beginning of time when there is none.
  public var recordedAt: Instant
  /// The `timelineAt` of the last event, which no later one may precede.
  public var timelineAt: Instant
  /// The checksum of the last event's header: two logs that agree on it have the same last header.
  public var checksum: UInt64

  /// A head with these figures.
  public init(position: Position, recordedAt: Instant, timelineAt: Instant, checksum: UInt64) {
    self.position = position
    self.recordedAt = recordedAt
    self.timelineAt = timelineAt
    self.checksum = checksum
  }

  /// The head a log has when `record` is its last.
  public init(_ record: borrowing RecordView) {
    let header = record.header
    self.init(
      position: record.position, recordedAt: header.recordedAt, timelineAt: header.timelineAt,
      checksum: record.headerChecksum)
  }

  /// The head of a log without events.
  public static let empty = LogHead(
    position: .none, recordedAt: .beginning, timelineAt: .beginning, checksum: 0)
}
