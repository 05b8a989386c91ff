import Bytes
import EventLog
import LMDB
import Testing

/// The signed heads a log keeps beside its events.
@Suite struct HeadsTests {
  @Test(arguments: LogKind.allCases)
  func `heads come back in order, and only behind those that were seen`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      #expect(try log.heads() == [])
      try log.appendHead([1], expecting: 0)
      try log.appendHead([2, 2], expecting: 1)
      #expect(throws: AppendRefusal.headsMoved(expected: 1, actual: 2)) {
        try log.appendHead([3], expecting: 1)
      }
      #expect(try log.heads() == [[1], [2, 2]])
      try log.append(run(2), expecting: .none)
      #expect(try log.heads().count == 2)
    }
  }

  @Test func `a log without a table of heads is opened, and gets one with its first head`() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/log"
      try makeOldLog(path)
      try withLog(path, readOnly: true) { (log) throws in #expect(try log.heads() == []) }
      try withLog(path, readOnly: false) { (log) throws in
        #expect(try log.heads() == [])
        try log.appendHead([7], expecting: 0)
        #expect(try log.heads() == [[7]])
      }
      try withLog(path, readOnly: true) { (log) throws in #expect(try log.heads() == [[7]]) }
    }
  }

  @Test func `a removed head is noticed when later ones are there`() throws {
    try withTemporaryDirectory { directory in
      let log = try LMDBLog.create(directory: directory, bookID: .random())
      for number in 0..<3 { try log.appendHead([UInt8(number)], expecting: number) }
      let environment = try Environment(directory: directory, tables: [.positions("heads")])
      try environment.write { transaction in
        _ = try transaction.remove(environment.table("heads"), position: 2)
      }
      #expect(throws: LogFault.missingHead(2)) { try log.heads() }
    }
  }

  private func withLog(_ path: String, readOnly: Bool, _ body: (LMDBLog) throws -> Void) throws {
    try body(try LMDBLog.open(directory: path, readOnly: readOnly))
  }

  /// What this program wrote before there were heads: the tables `events` and `meta`.
  private func makeOldLog(_ path: String) throws {
    let environment = try Environment(
      directory: path, tables: [.positions("events"), .bytes("meta")])
    let meta = environment.table("meta")
    try environment.write { transaction in
      try transaction.put(meta, key: Array("format".utf8), value: [1, 0, 0, 0])
      try transaction.put(meta, key: Array("book".utf8), value: Array(repeating: 5, count: 16))
    }
  }
}
