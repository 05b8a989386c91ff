import LMDB

/// A directory in which something is made that must be whole or not there at all: it lies beside
/// the final place, and is renamed when it is done.
struct PartialDirectory {
  let path: String
  private let lock: DurableFile

  private static let mark = "/in-progress"

  /// Whether a directory is one that is being made, or whose making was interrupted.
  static func isPartial(_ directory: String) -> Bool { FileSystem.exists(directory + mark) }

  /// Makes `NAME.partial`. What an interrupted run left there is removed; a run that is still at
  /// work refuses a second one.
  init(for directory: String) throws {
    path = directory + ".partial"
    if FileSystem.exists(path) {
      guard FileSystem.exists(path + Self.mark) else { throw CareRefusal.targetExists(path) }
      guard try DurableFile(path + Self.mark, .read).tryLock() else {
        throw CareRefusal.busy(path)
      }
      try FileSystem.removeTree(path)
    }
    try FileSystem.makeDirectory(path)
    lock = try DurableFile(path + Self.mark, .createNew)
    guard try lock.tryLock() else { throw CareRefusal.busy(path) }
  }

  /// Gives it its final name; it is there, durably, when this returns.
  func finish(as directory: String) throws {
    try FileSystem.remove(path + Self.mark)
    try FileSystem.syncDirectory(path)
    try FileSystem.rename(path, to: directory)
    try FileSystem.syncDirectory(
      FileSystem.directory(of: try FileSystem.absolutePath(directory)))
  }

  /// Removes what was made so far.
  func abandon() throws {
    if FileSystem.exists(path) { try FileSystem.removeTree(path) }
  }
}
