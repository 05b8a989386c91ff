internal import Bytes
internal import Cryptography

/// The 16 random bytes that tell one book from every other; its log and its keys file carry them.
public struct BookID: Hashable, Sendable, CustomStringConvertible {
  /// How many bytes a stored identity takes.
  public static let byteCount = 16

  /// The first eight bytes as a little-endian number.
  public let low: UInt64
  /// The last eight bytes as a little-endian number.
  public let high: UInt64

  /// A fresh random identity.
  public static func random() -> BookID {
    BookID(low: Randomness.uint64(), high: Randomness.uint64())
  }

  private init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// Reads a stored identity; nil unless there are exactly 16 bytes.
  public init?(_ bytes: Span<UInt8>) {
    guard bytes.count == BookID.byteCount else { return nil }
    self.init(low: bytes.littleEndian64(at: 0), high: bytes.littleEndian64(at: 8))
  }

  /// The 16 bytes as they are stored.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(littleEndian: low)
    bytes.append(littleEndian: high)
    return bytes
  }

  /// The bytes as 32 lower-case hexadecimal digits.
  public var description: String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
