internal import CSodium

/// A key that signs with Ed25519 (RFC 8032). Printing it shows nothing of it.
public struct SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
  /// The length in bytes of the seed from which a key is made.
  public static let seedByteCount = 32

  /// The key with which others verify.
  public let publicKey: PublicKey

  /// libsodium's form of a secret key: the seed, then the public key.
  private let secret: SecretBytes

  /// A fresh random key.
  public static func random() -> SigningKey {
    SigningKey(seed: SecretBytes(randomCount: seedByteCount))
  }

  /// Makes the key from a stored seed, RFC 8032's "secret key"; nil unless it has 32 bytes.
  public init?(seed: Span<UInt8>) {
    guard seed.count == Self.seedByteCount else { return nil }
    self.init(seed: SecretBytes(copying: seed))
  }

  /// The corresponding C function is `crypto_sign_seed_keypair`.
  private init(seed: SecretBytes) {
    var publicBytes = [UInt8](repeating: 0, count: PublicKey.byteCount)
    // SAFETY: room for 64 secret and 32 public bytes is what the function asks for.
    unsafe secret = SecretBytes(count: Int(crypto_sign_SECRETKEYBYTES)) { secret in
      unsafe seed.withPointer { _ = unsafe crypto_sign_seed_keypair(&publicBytes, secret, $0) }
    }
    publicKey = PublicKey(known: publicBytes)
  }

  /// A copy of the 32 bytes of seed, for storing the key; the caller wipes it or lets it go.
  public var exposedSeed: [UInt8] { Array(secret.bytes.prefix(Self.seedByteCount)) }

  /// Signs `message`; the same message gives the same signature.
  /// The corresponding C function is `crypto_sign_detached`.
  public func sign(_ message: Span<UInt8>) -> Signature {
    var bytes = [UInt8](repeating: 0, count: Signature.byteCount)
    // SAFETY: 64 bytes are written into room for 64; the rest is lent for the call.
    unsafe message.withUnsafeBufferPointer { message in
      unsafe secret.withPointer { secret in
        _ = unsafe crypto_sign_detached(
          &bytes, nil, message.baseAddress, UInt64(message.count), secret)
      }
    }
    return Signature(known: bytes)
  }

  /// Says that it is a key, and nothing about its bytes.
  public var description: String { "SigningKey" }

  /// Without children, so that dumping shows nothing either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A key that verifies Ed25519 signatures: 32 bytes, as RFC 8032 encodes them.
public struct PublicKey: Hashable, Sendable {
  /// A key's length in bytes.
  public static let byteCount = 32

  /// The 32 bytes, as they are stored and published.
  public let bytes: [UInt8]

  /// Reads a stored key; nil unless there are exactly 32 bytes.
  public init?(_ bytes: Span<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes.indices.map { bytes[$0] }
  }

  fileprivate init(known bytes: [UInt8]) { self.bytes = bytes }

  /// Whether `signature` was made over `message` with the key that belongs to this one.
  /// The corresponding C function is `crypto_sign_verify_detached`.
  public func verifies(_ signature: Signature, of message: Span<UInt8>) -> Bool {
    Sodium.start()
    // SAFETY: signature and key have their fixed lengths; the message is lent with its own count.
    return unsafe message.withUnsafeBufferPointer { message in
      unsafe crypto_sign_verify_detached(
        signature.bytes, message.baseAddress, UInt64(message.count), bytes) == 0
    }
  }
}

/// A detached Ed25519 signature: 64 bytes, R then S (RFC 8032, 5.1.6).
public struct Signature: Hashable, Sendable {
  /// A signature's length in bytes.
  public static let byteCount = 64

  /// The 64 bytes, as they are stored and published.
  public let bytes: [UInt8]

  /// Reads a stored signature; nil unless there are exactly 64 bytes.
  public init?(_ bytes: Span<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes.indices.map { bytes[$0] }
  }

  fileprivate init(known bytes: [UInt8]) { self.bytes = bytes }
}
