internal import CXXHash

/// XXH3 with 64 bits: finds damage, not forgery.
///
/// Format: the XXH3 64-bit variant of the xxHash specification, as libxxhash 0.8 computes it.
/// The library's own function is called rather than inlined from its header: on 88 bytes, the size
/// of a record's header, both took 6 to 7 ns.
public enum Checksum {
  /// The checksum of `bytes`. The corresponding C function is `XXH3_64bits_withSeed`.
  ///
  /// Allocates nothing.
  public static func xxh3(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
    // SAFETY: the pointer is used only during the call, with the span's own count.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe XXH3_64bits_withSeed(buffer.baseAddress, buffer.count, seed)
    }
  }

  /// The checksum of an array's bytes.
  public static func xxh3(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
    xxh3(bytes.span, seed: seed)
  }
}

/// XXH3 with 64 bits over bytes that arrive in pieces; equal to `Checksum.xxh3` over all of them.
///
/// Its state is one allocation of about 600 bytes, made by libxxhash and freed with the value.
@safe public struct Checksummer: ~Copyable {
  private let state: OpaquePointer

  /// Starts with no bytes. The corresponding C function is `XXH3_64bits_reset_withSeed`.
  public init(seed: UInt64 = 0) {
    guard let fresh = unsafe XXH3_createState() else {
      preconditionFailure("no memory for the state of a checksum")
    }
    // SAFETY: this value alone owns the state and frees it in `deinit`.
    unsafe state = fresh
    let outcome = unsafe XXH3_64bits_reset_withSeed(state, seed)
    precondition(outcome == XXH_OK, "XXH3_64bits_reset_withSeed refused a fresh state")
  }

  deinit {
    // SAFETY: created in `init`, never handed out.
    _ = unsafe XXH3_freeState(state)
  }

  /// Adds `bytes` after those already added. The corresponding C function is `XXH3_64bits_update`.
  public mutating func update(_ bytes: Span<UInt8>) {
    if bytes.isEmpty { return }  // the C function refuses a null pointer
    // SAFETY: the pointer is used only during the call, with the span's own count.
    let outcome = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe XXH3_64bits_update(state, buffer.baseAddress, buffer.count)
    }
    precondition(outcome == XXH_OK, "XXH3_64bits_update refused bytes that exist")
  }

  /// The checksum of everything added so far; more may be added afterwards.
  /// The corresponding C function is `XXH3_64bits_digest`.
  public func finish() -> UInt64 {
    unsafe XXH3_64bits_digest(state)
  }
}
