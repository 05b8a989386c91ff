import Bytes
import EventLog
import LMDB
import Testing

/// A log on disk whose bytes somebody changed behind its back.
@Suite struct DamageTests {
  @Test func `a flipped bit in any byte of a header is damage at that position`() throws {
    try withTamperedLog { (log, tamper) throws in
      for offset in 0..<EventHeader.byteCount {
        try tamper { records in records[2][offset] ^= 1 << UInt8(offset % 8) }
        let faults = [
          #expect(throws: LogFault.self) { try log.record(at: Position(2)) { _ in } },
          #expect(throws: LogFault.self) { try log.count() },
          #expect(throws: LogFault.self) {
            try log.streamBackwards(from: Position(3)) { _ in true }
          },
        ]
        for fault in faults {
          guard case .damaged(Position(2), _) = fault else {
            Issue.record("byte \(offset): \(String(describing: fault))")
            continue
          }
        }
      }
    }
  }

  @Test func `a flipped bit in the payload is found when the payload is read`() throws {
    try withTamperedLog { (log, tamper) throws in
      try tamper { $0[2][EventHeader.byteCount] ^= 0x10 }
      #expect(try log.count() == 3)
      let fault = #expect(throws: LogFault.self) {
        try log.record(at: Position(2)) { try $0.verifiedPayload().count }
      }
      #expect(
        fault == .damaged(Position(2), what: "the checksum of its payload does not match"))
    }
  }

  @Test func `two swapped records are both damaged`() throws {
    try withTamperedLog { (log, tamper) throws in
      try tamper { records in
        let first = records[1]
        records[1] = records[3]
        records[3] = first
      }
      for position: UInt64 in [1, 3] {
        let fault = #expect(throws: LogFault.self) {
          try log.record(at: Position(position)) { _ in }
        }
        #expect(
          fault
            == .damaged(
              Position(position), what: "the checksum of its header does not match"))
      }
      try log.record(at: Position(2)) { #expect($0.position == Position(2)) }
    }
  }

  @Test func `a record that was cut or lengthened is damaged`() throws {
    try withTamperedLog { (log, tamper) throws in
      let changes: [(inout [UInt8]) -> Void] = [
        { $0 = [] }, { $0.removeLast() }, { $0.append(0) }, { $0.removeLast(4) },
      ]
      for change in changes {
        try tamper { change(&$0[1]) }
        let fault = #expect(throws: LogFault.self) { try log.count() }
        guard case .damaged(Position(1), _) = fault else {
          Issue.record("\(String(describing: fault))")
          continue
        }
      }
    }
  }

  @Test func `a removed record is a missing position, in scans and histories too`() throws {
    try withTamperedLog { (log, tamper) throws in
      try tamper { $0[2] = nil }
      let missing = LogFault.missing(Position(2))
      #expect(throws: missing) { try log.record(at: Position(2)) { _ in } }
      #expect(throws: missing) { try log.count() }
      #expect(throws: missing) { try log.all(from: 2, through: 2) }
      #expect(throws: missing) { try log.streamBackwards(from: Position(3)) { _ in true } }
      try tamper { $0[1] = nil }
      #expect(throws: LogFault.missing(Position(1))) { try log.count() }
    }
  }

  @Test func `nothing is appended behind a damaged head`() throws {
    try withTamperedLog { (log, tamper) throws in
      try tamper { $0[3][33] ^= 1 }
      #expect(throws: LogFault.self) { try log.head }
      #expect(throws: LogFault.self) { try log.append(run(1, after: 3), expecting: Position(3)) }
    }
  }

  /// Lends a log of three records and a way to overwrite what is stored. Every tampering starts
  /// from the sound records.
  private func withTamperedLog(
    _ body: (LMDBLog, _ tamper: (_ change: (inout Stored) throws -> Void) throws -> Void) throws
      -> Void
  ) throws {
    try withTemporaryDirectory { directory in
      let log = try LMDBLog.create(directory: directory, bookID: .random())
      try log.append(run(3), expecting: .none)
      let environment = try Environment(directory: directory, tables: [.positions("events")])
      let events = environment.table("events")
      var sound = Stored()
      try environment.read { transaction in
        try transaction.scan(events) { position, bytes in
          sound.records[position] = bytes.indices.map { bytes[$0] }
          return true
        }
      }
      try body(log) { change in
        var changed = sound
        try change(&changed)
        try environment.write { transaction in
          for position in UInt64(1)...3 {
            if let bytes = changed.records[position] {
              try transaction.put(events, position: position, bytes: bytes.span)
            } else {
              _ = try transaction.remove(events, position: position)
            }
          }
        }
      }
    }
  }
}

/// The stored bytes by position; nil removes a record.
private struct Stored {
  var records: [UInt64: [UInt8]] = [:]

  subscript(position: UInt64) -> [UInt8]! {
    get { records[position] }
    set { records[position] = newValue }
  }
}
