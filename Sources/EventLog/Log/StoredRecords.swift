public import Bytes
internal import Cryptography

/// Records copied as they are stored, byte for byte, from one log to append to another: header,
/// checksums, payload.
///
/// Each is checked as one that is newly written would be, and its payload against its checksum, so
/// that damage does not travel.
public struct StoredRecords: Sendable {
  /// The position of the first record.
  public let first: Position
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [Int] = []
  private(set) var firstTimelineAt = Instant.beginning
  private var lastTimelineAt: Instant?

  /// No records yet; the first one is to stand at `first`.
  public init(from first: Position) {
    self.first = first
  }

  /// How many records there are.
  public var count: Int { ends.count }

  /// How many bytes they take.
  public var byteCount: Int { bytes.count }

  /// The position of the record to be added next.
  public var next: Position { Position(first.number + UInt64(count)) }

  /// Adds a copy of a record that stands at `next`; `LogFault` when it is damaged, `AppendRefusal`
  /// when it breaks a rule of the log.
  public mutating func append(copying record: borrowing RecordView) throws {
    precondition(record.position == next, "stored records are copied in order")
    _ = try record.verifiedPayload()
    let header = record.header
    let rules = NewRecord(header: header, payload: [])
    try rules.requireValid(at: record.position, notBefore: lastTimelineAt)
    guard record.payloadCount <= NewRecord.longestPayloadByteCount else {
      throw AppendRefusal.invalid("event \(record.position.number) has too many bytes")
    }
    if ends.isEmpty { firstTimelineAt = header.timelineAt }
    lastTimelineAt = header.timelineAt
    let stored = record.storedBytes
    bytes.append(copying: stored)
    ends.append(bytes.count)
  }

  /// The bytes of the record with this index.
  func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }
}
