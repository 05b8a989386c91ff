public import Bytes
internal import Synchronization

/// A log that is forgotten with the process: for tests, simulations and trying things out.
///
/// It keeps the same bytes as the log on disk, and verifies them as strictly.
public final class InMemoryLog: EventLog {
  private let records = Mutex<[[UInt8]]>([])
  private let keptHeads = Mutex<[[UInt8]]>([])

  /// An empty log.
  public init() {}

  /// Where the log ends now.
  public var head: LogHead {
    get throws { try head(of: records.withLock { $0 }) }
  }

  /// Adds the records behind `expected`, all or none; throws `AppendRefusal` when it cannot.
  @discardableResult
  public func append(_ batch: [NewRecord], expecting expected: Position) throws -> LogHead {
    let encoded = try EncodedBatch(batch, from: expected.next)
    return try records.withLock { records in
      let actual = try head(of: records)
      guard actual.position == expected else {
        throw AppendRefusal.headMoved(expected: expected, actual: actual.position)
      }
      guard let first = batch.first else { return actual }
      try first.requireValid(at: expected.next, notBefore: actual.timelineAt)
      for index in batch.indices {
        records.append(Array(encoded.bytes[encoded.range(index)]))
      }
      return try encoded.head()
    }
  }

  /// Shows `body` the records that were there when the scan began, until it answers false.
  public func scan(
    from first: Position, through last: Position,
    _ body: (borrowing RecordView) throws -> Bool
  ) throws {
    var position = max(first, Position(1))
    let records = self.records.withLock { $0 }
    while position <= last, position.number <= UInt64(records.count) {
      guard try view(position, in: records, body) else { return }
      position = position.next
    }
  }

  /// What `body` makes of one record.
  public func record<R>(
    at position: Position, _ body: (borrowing RecordView) throws -> R
  ) throws -> R {
    try view(position, in: records.withLock { $0 }, body)
  }

  /// The last position whose `timelineAt` is at or before `instant`.
  public func position(atOrBefore instant: Instant) throws -> Position {
    try lastPosition { $0 <= instant }
  }

  /// The last position whose `timelineAt` is before `instant`.
  public func position(before instant: Instant) throws -> Position {
    try lastPosition { $0 < instant }
  }

  /// Shows `body` a stream from `position` back to its first event, until it answers false.
  public func streamBackwards(
    from position: Position, _ body: (borrowing RecordView) throws -> Bool
  ) throws {
    let records = self.records.withLock { $0 }
    var walk = StreamWalk(from: position)
    repeat {
      let goesOn = try view(walk.next, in: records) { record in
        try walk.step(record)
        return try body(record)
      }
      guard goesOn else { return }
    } while walk.next > .none
  }

  /// The signed heads, oldest first.
  public func heads() throws -> [[UInt8]] { keptHeads.withLock { $0 } }

  /// Keeps one more head; throws `AppendRefusal.headsMoved` when there are not `count` any more.
  public func appendHead(_ entry: [UInt8], expecting count: Int) throws {
    try keptHeads.withLock { heads in
      guard heads.count == count else {
        throw AppendRefusal.headsMoved(expected: count, actual: heads.count)
      }
      heads.append(entry)
    }
  }
}

extension InMemoryLog {
  private func head(of records: [[UInt8]]) throws -> LogHead {
    if records.isEmpty { return .empty }
    return try view(Position(UInt64(records.count)), in: records) { LogHead($0) }
  }

  private func view<R>(
    _ position: Position, in records: [[UInt8]], _ body: (borrowing RecordView) throws -> R
  ) throws -> R {
    guard position > .none, position.number <= UInt64(records.count) else {
      throw LogFault.missing(position)
    }
    let bytes = records[Int(position.number) - 1]
    return try body(try RecordView(verifying: bytes.span, at: position))
  }

  private func lastPosition(where holds: (Instant) -> Bool) throws -> Position {
    let records = self.records.withLock { $0 }
    return try TimelineSearch.lastPosition(upTo: Position(UInt64(records.count))) { position in
      try view(position, in: records) { holds($0.timelineAt) }
    }
  }
}
