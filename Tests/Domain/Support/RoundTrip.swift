import Bytes
import Domain
import Testing

/// Expects that every event reads back from its bytes as it was, that the cases are numbered 1, 2,
/// 3 … in the order given and no further, and that every case is among them.
func expectRoundTrips<Event: StoredEvent>(
  _ events: [Event], sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let numbers = events.map(\.type.number)
  #expect(numbers == Array(1...UInt16(events.count)), sourceLocation: sourceLocation)
  #expect(
    Event(blank: EventType(UInt16(events.count + 1))) == nil, sourceLocation: sourceLocation)
  for event in events {
    var envelope = Envelope()
    envelope.reason = "since the customer asked"
    let payload = event.payloadBytes(envelope)
    let personal = event.personalBytes()
    #expect((personal == nil) == (event.keySlot == nil), sourceLocation: sourceLocation)
    let read = try Event.read(type: event.type, payload: payload.span, personal: personal)
    #expect(read == event, sourceLocation: sourceLocation)
    let again = try #require(read, sourceLocation: sourceLocation)
    #expect(again.payloadBytes(envelope) == payload, sourceLocation: sourceLocation)
  }
}

/// The event as it is read by somebody who may not open its box.
func withoutBox<Event: StoredEvent>(_ event: Event) throws -> Event? {
  try Event.read(type: event.type, payload: event.payloadBytes().span)
}
