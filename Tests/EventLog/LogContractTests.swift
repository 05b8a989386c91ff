import Bytes
import EventLog
import Testing

/// What every implementation of the log must do.
@Suite struct LogContractTests {
  @Test(arguments: LogKind.allCases)
  func `an empty log has an empty head and shows nothing`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      #expect(try log.head == .empty)
      #expect(try log.all() == [])
      #expect(try log.position(atOrBefore: .end) == .none)
      #expect(throws: LogFault.missing(Position(1))) { try log.record(at: Position(1)) { _ in } }
      #expect(throws: LogFault.missing(.none)) { try log.record(at: .none) { _ in } }
      #expect(try log.append([], expecting: .none) == .empty)
    }
  }

  @Test(arguments: LogKind.allCases)
  func `events come back as they were written, in order and without gaps`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      try log.append(run(3), expecting: .none)
      try log.append(run(2, after: 3), expecting: Position(3))
      let seen = try log.all()
      #expect(seen.map(\.position) == [1, 2, 3, 4, 5])
      #expect(seen.map(\.payload) == [[0], [1], [2], [3], [4]])
      var expected = run(1, after: 3)[0].header
      expected.payloadCount = 1
      try log.record(at: Position(4)) { view in
        expected.payloadChecksum = view.header.payloadChecksum
        #expect(view.header == expected)
        #expect(view.type == expected.type)
        #expect(view.timelineAt == expected.timelineAt)
        #expect(view.payloadCount == 1)
      }
    }
  }

  @Test(arguments: LogKind.allCases)
  func `the head an append answers is the head the log has`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      let head = try log.append(run(2), expecting: .none)
      #expect(head.position == Position(2))
      #expect(head.timelineAt == Instant(microseconds: 1_000_000))
      #expect(try log.head == head)
      #expect(try log.append([], expecting: Position(2)) == head)
      #expect(try log.record(at: Position(2)) { $0.headerChecksum } == head.checksum)
    }
  }

  @Test(arguments: LogKind.allCases)
  func `an append at another head is refused and changes nothing`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      try log.append(run(2), expecting: .none)
      for expected: UInt64 in [0, 1, 3] {
        let refusal = AppendRefusal.headMoved(expected: Position(expected), actual: Position(2))
        #expect(throws: refusal) {
          try log.append(run(1, after: expected), expecting: Position(expected))
        }
        #expect(throws: refusal) { try log.append([], expecting: Position(expected)) }
      }
      #expect(try log.count() == 2)
    }
  }

  @Test(arguments: LogKind.allCases)
  func `a batch with one bad record is refused whole`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      var batch = run(3)
      batch[2].header.timelineAt = Instant(microseconds: 1)
      batch[2].header.occurredAt = Instant(microseconds: 1)
      #expect(throws: AppendRefusal.self) { try log.append(batch, expecting: .none) }
      #expect(try log.head == .empty)
      #expect(try log.all() == [])
    }
  }

  @Test(arguments: LogKind.allCases)
  func `the time line never goes back, and may stand still`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      try log.append([record(second: 10)], expecting: .none)
      #expect(throws: AppendRefusal.invalid("event 2 stands before its predecessor in time")) {
        try log.append([record(contact, second: 9)], expecting: Position(1))
      }
      try log.append([record(contact, second: 10)], expecting: Position(1))
      #expect(try log.count() == 2)
    }
  }

  @Test(arguments: LogKind.allCases)
  func `records that break a rule are refused`(kind: LogKind) throws {
    let breaches: [(inout EventHeader) -> Void] = [
      { $0.version = 0 }, { $0.version = 2 }, { $0.previous = Position(1) },
      { ($0.version, $0.previous) = (2, Position(1)) }, { $0.causation = Position(1) },
      { $0.occurredAt.microseconds += 1 }, { $0.format = 2 }, { $0.type = EventType(0) },
      { $0.stream.number = 0 }, { $0.stream.kind = StreamKind(0) },
    ]
    try kind.withLog { (log) throws in
      for breach in breaches {
        var bad = record()
        breach(&bad.header)
        #expect(throws: AppendRefusal.self) { try log.append([bad], expecting: .none) }
      }
      #expect(try log.head == .empty)
    }
  }

  @Test(arguments: LogKind.allCases)
  func `a payload of 16 MiB is kept, one byte more is refused`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      var big = record(payload: [UInt8](repeating: 5, count: NewRecord.longestPayloadByteCount))
      try log.append([big], expecting: .none)
      #expect(try log.record(at: Position(1)) { try $0.verifiedPayload().count } == 16 << 20)
      big.payload.append(5)
      big.header.stream = contact
      #expect(throws: AppendRefusal.self) { try log.append([big], expecting: Position(1)) }
      #expect(try log.head.position == Position(1))
    }
  }

  @Test(arguments: LogKind.allCases)
  func `an empty payload is a payload`(kind: LogKind) throws {
    try kind.withLog { (log) throws in
      try log.append([record(payload: [])], expecting: .none)
      #expect(try log.all().map(\.payload) == [[]])
    }
  }
}
