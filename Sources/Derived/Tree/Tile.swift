internal import Bytes
internal import Cryptography

/// A full tile: 256 neighbouring hashes of one level, the roots of subtrees of 256^level leaves.
///
/// Stored in 8,208 bytes:
///
/// | offset | size | field |
/// | ---: | ---: | --- |
/// | 0 | 8,192 | the 256 hashes, 32 bytes each |
/// | 8,192 | 8 | the checksum in the header of the last record below the tile |
/// | 8,200 | 8 | XXH3-64 of bytes 0 to 8,199, seeded with level × 2^56 + index |
///
/// Numbers are little endian.
struct Tile: Equatable, Sendable {
  static let hashCount = 256
  static let byteCount = 8_208
  private static let checkedCount = 8_200

  /// Which tile it is: its level, and its number within the level from 0.
  struct Place: Hashable, Sendable {
    let level: UInt64
    let index: UInt64

    /// How many leaves the tree has, at least, when the tile is full; nil when no tree has as many.
    var end: UInt64? {
      let (leaves, overflows) = (index + 1).multipliedReportingOverflow(
        by: level < 7 ? 1 << (8 * (level + 1)) : 0)
      return overflows || level >= 7 ? nil : leaves
    }

    fileprivate var seed: UInt64 { level << 56 | index }
  }

  let place: Place
  let hashes: [Digest]
  /// Ties the tile to the very record: one of another log, or of a tail that was replaced, differs.
  let anchor: UInt64

  init(_ place: Place, hashes: [Digest], anchor: UInt64) {
    precondition(hashes.count == Self.hashCount, "a tile has 256 hashes")
    self.place = place
    self.hashes = hashes
    self.anchor = anchor
  }

  /// Reads a stored tile; nil when it is damaged, or stored for another place.
  init?(_ place: Place, stored: [UInt8]) {
    guard stored.count == Self.byteCount else { return nil }
    let bytes = stored.span
    let checksum = Checksum.xxh3(bytes.extracting(first: Self.checkedCount), seed: place.seed)
    guard checksum == bytes.littleEndian64(at: Self.checkedCount) else { return nil }
    var hashes: [Digest] = []
    hashes.reserveCapacity(Self.hashCount)
    for index in 0..<Self.hashCount {
      guard let hash = Digest(bytes: bytes.extracting(32 * index..<32 * index + 32)) else {
        return nil
      }
      hashes.append(hash)
    }
    self.init(place, hashes: hashes, anchor: bytes.littleEndian64(at: 8_192))
  }

  /// The 8,208 bytes of the tile.
  var stored: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for hash in hashes { bytes += hash.bytes }
    bytes.append(littleEndian: anchor)
    bytes.append(littleEndian: Checksum.xxh3(bytes, seed: place.seed))
    return bytes
  }
}
