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
  /// Into which contact the person was merged; nil when not into any.
  public private(set) var mergedInto: ContactID?
  /// When that happened; nil when it did not.
  public private(set) var mergedAt: Instant?
  /// Those the person is known not to be the same as.
  public private(set) var distinctFrom: [ContactID] = []
  private(set) var absorptions: [ContactAbsorption] = []

  /// Those that were merged into the contact.
  public var absorbed: [ContactID] { absorptions.map(\.other) }

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
    case .merged(let merged): (mergedInto, mergedAt) = (merged.id, time.occurredAt)
    case .unmerged: (mergedInto, mergedAt) = (nil, nil)
    case .absorbed(let values): absorb(values)
    case .released(let values): release(values)
    case .distinguished(let other): if let id = other.id { distinctFrom.append(id) }
    }
  }

  private mutating func absorb(_ values: ContactMergeValues) {
    if let other = values.other {
      absorptions.append(
        ContactAbsorption(
          other: other, taken: values.choice, before: mergeChoice, added: values))
    }
    take(values)
    for tag in values.tags { custom.evolve(.tagged(TextChanged(tag))) }
    open(values.person) { contact, person in
      contact.details.emails += person.details.emails
      contact.details.phones += person.details.phones
      contact.details.addresses += person.details.addresses
      contact.references += person.references
    }
  }

  private mutating func release(_ values: ContactMergeValues) {
    take(values)
    for tag in values.tags { custom.evolve(.untagged(TextChanged(tag))) }
    open(values.person) { contact, person in
      contact.details.emails.removeAll(where: person.details.emails.contains)
      contact.details.phones.removeAll(where: person.details.phones.contains)
      contact.details.addresses.removeAll(where: person.details.addresses.contains)
      contact.references.removeAll(where: person.references.contains)
    }
    guard let place = absorptions.lastIndex(where: { $0.other == values.other }) else { return }
    let gone = absorptions.remove(at: place)
    for later in absorptions.indices[place...] {
      absorptions[later].before = ContactMergeChoice.fields.forgotten(
        absorptions[later].before, taken: gone.taken, earlier: gone.before)
    }
  }

  /// Takes over what a merge set or took away; the role goes with the account.
  private mutating func take(_ values: ContactMergeValues) {
    let movesAccount = values.account != nil || values.cleared.contains(2)
    account = values.account ?? (values.cleared.contains(2) ? nil : account)
    owner = values.owner ?? (values.cleared.contains(3) ? nil : owner)
    relationship = values.relationship ?? relationship
    open(values.person) { contact, person in
      let (new, cleared) = (person.details, person.cleared)
      if values.relationship != nil { contact.details.lossReason = new.lossReason }
      if !new.name.isEmpty { contact.details.name = new.name }
      contact.details.birthday =
        new.birthday ?? (cleared.contains(1) ? nil : contact.details.birthday)
      contact.details.role =
        new.role ?? (movesAccount || cleared.contains(26) ? nil : contact.details.role)
      contact.details.source =
        new.source ?? (cleared.contains(27) ? nil : contact.details.source)
    }
  }

  /// Lets it name what the things it names go on as.
  public mutating func follow(_ survivor: (StreamID) -> StreamID) {
    account = account.following(survivor)
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
    absorptions = absorptions.map {
      ContactAbsorption(
        other: $0.other, taken: ContactMergeChoice(), before: ContactMergeChoice(),
        added: ContactMergeValues())
    }
  }
}
