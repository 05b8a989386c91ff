public import Bytes
internal import Cryptography

/// One stored record, read in place: its header is verified, its payload when asked for.
///
/// It dies with the read it was lent in. Fields are decoded where they are used: a fold that needs
/// only `stream` and `type` pays for those.
@frozen
public struct RecordView: ~Copyable, ~Escapable {
  /// Where the record stands in the log.
  public let position: Position
  @usableFromInline let bytes: Span<UInt8>

  /// Looks at a stored record, and verifies its header: checksum, format, length.
  ///
  /// The checksum comes first, so that a flipped bit in the format byte is damage, not a newer
  /// format. Every format to come keeps the checksum at its place.
  @inline(__always)
  @_lifetime(copy bytes)
  init(verifying bytes: Span<UInt8>, at position: Position) throws(LogFault) {
    guard bytes.count >= EventHeader.byteCount else {
      throw .damaged(position, what: "it is shorter than a header")
    }
    let checked = bytes.extracting(0..<EventHeader.checkedByteCount)
    let stored = bytes.littleEndian64(at: EventHeader.checkedByteCount)
    guard Checksum.xxh3(checked, seed: position.number) == stored else {
      throw .damaged(position, what: "the checksum of its header does not match")
    }
    guard bytes[0] <= EventHeader.currentFormat else {
      throw .newerFormat(position, format: bytes[0])
    }
    guard bytes[0] != 0 else { throw .damaged(position, what: "it has format 0") }
    let payloadCount = Int(bytes.littleEndian32(at: 60))
    guard EventHeader.byteCount + payloadCount == bytes.count else {
      throw .damaged(position, what: "its length is not what its header says")
    }
    self.position = position
    self.bytes = bytes
  }
}

extension RecordView {
  /// All fields of the header.
  @inlinable @inline(__always)
  public var header: EventHeader { EventHeader(record: bytes) }

  /// The stream the event happened to.
  @inlinable @inline(__always)
  public var stream: StreamID { StreamID(StreamKind(bytes[1]), bytes.littleEndian32(at: 8)) }

  /// What happened.
  @inlinable @inline(__always)
  public var type: EventType { EventType(bytes.littleEndian16(at: 2)) }

  /// The moment "as of" goes by.
  @inlinable
  public var timelineAt: Instant {
    Instant(microseconds: Int64(bitPattern: bytes.littleEndian64(at: 32)))
  }

  /// The stored, and verified, checksum of the header.
  @inlinable
  public var headerChecksum: UInt64 { bytes.littleEndian64(at: EventHeader.checkedByteCount) }

  /// How many bytes the payload has.
  @inlinable
  public var payloadCount: Int { bytes.count - EventHeader.byteCount }

  /// The payload, in place, once its checksum was compared; `LogFault.damaged` when it differs.
  @_lifetime(copy self)
  public func verifiedPayload() throws(LogFault) -> Span<UInt8> {
    let payload = bytes.extracting(EventHeader.byteCount..<bytes.count)
    guard Checksum.xxh3(payload) == bytes.littleEndian64(at: 80) else {
      throw .damaged(position, what: "the checksum of its payload does not match")
    }
    return payload
  }

  /// The whole record as it is stored, header and payload: what proofs and copies are made of.
  public var storedBytes: Span<UInt8> {
    @_lifetime(copy self) get { bytes }
  }
}
