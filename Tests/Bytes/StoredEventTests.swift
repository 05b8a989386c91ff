import Bytes
import Testing

private struct Name: WireMessage {
  var family = ""
  mutating func code(_ coder: inout FieldCoder) { coder.text(1, &family) }
}

private struct Met: WireMessage {
  var minutes: UInt32 = 0
  var place = ""
  mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &minutes)
    coder.text(20, &place)
  }
}

/// An event about nobody in particular, and one about a person.
private enum Encounter: StoredEvent {
  case met(Met)
  case named(Personal<Name>)

  static let kind = StreamKind(200)

  init?(blank type: EventType) {
    switch type.number {
    case 1: self = .met(Met())
    case 2: self = .named(Personal())
    default: return nil
    }
  }

  var type: EventType {
    switch self {
    case .met: EventType(1)
    case .named: EventType(2)
    }
  }

  mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .met(var fields): self = .met(coder.coded(&fields))
    case .named(var personal):
      personal.codeSlot(&coder)
      self = .named(personal)
    }
  }

  var keySlot: KeySlot? {
    switch self {
    case .met: nil
    case .named(let personal): personal.slot
    }
  }

  mutating func codePersonal(_ coder: inout FieldCoder) {
    switch self {
    case .met: return
    case .named(var personal):
      personal.codeContent(&coder)
      self = .named(personal)
    }
  }

  static func read(
    _ number: UInt16, _ payload: [UInt8], personal: [UInt8]? = nil, numbersOnly: Bool = false
  ) throws(WireError) -> Encounter? {
    try read(
      type: EventType(number), payload: payload.span, personal: personal, numbersOnly: numbersOnly)
  }
}

struct StoredEventTests {
  private let met: Encounter = {
    var fields = Met()
    fields.minutes = 45
    fields.place = "Gouda"
    return .met(fields)
  }()

  private let named: Encounter = {
    var name = Name()
    name.family = "Visser"
    return .named(Personal(name, slot: KeySlot(41)))
  }()

  private var envelope: Envelope {
    var envelope = Envelope()
    envelope.box = [9, 9]
    envelope.reason = "fair"
    return envelope
  }

  @Test func `a payload holds the fields of the event and what the envelope says`() throws {
    let payload = met.payloadBytes(envelope)
    #expect(hexadecimal(payload) == "082da20105476f756461" + "da05020909" + "e2050466616972")
    #expect(try Encounter.read(1, payload) == met)
    #expect(try read(Envelope.self, payload) == envelope)
    #expect(met.personalBytes() == nil)
  }

  @Test func `a reader of numbers gets numbers`() throws {
    var fields = Met()
    fields.minutes = 45
    #expect(try Encounter.read(1, met.payloadBytes(), numbersOnly: true) == .met(fields))
  }

  @Test func `the personal part is in its own bytes, never in the payload`() throws {
    let payload = named.payloadBytes(envelope)
    #expect(hexadecimal(payload) == "d00529" + "da05020909" + "e2050466616972")
    #expect(named.personalBytes() == bytes("0a06566973736572"))
    #expect(try Encounter.read(2, payload) == .named(Personal(nil, slot: KeySlot(41))))
    #expect(try Encounter.read(2, payload, personal: named.personalBytes()) == named)
    #expect(try read(Envelope.self, payload).keySlot == 41)
  }

  @Test func `a type of a later version is none, and damage is an error`() throws {
    #expect(try Encounter.read(3, met.payloadBytes()) == nil)
    #expect(throws: WireError.truncated) { try Encounter.read(1, bytes("082da20105476f75")) }
    #expect(throws: WireError.truncated) {
      try Encounter.read(2, named.payloadBytes(), personal: bytes("0a0656"))
    }
  }
}
