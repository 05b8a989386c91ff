import Bytes
import EventLog
import LMDB
import Testing

/// What only a log on disk has: directories, reopening, other openings.
@Suite struct LMDBLogTests {
  @Test func `a reopened log holds what was acknowledged`() throws {
    try withTemporaryDirectory { directory in
      let bookID = BookID.random()
      let head = try create(directory + "/log", bookID, count: 5)
      let reopened = try LMDBLog.open(directory: directory + "/log")
      #expect(reopened.bookID == bookID)
      #expect(try reopened.head == head)
      #expect(try reopened.count() == 5)
      try reopened.append(run(1, after: 5), expecting: Position(5))
    }
  }

  @Test func `a log opened for reading refuses to append`() throws {
    try withTemporaryDirectory { directory in
      _ = try create(directory + "/log", .random(), count: 2)
      let log = try LMDBLog.open(directory: directory + "/log", readOnly: true)
      #expect(log.isReadOnly)
      #expect(try log.count() == 2)
      let error = #expect(throws: LMDBError.self) {
        try log.append(run(1, after: 2), expecting: Position(2))
      }
      #expect(error?.kind == .readOnly)
    }
  }

  @Test func `a directory without a log is not opened, and stays as it was`() throws {
    try withTemporaryDirectory { (directory) throws in
      for path in [directory, directory + "/nowhere"] {
        #expect(throws: LogFault.notALog(directory: path)) { try LMDBLog.open(directory: path) }
      }
      #expect(try FileSystem.list(directory) == [])
    }
  }

  @Test func `another store is not taken for a log`() throws {
    try withTemporaryDirectory { directory in
      _ = try Environment(directory: directory, tables: [.bytes("other")])
      #expect(throws: LogFault.notALog(directory: directory)) {
        try LMDBLog.open(directory: directory)
      }
      _ = try Environment(directory: directory, tables: [.positions("events"), .bytes("meta")])
      #expect(throws: LogFault.notALog(directory: directory)) {
        try LMDBLog.open(directory: directory)
      }
    }
  }

  @Test func `a log is not created over another`() throws {
    try withTemporaryDirectory { directory in
      let head = try create(directory, .random(), count: 1)
      #expect(throws: LogFault.alreadyALog(directory: directory)) {
        try LMDBLog.create(directory: directory, bookID: .random())
      }
      #expect(try LMDBLog.open(directory: directory).head == head)
    }
  }

  @Test func `a log of a newer format is refused with a sentence that names both`() throws {
    try withTemporaryDirectory { directory in
      _ = try create(directory, .random(), count: 1)
      let environment = try Environment(directory: directory, tables: [.bytes("meta")])
      try environment.write { transaction in
        try transaction.put(
          environment.table("meta"), key: Array("format".utf8), value: [2, 0, 0, 0])
      }
      let fault = #expect(throws: LogFault.self) { try LMDBLog.open(directory: directory) }
      #expect(fault == .newerLog(directory: directory, format: 2, known: 1))
      #expect(fault?.description.contains("format 2") == true)
      #expect(fault?.description.contains("knows up to 1") == true)
    }
  }

  @Test func `of two openings that race for the head none loses a record`() async throws {
    try await withSharedTemporaryDirectory { directory in
      _ = try create(directory, .random(), count: 0)
      try await withThrowingTaskGroup(of: Int.self) { group in
        for writer in UInt8(1)...2 {
          group.addTask { try race(directory, writer, appends: 100) }
        }
        let lost = try await group.reduce(0, +)
        let seen = try LMDBLog.open(directory: directory).all()
        #expect(seen.map(\.position) == Array(1...200))
        for writer in UInt8(1)...2 {
          let own = seen.filter { $0.stream.kind == StreamKind(writer) }
          #expect(own.map(\.version) == Array(1...100), "\(lost) races were lost")
        }
      }
    }
  }

  /// Appends to a stream of its own, again after each lost race; answers how many were lost.
  private func race(_ directory: String, _ writer: UInt8, appends: UInt32) throws -> Int {
    let log = try LMDBLog.open(directory: directory)
    var previous: UInt64 = 0
    var lost = 0
    for version in 1...appends {
      while true {
        let head = try log.head
        let next = record(
          StreamID(StreamKind(writer), 1), version: version, previous: previous)
        do {
          previous = try log.append([next], expecting: head.position).position.number
          break
        } catch AppendRefusal.headMoved {
          lost += 1
        }
      }
    }
    return lost
  }

  private func create(_ directory: String, _ bookID: BookID, count: Int) throws -> LogHead {
    let log = try LMDBLog.create(directory: directory, bookID: bookID)
    return try log.append(run(count), expecting: .none)
  }
}
