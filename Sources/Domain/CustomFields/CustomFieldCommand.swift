public import Bytes

/// What people may ask of a custom field.
public enum CustomFieldCommand: Equatable, Sendable {
  /// Set up a new field.
  case define(NewCustomField)
  /// Let people read another label.
  case rename(String)
  /// Let it take one more choice.
  case addChoice(CustomChoice)
  /// Let people read another label for the choice of this code.
  case renameChoice(String, label: String)
  /// Let nobody choose the choice of this code any more.
  case retireChoice(String)
  /// Let the choice of this code be chosen again.
  case reinstateChoice(String)
  /// Say whether it must have a value.
  case require(Bool)
  /// Let nobody fill it any more.
  case retire
  /// Let it be filled again.
  case reinstate
}

/// What a new custom field starts with.
public struct NewCustomField: Equatable, Sendable {
  /// The kind of streams whose entities have it.
  public var entity: StreamKind
  /// What files and commands call it.
  public var code: String
  /// What people read; the code when nil.
  public var label: String?
  /// What kind of values it holds.
  public var kind: CustomFieldKind
  /// Whether it must have a value.
  public var isRequired = false
  /// How many decimals numbers have; none when nil, amounts as many as their currency.
  public var decimals: UInt8?
  /// The currency of amounts; that of the book when nil.
  public var currency: Currency?
  /// What its numbers count.
  public var unit: String?
  /// The choices it starts with.
  public var choices: [CustomChoice] = []

  /// A new field.
  public init(_ entity: StreamKind, _ code: String, label: String? = nil, _ kind: CustomFieldKind) {
    (self.entity, self.code, self.label, self.kind) = (entity, code, label, kind)
  }
}

/// Why a custom field says no.
public enum CustomFieldRefusal: TextualRefusal {
  /// There is no such field.
  case unknown(CustomFieldID)
  /// It is there already.
  case exists(CustomFieldID)
  /// A text cannot be taken.
  case text(TextRefusal)
  /// Things of this kind have no custom fields.
  case notCustomisable
  /// The code has other characters than it may have.
  case badCode(String)
  /// Every entity, or this kind, has a field of that name by itself.
  case reservedCode(String)
  /// Another field of the kind has that code.
  case codeTaken(String, by: CustomFieldID)
  /// Another field has that label, so that nobody could tell them apart.
  case labelTaken(String, by: CustomFieldID)
  /// Only numbers and amounts have decimals, at most nine.
  case decimals
  /// Only amounts have a currency.
  case currency
  /// Only numbers have a unit.
  case unit
  /// Only a choice field has choices.
  case noChoiceField(String)
  /// A choice field needs a choice.
  case choicesMissing
  /// It would have more choices than this.
  case tooManyChoices(limit: Int)
  /// Another choice has that code or label.
  case choiceTaken(String)
  /// It has no such choice.
  case unknownChoice(String, known: String)
  /// The choice is the only one left.
  case lastChoice(String)
  /// There would be more fields than this for one kind.
  case tooManyFields(limit: Int)

  public var description: String {
    switch self {
    case .unknown(let id): "there is no field \(id)"
    case .exists(let id): "field \(id) exists already"
    case .text(let refusal): refusal.description
    case .notCustomisable:
      "only \(StreamKind.customisableList) can have custom fields"
    case .badCode(let code):
      "'\(code)' is no code: use small letters, digits and '-', and begin with a letter"
    case .reservedCode(let code): "'\(code)' is a field that is always there: use another code"
    case .codeTaken(let code, let id): "\(id) has the code '\(code)' already, and is another field"
    case .labelTaken(let label, let id): "\(id) has the label '\(label)' already"
    case .decimals: "only a number or an amount of money has decimals, 0 to 9"
    case .currency: "only a field for money has a currency"
    case .unit: "only a field for numbers has a unit"
    case .noChoiceField(let title): "\(title) is no choice field and has no options"
    case .choicesMissing: "a choice field needs at least one option"
    case .tooManyChoices(let limit): "a field has at most \(limit) options"
    case .choiceTaken(let text): "the field has an option '\(text)' already"
    case .unknownChoice(let text, let known): "there is no option '\(text)'; there are: \(known)"
    case .lastChoice(let text): "'\(text)' is the last option and cannot be retired"
    case .tooManyFields(let limit): "there can be at most \(limit) fields of one kind"
    }
  }
}

extension StreamKind {
  /// The customisable kinds as a sentence lists them.
  static var customisableList: String {
    customisable.compactMap(\.customisableNoun).joined(separator: ", ")
  }
}
