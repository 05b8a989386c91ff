import Bytes
import Domain
import Projections

@testable import Reports

/// A book in memory: events as they would lie in the log, folded through the real models.
struct TestBook {
  /// One event as the log would keep it.
  struct Record {
    var position: Position
    var header: EventHeader
    var payload: [UInt8]
  }

  private(set) var records: [Record] = []
  private(set) var erased: Set<UInt32> = []
  private var versions: [StreamID: UInt32] = [:]
  var zone = Zone.utc

  /// Writes an event on a day, a little after the last one of that day; undated when nil.
  mutating func add<Event: StoredEvent>(
    _ event: Event, _ number: UInt32, on day: String? = nil, by actor: UInt32 = 1,
    reason: String = "", origin: Origin = Origin(), occurred: String? = nil
  ) {
    let last = records.last?.header.timelineAt ?? .beginning
    let wanted = day.map { zone.start(of: try! Day($0)) } ?? last
    let instant = Instant(microseconds: max(wanted.microseconds, last.microseconds))
    let stream = StreamID(Event.kind, number)
    let version = (versions[stream] ?? 0) + 1
    versions[stream] = version
    var envelope = Envelope()
    envelope.reason = reason
    envelope.origin = origin
    envelope.box = event.personalBytes() ?? []
    var flags: EventFlags = event.keySlot == nil ? [] : .sealed
    if day == nil, occurred == nil { flags.insert(.undated) }
    let happened = occurred.map { zone.start(of: try! Day($0)) } ?? instant
    let payload = event.payloadBytes(envelope)
    let header = EventHeader(
      type: event.type, stream: stream, flags: flags, version: version, previous: .none,
      recordedAt: instant, timelineAt: instant, occurredAt: happened, actor: actor,
      command: CommandID(high: 0, low: UInt64(records.count)), payloadCount: UInt32(payload.count),
      payloadChecksum: 0)
    records.append(
      Record(position: Position(UInt64(records.count) + 1), header: header, payload: payload))
  }

  /// Writes an event of another book after the last one.
  mutating func add(_ record: Record) {
    var record = record
    record.position = Position(UInt64(records.count) + 1)
    records.append(record)
  }

  /// Forgets the key of a person.
  mutating func erase(slot: UInt32) { erased.insert(slot) }

  /// What a report may read: everything up to the newest event.
  var now: TestSource { source(through: records.last?.position ?? .none, day: nil) }

  /// The same as of the end of a day.
  func asOf(_ day: String) -> TestSource { try! now.at(.day(try! Day(day))) }

  /// A source that knows only what happened to these streams.
  func now(only streams: [StreamID]) -> TestSource {
    let wanted = Set(streams)
    var source = now
    source.records = source.records.filter { wanted.contains($0.header.stream) }
    return source
  }

  private func source(through position: Position, day: Day?) -> TestSource {
    let instant = records.last?.header.timelineAt ?? .beginning
    return TestSource(
      records: records, secrets: TestSecrets(erased: erased),
      moment: AnswerMoment(
        position: position, day: day, instant: instant, isNow: true, zone: zone))
  }
}

/// A test's secrets: what is personal lies in the clear in the box, unless it was erased.
struct TestSecrets: Secrets {
  var erased: Set<UInt32>

  func personal(
    in payload: Span<UInt8>, header: EventHeader, at position: Position
  ) throws -> [UInt8]? {
    let envelope = TestSecrets.envelope(in: payload)
    guard let slot = envelope.keySlot, !erased.contains(slot) else { return nil }
    return envelope.box
  }

  /// Reads what the envelope says.
  static func envelope(in payload: Span<UInt8>) -> Envelope {
    var coder = FieldCoder(reading: payload)
    var envelope = Envelope()
    envelope.code(&coder)
    return envelope
  }

  func lookup(_ value: String, domain: LookupDomain) -> LookupHash {
    LookupHash(high: UInt64(domain.rawValue), low: UInt64(bitPattern: Int64(value.hashValue)))
  }
}
