import Bytes
import Domain
import Testing

struct ContactBytesTests: ContactSuite {
  @Test(arguments: try ContactSamples.all())
  func `an event comes back from its bytes`(sample: ContactSample) throws {
    let event = sample.event
    let payload = event.payloadBytes()
    let read = try ContactEvent.read(
      type: event.type, payload: payload.span, personal: event.personalBytes())
    #expect(read == event)
    #expect(hexadecimal(payload) == sample.payload)
    #expect(hexadecimal(event.personalBytes() ?? []) == sample.box)
  }

  @Test(arguments: try ContactSamples.all())
  func `without its box an event keeps its slot and what was open`(sample: ContactSample) throws {
    let event = sample.event
    let payload = event.payloadBytes()
    let read = try #require(try ContactEvent.read(type: event.type, payload: payload.span))
    #expect(read.keySlot == event.keySlot)
    #expect(read.payloadBytes() == payload)
    #expect((read == event) == (event.keySlot == nil))
  }

  @Test(arguments: try ContactSamples.all())
  func `the envelope stands after the fields of the event`(sample: ContactSample) throws {
    var envelope = Envelope()
    envelope.box = [1, 2, 3]
    envelope.reason = "as agreed"
    let payload = sample.event.payloadBytes(envelope)
    var coder = FieldCoder(reading: payload.span)
    var read = Envelope()
    read.code(&coder)
    try coder.finish()
    envelope.keySlot = sample.event.keySlot?.number
    #expect(read == envelope)
  }

  @Test(arguments: try ContactSamples.all())
  func `numbers alone are read without the texts`(sample: ContactSample) throws {
    let payload = sample.event.payloadBytes()
    let read = try #require(
      try ContactEvent.read(type: sample.event.type, payload: payload.span, numbersOnly: true))
    #expect(read.type == sample.event.type)
    #expect(read.keySlot == sample.event.keySlot)
    if case .created(let created) = read {
      #expect(created.account == AccountID(300))
      #expect(created.relationship == .lost)
    }
  }

  @Test func `there are sixteen types and no other`() throws {
    let samples = try ContactSamples.all()
    #expect(samples.map(\.event.type.number) == Array(1...16))
    #expect(ContactEvent(blank: EventType(0)) == nil)
    #expect(ContactEvent(blank: EventType(17)) == nil)
  }

  @Test func `a stage of a later version is an error, never another stage`() throws {
    let payload: [UInt8] = [0x08, 0x07]
    #expect(throws: WireError.outOfRange(field: 1)) {
      try ContactEvent.read(type: EventType(11), payload: payload.span)
    }
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
