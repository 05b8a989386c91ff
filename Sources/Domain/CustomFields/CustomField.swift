public import Bytes

/// A field a company added to its accounts, contacts, orders …, folded from its events.
public struct CustomField: Entity {
  /// Its number, by which values are stored.
  public let id: CustomFieldID
  /// Whether it was set up.
  public private(set) var exists = false
  /// The kind of streams whose entities have it.
  public private(set) var entity = StreamKind(0)
  /// What kind of values it holds.
  public private(set) var kind = CustomFieldKind.text
  /// Whether it must have a value.
  public private(set) var isRequired = false
  /// How many decimals numbers and amounts have.
  public private(set) var decimals: UInt8 = 0
  /// The currency of amounts; nil when it holds none.
  public private(set) var currency: Currency?
  /// What files and commands call it; it never changes.
  public private(set) var code = ""
  /// What people read.
  public private(set) var label = ""
  /// What its numbers count; empty for nothing in particular.
  public private(set) var unit = ""
  /// Its choices, retired ones included, by number.
  public private(set) var choices: [Choice] = []
  /// Whether it is not to be filled any more.
  public private(set) var isRetired = false

  /// One of the values a choice field knows.
  public struct Choice: Hashable, Sendable {
    /// Its number within the field, from 1.
    public let number: UInt32
    /// What files and commands call it; it never changes.
    public let code: String
    /// What people read.
    public var label: String
    /// Whether it is not to be chosen any more.
    public var isRetired = false
  }

  /// The field before its first event.
  public init(id: CustomFieldID) {
    self.id = id
  }

  public mutating func evolve(_ event: CustomFieldEvent, _ time: EventTime) {
    switch event {
    case .defined(let defined): begin(defined)
    case .relabelled(let changed): label = changed.text
    case .choiceAdded(let choice): add(choice)
    case .choiceRelabelled(let changed): change(changed.number) { $0.label = changed.label }
    case .choiceRetired(let meant): change(meant.number) { $0.isRetired = true }
    case .choiceReinstated(let meant): change(meant.number) { $0.isRetired = false }
    case .requirementChanged(let changed): isRequired = changed.isRequired
    case .retired: isRetired = true
    case .reinstated: isRetired = false
    }
  }

  private mutating func begin(_ defined: CustomFieldDefined) {
    exists = true
    (entity, kind, isRequired) = (defined.entity, defined.kind, defined.isRequired)
    (decimals, currency) = (defined.decimals, defined.currency)
    (code, label, unit) = (defined.code, defined.label, defined.unit)
    for choice in defined.choices { add(choice) }
  }

  private mutating func add(_ choice: CustomChoice) {
    choices.append(Choice(number: choice.number, code: choice.code, label: choice.label))
  }

  private mutating func change(_ number: UInt32, _ body: (inout Choice) -> Void) {
    guard let place = choices.firstIndex(where: { $0.number == number }) else { return }
    body(&choices[place])
  }

  public var fields: [Field] {
    var fields = [
      Field("code", .text(code)), Field("label", .text(label)),
      Field("entity", .text(entity.customisableNoun ?? "")),
      Field("type", .text(kind.description)),
    ]
    if kind == .number || kind == .money {
      fields.append(Field("decimals", .number(Int64(decimals))))
    }
    if let currency { fields.append(Field("currency", .text(currency.code))) }
    if !unit.isEmpty { fields.append(Field("unit", .text(unit))) }
    for choice in choices {
      let state = choice.isRetired ? " (retired)" : ""
      fields.append(Field("option-\(choice.code)", .text(choice.label + state)))
    }
    fields.append(Field("required", .flag(isRequired)))
    if isRetired { fields.append(Field("retired", .flag(true))) }
    return fields
  }

  public func restoring(_ field: String, from older: CustomField) -> [CustomFieldCommand]? {
    switch field {
    case "label": return [.rename(older.label)]
    case "required": return [.require(older.isRequired)]
    case "retired": return older.isRetired == isRetired ? [] : [isRetired ? .reinstate : .retire]
    default:
      guard field.hasPrefix("option-"), let choice = choice(named: String(field.dropFirst(7))),
        let before = older.choices.first(where: { $0.number == choice.number })
      else { return nil }
      var commands: [CustomFieldCommand] = [.renameChoice(choice.code, label: before.label)]
      if before.isRetired != choice.isRetired {
        commands.append(
          before.isRetired ? .retireChoice(choice.code) : .reinstateChoice(choice.code))
      }
      return commands
    }
  }
}

extension CustomField {
  /// The choice of this code or label, whatever the case of its letters; nil when there is none.
  public func choice(named text: String) -> Choice? {
    if let exact = choices.first(where: { $0.code == text }) { return exact }
    let wanted = text.lowercased()
    return choices.first { $0.code.lowercased() == wanted }
      ?? choices.first { $0.label.lowercased() == wanted }
  }

  /// The choice of this number; nil when there is none.
  public func choice(_ number: Int64) -> Choice? { choices.first { Int64($0.number) == number } }

  /// The field as messages call it: `field 'trade' (Trade)`.
  public var title: String {
    label == code || label.isEmpty ? "field '\(code)'" : "field '\(code)' (\(label))"
  }

  /// Whether its values lie in columns as numbers; those of a text field are words.
  public var isNumeric: Bool { kind != .text }

  /// The stored name under which an entity shows its value: `K-3`.
  public var storedName: String { id.description }
}
