internal import CSodium

/// A SHA-256 digest (FIPS 180-4): 32 bytes.
///
/// Kept as four words so that it is copied and compared without touching the heap.
public struct Digest: Hashable, Sendable {
  /// The digest's length in bytes.
  public static let byteCount = 32

  /// Bytes 0–7, 8–15, 16–23 and 24–31, each as a big-endian number.
  private var words: (UInt64, UInt64, UInt64, UInt64)

  /// The digest of `bytes`. The corresponding C function is `crypto_hash_sha256`.
  public init(of bytes: Span<UInt8>) {
    var hasher = Hasher256()
    hasher.update(bytes)
    self = hasher.finish()
  }

  /// Reads a stored digest; nil unless there are exactly 32 bytes.
  public init?(bytes: Span<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    words = (
      Self.word(bytes, at: 0), Self.word(bytes, at: 8),
      Self.word(bytes, at: 16), Self.word(bytes, at: 24)
    )
  }

  /// Reads 64 hexadecimal digits of either case; nil for anything else.
  public init?(hex: String) {
    guard let bytes = Hexadecimal.decode(hex) else { return nil }
    self.init(bytes: bytes.span)
  }

  /// The 32 bytes, as they are stored and sent.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for word in [words.0, words.1, words.2, words.3] {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
    return bytes
  }

  /// 64 lower-case hexadecimal digits.
  public var hex: String { Hexadecimal.encode(bytes.span) }

  /// Two digests are equal when all 32 bytes are.
  public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

  /// Feeds the first eight bytes, which are as evenly spread as any.
  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

  private static func word(_ bytes: Span<UInt8>, at start: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in start..<start + 8 { word = word << 8 | UInt64(bytes[index]) }
    return word
  }

  /// The words in the order the bytes have in memory.
  fileprivate var bigEndianWords: (UInt64, UInt64, UInt64, UInt64) {
    (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
  }

  fileprivate init(bigEndianWords: (UInt64, UInt64, UInt64, UInt64)) {
    words = (
      UInt64(bigEndian: bigEndianWords.0), UInt64(bigEndian: bigEndianWords.1),
      UInt64(bigEndian: bigEndianWords.2), UInt64(bigEndian: bigEndianWords.3)
    )
  }
}

/// SHA-256 over bytes that arrive in pieces; equal to `Digest(of:)` over all of them.
///
/// A value: a copy goes its own way, so a common beginning is hashed once. Allocates nothing.
public struct Hasher256: Sendable {
  private var state = crypto_hash_sha256_state()

  /// Starts with no bytes. The corresponding C function is `crypto_hash_sha256_init`.
  public init() {
    // SAFETY: the state is this value's own; the function only fills it in.
    _ = unsafe crypto_hash_sha256_init(&state)
  }

  /// Adds `bytes` after those already added.
  /// The corresponding C function is `crypto_hash_sha256_update`.
  public mutating func update(_ bytes: Span<UInt8>) {
    if bytes.isEmpty { return }
    // SAFETY: the pointer is used only during the call, with the span's own count.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      _ = unsafe crypto_hash_sha256_update(&state, buffer.baseAddress, UInt64(buffer.count))
    }
  }

  /// Adds one byte, such as the prefix that tells a Merkle leaf from a node (RFC 6962, 2.1).
  public mutating func update(byte: UInt8) {
    // SAFETY: the pointer to one byte is used only during the call.
    unsafe withUnsafePointer(to: byte) {
      _ = unsafe crypto_hash_sha256_update(&state, $0, 1)
    }
  }

  /// Adds a digest's 32 bytes, as a Merkle node does with its children.
  public mutating func update(_ digest: Digest) {
    // SAFETY: four words are exactly 32 initialised bytes, lent for the call.
    unsafe withUnsafeBytes(of: digest.bigEndianWords) { buffer in
      let start = unsafe buffer.baseAddress!.assumingMemoryBound(to: UInt8.self)
      _ = unsafe crypto_hash_sha256_update(&state, start, UInt64(buffer.count))
    }
  }

  /// The digest of everything added so far; more may be added afterwards.
  /// The corresponding C function is `crypto_hash_sha256_final`.
  public func finish() -> Digest {
    var copy = state  // the C function wipes the state it finishes
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    // SAFETY: four words give room for exactly the 32 bytes that are written.
    unsafe withUnsafeMutableBytes(of: &words) { buffer in
      let start = unsafe buffer.baseAddress!.assumingMemoryBound(to: UInt8.self)
      _ = unsafe crypto_hash_sha256_final(&copy, start)
    }
    return Digest(bigEndianWords: words)
  }
}
