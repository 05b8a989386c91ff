/// The fixed part of every record: 96 bytes, little endian, docs/FORMAT.md "The record".
///
/// | offset | size | field |
/// | ---: | ---: | --- |
/// | 0 | 1 | format version (1) |
/// | 1 | 1 | stream kind |
/// | 2 | 2 | event type |
/// | 4 | 2 | flags |
/// | 6 | 2 | reserved, 0 |
/// | 8 | 4 | stream number |
/// | 12 | 4 | version in the stream, from 1 |
/// | 16 | 8 | previous position of the same stream, 0 for the first |
/// | 24 | 8 | recorded at, microseconds UTC |
/// | 32 | 8 | timeline at, microseconds UTC |
/// | 40 | 8 | occurred at, microseconds UTC |
/// | 48 | 8 | causation: the position that caused this command, 0 for none |
/// | 56 | 4 | actor: the number of the user, 0 for the book itself |
/// | 60 | 4 | payload length in bytes |
/// | 64 | 16 | command id, most significant byte first |
/// | 80 | 8 | XXH3-64 of the payload |
/// | 88 | 8 | XXH3-64 of bytes 0 to 87, seeded with the position |
@frozen
public struct EventHeader: Equatable, Sendable, BitwiseCopyable {
  /// Bytes a header takes.
  public static let byteCount = 96
  /// Bytes of the header its own checksum covers.
  public static let checkedByteCount = 88
  /// The format version this code writes.
  public static let currentFormat: UInt8 = 1

  /// The format version of this record.
  public var format: UInt8 = EventHeader.currentFormat
  /// What happened, within the kind of stream.
  public var type: EventType
  /// The stream it happened to.
  public var stream: StreamID
  /// See `EventFlags`.
  public var flags: EventFlags
  /// The number of the event within its stream, from 1.
  public var version: UInt32
  /// The position of the stream's previous event; `.none` for its first.
  public var previous: Position
  /// The raw wall clock when this book wrote the event down.
  public var recordedAt: Instant
  /// The moment "as of" goes by; never decreases along the log.
  public var timelineAt: Instant
  /// When it happened in the business, as the actor claims; never after `timelineAt`.
  public var occurredAt: Instant
  /// The position of the event that caused the command; `.none` when a person did.
  public var causation: Position
  /// The number of the user who did it; 0 for the book itself.
  public var actor: UInt32
  /// The command all of whose events carry this id.
  public var command: CommandID
  /// Bytes of payload that follow the header.
  public var payloadCount: UInt32
  /// XXH3-64 of the payload.
  public var payloadChecksum: UInt64

  /// A header of format 1 with these fields.
  public init(
    type: EventType, stream: StreamID, flags: EventFlags = [], version: UInt32,
    previous: Position, recordedAt: Instant, timelineAt: Instant, occurredAt: Instant,
    causation: Position = .none, actor: UInt32, command: CommandID, payloadCount: UInt32,
    payloadChecksum: UInt64
  ) {
    self.type = type
    self.stream = stream
    self.flags = flags
    self.version = version
    self.previous = previous
    self.recordedAt = recordedAt
    self.timelineAt = timelineAt
    self.occurredAt = occurredAt
    self.causation = causation
    self.actor = actor
    self.command = command
    self.payloadCount = payloadCount
    self.payloadChecksum = payloadChecksum
  }

  /// Reads the fields from the first 96 bytes of a record; checks nothing but that they are there.
  @inlinable
  public init(record: Span<UInt8>) {
    precondition(record.count >= EventHeader.byteCount, "a record is shorter than its header")
    format = record[0]
    type = EventType(record.littleEndian16(at: 2))
    stream = StreamID(StreamKind(record[1]), record.littleEndian32(at: 8))
    flags = EventFlags(rawValue: record.littleEndian16(at: 4))
    version = record.littleEndian32(at: 12)
    previous = Position(record.littleEndian64(at: 16))
    recordedAt = Instant(microseconds: Int64(bitPattern: record.littleEndian64(at: 24)))
    timelineAt = Instant(microseconds: Int64(bitPattern: record.littleEndian64(at: 32)))
    occurredAt = Instant(microseconds: Int64(bitPattern: record.littleEndian64(at: 40)))
    causation = Position(record.littleEndian64(at: 48))
    actor = record.littleEndian32(at: 56)
    payloadCount = record.littleEndian32(at: 60)
    command = CommandID(
      high: record.littleEndian64(at: 64).byteSwapped,
      low: record.littleEndian64(at: 72).byteSwapped)
    payloadChecksum = record.littleEndian64(at: 80)
  }

  /// Appends the 88 checked bytes; the checksum that follows them is the log's to add.
  public func appendCheckedBytes(to bytes: inout [UInt8]) {
    var image = InlineArray<88, UInt8>(repeating: 0)
    var fields = image.mutableSpan
    storeCheckedBytes(in: &fields)
    bytes.append(copying: image.span)
  }

  /// Overwrites the first 88 bytes of a record with the checked ones.
  @_lifetime(bytes: copy bytes)
  public func storeCheckedBytes(in bytes: inout MutableSpan<UInt8>) {
    var fields = bytes._mutatingExtracting(0..<EventHeader.checkedByteCount)
    fields[0] = format
    fields[1] = stream.kind.number
    fields.store(littleEndian: type.number, at: 2)
    fields.store(littleEndian: flags.rawValue, at: 4)
    fields.store(littleEndian: 0 as UInt16, at: 6)
    fields.store(littleEndian: stream.number, at: 8)
    fields.store(littleEndian: version, at: 12)
    fields.store(littleEndian: previous.number, at: 16)
    fields.store(littleEndian: recordedAt.microseconds, at: 24)
    fields.store(littleEndian: timelineAt.microseconds, at: 32)
    fields.store(littleEndian: occurredAt.microseconds, at: 40)
    fields.store(littleEndian: causation.number, at: 48)
    fields.store(littleEndian: actor, at: 56)
    fields.store(littleEndian: payloadCount, at: 60)
    fields.store(littleEndian: command.high.byteSwapped, at: 64)
    fields.store(littleEndian: command.low.byteSwapped, at: 72)
    fields.store(littleEndian: payloadChecksum, at: 80)
  }
}

/// Marks of an event that a reader needs before it looks into the payload.
@frozen
public struct EventFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// The stored bits.
  public let rawValue: UInt16

  /// The marks with these bits.
  @inlinable
  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// The payload holds a sealed box.
  public static let sealed = EventFlags(rawValue: 1)
  /// Nobody knows when it happened: `occurredAt` says only when it was written down.
  public static let undated = EventFlags(rawValue: 2)
  /// Written in the history phase, before the book was in daily use.
  public static let history = EventFlags(rawValue: 4)
  /// The first event of its command.
  public static let commandStart = EventFlags(rawValue: 8)
  /// The command came with an id of its caller's, and the first event holds the request's hash.
  public static let identified = EventFlags(rawValue: 16)
  /// It happened before an earlier recorded event of its stream: the stream is folded in the order
  /// in which its events happened.
  public static let outOfOrder = EventFlags(rawValue: 32)
}
