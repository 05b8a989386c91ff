import Bytes
import Cryptography
import EventLog
import Projections

/// Opens sealed boxes and makes lookup hashes under the keys of one book.
struct BookSecrets: Secrets {
  let keys: any KeyStore
  private let seal: PayloadSeal
  private let lookupKey: LookupKey

  init(keys: any KeyStore) throws {
    self.keys = keys
    seal = PayloadSeal(keys: keys)
    lookupKey = try keys.lookupKey()
  }

  func personal(
    in payload: Span<UInt8>, header: EventHeader, at position: Position
  ) throws -> [UInt8]? {
    var envelope = Envelope()
    var coder = FieldCoder(reading: payload)
    envelope.code(&coder)
    guard let slot = envelope.keySlot, !envelope.box.isEmpty else { return nil }
    return try seal.open(
      envelope.box.span, slot: KeySlot(slot), stream: header.stream, version: header.version,
      at: position)
  }

  func lookup(_ value: String, domain: LookupDomain) -> LookupHash {
    let bytes = [domain.rawValue] + Array(value.utf8)
    let hash = KeyedHash.of(bytes.span, key: lookupKey)
    return LookupHash(high: hash.high, low: hash.low)
  }

  /// Seals the personal part of an event that is about to be appended.
  func sealed(
    _ plain: [UInt8], slot: KeySlot, stream: StreamID, version: UInt32
  ) throws -> [UInt8] {
    try keys.ensure(slot)
    return try seal.seal(plain, slot: slot, stream: stream, version: version)
  }
}
