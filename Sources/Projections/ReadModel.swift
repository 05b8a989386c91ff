public import Bytes
public import Domain

/// A value folded from the log: today and any past day are the same fold, stopped elsewhere.
///
/// The state is dense and plain: rows in arrays indexed by the number of the entity. A model never
/// refuses an event and knows no clock. What assumptions make of it is a report's business.
public protocol ReadModel: ColumnRow, Sendable {
  /// The stable name, as in `opportunities`; part of a checkpoint's file name.
  static var name: String { get }
  /// To be raised whenever the same events fold to another state or layout.
  static var version: UInt32 { get }
  /// The kinds of streams the model cares about; other events are skipped by their header.
  static var kinds: StreamKinds { get }
  /// Whether the state may be written to disk. A model that holds what was sealed says no.
  static var isStorable: Bool { get }
  /// Whether the state depends on what sealed boxes say: it is folded anew after an erasure.
  static var opensBoxes: Bool { get }
  /// In which order the events of one stream are to be applied.
  static var order: FoldOrder { get }
  /// Folds one event of the kinds it cares about.
  mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws
  /// Takes out everything the events of one stream made of the state, as if none had happened; they
  /// are then applied anew, in the order in which they happened. Words once numbered may stay.
  mutating func forget(_ stream: StreamID)
  /// Makes what it holds of one stream anew because of `event`, which happened before events of the
  /// stream that were applied already. `replay` shows all of them, that one included, in order.
  ///
  /// Forgetting and applying is what nearly every model wants.
  mutating func refold(
    _ event: borrowing FoldEvent, _ secrets: any Secrets, _ replay: EventReplay
  ) throws
}

/// Shows its body every event of one stream, in the order in which they happened.
public typealias EventReplay = ((borrowing FoldEvent) throws -> Void) throws -> Void

/// The order in which a model takes the events of one stream.
public enum FoldOrder: Sendable {
  /// As they happened in the business: a correction stands where it belongs.
  case happened
  /// As they were written down.
  case recorded
}

/// A model of the log itself rather than of the business: which streams, values and commands there
/// are and ever were. It takes events in the order of the log, and forgets nothing.
public protocol LogIndex: ReadModel {}

extension LogIndex {
  /// As the log has them.
  public static var order: FoldOrder { .recorded }
  /// An index holds what ever was.
  public mutating func forget(_ stream: StreamID) {}
}

extension ReadModel {
  /// Most models hold nothing that was sealed.
  public static var isStorable: Bool { true }
  /// Most models look at open fields only.
  public static var opensBoxes: Bool { false }
  /// Most models are about the business.
  public static var order: FoldOrder { .happened }
  /// Forgets the stream and applies its events in their order.
  public mutating func refold(
    _ event: borrowing FoldEvent, _ secrets: any Secrets, _ replay: EventReplay
  ) throws {
    forget(event.header.stream)
    try replay { try apply($0, secrets) }
  }

  /// Folds one event; `replay` shows its stream when the event belongs before others of it.
  public mutating func fold(
    _ event: borrowing FoldEvent, _ secrets: any Secrets, _ replay: EventReplay
  ) throws {
    if event.header.flags.contains(.outOfOrder), Self.order == .happened {
      try refold(event, secrets, replay)
    } else {
      try apply(event, secrets)
    }
  }
}

/// An event on its way through a fold: its header, and its payload for as long as it is shown.
public struct FoldEvent: ~Escapable {
  /// Where it stands in the log.
  public let position: Position
  /// What the header says.
  public let header: EventHeader
  /// The payload, its checksum verified.
  public let payload: Span<UInt8>

  /// An event of the log.
  @inlinable
  @_lifetime(copy payload)
  public init(position: Position, header: EventHeader, payload: Span<UInt8>) {
    self.position = position
    self.header = header
    self.payload = payload
  }

  /// When it happened and where it stands.
  @inlinable
  public var time: EventTime { EventTime(header, at: position) }

  /// The event without its texts; nil when this version does not know it.
  @inlinable
  public func numbers<Event: StoredEvent>(as type: Event.Type) throws(WireError) -> Event? {
    try Event.read(type: header.type, payload: payload, numbersOnly: true)
  }

  /// The numbers of the event's payload, when the header's type has told what it is; for folds that
  /// are asked for often, since making the event of it costs as much as reading it.
  @inlinable
  public func numbers<Payload: WireMessage>(of type: Payload.Type) throws(WireError) -> Payload {
    var fields = Payload()
    var coder = FieldCoder(reading: payload, numbersOnly: true)
    fields.code(&coder)
    if let failure = coder.failure { throw failure }
    return fields
  }

  /// The event with its open texts; what is personal stays hidden.
  @inlinable
  public func texts<Event: StoredEvent>(as type: Event.Type) throws(WireError) -> Event? {
    try Event.read(type: header.type, payload: payload)
  }

  /// The event with everything in it that was not erased.
  public func everything<Event: StoredEvent>(
    as type: Event.Type, _ secrets: any Secrets
  ) throws -> Event? {
    let personal =
      header.flags.contains(.sealed)
      ? try secrets.personal(in: payload, header: header, at: position) : nil
    return try Event.read(type: header.type, payload: payload, personal: personal)
  }
}

