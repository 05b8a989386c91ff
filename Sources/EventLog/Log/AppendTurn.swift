internal import LMDB
internal import Synchronization

/// Whose turn it is to append, among processes: an advisory lock (`flock`) on the log's directory.
///
/// LMDB admits one writer at a time anyway; this lock can also be held while a batch is decided, so
/// that a long job is not overtaken for ever by short ones. It goes with the process that holds it,
/// however that ends. (`data.mdb` has a lock of its own, for the length of a commit.)
final class AppendTurn: Sendable {
  private let file: DurableFile
  private let isHeld = Mutex(false)

  init(directory: String) throws(FileError) {
    file = try DurableFile(directory, .read)
  }

  /// Appends: waits for its turn, unless this log holds it already.
  func take<R>(_ body: () throws -> R) throws -> R {
    if isHeld.withLock({ $0 }) { return try body() }
    return try locked(body)
  }

  /// Holds the turn while `body` decides and appends.
  func hold<R>(_ body: () throws -> R) throws -> R {
    try locked {
      isHeld.withLock { $0 = true }
      defer { isHeld.withLock { $0 = false } }
      return try body()
    }
  }

  private func locked<R>(_ body: () throws -> R) throws -> R {
    try file.lockExclusive()
    let result = Result { try body() }
    try file.unlock()
    return try result.get()
  }
}
