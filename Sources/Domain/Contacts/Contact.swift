public import Bytes

/// A person one does business with, folded from its events.
///
/// Name, e-mails, phones, addresses, birthday, references, and what is noted about the person
/// (role, source, why lost) are personal: they come out of sealed boxes. Once a box cannot be
/// opened they are all hidden, and stay so.
public struct Contact: Person, Customisable {
  /// Its number.
  public let id: ContactID
  /// Whether it was entered.
  public private(set) var exists = false
  /// The slot of the key that seals what is personal.
  public private(set) var keySlot = KeySlot(0)
  /// Whether what is personal cannot be read: the key was erased, or nobody opened the boxes.
  public private(set) var isHidden = false
  /// Whether what is personal was erased, on request.
  public private(set) var isErased = false
  /// Name, e-mails, phones, addresses, birthday and notes; blank when hidden.
  public private(set) var details = ContactDetails()
  /// The account the person is with.
  public private(set) var account: AccountID?
  /// Who looks after the person.
  public private(set) var owner: UserID?
  /// How far one has come with the person.
  public private(set) var relationship = RelationshipStage.stranger
  /// The custom fields and labels.
  public private(set) var custom = CustomState()
  /// What other systems call the person; blank when hidden.
  public private(set) var references: [ExternalReference] = []

  /// The contact before its first event.
  public init(id: ContactID) {
    self.id = id
  }

  /// The name; blank when hidden.
  public var name: PersonName { details.name }
  /// The role at the account, a job title; nil when nobody said or it is hidden.
  public var role: String? { details.role }
  /// How one came to know the person; nil when nobody said or it is hidden.
  public var source: String? { details.source }
  /// Why the person is lost; nil in every other stage and when it is hidden.
  public var lossReason: String? { details.lossReason }
  /// The slot of the key that seals what is personal; nil before the first event.
  public var sealingSlot: KeySlot? { exists ? keySlot : nil }
  /// The e-mail address to write to first; nil when there is none or it is hidden.
  public var primaryEmail: EmailAddress? { details.emails.first }
  /// The telephone number to call first; nil when there is none or it is hidden.
  public var primaryPhone: PhoneNumber? { details.phones.first }

  /// Folds one event.
  public mutating func evolve(_ event: ContactEvent, _ time: EventTime) {
    switch event {
    case .created(let created): begin(created)
    case .nameChanged(let box): open(box) { $0.details.name = $1 }
    case .emailAdded(let box): open(box) { $0.details.emails.append($1) }
    case .emailRemoved(let box):
      open(box) { contact, gone in contact.details.emails.removeAll { $0.isSame(as: gone) } }
    case .phoneAdded(let box): open(box) { $0.details.phones.append($1) }
    case .phoneRemoved(let box):
      open(box) { contact, gone in contact.details.phones.removeAll { $0.isSame(as: gone) } }
    case .addressAdded(let box): open(box) { $0.details.addresses.append($1) }
    case .addressRemoved(let box):
      open(box) { contact, gone in contact.details.addresses.removeAll { $0.isSame(as: gone) } }
    case .birthdayChanged(let box): open(box) { $0.details.birthday = $1.birthday }
    case .accountChanged(let changed):
      account = changed.account
      note(changed.role) { $0.role = $1 }
    case .relationshipMoved(let moved):
      relationship = moved.stage
      note(moved.reason) { $0.lossReason = moved.stage == .lost ? $1 : nil }
    case .ownerChanged(let changed): owner = changed.id
    case .tagged(let tag): custom.evolve(.tagged(tag))
    case .untagged(let tag): custom.evolve(.untagged(tag))
    case .referenced(let box): open(box) { $0.references.append($1) }
    case .erased:
      isErased = true
      hide()
    case .custom(let event): custom.evolve(event)
    }
  }

  private mutating func begin(_ created: ContactCreated) {
    exists = true
    keySlot = created.person.slot
    (account, owner, relationship) = (created.account, created.owner, created.relationship)
    open(created.person) { $0.details = $1 }
  }

  /// Folds what lies in a box; hides all that is personal when it cannot be opened.
  private mutating func open<Value>(
    _ box: Personal<Value>, _ fold: (inout Contact, Value) -> Void
  ) {
    if let value = box.value, !isHidden {
      fold(&self, value)
    } else {
      hide()
    }
  }

  /// Folds a note about the person that may be missing.
  private mutating func note(
    _ box: Personal<TextChanged>?, _ fold: (inout ContactDetails, String?) -> Void
  ) {
    if let box {
      open(box) { fold(&$0.details, $1.text.nonempty) }
    } else if !isHidden {
      fold(&details, nil)
    }
  }

  private mutating func hide() {
    isHidden = true
    details = ContactDetails()
    references = []
    custom.hide()
  }
}
