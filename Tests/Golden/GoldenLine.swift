import Bytes
import Domain
import EventLog

/// One line of a golden file: `kind type name hex`, `-` for no bytes.
///
/// | name | bytes |
/// | --- | --- |
/// | `full`, `minimal` | the open payload without an envelope |
/// | `full-personal`, `minimal-personal` | what the sealed box holds, opened |
/// | `full-enveloped` | the payload with everything an envelope may say |
/// | `full-record` | the stored record: header, and the payload with its envelope |
struct GoldenLine: Sendable, Equatable {
  let kind: String
  let type: UInt16
  let name: String
  let bytes: [UInt8]

  /// What tells the line from any other.
  var key: String { "\(kind) \(type) \(name)" }

  /// The line as it stands in its file.
  var text: String { "\(key) \(Hexadecimal.text(bytes))" }

  init(_ kind: String, _ type: EventType, _ name: String, _ bytes: [UInt8]) {
    self.kind = kind
    self.type = type.number
    self.name = name
    self.bytes = bytes
  }

  /// Reads a line; nil when it is not of the form.
  init?(_ text: some StringProtocol) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 4, let type = UInt16(words[1]), let bytes = Hexadecimal.bytes(words[3])
    else { return nil }
    self.init(String(words[0]), EventType(type), String(words[2]), bytes)
  }
}

extension Slice {
  /// Every golden line of the slice, as this code stores its samples.
  func lines() throws -> [GoldenLine] {
    try samples.flatMap { sample in
      let event = sample.event
      var lines = [GoldenLine(name, event.type, sample.name, event.payloadBytes())]
      if let personal = event.personalBytes() {
        lines.append(GoldenLine(name, event.type, sample.name + "-personal", personal))
      }
      guard sample.isFirst else { return lines }
      let payload = event.payloadBytes(FixedParts.envelope(of: event))
      lines.append(GoldenLine(name, event.type, sample.name + "-enveloped", payload))
      let record = try FixedParts.record(event, payload)
      lines.append(GoldenLine(name, event.type, sample.name + "-record", record))
      return lines
    }
  }
}

/// What stands around a sample: the same every time.
enum FixedParts {
  /// Where the golden records stand; their headers' checksums are seeded with it.
  static let position = Position(3)

  /// An envelope that says everything; a box only where the event has a personal part.
  static func envelope(of event: any StoredEvent) -> Envelope {
    var envelope = Envelope()
    if event.keySlot != nil { envelope.box = Array(0x80..<0xB4) }
    envelope.reason = "agreed by telephone – grüße"
    envelope.origin.channel = .dataImport
    envelope.origin.importNumber = 2
    envelope.origin.file = 3
    envelope.origin.row = 100_000
    envelope.origin.systemUser = "ada"
    envelope.onBehalfOf = 5
    envelope.corrects = 1 << 40
    envelope.requestHash = Array(0x10..<0x20)
    return envelope
  }

  /// A header with a value of its own in every field.
  static func header(of event: any StoredEvent) -> EventHeader {
    var flags: EventFlags = [.undated, .history, .commandStart, .identified]
    if event.keySlot != nil { flags.insert(.sealed) }
    return EventHeader(
      type: event.type, stream: StreamID(Swift.type(of: event).kind, 1_042), flags: flags,
      version: 7, previous: Position(1),
      recordedAt: Instant(microseconds: 1_767_603_600_123_456),
      timelineAt: Instant(microseconds: 1_767_603_600_000_000),
      occurredAt: Instant(microseconds: -86_400_000_001), causation: Position(2), actor: 12,
      command: CommandID(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210),
      payloadCount: 0, payloadChecksum: 0)
  }

  /// The record as a log stores it at `position`, behind two others.
  static func record(_ event: any StoredEvent, _ payload: [UInt8]) throws -> [UInt8] {
    let log = InMemoryLog()
    var filler = header(of: event)
    (filler.version, filler.previous, filler.causation) = (1, .none, .none)
    let before = NewRecord(header: filler, payload: [])
    let record = NewRecord(header: header(of: event), payload: payload)
    try log.append([before, before, record], expecting: .none)
    return try log.record(at: position) { [UInt8](copying: $0.storedBytes) }
  }
}

/// Bytes as lower-case hexadecimal digits; `-` for none, so that every line has four words.
enum Hexadecimal {
  static func text(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return bytes.isEmpty ? "-" : String(decoding: text, as: UTF8.self)
  }

  static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    if text == "-" { return [] }
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in text {
      guard let digit = character.hexDigitValue.map({ UInt8($0) }), !character.isUppercase
      else { return nil }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return high == nil && !bytes.isEmpty ? bytes : nil
  }
}
