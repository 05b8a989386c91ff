import Bytes

/// The custom fields and labels of one thing, folded from its events.
public struct CustomState: Equatable, Sendable {
  /// The values, by the fields that have one.
  public private(set) var values: [CustomFieldID: CustomValue] = [:]
  /// Its labels.
  public private(set) var tags = Tags()

  /// No values and no labels.
  public init() {}

  /// Folds one event.
  mutating func evolve(_ event: CustomEvent) {
    switch event {
    case .fieldsChanged(let changed): take(changed)
    case .tagged(let tag): tags.insert(tag.text)
    case .untagged(let tag): tags.remove(tag.text)
    }
  }

  private mutating func take(_ changed: CustomValuesChanged) {
    for (field, value) in changed.numbers { values[CustomFieldID(field)] = .number(value) }
    for field in changed.cleared { values[CustomFieldID(field)] = nil }
    let texts = changed.words.value?.texts
    for (index, field) in changed.inWords.enumerated() {
      let text = texts.flatMap { $0.indices.contains(index) ? $0[index] : nil }
      values[CustomFieldID(field)] = text.map { .words($0) } ?? .hidden
    }
  }

  /// Forgets the words: the key that seals them is gone.
  mutating func hide() {
    for (field, value) in values {
      if case .words = value { values[field] = .hidden }
    }
  }

  /// What people see of it, by the stored names of the fields.
  var fields: [Field] {
    var fields: [Field] = []
    for (field, value) in values.sorted(by: { $0.key < $1.key }) {
      fields.append(Field(field.description, value.shown(field)))
    }
    if !tags.labels.isEmpty { fields.append(Field("tags", .list(tags.labels))) }
    return fields
  }
}

/// The value of a custom field, as an entity holds it.
public enum CustomValue: Hashable, Sendable {
  /// What stands for it: a number or an amount times 10 to the decimals of the field, the number of
  /// a choice, the days since 1970-01-01, 1 for yes and 0 for no.
  case number(Int64)
  /// Words.
  case words(String)
  /// Words that were erased, or may not be read.
  case hidden

  fileprivate func shown(_ field: CustomFieldID) -> FieldValue {
    switch self {
    case .number(let number): .custom(field, number)
    case .words(let text): .text(text)
    case .hidden: .hidden
    }
  }
}
