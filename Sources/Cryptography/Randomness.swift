internal import CSodium

/// Unpredictable numbers from the operating system, through libsodium.
public enum Randomness {
  /// `count` random bytes. The corresponding C function is `randombytes_buf`.
  public static func bytes(_ count: Int) -> [UInt8] {
    precondition(count >= 0, "the number of random bytes cannot be negative")
    Sodium.start()
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      // SAFETY: writes exactly the `count` bytes that were reserved.
      if count > 0 { unsafe randombytes_buf(buffer.baseAddress!, count) }
      initializedCount = count
    }
  }

  /// A random number from the whole range of `UInt64`.
  public static func uint64() -> UInt64 {
    Sodium.start()
    var number: UInt64 = 0
    // SAFETY: writes the eight bytes of a variable of our own.
    unsafe randombytes_buf(&number, MemoryLayout<UInt64>.size)
    return number
  }
}
