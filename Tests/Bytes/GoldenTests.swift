import Bytes
import Testing

/// The stored form for ever: these bytes are in people's logs. The old lines never change.
struct GoldenTests {
  /// Made with `protoc --encode`, libprotoc 3.21.12 (Debian 12), from
  ///
  ///     message Origin {
  ///       uint32 channel = 1; uint32 import_number = 2; uint32 file = 3; uint64 row = 4;
  ///       string system_user = 5;
  ///     }
  ///     message Envelope {
  ///       optional uint32 key_slot = 90; bytes box = 91; string reason = 92; Origin origin = 93;
  ///       uint32 on_behalf_of = 94; uint64 corrects = 95; bytes request_hash = 96;
  ///     }
  static let envelope = """
    d00529 da050401020304 e2050c747970696e67206572726f72 \
    ea050e 0804 1003 1802 20e144 2a03616e6e f0050c f805e724 820604aabbccdd
    """

  @Test func `an envelope with all its fields`() throws {
    var envelope = Envelope()
    envelope.keySlot = 41
    envelope.box = [1, 2, 3, 4]
    envelope.reason = "typing error"
    envelope.origin.channel = .dataImport
    envelope.origin.importNumber = 3
    envelope.origin.file = 2
    envelope.origin.row = 8_801
    envelope.origin.systemUser = "ann"
    envelope.onBehalfOf = 12
    envelope.corrects = 4_711
    envelope.requestHash = [0xAA, 0xBB, 0xCC, 0xDD]
    #expect(written(envelope) == bytes(Self.envelope))
    #expect(try read(Envelope.self, bytes(Self.envelope)) == envelope)
  }

  @Test func `an envelope that says nothing takes no bytes`() throws {
    #expect(written(Envelope()).isEmpty)
    #expect(try read(Envelope.self, []) == Envelope())
  }

  @Test func `the doors by which a command comes have these numbers`() {
    let numbers = Origin.Channel.allCases.map(\.rawValue)
    #expect(numbers == [0, 1, 2, 3, 4, 5, 6, 255])
    #expect(
      Origin.Channel.allCases == [
        .unspecified, .commandLine, .web, .api, .dataImport, .automation, .embedded, .unknown,
      ])
  }

  /// Written out by hand from the table in docs/FORMAT.md; the checksum that would follow is left out.
  static let header = """
    01 07 3412 0b00 0000 \
    48010000 03000000 \
    1122334455667708 \
    40420f0000000000 \
    ffffffffffffffff \
    0040d400014023ff \
    fecaefbeadde0000 \
    2a000000 00010000 \
    000102030405060708090a0b0c0d0e0f \
    efcdab8967452301
    """

  static let headerFields = EventHeader(
    type: EventType(0x1234), stream: StreamID(StreamKind(7), 328),
    flags: [.sealed, .undated, .commandStart], version: 3,
    previous: Position(0x0877_6655_4433_2211), recordedAt: Instant(microseconds: 1_000_000),
    timelineAt: Instant(microseconds: -1), occurredAt: .beginning,
    causation: Position(0xDEAD_BEEF_CAFE), actor: 42,
    command: CommandID(high: 0x0001_0203_0405_0607, low: 0x0809_0A0B_0C0D_0E0F),
    payloadCount: 256, payloadChecksum: 0x0123_4567_89AB_CDEF)

  @Test func `the header of a record`() {
    var stored: [UInt8] = []
    Self.headerFields.appendCheckedBytes(to: &stored)
    #expect(hexadecimal(stored) == hexadecimal(bytes(Self.header)))
    #expect(stored.count == EventHeader.checkedByteCount)
    #expect(EventHeader(bytes: bytes(Self.header) + [UInt8](repeating: 0xEE, count: 8)) == Self.headerFields)
  }

  @Test func `the marks of an event have these bits`() {
    let marks: [EventFlags] = [.sealed, .undated, .history, .commandStart, .identified]
    #expect(marks.map(\.rawValue) == [1, 2, 4, 8, 16])
  }

  @Test func `the first and the last instant are these`() {
    #expect(Instant.beginning.microseconds == -62_135_596_800_000_000)
    #expect(Instant.end.microseconds == 253_402_300_799_999_999)
  }
}

extension EventHeader {
  init(bytes: [UInt8]) { self.init(record: bytes.span) }
}
