import LMDB
import Testing

/// A directory for one test, removed with everything in it when the test is over.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    var generator = SystemRandomNumberGenerator()
    path = "/tmp/rapport-lmdb-" + String(generator.next(), radix: 36)
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

/// An environment with one table of each kind.
struct Book {
  let directory: TemporaryDirectory
  let environment: Environment
  let events: Table
  let names: Table

  init(mapBytes: Int = 1 << 40) throws {
    directory = try TemporaryDirectory()
    environment = try Environment(
      directory: directory.path + "/log", tables: [.positions("events"), .bytes("names")],
      mapBytes: mapBytes)
    events = environment.table("events")
    names = environment.table("names")
  }

  func append(_ positions: ClosedRange<UInt64>, bytes: Int = 100) throws {
    try environment.write { transaction in
      for position in positions {
        let value = sample(position, bytes)
        try transaction.append(events, position: position, bytes: value.span)
      }
    }
  }

  func positions() throws -> [UInt64] {
    try environment.read { transaction in
      var found: [UInt64] = []
      try transaction.scan(events) { position, _ in
        found.append(position)
        return true
      }
      return found
    }
  }

  func value(_ position: UInt64) throws -> [UInt8]? {
    try environment.read { try $0.get(events, position: position) { copy($0) } }
  }
}

/// Bytes that differ from position to position.
func sample(_ position: UInt64, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: position &* 31 &+ UInt64($0)) }
}

func copy(_ span: Span<UInt8>) -> [UInt8] {
  span.indices.map { span[$0] }
}

/// Stands for any fault of the caller inside a transaction.
struct Interruption: Error, Equatable {}
