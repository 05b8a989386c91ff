internal import CSodium

/// The key of a book's lookup hashes: 32 secret bytes, of a type of its own so that no sealing key
/// is ever used for hashing.
public struct LookupKey: Sendable, CustomStringConvertible, CustomReflectable {
  /// A key's length in bytes.
  public static let byteCount = 32

  let secret: SecretBytes

  /// A fresh random key. The corresponding C function is `randombytes_buf`.
  public static func random() -> LookupKey {
    LookupKey(secret: SecretBytes(randomCount: byteCount))
  }

  /// Reads a stored key; nil unless there are exactly 32 bytes.
  public init?(_ bytes: Span<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    secret = SecretBytes(copying: bytes)
  }

  private init(secret: SecretBytes) { self.secret = secret }

  /// A copy of the 32 bytes, for the keys file and nothing else; the caller wipes it or lets it go.
  public var exposedBytes: [UInt8] { secret.bytes }

  /// Says that it is a key, and nothing about its bytes.
  public var description: String { "LookupKey" }

  /// Without children, so that dumping shows nothing either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Sixteen bytes that stand for a personal value in a lookup table: equal values give equal hashes,
/// and without the key no value can be tried against them.
///
/// Keyed BLAKE2b with a 16-byte output (RFC 7693); two among 2³² values collide with a chance
/// of 2⁻⁶⁵.
public struct KeyedHash: Hashable, Sendable {
  /// Bytes 0–7 as a big-endian number.
  public let high: UInt64
  /// Bytes 8–15 as a big-endian number.
  public let low: UInt64

  /// Takes the two halves as they were stored.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The hash of `bytes` under `key`. The corresponding C function is `crypto_generichash`.
  ///
  /// Allocates nothing.
  public static func of(_ bytes: Span<UInt8>, key: LookupKey) -> KeyedHash {
    Sodium.start()
    var words: (UInt64, UInt64) = (0, 0)
    // SAFETY: two words give room for exactly the 16 bytes that are written; the other pointers
    // are lent for the call with their own counts.
    unsafe withUnsafeMutableBytes(of: &words) { output in
      let start = unsafe output.baseAddress!.assumingMemoryBound(to: UInt8.self)
      unsafe bytes.withUnsafeBufferPointer { input in
        unsafe key.secret.withPointer { key in
          let outcome = unsafe crypto_generichash(
            start, output.count, input.baseAddress, UInt64(input.count), key, LookupKey.byteCount)
          precondition(outcome == 0, "crypto_generichash refused lengths that it documents")
        }
      }
    }
    return KeyedHash(high: UInt64(bigEndian: words.0), low: UInt64(bigEndian: words.1))
  }
}
