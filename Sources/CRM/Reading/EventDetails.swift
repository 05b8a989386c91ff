import Bytes
import Domain

/// Names an event and its fields, as its Swift type spells them.
enum EventDetails {
  /// The name of the case, in kebab case: `stage-advanced`.
  static func name(_ event: some StoredEvent) -> String {
    let known = Mirror(reflecting: event).children.first
    if let custom = known?.value as? CustomEvent {
      return kebab(Mirror(reflecting: custom).children.first?.label ?? "")
    }
    return kebab(known?.label ?? String(describing: event))
  }

  /// The fields that say something.
  static func details(_ event: some StoredEvent) -> [LogEntry.Detail] {
    guard let payload = Mirror(reflecting: event).children.first?.value else { return [] }
    if let custom = payload as? CustomEvent { return details(custom) }
    return fields(of: payload, name: "")
  }

  /// The fields that custom fields were given, by their numbers, and labels.
  private static func details(_ event: CustomEvent) -> [LogEntry.Detail] {
    switch event {
    case .tagged(let label), .untagged(let label): return fields(of: label, name: "")
    case .fieldsChanged(let changed):
      let texts = changed.words.value?.texts ?? changed.inWords.map { _ in "(erased)" }
      return changed.numbers.map {
        LogEntry.Detail(name: CustomFieldID($0.field).description, value: "\($0.value)")
      } + zip(changed.inWords, texts).map {
        LogEntry.Detail(name: CustomFieldID($0).description, value: $1)
      } + changed.cleared.map {
        LogEntry.Detail(name: CustomFieldID($0).description, value: "(none)")
      }
    }
  }

  private static func fields(of value: Any, name: String) -> [LogEntry.Detail] {
    if let text = text(of: value) {
      return text.isEmpty ? [] : [LogEntry.Detail(name: name, value: text)]
    }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional {
      return mirror.children.first.map { fields(of: $0.value, name: name) } ?? []
    }
    if mirror.displayStyle == .collection {
      return mirror.children.enumerated().flatMap { index, child in
        fields(of: child.value, name: name.isEmpty ? "\(index + 1)" : "\(name)-\(index + 1)")
      }
    }
    return mirror.children.flatMap { child in
      fields(of: child.value, name: join(name, kebab(child.label ?? "")))
    }
  }

  /// The text of a value that is not taken apart further; nil for one that is.
  private static func text(of value: Any) -> String? {
    switch value {
    case let value as String: value
    case let value as [UInt8]:
      value.isEmpty ? "" : value.count <= 32 ? hexadecimal(value) : "\(value.count) bytes"
    case let value as any FixedWidthInteger: "\(value)"
    case let value as Bool: value ? "yes" : ""
    case let value as any EntityID: value.number == 0 ? "" : "\(value)"
    case let value as Money: value.description
    case let value as DecimalNumber: value.description
    case let value as Currency: value.code
    case let value as Day: value.description
    case let value as Period: value.label
    case let value as Probability: value.description
    case let value as Zone: value.name
    case is KeySlot: ""
    case let value as StreamKind: EntityKinds.noun(of: value)
    case let value as any RawRepresentable<UInt8>: "\(value)"
    default: nil
    }
  }

  private static func join(_ outer: String, _ inner: String) -> String {
    if inner.isEmpty || ["value", "text"].contains(inner) { return outer }
    return outer.isEmpty || wrappings.contains(outer) ? inner : "\(outer)-\(inner)"
  }

  /// Names of parts of a payload that say nothing beside the names of their fields.
  private static let wrappings: Set<String> = [
    "details", "personal", "person", "about", "words", "open", "sealed", "result",
    "figures",
  ]

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  static func kebab(_ name: String) -> String {
    var result = ""
    for character in name {
      if character.isUppercase, !result.isEmpty { result += "-" }
      result += character.lowercased()
    }
    return result
  }
}
