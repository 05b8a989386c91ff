internal import Glibc
internal import Synchronization

extension FileSystem {
  private static let replacements = Atomic<UInt64>(0)

  /// Gives a file new content so that, whatever happens, either the old or the new is there whole:
  /// a temporary file beside it (mode 0600), synced, renamed over it; then the directory is synced.
  ///
  /// The pieces are written one after the other. When this throws, the old content stands, unless
  /// only the sync of the directory failed: then the new content stands but may not survive a
  /// power loss.
  public static func replace(path: String, with pieces: [[UInt8]]) throws(FileError) {
    let directory = self.directory(of: path)
    let count = replacements.wrappingAdd(1, ordering: .relaxed).newValue
    let temporary = "\(path).\(getpid()).\(count).temporary"
    let descriptor = try Descriptors.open(temporary, O_WRONLY | O_CREAT | O_EXCL)
    do {
      try fill(descriptor, temporary, pieces)
      try rename(temporary, to: path)
    } catch {
      // The first fault is the one to tell; a temporary file that stays does no harm.
      _ = unsafe unlink(temporary)
      throw error
    }
    try syncDirectory(directory)
  }

  /// The directory a path lies in, by its text alone: "a/b" in "a", "b" in ".".
  public static func directory(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func fill(
    _ descriptor: Int32, _ path: String, _ pieces: [[UInt8]]
  ) throws(FileError) {
    do {
      for piece in pieces {
        try unsafe Descriptors.writeAll(piece.span, path) { pointer, _ in
          unsafe Glibc.write(descriptor, pointer.baseAddress, pointer.count)
        }
      }
      try Descriptors.sync(descriptor, path)
    } catch {
      _ = Glibc.close(descriptor)
      throw error
    }
    try Descriptors.close(descriptor, path)
  }
}
