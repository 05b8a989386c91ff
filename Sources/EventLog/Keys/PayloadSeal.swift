public import Bytes
internal import Cryptography

/// Seals and opens the personal part of an event's payload.
///
/// The box is XChaCha20-Poly1305 under the person's key: 24 bytes of nonce, the ciphertext, 16
/// bytes of tag. The associated data, not stored, ties it to its event: stream kind (1 byte),
/// stream number (4), version in the stream (4), numbers little endian. A box moved to another
/// event does not open.
public struct PayloadSeal: Sendable {
  private let keys: any KeyStore

  /// A seal under the keys of one book.
  public init(keys: any KeyStore) {
    self.keys = keys
  }

  /// The sealed form of `plain` for this version of the stream; 40 bytes longer.
  ///
  /// The slot must have been ensured. `KeysFault.erased` when its person was erased.
  public func seal(
    _ plain: [UInt8], slot: KeySlot, stream: StreamID, version: UInt32
  ) throws -> [UInt8] {
    guard let key = try keys.key(slot) else { throw KeysFault.erased(slot) }
    let associated = Self.associatedData(stream, version)
    return SealedBox.seal(plain.span, key: key, associated: associated.span)
  }

  /// What was sealed; nil when the person was erased.
  ///
  /// `LogFault.damaged` at `position`, where the event stands, when the box does not open.
  public func open(
    _ box: Span<UInt8>, slot: KeySlot, stream: StreamID, version: UInt32, at position: Position
  ) throws -> [UInt8]? {
    guard let key = try keys.key(slot) else { return nil }
    let associated = Self.associatedData(stream, version)
    do throws(OpeningFailure) {
      return try SealedBox.open(box, key: key, associated: associated.span)
    } catch {
      throw LogFault.damaged(position, what: error.description)
    }
  }

  static func associatedData(_ stream: StreamID, _ version: UInt32) -> [UInt8] {
    var bytes = [stream.kind.number]
    bytes.append(littleEndian: stream.number)
    bytes.append(littleEndian: version)
    return bytes
  }
}
