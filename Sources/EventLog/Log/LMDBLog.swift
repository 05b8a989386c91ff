public import Bytes
internal import LMDB

/// The log on disk: one LMDB environment with the table `events`, position ⇒ record, the table
/// `heads`, number from 1 ⇒ signed note, and the table `meta`, which says what the directory holds.
/// See docs/FORMAT.md.
///
/// Several processes may open one log; each append compares the real head inside its write
/// transaction. A commit is synced when it returns: flags are LMDB's default ones plus MDB_NOTLS.
public final class LMDBLog: EventLog {
  /// How many records one read transaction of a long scan sees: about a millisecond's worth. A
  /// transaction costs a quarter of a microsecond (measured), so that many more would gain nothing;
  /// a reader that is held longer keeps the file from reusing the pages freed meanwhile.
  static let recordsPerRead: UInt64 = 20_000

  /// The book the log belongs to.
  public let bookID: BookID
  /// Whether appending is refused here.
  public let isReadOnly: Bool
  let environment: Environment
  let events: Table
  let turn: AppendTurn

  init(environment: Environment, bookID: BookID) throws(FileError) {
    self.environment = environment
    turn = try AppendTurn(directory: environment.directory)
    self.bookID = bookID
    isReadOnly = environment.isReadOnly
    events = environment.table(LMDBLog.eventsTable.name)
  }

  /// Where the log ends now, other processes' events included; one short read.
  public var head: LogHead {
    get throws { try environment.read { try head(in: $0) } }
  }

  /// Adds the records behind `expected` in one transaction with one sync; throws `AppendRefusal`,
  /// or `LMDBError` when the store fails, and then nothing was added.
  @discardableResult
  public func append(_ batch: [NewRecord], expecting expected: Position) throws -> LogHead {
    guard let first = batch.first else { return try requireHead(expected) }
    let encoded = try EncodedBatch(batch, from: expected.next)
    try turn.take { try append(encoded, first, expecting: expected) }
    return try encoded.head()
  }

  private func append(
    _ batch: EncodedBatch, _ first: NewRecord, expecting expected: Position
  ) throws {
    // The body may run twice, when the map had to grow: it changes nothing but the transaction.
    try environment.write { transaction in
      let actual = try transaction.reading { try head(in: $0) }
      guard actual.position == expected else {
        throw AppendRefusal.headMoved(expected: expected, actual: actual.position)
      }
      try first.requireValid(at: expected.next, notBefore: actual.timelineAt)
      for index in batch.ends.indices {
        try transaction.append(
          events, position: batch.first.number + UInt64(index),
          bytes: batch.bytes.span.extracting(batch.range(index)))
      }
    }
  }

  /// Runs `body`, which may append, while other processes wait with their appends.
  public func whileOthersWait<R>(_ body: () throws -> R) throws -> R {
    try turn.hold(body)
  }

  /// Shows `body` the records until it answers false, in reads of 20,000 records each.
  public func scan(
    from first: Position, through last: Position,
    _ body: (borrowing RecordView) throws -> Bool
  ) throws {
    var next = max(first, Position(1))
    while next <= last {
      let end = Position(min(last.number, next.number.addingSaturated(Self.recordsPerRead - 1)))
      guard try scanOnce(from: &next, through: end, body) else { return }
    }
  }

  /// What `body` makes of one record, in a read of its own.
  public func record<R>(
    at position: Position, _ body: (borrowing RecordView) throws -> R
  ) throws -> R {
    try environment.read { try view(position, in: $0, body) }
  }

  /// The last position whose `timelineAt` is at or before `instant`; one short read.
  public func position(atOrBefore instant: Instant) throws -> Position {
    try lastPosition { $0 <= instant }
  }

  /// The last position whose `timelineAt` is before `instant`; one short read.
  public func position(before instant: Instant) throws -> Position {
    try lastPosition { $0 < instant }
  }

  /// Shows `body` a stream from `position` back to its first event, until it answers false, in
  /// reads of 20,000 records each.
  public func streamBackwards(
    from position: Position, _ body: (borrowing RecordView) throws -> Bool
  ) throws {
    var walk = StreamWalk(from: position)
    var goesOn = true
    repeat {
      try environment.read { transaction in
        var count: UInt64 = 0
        repeat {
          goesOn = try view(walk.next, in: transaction) { record in
            try walk.step(record)
            return try body(record)
          }
          count += 1
        } while goesOn && walk.next > .none && count < Self.recordsPerRead
      }
    } while goesOn && walk.next > .none
  }
}

extension LMDBLog {
  /// One short read of a scan; moves `next` behind what was shown. False when the scan is over.
  private func scanOnce(
    from next: inout Position, through end: Position,
    _ body: (borrowing RecordView) throws -> Bool
  ) throws -> Bool {
    var expected = next.number
    var goesOn = true
    try environment.read { transaction in
      try transaction.scan(events, from: expected, through: end.number) { number, bytes in
        guard number == expected else { throw LogFault.missing(Position(expected)) }
        goesOn = try body(try RecordView(verifying: bytes, at: Position(number)))
        expected += 1
        return goesOn
      }
      if goesOn, expected <= end.number {
        // The records ended before `end`: rightly, when the log does.
        if let last = try transaction.lastPosition(events), last >= expected {
          throw LogFault.missing(Position(expected))
        }
        _ = try lastNumber(in: transaction)
        goesOn = false
      }
    }
    next = Position(expected)
    return goesOn
  }

  func head(in transaction: borrowing ReadTransaction) throws -> LogHead {
    guard let last = try lastNumber(in: transaction) else { return .empty }
    return try view(Position(last), in: transaction) { LogHead($0) }
  }

  /// The number of the last record; nil when there is none. Positions have no gaps, so it is also
  /// how many there are: a page that lost its last entries does not pass for a shorter log.
  private func lastNumber(in transaction: borrowing ReadTransaction) throws -> UInt64? {
    let last = try transaction.lastPosition(events)
    let count = UInt64(clamping: try transaction.count(events))
    guard last ?? 0 == count else { throw LogFault.miscounted(last: Position(last ?? 0), count) }
    return last
  }

  private func requireHead(_ expected: Position) throws -> LogHead {
    let actual = try head
    guard actual.position == expected else {
      throw AppendRefusal.headMoved(expected: expected, actual: actual.position)
    }
    return actual
  }

  private func view<R>(
    _ position: Position, in transaction: borrowing ReadTransaction,
    _ body: (borrowing RecordView) throws -> R
  ) throws -> R {
    guard let bytes = try transaction.value(events, position: position.number) else {
      throw LogFault.missing(position)
    }
    return try body(try RecordView(verifying: bytes, at: position))
  }

  private func lastPosition(where holds: (Instant) -> Bool) throws -> Position {
    try environment.read { transaction in
      let head = Position(try lastNumber(in: transaction) ?? 0)
      return try TimelineSearch.lastPosition(upTo: head) { position in
        try view(position, in: transaction) { holds($0.timelineAt) }
      }
    }
  }
}

extension UInt64 {
  /// The sum, or the greatest number when the sum is greater.
  func addingSaturated(_ other: UInt64) -> UInt64 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? .max : sum
  }
}
