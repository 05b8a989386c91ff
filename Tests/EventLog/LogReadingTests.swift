import Bytes
import EventLog
import Testing

/// Scans, moments and streams, in every implementation of the log.
@Suite struct LogReadingTests {
  @Test(arguments: LogKind.allCases)
  func `a scan keeps to its bounds and stops when told`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      try log.append(run(6), expecting: .none)
      #expect(try log.all(from: 0).count == 6)
      #expect(try log.all(from: 3, through: 4).map(\.position) == [3, 4])
      #expect(try log.all(from: 6, through: 99).map(\.position) == [6])
      #expect(try log.all(from: 7).isEmpty)
      #expect(try log.all(from: 4, through: 3).isEmpty)
      var shown = 0
      try log.scan(from: Position(2)) { _ in
        shown += 1
        return shown < 3
      }
      #expect(shown == 3)
    }
  }

  @Test(arguments: LogKind.allCases)
  func `what a scan's body throws reaches the caller`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      try log.append(run(2), expecting: .none)
      #expect(throws: KeysFault.reservedSlot) {
        try log.scan(from: Position(1)) { _ in throw KeysFault.reservedSlot }
      }
    }
  }

  @Test(arguments: LogKind.allCases)
  func `a long scan sees every record once across its short reads`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      for start in stride(from: 0, to: 45_000, by: 9_000) {
        try log.append(run(9_000, after: UInt64(start)), expecting: Position(UInt64(start)))
      }
      var next: UInt64 = 1
      try log.scan(from: Position(1)) { view in
        guard view.position.number == next else { return false }
        next += 1
        return true
      }
      #expect(next == 45_001)
      var backwards: UInt64 = 0
      try log.streamBackwards(from: Position(45_000)) { _ in
        backwards += 1
        return true
      }
      #expect(backwards == 45_000)
    }
  }

  @Test(arguments: LogKind.allCases)
  func `a moment is found as a linear search finds it`(kind: LogKind) throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    let seconds = (0..<40).map { _ in Int64.random(in: 0..<25, using: &generator) }.sorted()
    try kind.withLog { (log) throws in
      let batch = seconds.indices.map { index in
        record(StreamID(StreamKind(1), UInt32(index + 1)), second: seconds[index])
      }
      try log.append(batch, expecting: .none)
      for second in Int64(-1)...26 {
        let instant = Instant(microseconds: second * 1_000_000)
        let upTo = Position(UInt64(seconds.count { $0 <= second }))
        let before = Position(UInt64(seconds.count { $0 < second }))
        #expect(try log.position(atOrBefore: instant) == upTo, "seed \(seed)")
        #expect(try log.position(before: instant) == before, "seed \(seed)")
      }
    }
  }

  @Test(arguments: LogKind.allCases)
  func `one microsecond decides`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      try log.append(run(2), expecting: .none)
      let instant = Instant(microseconds: 1_000_000)
      let earlier = Instant(microseconds: 999_999)
      #expect(try log.position(atOrBefore: instant) == Position(2))
      #expect(try log.position(atOrBefore: earlier) == Position(1))
      #expect(try log.position(before: instant) == Position(1))
      #expect(try log.position(before: Instant(microseconds: 0)) == .none)
      #expect(try log.position(atOrBefore: .end) == Position(2))
    }
  }

  @Test(arguments: LogKind.allCases)
  func `a stream is read backwards to its first event`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      let batch = [
        record(account, payload: [1]), record(contact, payload: [2]),
        record(account, version: 2, previous: 1, payload: [3]),
        record(contact, version: 2, previous: 2, payload: [4]),
        record(account, version: 3, previous: 3, payload: [5]),
      ]
      try log.append(batch, expecting: .none)
      func history(_ position: UInt64, stop: Int = .max) throws -> [UInt64] {
        var positions: [UInt64] = []
        try log.streamBackwards(from: Position(position)) { view in
          positions.append(view.position.number)
          return positions.count < stop
        }
        return positions
      }
      #expect(try history(5) == [5, 3, 1])
      #expect(try history(4) == [4, 2])
      #expect(try history(1) == [1])
      #expect(try history(5, stop: 2) == [5, 3])
      #expect(throws: LogFault.missing(Position(6))) { try history(6) }
    }
  }

  @Test(arguments: LogKind.allCases)
  func `a back-pointer to another stream or version is damage`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      let batch = [
        record(account), record(contact, version: 2, previous: 1),
        record(account, version: 3, previous: 1),
      ]
      try log.append(batch, expecting: .none)
      for position: UInt64 in [2, 3] {
        let fault = #expect(throws: LogFault.self) {
          try log.streamBackwards(from: Position(position)) { _ in true }
        }
        guard case .damaged(Position(position), _) = fault else {
          Issue.record("the fault names another position: \(String(describing: fault))")
          continue
        }
      }
    }
  }

  @Test(arguments: LogKind.allCases)
  func `a reader sees only whole batches while another appends`(kind: LogKind) async throws {
    try await kind.withSharedLog { log in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for start in stride(from: UInt64(0), to: 300, by: 3) {
            try log.append(run(3, after: start), expecting: Position(start))
          }
        }
        var head: UInt64 = 0
        while head < 300 {
          head = try log.head.position.number
          #expect(head % 3 == 0)
          let count = try log.count()
          #expect(count >= Int(head) && count % 3 == 0)
          await Task.yield()
        }
        try await group.waitForAll()
      }
    }
  }
}
