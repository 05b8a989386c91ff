internal import CZlib
internal import Glibc

/// Reads a file from its beginning to its end in pieces, and unpacks it on the way when it is
/// packed by gzip (RFC 1952); whether it is, its first two bytes say.
///
/// The corresponding C functions are `gzopen` and `gzread`, which read both.
@safe public final class FileReader {
  private let path: String
  // SAFETY: only this object has the handle; it is closed once, when the object ends.
  private let file: gzFile
  private var buffer: [UInt8]

  /// How many bytes are read at once.
  private static let pieceByteCount = 256 << 10

  /// Opens a file.
  public init(_ path: String) throws(FileFault) {
    errno = 0
    guard let file = unsafe gzopen(path, "rbe") else {
      let reason = errno == 0 ? "there is not enough memory" : Self.text(errno)
      throw FileFault(path: path, reason: reason)
    }
    unsafe self.file = file
    self.path = path
    buffer = Array(repeating: 0, count: Self.pieceByteCount)
    // It only sets the size of a buffer, and fails only after the first read.
    _ = unsafe gzbuffer(file, UInt32(Self.pieceByteCount / 2))
  }

  deinit {
    // A file that was only read has nothing that closing could lose.
    _ = unsafe gzclose_r(file)
  }

  /// Hands over the next piece; false when the file ends.
  ///
  /// Throws a `FileFault` when it cannot be read or is packed and damaged, or what `deliver` does.
  public func readPiece(_ deliver: (Span<UInt8>) throws -> Void) throws -> Bool {
    // SAFETY: the buffer is this object's own and as long as is said.
    let count = unsafe buffer.withUnsafeMutableBufferPointer {
      unsafe gzread(file, $0.baseAddress, UInt32($0.count))
    }
    guard count >= 0 else { throw fault() }
    if count == 0 {
      // Reading on after a file that stops short finds nothing; only the state tells why.
      var code: Int32 = Z_OK
      _ = unsafe gzerror(file, &code)
      if code != Z_OK { throw fault() }
      return false
    }
    let piece = buffer
    try deliver(piece.span.extracting(0..<Int(count)))
    return true
  }

  /// Hands over the whole file piece by piece.
  public func readAll(_ deliver: (Span<UInt8>) throws -> Void) throws {
    while try readPiece(deliver) {}
  }

  private func fault() -> FileFault {
    let system = errno
    var code: Int32 = Z_OK
    guard let message = unsafe gzerror(file, &code), code != Z_OK, code != Z_ERRNO else {
      return FileFault(path: path, reason: Self.text(system))
    }
    // SAFETY: zlib's message ends in a zero and lives as long as the file is open.
    var reason = unsafe String(cString: message)
    let prefix = path + ": "
    if reason.hasPrefix(prefix) { reason.removeFirst(prefix.count) }
    return FileFault(path: path, reason: "it is packed by gzip and damaged: \(reason)")
  }

  static func text(_ code: Int32) -> String {
    // SAFETY: strerror's text ends in a zero and is copied before anybody else asks.
    unsafe String(cString: strerror(code)).lowercased()
  }
}
