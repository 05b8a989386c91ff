internal import CSodium

/// What every use of libsodium in this room stands on: the library is initialised once, and bytes
/// that must stay secret are wiped when nobody holds them any more.
enum Sodium {
  /// Done once, by whichever thread comes first; the runtime makes the others wait.
  private static let isReady: Bool = {
    // `sodium_init` answers 1 when some other part of the process has already called it.
    precondition(sodium_init() >= 0, "libsodium could not be initialised")
    return true
  }()

  /// Call before any function of libsodium that picks an implementation or needs random bytes.
  static func start() {
    precondition(isReady)
  }
}

/// A fixed number of secret bytes, shared by copies of the key that owns them and overwritten when
/// the last one goes (`sodium_memzero`, which the optimiser may not remove).
///
/// Unchecked because the bytes are written only in the initialiser and in `deinit`.
@safe final class SecretBytes: @unchecked Sendable {
  private let storage: UnsafeMutableBufferPointer<UInt8>

  /// Allocates `count` bytes and lets `fill` write all of them.
  init(count: Int, fill: (UnsafeMutablePointer<UInt8>) -> Void) {
    Sodium.start()
    // SAFETY: allocated and zeroed here, freed only in `deinit`, so valid as long as `self`.
    unsafe storage = .allocate(capacity: count)
    unsafe storage.initialize(repeating: 0)
    // SAFETY: `count` is never zero here, so there is a base address; `fill` is ours (this file's
    // callers) and writes at most `count` bytes.
    unsafe fill(storage.baseAddress!)
  }

  /// Copies `bytes`.
  convenience init(copying bytes: Span<UInt8>) {
    unsafe self.init(count: bytes.count) { destination in
      // SAFETY: the destination has room for `bytes.count`, and the index stays below it.
      for index in bytes.indices { unsafe destination[index] = bytes[index] }
    }
  }

  /// `count` fresh random bytes.
  convenience init(randomCount count: Int) {
    // SAFETY: writes exactly the `count` bytes that were allocated.
    unsafe self.init(count: count) { unsafe randombytes_buf($0, count) }
  }

  deinit {
    // SAFETY: the last reference is gone, nobody reads the bytes any more.
    unsafe sodium_memzero(storage.baseAddress!, storage.count)
    unsafe storage.deallocate()
  }

  /// A copy of the bytes, for storing them.
  var bytes: [UInt8] { unsafe Array(storage) }

  /// Lends the bytes to a C function; the pointer must not outlive `body`.
  func withPointer<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
    // SAFETY: `self` is kept alive until `body` returns.
    withExtendedLifetime(self) { unsafe body(UnsafePointer(storage.baseAddress!)) }
  }
}