/// What opens sealed boxes and makes lookup values; the one door to personal data in a fold.
public protocol Secrets: Sendable {
  /// The opened personal part of a payload; nil when there is none or its key was erased.
  func personal(in payload: Span<UInt8>, header: EventHeader, at position: Position) throws
    -> [UInt8]?
  /// A keyed hash of a value to look things up by; the same value gives the same hash in one book.
  func lookup(_ value: String, domain: LookupDomain) -> LookupHash
}

/// What a lookup value is; the same text hashes differently in each.
public enum LookupDomain: UInt8, Sendable, CaseIterable {
  /// A name in another system: source, a zero byte, identifier.
  case reference = 1
  /// A normalised e-mail address.
  case email = 2
  /// An operating-system login.
  case login = 3
  /// A normalised telephone number.
  case phone = 4
  /// A folded name.
  case name = 5
}

/// Sixteen bytes of a keyed hash.
@frozen
public struct LookupHash: Hashable, Sendable, BitwiseCopyable {
  /// The first eight bytes.
  public var high: UInt64
  /// The last eight bytes.
  public var low: UInt64

  /// The hash made of these halves.
  @inlinable
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}

/// A set of stream kinds, as one word.
@frozen
public struct StreamKinds: OptionSet, Sendable {
  /// One bit a kind.
  public let rawValue: UInt64

  /// The set with these bits.
  @inlinable
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The set of these kinds; kinds are numbered below 64.
  @inlinable
  public init(_ kinds: StreamKind...) {
    rawValue = kinds.reduce(0) { $0 | 1 << UInt64($1.number) }
  }

  /// Every kind there is.
  public static let all = StreamKinds(rawValue: ~0)

  /// Whether the kind is in the set.
  @inlinable @inline(__always)
  public func contains(_ kind: StreamKind) -> Bool { rawValue >> UInt64(kind.number) & 1 == 1 }
}

/// Rows of a kind of entity, indexed by number; a number nobody has used yet has a blank row.
public struct EntityRows<ID: EntityID, Row: ColumnRow & Sendable>: Sendable {
  /// The rows; entity 1 stands at index 0.
  public private(set) var rows: [Row] = []
  /// What a row reads as once merges are resolved; nil while nothing is merged, and in a fold.
  @usableFromInline var resolved: (@Sendable (Row, ID) -> Row)?

  /// No rows.
  public init() {}

  /// How many numbers have been used.
  public var count: Int { rows.count }

  /// The row of an entity; blank when it is unknown.
  public subscript(id: ID) -> Row {
    @inlinable get {
      let index = Int(id.number) - 1
      let row = rows.indices.contains(index) ? rows[index] : Row()
      return resolved.map { $0(row, id) } ?? row
    }
    set { change(id.number) { $0 = newValue } }
  }

  /// Changes a row in place, made when it is new.
  @inline(__always)
  public mutating func change(_ number: UInt32, _ body: (inout Row) -> Void) {
    let index = Int(number) - 1
    guard index >= 0 else { return }
    while rows.count <= index { rows.append(Row()) }
    body(&rows[index])
  }

  /// Makes a row blank again.
  public mutating func clear(_ number: UInt32) {
    let index = Int(number) - 1
    if rows.indices.contains(index) { rows[index] = Row() }
  }

  /// Shows the coder the rows.
  public mutating func code(_ coder: inout ColumnCoder) { coder.rows(&rows) }

  /// The numbers and rows, in order.
  @inlinable
  public var all: some Sequence<(ID, Row)> {
    let resolved = resolved
    return rows.enumerated().lazy.map { place, row in
      let id = ID(UInt32(place) + 1)
      return (id, resolved.map { $0(row, id) } ?? row)
    }
  }

  /// The numbers and rows as they were folded, in order.
  @inlinable
  public var asRecorded: some Sequence<(ID, Row)> {
    rows.enumerated().lazy.map { (ID(UInt32($0.offset) + 1), $0.element) }
  }
}

/// Words of low variety (trades, countries, branches), each kept once and known by its number.
public struct Words: Sendable, Equatable {
  /// The words; number 1 stands at index 0. Number 0 stands for no word.
  public private(set) var list: [String] = []
  private var numbers: [String: UInt32] = [:]

  /// No words.
  public init() {}

  /// The number of a word, given out when it is new; 0 for nil.
  public mutating func number(of word: String?) -> UInt32 {
    guard let word else { return 0 }
    if let number = numbers[word] { return number }
    list.append(word)
    numbers[word] = UInt32(list.count)
    return UInt32(list.count)
  }

  /// The word of a number; nil for 0.
  public subscript(number: UInt32) -> String? {
    number == 0 || Int(number) > list.count ? nil : list[Int(number) - 1]
  }

  /// Shows the coder the words.
  public mutating func code(_ coder: inout ColumnCoder) {
    var count = UInt32(list.count)
    coder.number(&count)
    guard coder.isReading else {
      for var word in list { coder.text(&word) }
      return
    }
    self = Words()
    while list.count < count {
      var word = ""
      coder.text(&word)
      let expected = list.count + 1
      // A word that comes twice, or cannot be read, is not what was written.
      guard !coder.failed, number(of: word) == expected else { return coder.fail() }
    }
  }
}
