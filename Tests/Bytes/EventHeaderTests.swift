import Bytes
import Testing

struct EventHeaderTests {
  @Test func `what is written is read back`() {
    var generator = SeededGenerator.printed("headers written and read")
    for _ in 0..<1_000 {
      let header = random(&generator)
      var record: [UInt8] = []
      header.appendCheckedBytes(to: &record)
      #expect(record.count == EventHeader.checkedByteCount)
      record.append(littleEndian: generator.next())
      #expect(record.count == EventHeader.byteCount)
      #expect(EventHeader(bytes: record) == header)
      #expect(EventHeader(bytes: record + [1, 2, 3]) == header)
    }
  }

  @Test func `every checked byte but the reserved two belongs to a field`() {
    var record: [UInt8] = []
    GoldenTests.headerFields.appendCheckedBytes(to: &record)
    record.append(littleEndian: UInt64(0))
    let unused = record.indices.filter { index in
      var changed = record
      changed[index] ^= 0xFF
      return EventHeader(bytes: changed) == GoldenTests.headerFields
    }
    #expect(unused == [6, 7] + Array(88..<96))
  }

  private func random(_ generator: inout SeededGenerator) -> EventHeader {
    var header = EventHeader(
      type: EventType(UInt16(truncatingIfNeeded: generator.next())),
      stream: StreamID(
        StreamKind(UInt8(truncatingIfNeeded: generator.next())), number32(&generator)),
      flags: EventFlags(rawValue: UInt16(truncatingIfNeeded: generator.next())),
      version: number32(&generator), previous: Position(generator.next()),
      recordedAt: instant(&generator), timelineAt: instant(&generator),
      occurredAt: instant(&generator), causation: Position(generator.next()),
      actor: number32(&generator),
      command: CommandID(high: generator.next(), low: generator.next()),
      payloadCount: number32(&generator), payloadChecksum: generator.next())
    header.format = UInt8(truncatingIfNeeded: generator.next())
    return header
  }

  private func number32(_ generator: inout SeededGenerator) -> UInt32 {
    UInt32(truncatingIfNeeded: generator.next())
  }

  private func instant(_ generator: inout SeededGenerator) -> Instant {
    Instant(microseconds: Int64(bitPattern: generator.next()))
  }
}
