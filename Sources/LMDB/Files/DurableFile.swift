internal import Glibc

/// One open file, read and written at places, synced when asked, never inherited by other programs.
///
/// It may be used from any thread. The file is closed when the last reference goes away.
public final class DurableFile: Sendable {
  /// What the file is opened for.
  public enum Access: Sendable {
    /// Reading; the file must exist.
    case read
    /// Reading and writing; the file must exist.
    case readWrite
    /// Reading and writing a new file of mode 0600; it must not exist.
    case createNew
    /// Reading and writing; made with mode 0600 when it does not exist.
    case readWriteCreating
  }

  /// The path it was opened with.
  public let path: String
  private let descriptor: Int32

  /// Opens the file. The C function is `open`.
  public init(_ path: String, _ access: Access) throws(FileError) {
    let flags =
      switch access {
      case .read: O_RDONLY
      case .readWrite: O_RDWR
      case .createNew: O_RDWR | O_CREAT | O_EXCL
      case .readWriteCreating: O_RDWR | O_CREAT
      }
    self.path = path
    descriptor = try Descriptors.open(path, flags)
  }

  // Written bytes were synced, or declared dispensable, before; a close has nothing to report then.
  // A lock is given back in so many words: a child process that was forked and has not begun its
  // program yet shares the open file, and would hold the lock on after our close.
  deinit {
    _ = flock(descriptor, LOCK_UN)
    _ = Glibc.close(descriptor)
  }

  /// The size in bytes.
  public func size() throws(FileError) -> Int {
    try Int(FileSystem.status(of: descriptor, path).st_size)
  }

  /// Exactly `count` bytes beginning at byte `offset`; `endOfFile` when there are fewer.
  public func read(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    let bytes = try read(at: offset, upTo: count)
    guard bytes.count == count else {
      throw FileError(code: 0, operation: "read", path: path)
    }
    return bytes
  }

  /// The bytes beginning at byte `offset`: `count` of them, or fewer at the end of the file.
  public func read(at offset: Int, upTo count: Int) throws(FileError) -> [UInt8] {
    precondition(offset >= 0 && count >= 0, "a place in a file is not negative")
    var fault: FileError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(FileError) {
        while filled < count {
          // SAFETY: the rest of the array's own buffer, for the length of one call.
          let rest = unsafe UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
          let place = off_t(offset + filled)
          let got = try retrying("read", path) {
            unsafe pread(descriptor, rest.baseAddress, rest.count, place)
          }
          if got == 0 { return }
          filled += got
        }
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
    return bytes
  }

  /// Writes all bytes beginning at byte `offset`; the file grows when needed.
  public func write(_ bytes: Span<UInt8>, at offset: Int) throws(FileError) {
    precondition(offset >= 0, "a place in a file is not negative")
    try unsafe Descriptors.writeAll(bytes, path) { pointer, done in
      unsafe pwrite(descriptor, pointer.baseAddress, pointer.count, off_t(offset + done))
    }
  }

  /// Writes all bytes beginning at byte `offset`; the file grows when needed.
  public func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
    try write(bytes.span, at: offset)
  }

  /// Cuts the file, or extends it with zeros, to `size` bytes.
  public func truncate(to size: Int) throws(FileError) {
    _ = try retrying("truncate", path) { ftruncate(descriptor, off_t(size)) }
  }

  /// Returns when the bytes and the size are on disk. The C function is `fdatasync`.
  ///
  /// After a failure the written bytes may be lost though a second sync succeeds: write them again.
  public func sync() throws(FileError) {
    _ = try retrying("sync", path) { fdatasync(descriptor) }
  }

  /// Waits until no other open file holds the lock, and takes it. The C function is `flock`.
  public func lockExclusive() throws(FileError) {
    _ = try retrying("lock", path) { flock(descriptor, LOCK_EX) }
  }

  /// Takes the lock when it is free, and says whether it did.
  public func tryLock() throws(FileError) -> Bool {
    do {
      _ = try retrying("lock", path) { flock(descriptor, LOCK_EX | LOCK_NB) }
      return true
    } catch  where error.code == EWOULDBLOCK {
      return false
    }
  }

  /// Gives the lock back; letting go of the file does it as well.
  public func unlock() throws(FileError) {
    _ = try retrying("unlock", path) { flock(descriptor, LOCK_UN) }
  }
}
