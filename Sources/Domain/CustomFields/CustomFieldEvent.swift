public import Bytes

/// What can happen to a custom field. Stored form: docs/schema/field.proto.
public enum CustomFieldEvent: StoredEvent {
  /// It was set up.
  case defined(CustomFieldDefined)
  /// People read another label; its code stays.
  case relabelled(TextChanged)
  /// It may take one more choice.
  case choiceAdded(CustomChoice)
  /// People read another label for a choice.
  case choiceRelabelled(ChoiceRelabelled)
  /// A choice is not to be chosen any more.
  case choiceRetired(ChoiceMeant)
  /// A choice may be chosen again.
  case choiceReinstated(ChoiceMeant)
  /// It must have a value from now on, or need not any more.
  case requirementChanged(RequirementChanged)
  /// It is not to be filled any more.
  case retired(NothingElse)
  /// It may be filled again.
  case reinstated(NothingElse)

  public static let kind = StreamKind.customField

  public var type: EventType {
    switch self {
    case .defined: EventType(1)
    case .relabelled: EventType(2)
    case .choiceAdded: EventType(3)
    case .choiceRelabelled: EventType(4)
    case .choiceRetired: EventType(5)
    case .choiceReinstated: EventType(6)
    case .requirementChanged: EventType(7)
    case .retired: EventType(8)
    case .reinstated: EventType(9)
    }
  }

  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .defined(CustomFieldDefined())
    case 2: self = .relabelled(TextChanged())
    case 3: self = .choiceAdded(CustomChoice())
    case 4: self = .choiceRelabelled(ChoiceRelabelled())
    case 5: self = .choiceRetired(ChoiceMeant())
    case 6: self = .choiceReinstated(ChoiceMeant())
    case 7: self = .requirementChanged(RequirementChanged())
    case 8: self = .retired(NothingElse())
    case 9: self = .reinstated(NothingElse())
    default: return nil
    }
  }

  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .defined(var fields): self = .defined(coder.coded(&fields))
    case .relabelled(var fields): self = .relabelled(coder.coded(&fields))
    case .choiceAdded(var fields): self = .choiceAdded(coder.coded(&fields))
    case .choiceRelabelled(var fields): self = .choiceRelabelled(coder.coded(&fields))
    case .choiceRetired(var fields): self = .choiceRetired(coder.coded(&fields))
    case .choiceReinstated(var fields): self = .choiceReinstated(coder.coded(&fields))
    case .requirementChanged(var fields): self = .requirementChanged(coder.coded(&fields))
    case .retired, .reinstated: break
    }
  }
}

/// A custom field was set up: message `FieldDefined`.
public struct CustomFieldDefined: WireMessage {
  /// The kind of streams whose entities have it.
  public var entity = StreamKind(0)
  /// What kind of values it holds.
  public var kind = CustomFieldKind.text
  /// Whether it must have a value.
  public var isRequired = false
  /// How many decimals numbers and amounts have, 0 to 9.
  public var decimals: UInt8 = 0
  /// The currency of amounts; nil when it holds none.
  public var currency: Currency?
  /// What files and commands call it, as in `trade`.
  public var code = ""
  /// What people read.
  public var label = ""
  /// What its numbers count, as in `m²`; empty for nothing in particular.
  public var unit = ""
  /// The choices it starts with.
  public var choices: [CustomChoice] = []

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    var number = entity.number
    coder.number(1, &number)
    entity = StreamKind(number)
    coder.known(2, &kind)
    coder.flag(3, &isRequired)
    coder.number(4, &decimals)
    coder.currency(5, &currency)
    coder.text(20, &code)
    coder.text(21, &label)
    coder.text(22, &unit)
    coder.messages(30, &choices)
  }
}

/// A choice of a custom field: message `CustomChoice`.
public struct CustomChoice: WireMessage, Hashable {
  /// Its number within the field, from 1: what is stored where it was chosen.
  public var number: UInt32 = 0
  /// What files and commands call it.
  public var code = ""
  /// What people read.
  public var label = ""

  public init() {}

  /// A choice; its label is its code unless told otherwise.
  public init(_ code: String, label: String = "", number: UInt32 = 0) {
    (self.code, self.label, self.number) = (code, label, number)
  }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &number)
    coder.text(20, &code)
    coder.text(21, &label)
  }
}

/// A choice goes by another label: message `FieldChoiceRelabelled`.
public struct ChoiceRelabelled: WireMessage {
  /// The number of the choice.
  public var number: UInt32 = 0
  /// What people read.
  public var label = ""

  public init() {}

  /// The payload with this label.
  public init(_ number: UInt32, label: String) { (self.number, self.label) = (number, label) }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &number)
    coder.text(20, &label)
  }
}

/// Which choice is meant.
public struct ChoiceMeant: WireMessage {
  /// The number of the choice.
  public var number: UInt32 = 0

  public init() {}

  /// The payload with this number.
  public init(_ number: UInt32) { self.number = number }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &number)
  }
}

/// A field must have a value, or need not: message `FieldRequirementChanged`.
public struct RequirementChanged: WireMessage {
  /// Whether it must.
  public var isRequired = false

  public init() {}

  /// The payload that says whether it must.
  public init(_ isRequired: Bool) { self.isRequired = isRequired }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.flag(1, &isRequired)
  }
}
