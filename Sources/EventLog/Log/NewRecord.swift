public import Bytes
internal import Cryptography

/// A record to be appended. The log fills in the payload's length and checksum, and checks:
///
/// - the format is the current one; kind, number and type are not 0; the payload has at most
///   16 MiB;
/// - `timelineAt` is not before that of the record in front; `occurredAt` is not after it;
/// - `version` is at least 1, and 1 exactly when there is no `previous`; `previous` and `causation`
///   lie before the record itself.
///
/// That `previous` is the stream's last event is the writer's business: reading it here would cost
/// a random read a record. Following the back-pointers tells.
public struct NewRecord: Equatable, Sendable {
  /// The longest payload in bytes: 16 MiB.
  public static let longestPayloadByteCount = 16 << 20

  /// The header; its `payloadCount` and `payloadChecksum` are ignored and filled in by the log.
  public var header: EventHeader
  /// The bytes that follow the header.
  public var payload: [UInt8]

  /// A record of this header and payload.
  public init(header: EventHeader, payload: [UInt8]) {
    self.header = header
    self.payload = payload
  }

  /// How many bytes the stored record takes.
  public var storedByteCount: Int { EventHeader.byteCount + payload.count }
}

/// A batch as it will be stored, encoded outside of any transaction, in one allocation.
struct EncodedBatch {
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [Int] = []
  let first: Position

  /// Encodes records for the positions from `first` on, and checks what can be known without the
  /// log.
  init(_ batch: [NewRecord], from first: Position) throws(AppendRefusal) {
    self.first = first
    bytes = [UInt8](repeating: 0, count: batch.reduce(0) { $0 + $1.storedByteCount })
    ends.reserveCapacity(batch.count)
    var position = first
    var timelineAt: Instant?
    for record in batch {
      try record.requireValid(at: position, notBefore: timelineAt)
      let start = ends.last ?? 0
      let end = start + record.storedByteCount
      var image = bytes.mutableSpan
      var place = image._mutatingExtracting(start..<end)
      record.store(in: &place, at: position)
      ends.append(end)
      timelineAt = record.header.timelineAt
      position = position.next
    }
  }

  /// The bytes of the record with this index.
  func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// The head of the log once the batch, which must not be empty, is in it.
  func head() throws(LogFault) -> LogHead {
    let last = Position(first.number + UInt64(ends.count) - 1)
    let record = bytes.span.extracting(range(ends.count - 1))
    return LogHead(try RecordView(verifying: record, at: last))
  }
}

extension NewRecord {
  /// Throws `AppendRefusal.invalid` when the record, to stand at `position`, breaks a rule;
  /// `timelineAt` is that of the record in front, if known.
  ///
  /// The log asks this of every record. A writer that collects records of several callers asks it
  /// before, so that one caller's mistake is not everybody's refusal.
  public func requireValid(
    at position: Position, notBefore timelineAt: Instant?
  ) throws(AppendRefusal) {
    func require(_ holds: Bool, _ sentence: @autoclosure () -> String) throws(AppendRefusal) {
      if !holds { throw .invalid("event \(position.number) \(sentence())") }
    }
    try require(header.format == EventHeader.currentFormat, "has another format than the log")
    try require(
      header.stream.kind.number > 0 && header.stream.number > 0 && header.type.number > 0,
      "has no stream or no type")
    try require(header.version >= 1, "has version 0; versions count from 1")
    try require(
      (header.version == 1) == (header.previous == .none),
      "is the first of its stream, or has one before it; version and back-pointer disagree")
    try require(header.previous < position, "points back to an event that is not before it")
    try require(header.causation < position, "is caused by an event that is not before it")
    try require(header.occurredAt <= header.timelineAt, "occurred after it came to be known")
    try require(
      timelineAt.map { $0 <= header.timelineAt } ?? true, "stands before its predecessor in time")
    try require(
      payload.count <= Self.longestPayloadByteCount,
      "has \(payload.count) bytes; at most \(Self.longestPayloadByteCount) are stored")
  }

  /// Overwrites as many bytes as it takes with the stored form: 88 checked bytes, their checksum,
  /// the payload.
  @_lifetime(bytes: copy bytes)
  func store(in bytes: inout MutableSpan<UInt8>, at position: Position) {
    let payload = payload.span
    var header = header
    header.payloadCount = UInt32(payload.count)
    header.payloadChecksum = Checksum.xxh3(payload)
    header.storeCheckedBytes(in: &bytes)
    let checksum = Checksum.xxh3(
      bytes.span.extracting(0..<EventHeader.checkedByteCount), seed: position.number)
    bytes.store(littleEndian: checksum, at: EventHeader.checkedByteCount)
    var rest = bytes._mutatingExtracting(EventHeader.byteCount..<bytes.count)
    for index in payload.indices { rest[index] = payload[index] }
  }
}
