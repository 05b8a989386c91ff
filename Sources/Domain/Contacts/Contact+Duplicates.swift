import Bytes

/// What to look for among the other contacts to find the same person entered twice.
///
/// A hint is a value to look up, never a finding: whoever has the other contacts compares theirs.
public enum DuplicateHint: Hashable, Sendable {
  /// An e-mail address, in lower case.
  case email(String)
  /// A telephone number: its digits, and the `+` in front if there is one.
  case phone(String)
  /// The shown name, in lower case, without diacritics, one blank between words.
  case name(String)

  /// What to look up, ready for comparison.
  public var value: String {
    switch self {
    case .email(let value), .phone(let value), .name(let value): value
    }
  }
}

extension Contact {
  /// What to look up before `new` is entered, each once: e-mails, phones, then the name.
  ///
  /// Addresses and numbers that are none give no hint; entering them is refused anyway.
  public static func duplicateHints(new: NewContact) -> [DuplicateHint] {
    hints(new.emails, new.phones, new.name)
  }

  /// What this contact is found by; empty when it is hidden.
  public var duplicateHints: [DuplicateHint] {
    Self.hints(details.emails, details.phones, name)
  }

  static func hints(
    _ emails: [EmailAddress], _ phones: [PhoneNumber], _ name: PersonName
  ) -> [DuplicateHint] {
    var hints: [DuplicateHint] = []
    for case let key? in emails.map(\.key) { hints.append(.email(key)) }
    for case let key? in phones.map(\.key) { hints.append(.phone(key)) }
    if !name.folded.isEmpty { hints.append(.name(name.folded)) }
    var seen: Set<DuplicateHint> = []
    return hints.filter { seen.insert($0).inserted }
  }
}

extension ContactEvent {
  /// What the contact is found by since this event; empty when its box was not opened.
  public var duplicateHints: [DuplicateHint] {
    switch self {
    case .created(let created):
      guard let details = created.person.value else { return [] }
      return Contact.hints(details.emails, details.phones, details.name)
    case .nameChanged(let box): return Contact.hints([], [], box.value ?? PersonName())
    case .emailAdded(let box): return Contact.hints(box.value.map { [$0] } ?? [], [], PersonName())
    case .phoneAdded(let box): return Contact.hints([], box.value.map { [$0] } ?? [], PersonName())
    case .emailRemoved, .phoneRemoved, .addressAdded, .addressRemoved, .birthdayChanged,
      .accountChanged, .relationshipMoved, .ownerChanged, .tagged, .untagged, .referenced, .erased,
      .merged, .unmerged, .absorbed, .released, .distinguished, .custom:
      return []
    }
  }
}

/// An entry of which a contact has several, each of them once.
protocol ContactEntry: Equatable {
  /// What it is for.
  var label: String { get }
  /// Whether both mean the same, however they are written and labelled.
  func isSame(as other: Self) -> Bool
}

extension EmailAddress: ContactEntry {
  /// The address in the form for comparison; nil when it is none.
  var key: String? {
    do throws(TextRefusal) { return try Email(address).normalised } catch { return nil }
  }

  func isSame(as other: EmailAddress) -> Bool {
    address == other.address || (key != nil && key == other.key)
  }
}

extension PhoneNumber: ContactEntry {
  /// The number in the form for comparison; nil when it is none.
  var key: String? {
    do throws(TextRefusal) { return try Phone(number).normalised } catch { return nil }
  }

  func isSame(as other: PhoneNumber) -> Bool {
    number == other.number || (key != nil && key == other.key)
  }
}

extension PostalAddress: ContactEntry {
  func isSame(as other: PostalAddress) -> Bool {
    var other = other
    other.label = label
    return self == other
  }
}
