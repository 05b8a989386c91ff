public import Bytes

/// What can happen to everything that has custom fields and labels: the same events, with the same
/// numbers, in the stream of every customisable kind.
public enum CustomEvent: Equatable, Sendable {
  /// Custom fields were filled, changed or emptied.
  case fieldsChanged(CustomValuesChanged)
  /// It was given a label.
  case tagged(TextChanged)
  /// A label was taken away.
  case untagged(TextChanged)

  /// The stored number of `fieldsChanged`, whatever the stream.
  public static let fieldsChangedType = EventType(101)
  /// The stored number of `tagged`, whatever the stream.
  public static let taggedType = EventType(102)
  /// The stored number of `untagged`, whatever the stream.
  public static let untaggedType = EventType(103)

  /// The stored number of this case.
  public var type: EventType {
    switch self {
    case .fieldsChanged: Self.fieldsChangedType
    case .tagged: Self.taggedType
    case .untagged: Self.untaggedType
    }
  }

  /// The case with this number; nil when there is none. Accounts and contacts have events of their
  /// own for labels, older than these.
  public init?(blank type: EventType, withLabels: Bool = true) {
    switch type {
    case Self.fieldsChangedType: self = .fieldsChanged(CustomValuesChanged())
    case Self.taggedType where withLabels: self = .tagged(TextChanged())
    case Self.untaggedType where withLabels: self = .untagged(TextChanged())
    default: return nil
    }
  }

  /// Shows the coder the open fields; the event, so that a case can hold it again.
  public mutating func coded(_ coder: inout FieldCoder) -> CustomEvent {
    switch self {
    case .fieldsChanged(var fields): self = .fieldsChanged(coder.coded(&fields))
    case .tagged(var fields): self = .tagged(coder.coded(&fields))
    case .untagged(var fields): self = .untagged(coder.coded(&fields))
    }
    return self
  }

  /// The slot whose key seals the words; nil when they lie in the open, or there are none.
  public var keySlot: KeySlot? {
    if case .fieldsChanged(let changed) = self { changed.words.slot } else { nil }
  }

  /// Shows the coder the content of the box; the event, so that a case can hold it again.
  public mutating func codedPersonal(_ coder: inout FieldCoder) -> CustomEvent {
    if case .fieldsChanged(var changed) = self {
      changed.words.codeContent(&coder)
      self = .fieldsChanged(changed)
    }
    return self
  }
}

/// Custom fields have other values: numbers in two packed lists, so that a fold reads them without
/// a text, and words apart, sealed where they are about a person.
public struct CustomValuesChanged: WireMessage {
  /// The numbers of the fields whose values are numbers, ascending.
  public var fields: [UInt32] = []
  /// Their values.
  public var values: [Int64] = []
  /// The numbers of the fields that were filled with words, ascending.
  public var inWords: [UInt32] = []
  /// The numbers of the fields that have no value any more, ascending.
  public var cleared: [UInt32] = []
  /// The words.
  public var words = Discreet<CustomWords>()

  /// Nothing changed.
  public init() {}

  /// The values that are numbers, by the numbers of their fields; of lists of unequal length, which
  /// nobody writes, as far as both go.
  public var numbers: [(field: UInt32, value: Int64)] {
    zip(fields, values).map { ($0, $1) }
  }

  /// Shows the coder the open fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.numbers(1, &fields, isFolded: true)
    coder.signedNumbers(2, &values)
    coder.numbers(3, &inWords, isFolded: true)
    coder.numbers(4, &cleared, isFolded: true)
    words.code(&coder)
  }
}

/// The words custom fields were filled with: message `CustomWords`.
public struct CustomWords: WireMessage {
  /// The words, in the order of the fields filled with words.
  public var texts: [String] = []

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.texts(20, &texts)
  }
}
