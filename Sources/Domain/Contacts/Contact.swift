public import Bytes

/// A person one does business with, folded from its events.
///
/// Name, e-mails, phones, addresses, birthday and references are personal: they come out of sealed
/// boxes. Once a box cannot be opened they are all hidden, and stay so.
public struct Contact: Entity {
  /// Its number.
  public let id: ContactID
  /// Whether it was entered.
  public private(set) var exists = false
  /// The slot of the key that seals what is personal.
  public private(set) var keySlot = KeySlot(0)
  /// Whether what is personal cannot be read: the key was erased, or nobody opened the boxes.
  public private(set) var isHidden = false
  /// Name, e-mails, phones, addresses and birthday; blank when hidden.
  public private(set) var details = ContactDetails()
  /// The account the person is with.
  public private(set) var account: AccountID?
  /// The role at the account, a job title.
  public private(set) var role: String?
  /// Who looks after the person.
  public private(set) var owner: UserID?
  /// How far one has come with the person.
  public private(set) var relationship = RelationshipStage.stranger
  /// Why the person is lost; nil in every other stage.
  public private(set) var lossReason: String?
  /// How one came to know the person.
  public private(set) var source: String?
  /// Its labels.
  public private(set) var tags = Tags()
  /// What other systems call the person; blank when hidden.
  public private(set) var references: [ExternalReference] = []

  /// The contact before its first event.
  public init(id: ContactID) {
    self.id = id
  }

  /// The name; blank when hidden.
  public var name: PersonName { details.name }
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
    case .accountChanged(let changed): (account, role) = (changed.account, changed.role)
    case .relationshipMoved(let moved):
      relationship = moved.stage
      lossReason = moved.stage == .lost ? moved.reason : nil
    case .ownerChanged(let changed): owner = changed.id
    case .tagged(let tag): tags.insert(tag.text)
    case .untagged(let tag): tags.remove(tag.text)
    case .referenced(let box): open(box) { $0.references.append($1) }
    }
  }

  private mutating func begin(_ created: ContactCreated) {
    exists = true
    keySlot = created.person.slot
    (account, role, owner) = (created.account, created.role, created.owner)
    (relationship, lossReason) = (created.relationship, created.lossReason)
    source = created.source
    open(created.person) { $0.details = $1 }
  }

  /// Folds what lies in a box; hides all that is personal when it cannot be opened.
  private mutating func open<Value>(
    _ box: Personal<Value>, _ fold: (inout Contact, Value) -> Void
  ) {
    if let value = box.value, !isHidden {
      fold(&self, value)
    } else {
      isHidden = true
      details = ContactDetails()
      references = []
    }
  }
}
