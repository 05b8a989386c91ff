import LMDB
import Testing

/// A directory for one test, removed with everything in it when the test is over.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    path = "/tmp/rapport-derived-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    try FileSystem.makeDirectory(path)
  }

  deinit {
    do {
      try FileSystem.removeTree(path)
    } catch {
      Issue.record(error)
    }
  }
}
