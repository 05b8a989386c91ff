public import Bytes

/// An entity that has custom fields and labels. What it decides and folds of them is the same for
/// all: an entity holds a `CustomState` and passes events and commands on.
public protocol Customisable: Entity
where Event: CustomisedEvent, Command: CustomisedCommand, Refusal: CustomisedRefusal {
  /// Its custom fields and labels.
  var custom: CustomState { get }
  /// The event that it was given a label, or that one was taken away.
  static func labelled(_ label: String, _ isGiven: Bool) -> Event
}

/// An event of a customisable entity: one case holds all that custom fields and labels are about.
public protocol CustomisedEvent: StoredEvent {
  /// Something happened to custom fields or labels.
  static func custom(_ event: CustomEvent) -> Self
}

/// A command to a customisable entity: one case holds all that custom fields and labels are about.
public protocol CustomisedCommand {
  /// Do something with custom fields or labels.
  static func custom(_ command: CustomCommand) -> Self
}

/// A refusal of a customisable entity: one case holds all that custom fields and labels are about.
public protocol CustomisedRefusal {
  /// Custom fields or labels say no.
  static func custom(_ refusal: CustomRefusal) -> Self
}

extension Customisable {
  /// One event for all.
  public static func labelled(_ label: String, _ isGiven: Bool) -> Event {
    let text = TextChanged(label)
    return .custom(isGiven ? .tagged(text) : .untagged(text))
  }

  /// Its labels.
  public var tags: Tags { custom.tags }

  /// What happens when the command is carried out; nothing when it changes nothing.
  func decide(
    _ command: CustomCommand, _ facts: some Facts
  ) throws(Refusal) -> [Event] {
    do throws(CustomRefusal) {
      switch command {
      case .set(let written): return try set(written, facts)
      case .put(let field, let value): return try put(field, value, facts)
      case .tag(let text):
        let label = try Self.label(text)
        return tags.contains(label) ? [] : [Self.labelled(label, true)]
      case .untag(let label): return tags.contains(label) ? [Self.labelled(label, false)] : []
      }
    } catch {
      throw .custom(error)
    }
  }

  /// Refuses when a required field has no value. Words that were erased count as given.
  public func requireFields(_ facts: some Facts) throws(CustomRefusal) {
    let missing = facts.customFields(of: ID.kind).filter {
      $0.isRequired && !$0.isRetired && custom.values[$0.id] == nil
    }
    if missing.isEmpty { return }
    throw .missing(missing.map(\.title).joined(separator: ", "), noun: ID.noun)
  }

  /// The commands that give a custom field, by its stored name, or the labels, their older values
  /// back; nil when it is no such field.
  func restoringCustom(_ field: String, from older: Self) -> [Command]? {
    if field == "tags" {
      return tags.labels.filter { !older.tags.contains($0) }.map { .custom(.untag($0)) }
        + older.tags.labels.filter { !tags.contains($0) }.map { .custom(.tag($0)) }
    }
    guard let id = CustomFieldID(text: field) else { return nil }
    if custom.values[id] == .hidden || older.custom.values[id] == .hidden { return nil }
    return [.custom(.put(id, older.custom.values[id]))]
  }

  private static func label(_ text: String) throws(CustomRefusal) -> String {
    do throws(TextRefusal) {
      return try Text.line(text, field: "tag", limit: 60)
    } catch {
      throw .text(error)
    }
  }
}

// MARK: - Values

extension Customisable {
  private func set(
    _ written: [WrittenField], _ facts: some Facts
  ) throws(CustomRefusal) -> [Event] {
    let known = facts.customFields(of: ID.kind)
    var changes = CustomChanges(known: custom.values)
    for entry in written {
      guard let field = known.first(where: { $0.code == entry.code || $0.storedName == entry.code })
      else {
        throw .unknownField(
          entry.code, noun: ID.noun,
          known: known.filter { !$0.isRetired }.map(\.code).joined(separator: ", "))
      }
      if changes.isNoted(field) { throw .givenTwice(field.title) }
      let isEmpty = Text.trimmed(entry.text).isEmpty
      try note(isEmpty ? nil : try field.value(of: entry), for: field, in: &changes)
    }
    return events(changes)
  }

  private func put(
    _ id: CustomFieldID, _ value: CustomValue?, _ facts: some Facts
  ) throws(CustomRefusal) -> [Event] {
    guard let field = facts.customFields(of: ID.kind).first(where: { $0.id == id }) else {
      throw .unknownField("\(id)", noun: ID.noun, known: "")
    }
    var changes = CustomChanges(known: custom.values)
    try note(value, for: field, in: &changes)
    return events(changes)
  }

  /// Notes what a field is to hold, when it holds something else.
  private func note(
    _ value: CustomValue?, for field: CustomField, in changes: inout CustomChanges
  ) throws(CustomRefusal) {
    guard changes.note(value, for: field) else { return }
    guard let value else {
      if field.isRequired, !field.isRetired { throw .missing(field.title, noun: ID.noun) }
      return
    }
    if field.isRetired { throw .retiredField(field.title) }
    if case .number(let number) = value, let choice = field.choice(number), choice.isRetired,
      field.kind == .choice
    {
      throw .retiredChoice(choice.code, field: field.title)
    }
    if case .words = value, (self as? any Sealing)?.isHidden == true { throw .erased(field.title) }
  }

  private func events(_ changes: CustomChanges) -> [Event] {
    let slot = (self as? any Sealing)?.sealingSlot
    return changes.event(slot: slot).map { [.custom(.fieldsChanged($0))] } ?? []
  }
}

/// The values a command gives, without those that are there already.
private struct CustomChanges {
  let known: [CustomFieldID: CustomValue]
  private var noted: Set<CustomFieldID> = []
  private var changed: [CustomFieldID: CustomValue?] = [:]

  init(known: [CustomFieldID: CustomValue]) {
    self.known = known
  }

  func isNoted(_ field: CustomField) -> Bool { noted.contains(field.id) }

  /// Whether the value is another one than the field holds.
  mutating func note(_ value: CustomValue?, for field: CustomField) -> Bool {
    noted.insert(field.id)
    if known[field.id] == value { return false }
    changed.updateValue(value, forKey: field.id)
    return true
  }

  /// What happened; nil when nothing did. Words lie in a box under the key of this slot.
  func event(slot: KeySlot?) -> CustomValuesChanged? {
    if changed.isEmpty { return nil }
    var event = CustomValuesChanged()
    var words = CustomWords()
    for (field, value) in changed.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .number(let number)?:
        event.fields.append(field.number)
        event.values.append(number)
      case .words(let text)?:
        event.inWords.append(field.number)
        words.texts.append(text)
      case .hidden?, nil: event.cleared.append(field.number)
      }
    }
    if !words.texts.isEmpty { event.words = Discreet(words, slot: slot) }
    return event
  }
}
