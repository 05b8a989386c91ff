internal import Glibc
import Synchronization

/// A file without a name for what does not fit into memory: it is gone when its owner is, even
/// when the process is killed.
public final class ScratchFile: Sendable {
  private let descriptor: Int32
  private let directory: String
  private let written = Mutex(0)

  /// How many bytes were written.
  public var byteCount: Int { written.withLock { $0 } }

  /// A new, empty file in a directory.
  ///
  /// The corresponding C functions are `mkstemp` and `unlink`: the name is given up at once.
  public init(in directory: String) throws(FileFault) {
    self.directory = directory
    var path = Array((directory + "/rapport-scratch-XXXXXX").utf8CString)
    // SAFETY: the template is this array, ends in a zero, and is changed in place.
    descriptor = unsafe path.withUnsafeMutableBufferPointer {
      unsafe mkstemp($0.baseAddress!)
    }
    guard descriptor >= 0 else {
      throw FileFault(path: directory, reason: FileReader.text(errno))
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    // SAFETY: the array holds the name that was made.
    _ = unsafe path.withUnsafeBufferPointer { unsafe unlink($0.baseAddress!) }
  }

  deinit { close(descriptor) }

  /// Writes bytes at the end; one caller at a time.
  public func append(_ bytes: Span<UInt8>) throws(FileFault) {
    let start = byteCount
    var done = 0
    while done < bytes.count {
      // SAFETY: the pointer lives during the call, and the count is what is left of the span.
      let count = unsafe bytes.withUnsafeBufferPointer { (buffer) -> Int in
        unsafe pwrite(
          descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(start + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileFault(path: directory, reason: FileReader.text(errno)) }
      done += count
    }
    written.withLock { $0 = start + done }
  }

  /// Fills a buffer with what stands from an offset on; the answer is how many bytes that were.
  public func read(at offset: Int, into buffer: inout [UInt8]) throws(FileFault) -> Int {
    while true {
      // SAFETY: the pointer lives during the call, and the count is the buffer's own.
      let count = unsafe buffer.withUnsafeMutableBufferPointer {
        unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(offset))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileFault(path: directory, reason: FileReader.text(errno)) }
      return count
    }
  }
}
