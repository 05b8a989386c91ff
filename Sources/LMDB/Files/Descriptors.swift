internal import Glibc

/// File descriptors: opening, closing, and not handing them to other programs.
enum Descriptors {
  static func open(_ path: String, _ flags: Int32, mode: UInt32 = 0o600) throws(FileError) -> Int32
  {
    try retrying("open", path) { unsafe Glibc.open(path, flags | O_CLOEXEC, mode_t(mode)) }
  }

  /// Closes. On Linux the descriptor is gone even when this fails, so it is never repeated.
  static func close(_ descriptor: Int32, _ path: String) throws(FileError) {
    if Glibc.close(descriptor) != 0 && errno != EINTR { throw FileError.last("close", path) }
  }

  static func sync(_ descriptor: Int32, _ path: String) throws(FileError) {
    _ = try retrying("sync", path) { fsync(descriptor) }
  }

  /// Writes everything, however often the operating system takes only a part.
  static func writeAll(
    _ bytes: Span<UInt8>, _ path: String, _ write: (UnsafeRawBufferPointer, Int) -> Int
  ) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let rest = bytes.extracting(droppingFirst: done)
      done += try retrying("write", path) {
        unsafe rest.withUnsafeBytes { pointer in unsafe write(pointer, done) }
      }
    }
  }

  static func closeOnExecute(_ descriptor: Int32) throws(FileError) {
    let flags = try retrying("read the flags of", "a descriptor") { fcntl(descriptor, F_GETFD) }
    _ = try retrying("set the flags of", "a descriptor") {
      fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC)
    }
  }

  /// The same for every descriptor of that file: liblmdb has a second one, which it does not show.
  static func closeOnExecute(sameFileAs descriptor: Int32) throws(FileError) {
    let wanted = try FileSystem.identity(of: descriptor)
    guard FileSystem.exists("/proc/self/fd") else { return }
    for name in try FileSystem.list("/proc/self/fd") {
      guard let other = Int32(name) else { continue }
      do {
        if try FileSystem.identity(of: other) == wanted { try closeOnExecute(other) }
      } catch  where error.code == EBADF {
        // Closed by now, such as the descriptor that listed the directory.
        continue
      }
    }
  }
}
