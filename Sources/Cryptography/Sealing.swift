internal import CSodium

/// A key that seals and opens boxes: 32 secret bytes, one for each person whose values are sealed.
///
/// Copies share the bytes, which are wiped from memory with the last copy. Printing, dumping or
/// interpolating a key shows none of them.
public struct SealingKey: Sendable, CustomStringConvertible, CustomReflectable {
  /// A key's length in bytes.
  public static let byteCount = 32

  let secret: SecretBytes

  /// A fresh random key. The corresponding C function is `randombytes_buf`.
  public static func random() -> SealingKey {
    SealingKey(secret: SecretBytes(randomCount: byteCount))
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
  public var description: String { "SealingKey" }

  /// Without children, so that dumping shows nothing either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a box did not open.
public enum OpeningFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// Fewer bytes than even an empty box has.
  case tooShort
  /// The key or the associated data is another, or a byte was changed.
  case notAuthentic

  /// One line for the person who reads it.
  public var description: String {
    switch self {
    case .tooShort: "the sealed value is incomplete"
    case .notAuthentic: "the sealed value was altered, or belongs to another key or place"
    }
  }
}

/// Authenticated encryption with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03, 2.3).
///
/// A box is 24 bytes of random nonce, the ciphertext (as long as the plain bytes), and 16 bytes of
/// Poly1305 tag, in this order. The associated data is authenticated but not stored: whoever opens
/// the box must know it.
public enum SealedBox {
  /// By how many bytes a box is longer than what is in it: nonce and tag.
  public static let overhead = nonceByteCount + tagByteCount

  static let nonceByteCount = 24
  static let tagByteCount = 16

  /// Seals `plain` under a fresh random nonce.
  /// The corresponding C function is `crypto_aead_xchacha20poly1305_ietf_encrypt`.
  public static func seal(
    _ plain: Span<UInt8>, key: SealingKey, associated: Span<UInt8>
  ) -> [UInt8] {
    Sodium.start()
    let count = plain.count + overhead
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { box, initializedCount in
      let nonce = box.baseAddress!
      unsafe randombytes_buf(nonce, nonceByteCount)
      // SAFETY: the box has room for nonce, ciphertext and tag; after the nonce `plain.count + 16`
      // bytes are written; every other pointer is lent for the call with its own count.
      unsafe plain.withUnsafeBufferPointer { plain in
        unsafe associated.withUnsafeBufferPointer { associated in
          unsafe key.secret.withPointer { key in
            _ = unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
              nonce + nonceByteCount, nil, plain.baseAddress, UInt64(plain.count),
              associated.baseAddress, UInt64(associated.count), nil, nonce, key)
          }
        }
      }
      initializedCount = count
    }
  }

  /// What was sealed; throws when the box was altered or belongs to another key or other
  /// associated data. The corresponding C function is
  /// `crypto_aead_xchacha20poly1305_ietf_decrypt`.
  public static func open(
    _ box: Span<UInt8>, key: SealingKey, associated: Span<UInt8>
  ) throws(OpeningFailure) -> [UInt8] {
    guard box.count >= overhead else { throw .tooShort }
    Sodium.start()
    var outcome: CInt = -1
    let plain = unsafe [UInt8](unsafeUninitializedCapacity: box.count - overhead) { plain, count in
      // SAFETY: `box.count - 40` bytes are written, as many as were reserved; the box is at least
      // 40 long, so the nonce and what follows it lie inside; the rest is lent for the call.
      unsafe box.withUnsafeBufferPointer { box in
        unsafe associated.withUnsafeBufferPointer { associated in
          unsafe key.secret.withPointer { key in
            let nonce = box.baseAddress!
            outcome = unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
              plain.baseAddress, nil, nil, nonce + nonceByteCount,
              UInt64(box.count - nonceByteCount),
              associated.baseAddress, UInt64(associated.count), nonce, key)
          }
        }
      }
      count = outcome == 0 ? box.count - overhead : 0
    }
    guard outcome == 0 else { throw .notAuthentic }
    return plain
  }
}
