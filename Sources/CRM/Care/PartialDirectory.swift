import LMDB

/// A directory in which something is made that must be whole or not there at all: it lies beside
/// the final place, and is renamed when it is done.
///
/// A file in it marks it as ours to be cleared away. It goes along when the directory is renamed,
/// says by then that all is there, and is removed last: so whatever a kill leaves, it is either
/// cleared away by the next run, or whole.
struct PartialDirectory {
  let path: String
  private let lock: DurableFile

  private static let suffix = ".partial"
  private static let mark = "/in-progress"

  /// Whether a directory is one that is being made, or whose making was interrupted.
  static func isPartial(_ directory: String) throws -> Bool {
    guard FileSystem.exists(directory + mark) else { return false }
    return try directory.hasSuffix(suffix) || FileSystem.read(directory + mark).isEmpty
  }

  /// Removes the mark that a kill has left in a directory that was whole by then.
  static func clearMark(in directory: String) throws {
    guard FileSystem.exists(directory + mark) else { return }
    try FileSystem.remove(directory + mark)
    try FileSystem.syncDirectory(directory)
  }

  /// Makes `NAME.partial`. What an interrupted run left there is removed; a run that is still at
  /// work refuses a second one.
  init(for directory: String) throws {
    path = directory + Self.suffix
    if FileSystem.exists(path) {
      try Self.clearAway(path)
    } else {
      try FileSystem.makeDirectory(path)
    }
    lock = try DurableFile(path + Self.mark, .createNew)
    guard try lock.tryLock() else { throw CareRefusal.busy(path) }
  }

  /// Gives it its final name; it is there, durably, when this returns.
  func finish(as directory: String) throws {
    try lock.write(Array("whole\n".utf8), at: 0)
    try lock.sync()
    try FileSystem.syncDirectory(path)
    try FileSystem.rename(path, to: directory)
    try FileSystem.syncDirectory(
      FileSystem.directory(of: try FileSystem.absolutePath(directory)))
    try Self.clearMark(in: directory)
  }

  /// Removes what was made so far.
  func abandon() throws {
    guard FileSystem.exists(path) else { return }
    try Self.removeContent(of: path)
    try FileSystem.removeTree(path)
  }

  /// Empties what an interrupted run has left. The mark is made first and removed last, so that an
  /// empty directory may be ours as well, and everything else without a mark is somebody's.
  private static func clearAway(_ path: String) throws {
    if try FileSystem.isDirectory(path), try FileSystem.list(path).isEmpty { return }
    guard FileSystem.exists(path + mark) else { throw CareRefusal.inTheWay(path) }
    guard try DurableFile(path + mark, .read).tryLock() else { throw CareRefusal.busy(path) }
    try removeContent(of: path)
    try FileSystem.remove(path + mark)
  }

  private static func removeContent(of path: String) throws {
    for name in try FileSystem.list(path) where "/" + name != mark {
      try FileSystem.removeTree(path + "/" + name)
    }
  }
}
