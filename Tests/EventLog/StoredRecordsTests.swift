import Bytes
import EventLog
import LMDB
import Testing

/// Copying records of one log to another as they are stored.
@Suite struct StoredRecordsTests {
  /// Two logs of one book: six records, and the first `count` of them.
  private func withLogs(
    _ count: Int, _ body: (_ source: LMDBLog, _ copy: LMDBLog, _ directory: String) throws -> Void
  ) throws {
    try withTemporaryDirectory { directory in
      let bookID = BookID.random()
      let source = try LMDBLog.create(directory: directory + "/source", bookID: bookID)
      try source.append(run(6, after: 0), expecting: .none)
      let copy = try LMDBLog.create(directory: directory + "/copy", bookID: bookID)
      if count > 0 { try copy.appendStored(try records(of: source, 1...UInt64(count))) }
      try body(source, copy, directory)
    }
  }

  private func records(
    of log: LMDBLog, _ positions: ClosedRange<UInt64>
  ) throws -> StoredRecords {
    var records = StoredRecords(from: Position(positions.lowerBound))
    try log.scan(from: records.first, through: Position(positions.upperBound)) { record in
      try records.append(copying: record)
      return true
    }
    return records
  }

  @Test func `copied records are the same bytes at the same positions`() throws {
    try withLogs(2) { source, copy, _ in
      let head = try copy.appendStored(try records(of: source, 3...6))
      #expect(try head == source.head)
      for position: UInt64 in 1...6 {
        func bytes(_ log: LMDBLog) throws -> [UInt8] {
          try log.record(at: Position(position)) { record in
            let stored = record.storedBytes
            return stored.indices.map { stored[$0] }
          }
        }
        #expect(try bytes(source) == bytes(copy))
      }
    }
  }

  @Test func `records that do not follow the head are refused, and nothing is added`() throws {
    try withLogs(2) { source, copy, _ in
      let late = try records(of: source, 4...6)
      #expect(throws: AppendRefusal.headMoved(expected: Position(3), actual: Position(2))) {
        try copy.appendStored(late)
      }
      let again = try records(of: source, 1...2)
      #expect(throws: AppendRefusal.headMoved(expected: .none, actual: Position(2))) {
        try copy.appendStored(again)
      }
      #expect(try copy.head.position == Position(2))
    }
  }

  @Test func `a record whose payload is damaged is not copied`() throws {
    try withLogs(0) { source, _, directory in
      let environment = try Environment(
        directory: directory + "/source", tables: [.positions("events")])
      let events = environment.table("events")
      let stored = try environment.read { transaction in
        try transaction.get(events, position: 2) { bytes in bytes.indices.map { bytes[$0] } }
      }
      var bytes = try #require(stored)
      bytes[bytes.count - 1] ^= 1
      try environment.write { try $0.put(events, position: 2, bytes: bytes.span) }
      let fault = #expect(throws: LogFault.self) { try records(of: source, 1...6) }
      guard case .damaged(Position(2), _) = fault else {
        Issue.record("\(String(describing: fault))")
        return
      }
    }
  }

  @Test func `a log that counts other than it ends is damaged, not shorter`() throws {
    try withLogs(0) { source, _, directory in
      let environment = try Environment(
        directory: directory + "/source", tables: [.positions("events")])
      try environment.write { transaction in
        _ = try transaction.remove(environment.table("events"), position: 3)
      }
      #expect(throws: LogFault.miscounted(last: Position(6), 5)) { try source.head }
    }
  }

  @Test func `a log is copied while it is open, and the copy opens by itself`() throws {
    try withLogs(0) { source, _, directory in
      try source.copy(to: directory + "/hot")
      let hot = try LMDBLog.open(directory: directory + "/hot", readOnly: true)
      #expect(try hot.head == source.head && hot.bookID == source.bookID)
      #expect(throws: FileError.self) { try source.copy(to: directory + "/hot") }
    }
  }
}
