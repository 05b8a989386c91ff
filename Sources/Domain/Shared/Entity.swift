public import Bytes

/// A thing with a history: it decides what may happen to it and folds what did.
///
/// Both are pure. `decide` may refuse and never changes anything; `evolve` folds and never refuses,
/// since it already happened. Asking twice for the same yields no second event.
public protocol Entity: Sendable {
  /// Its typed number.
  associatedtype ID: EntityID
  /// What can happen to it.
  associatedtype Event: StoredEvent
  /// What people may ask of it.
  associatedtype Command: Sendable, Equatable
  /// Why it may say no.
  associatedtype Refusal: DomainRefusal

  /// The entity before its first event.
  init(id: ID)
  /// Its number.
  var id: ID { get }
  /// Whether anything happened to it yet.
  var exists: Bool { get }
  /// Folds one event.
  mutating func evolve(_ event: Event, _ time: EventTime)
  /// What happens when `command` is carried out; nothing when it changes nothing.
  func decide(_ command: Command, _ facts: some Facts) throws(Refusal) -> [Event]
  /// What people see of it: every field that has a value, in the order they are shown.
  var fields: [Field] { get }
  /// The commands that set `field` to the value it had in `older`; nil when it has no such field.
  func restoring(_ field: String, from older: Self) -> [Command]?
  /// Lets it name what the things it names go on as, since they were merged; for showing it.
  mutating func follow(_ survivor: (StreamID) -> StreamID)
}

extension Entity {
  /// Most things name nothing that can be merged.
  public mutating func follow(_ survivor: (StreamID) -> StreamID) {}
}

/// An entity that holds what is personal, in boxes under the key of one person.
public protocol Sealing: Entity {
  /// The slot of the key; nil before the first event, and when nothing in it is personal.
  var sealingSlot: KeySlot? { get }
  /// Whether what is personal cannot be read.
  var isHidden: Bool { get }
}

/// An entity that is a person: what is personal lies in boxes under the person's own key.
public protocol Person: Sealing {
  /// Whether what is personal was erased, on request.
  var isErased: Bool { get }
}

/// When an event happened and where it stands; all a fold may know of time.
public struct EventTime: Hashable, Sendable, BitwiseCopyable {
  /// Where the event stands in the log.
  public var position: Position
  /// The moment "as of" goes by.
  public var timelineAt: Instant
  /// When it happened in the business.
  public var occurredAt: Instant
  /// Whether nobody knows when it happened.
  public var undated: Bool

  /// The time of an event at this position.
  public init(position: Position, timelineAt: Instant, occurredAt: Instant, undated: Bool = false) {
    self.position = position
    self.timelineAt = timelineAt
    self.occurredAt = occurredAt
    self.undated = undated
  }

  /// The times a header tells.
  public init(_ header: EventHeader, at position: Position) {
    self.init(
      position: position, timelineAt: header.timelineAt, occurredAt: header.occurredAt,
      undated: header.flags.contains(.undated))
  }
}

/// An expected "no": one line that a sales person understands.
public protocol DomainRefusal: Error, Equatable, Sendable, CustomStringConvertible {}

/// A name in another system: where from, and what it is called there. Unique within a kind.
public struct ExternalReference: WireMessage, Hashable {
  /// The other system, as in "erp" or "maven".
  public var source = ""
  /// What it is called there.
  public var identifier = ""

  /// A reference that says nothing.
  public init() {}

  /// The thing that `source` calls `identifier`.
  public init(source: String, identifier: String) {
    self.source = source
    self.identifier = identifier
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.text(20, &source)
    coder.text(21, &identifier)
  }
}

/// One visible value of an entity, by its stable name.
public struct Field: Equatable, Sendable {
  /// The stable name, as in `expected-close`.
  public var name: String
  /// The value.
  public var value: FieldValue
  /// What people read instead of the name; nil when the name will do.
  public var label: String?

  /// The field of this name with this value.
  public init(_ name: String, _ value: FieldValue) {
    self.name = name
    self.value = value
  }
}

/// A value people can see, still typed, so that every renderer may show it in its own way.
public enum FieldValue: Hashable, Sendable {
  /// There is none.
  case none
  /// It was erased, or may not be read.
  case hidden
  /// Words.
  case text(String)
  /// Several words, in order.
  case list([String])
  /// A count.
  case number(Int64)
  /// An exact number, and what it counts; empty for nothing in particular.
  case decimal(DecimalNumber, unit: String)
  /// Yes or no.
  case flag(Bool)
  /// An amount of money.
  case money(Money)
  /// A probability.
  case probability(Probability)
  /// A civil day.
  case day(Day)
  /// A moment.
  case instant(Instant)
  /// Another entity.
  case reference(StreamID)
  /// The stored number of a custom field; what it stands for its definition says.
  case custom(CustomFieldID, Int64)
}
