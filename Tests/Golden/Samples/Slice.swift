import Bytes
import Domain
import Testing

/// One slice of the domain: its events, and a sample of every stored form they have.
struct Slice: Sendable, CustomTestStringConvertible {
  /// What the golden files and the schema's table call it; the noun of its entity.
  let name: String
  /// The type of its events.
  let events: any StoredEvent.Type
  /// The samples, by type; of each type one with every field set and one with none.
  let samples: [Sample]

  var testDescription: String { name }

  /// A slice with these full samples, and minimal ones for every type; `minimal` replaces those
  /// whose message is not valid without a field.
  init<Event: StoredEvent>(_ name: String, full: [Event], minimal: [Event] = []) throws {
    self.name = name
    events = Event.self
    var samples: [Sample] = []
    for event in full {
      samples.append(Sample(name: "full", event: event, isFirst: event.type.number == 1))
      let least = try minimal.first { $0.type == event.type } ?? Event.least(of: event.type)
      samples.append(Sample(name: "minimal", event: least, isFirst: false))
    }
    self.samples = samples
  }

  /// Every slice there is.
  static func all() throws -> [Slice] {
    try [
      Slice("book", full: BookSamples.full(), minimal: BookSamples.minimal()),
      Slice("user", full: UserSamples.full()),
      Slice("account", full: AccountSamples.full()),
      Slice("contact", full: ContactSamples.full()),
      Slice("product", full: ProductSamples.full()),
      Slice("opportunity", full: OpportunitySamples.full()),
      Slice("pipeline", full: PipelineSamples.full()),
      Slice("questionnaire", full: QuestionnaireSamples.full()),
      Slice("response", full: ResponseSamples.full()),
      Slice("import", full: ImportSamples.full()),
      Slice("forecast-call", full: PlanSamples.forecastCalls()),
      Slice("target", full: PlanSamples.targets()),
      Slice("field", full: CustomSamples.definitions()),
      Slice("lead", full: LeadSamples.full()),
      Slice("order", full: OrderSamples.full()),
      Slice("activity", full: ActivitySamples.full(), minimal: ActivitySamples.minimal()),
    ]
  }

  /// The types of the slice's events, found by asking for every number up to 200.
  var types: [EventType] {
    (1...200).map { EventType($0) }.filter { events.init(blank: $0) != nil }
  }
}

/// One event as it is stored.
struct Sample: Sendable {
  /// `full` or `minimal`.
  let name: String
  /// The event.
  let event: any StoredEvent
  /// Whether it stands for its slice: its envelope and its whole record are golden too.
  let isFirst: Bool
}

extension StoredEvent {
  /// The event that no bytes at all stand for.
  fileprivate static func least(of type: EventType) throws -> Self {
    guard let event = try read(type: type, payload: Span(), personal: []) else {
      preconditionFailure("the type of a sample exists")
    }
    return event
  }

  /// Reads the event, its type forgotten.
  static func reading(
    _ type: EventType, _ payload: [UInt8], personal: [UInt8]?
  ) throws -> (any StoredEvent)? {
    try read(type: type, payload: payload.span, personal: personal)
  }

  /// Whether the other event is the same, whatever its type.
  func equals(_ other: (any StoredEvent)?) -> Bool { other as? Self == self }

  /// What Swift calls the case, as in `stageAdded`.
  var caseName: String {
    let own = Mirror(reflecting: self).children.first
    guard let custom = own?.value as? CustomEvent else { return own?.label ?? "" }
    return Mirror(reflecting: custom).children.first?.label ?? ""
  }
}
