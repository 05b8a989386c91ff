import FoundationEssentials
import LMDB
import Testing

/// A directory of a test's own, in memory where the system has such a place; removed at the end.
final class Scratch: Sendable {
  let directory: String

  init() throws {
    let memory = "/dev/shm"
    let parent = FileSystem.exists(memory) ? memory : FileManager.default.temporaryDirectory.path
    directory = parent + "/rapport-crash-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    try FileSystem.makeDirectory(directory)
  }

  deinit {
    do {
      try FileSystem.removeTree(directory)
    } catch {
      Issue.record(error)
    }
  }

  func path(_ name: String) -> String { directory + "/" + name }

  /// Writes a file anew.
  func save(_ name: String, _ text: String) throws {
    if FileSystem.exists(path(name)) { try FileSystem.remove(path(name)) }
    let file = try DurableFile(path(name), .createNew)
    try file.write(Array(text.utf8), at: 0)
  }
}
