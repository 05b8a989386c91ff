public import Bytes

/// What can happen to a contact. Stored form: docs/schema/contact.proto.
public enum ContactEvent: CustomisedEvent {
  /// The person was entered.
  case created(ContactCreated)
  /// The person goes by another name.
  case nameChanged(Personal<PersonName>)
  /// An e-mail address was noted.
  case emailAdded(Personal<EmailAddress>)
  /// An e-mail address was taken away.
  case emailRemoved(Personal<EmailAddress>)
  /// A telephone number was noted.
  case phoneAdded(Personal<PhoneNumber>)
  /// A telephone number was taken away.
  case phoneRemoved(Personal<PhoneNumber>)
  /// A postal address was noted.
  case addressAdded(Personal<PostalAddress>)
  /// A postal address was taken away.
  case addressRemoved(Personal<PostalAddress>)
  /// The day of birth was set or taken away.
  case birthdayChanged(Personal<BirthdayContent>)
  /// The person is with another account, or in another role there.
  case accountChanged(ContactAccountChanged)
  /// One has come further with the person, or fallen back.
  case relationshipMoved(RelationshipMoved)
  /// Somebody else looks after the person; nobody when nil.
  case ownerChanged(IDChanged<UserID>)
  /// The person was given a label.
  case tagged(TextChanged)
  /// A label was taken away.
  case untagged(TextChanged)
  /// Another system's name for the person was noted.
  case referenced(Personal<ExternalReference>)
  /// What is personal was erased, on request; why stands in the envelope, in the open.
  case erased(NothingElse)
  /// Custom fields or labels are others.
  case custom(CustomEvent)
  /// The person turned out to be another contact, and goes on as that one.
  case merged(IDChanged<ContactID>)
  /// The person stands for themselves again.
  case unmerged(NothingElse)
  /// Another contact turned out to be this person; what that gave.
  case absorbed(ContactMergeValues)
  /// Another contact stands for themselves again; what went back.
  case released(ContactMergeValues)
  /// The person is not the same as another contact, although it looks so.
  case distinguished(IDChanged<ContactID>)

  /// Contacts.
  public static let kind = StreamKind.contact

  /// The stored number of this case.
  public var type: EventType {
    switch self {
    case .created: EventType(1)
    case .nameChanged: EventType(2)
    case .emailAdded: EventType(3)
    case .emailRemoved: EventType(4)
    case .phoneAdded: EventType(5)
    case .phoneRemoved: EventType(6)
    case .addressAdded: EventType(7)
    case .addressRemoved: EventType(8)
    case .birthdayChanged: EventType(9)
    case .accountChanged: EventType(10)
    case .relationshipMoved: EventType(11)
    case .ownerChanged: EventType(12)
    case .tagged: EventType(13)
    case .untagged: EventType(14)
    case .referenced: EventType(15)
    case .erased: EventType(16)
    case .custom(let event): event.type
    case .merged: EventType(20)
    case .unmerged: EventType(21)
    case .absorbed: EventType(22)
    case .released: EventType(23)
    case .distinguished: EventType(24)
    }
  }

  /// The case with this number, all of its fields absent; nil when there is none.
  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .created(ContactCreated())
    case 2: self = .nameChanged(Personal())
    case 3: self = .emailAdded(Personal())
    case 4: self = .emailRemoved(Personal())
    case 5: self = .phoneAdded(Personal())
    case 6: self = .phoneRemoved(Personal())
    case 7: self = .addressAdded(Personal())
    case 8: self = .addressRemoved(Personal())
    case 9: self = .birthdayChanged(Personal())
    case 10: self = .accountChanged(ContactAccountChanged())
    case 11: self = .relationshipMoved(RelationshipMoved())
    case 12: self = .ownerChanged(IDChanged())
    case 13: self = .tagged(TextChanged())
    case 14: self = .untagged(TextChanged())
    case 15: self = .referenced(Personal())
    case 16: self = .erased(NothingElse())
    case 20: self = .merged(IDChanged())
    case 21: self = .unmerged(NothingElse())
    case 22: self = .absorbed(ContactMergeValues())
    case 23: self = .released(ContactMergeValues())
    case 24: self = .distinguished(IDChanged())
    default:
      guard let event = CustomEvent(blank: type, withLabels: false) else { return nil }
      self = .custom(event)
    }
  }
}

/// The person was entered: message `ContactCreated`.
public struct ContactCreated: Equatable, Sendable {
  /// The account the person is with; nil for none.
  public var account: AccountID?
  /// Who looks after the person; nil for nobody.
  public var owner: UserID?
  /// How far one has come with the person.
  public var relationship = RelationshipStage.stranger
  /// Name, addresses, birthday, role and notes, sealed.
  public var person = Personal<ContactDetails>()

  /// Nothing known.
  public init() {}

  /// Shows the coder the open fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.id(1, &account)
    coder.id(2, &owner)
    coder.stage(3, &relationship)
    person.codeSlot(&coder)
  }
}

/// Account and role were set, both anew: message `ContactAccountChanged`.
public struct ContactAccountChanged: Equatable, Sendable {
  /// The account the person is with; nil for none.
  public var account: AccountID?
  /// The role at the account, a job title, sealed; nil when nobody said.
  public var role: Personal<TextChanged>?

  /// All fields absent.
  public init() {}

  /// The payload with this account and role.
  public init(_ account: AccountID?, role: Personal<TextChanged>?) {
    self.account = account
    self.role = role
  }

  /// Shows the coder the open fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.id(1, &account)
    coder.slot(of: &role)
  }
}

/// One has come further with a person, or fallen back: message `ContactRelationshipMoved`.
public struct RelationshipMoved: Equatable, Sendable {
  /// The new stage.
  public var stage = RelationshipStage.stranger
  /// Why, sealed; there when the person is lost, unless what is personal was erased before.
  public var reason: Personal<TextChanged>?

  /// All fields absent.
  public init() {}

  /// The payload with this stage and reason.
  public init(_ stage: RelationshipStage, reason: Personal<TextChanged>? = nil) {
    self.stage = stage
    self.reason = reason
  }

  /// Shows the coder the open fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.stage(1, &stage)
    coder.slot(of: &reason)
  }
}

// MARK: - Stored form: open fields, then the slot of the sealed box; its content apart

extension ContactEvent {
  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .created(var fields):
      fields.code(&coder)
      self = .created(fields)
    case .accountChanged(var fields):
      fields.code(&coder)
      self = .accountChanged(fields)
    case .relationshipMoved(var fields):
      fields.code(&coder)
      self = .relationshipMoved(fields)
    case .ownerChanged(var fields):
      fields.code(&coder)
      self = .ownerChanged(fields)
    case .tagged(var fields):
      fields.code(&coder)
      self = .tagged(fields)
    case .untagged(var fields):
      fields.code(&coder)
      self = .untagged(fields)
    case .merged(var fields): self = .merged(coder.coded(&fields))
    case .distinguished(var fields): self = .distinguished(coder.coded(&fields))
    case .absorbed(var fields):
      fields.code(&coder)
      self = .absorbed(fields)
    case .released(var fields):
      fields.code(&coder)
      self = .released(fields)
    case .erased, .unmerged: break
    case .nameChanged, .emailAdded, .emailRemoved, .phoneAdded, .phoneRemoved, .addressAdded,
      .addressRemoved, .birthdayChanged, .referenced:
      var slot = keySlot ?? KeySlot(0)
      coder.number(90, &slot.number)
      if coder.isReading { seal(under: slot) }
    case .custom(var event): self = .custom(event.coded(&coder))
    }
  }

  /// The slot whose key seals the personal part; nil when the event has none.
  public var keySlot: KeySlot? {
    switch self {
    case .created(let created): created.person.slot
    case .nameChanged(let box): box.slot
    case .emailAdded(let box), .emailRemoved(let box): box.slot
    case .phoneAdded(let box), .phoneRemoved(let box): box.slot
    case .addressAdded(let box), .addressRemoved(let box): box.slot
    case .birthdayChanged(let box): box.slot
    case .referenced(let box): box.slot
    case .accountChanged(let changed): changed.role?.slot
    case .relationshipMoved(let moved): moved.reason?.slot
    case .absorbed(let values), .released(let values): values.person.slot
    case .ownerChanged, .tagged, .untagged, .erased, .merged, .unmerged, .distinguished: nil
    case .custom(let event): event.keySlot
    }
  }

  /// Whether what is personal was erased.
  public var isErasure: Bool { self == .erased(NothingElse()) }

  /// Notes the slot on an event that consists of a sealed box and nothing else.
  private mutating func seal(under slot: KeySlot) {
    switch self {
    case .nameChanged(let box): self = .nameChanged(Personal(box.value, slot: slot))
    case .emailAdded(let box): self = .emailAdded(Personal(box.value, slot: slot))
    case .emailRemoved(let box): self = .emailRemoved(Personal(box.value, slot: slot))
    case .phoneAdded(let box): self = .phoneAdded(Personal(box.value, slot: slot))
    case .phoneRemoved(let box): self = .phoneRemoved(Personal(box.value, slot: slot))
    case .addressAdded(let box): self = .addressAdded(Personal(box.value, slot: slot))
    case .addressRemoved(let box): self = .addressRemoved(Personal(box.value, slot: slot))
    case .birthdayChanged(let box): self = .birthdayChanged(Personal(box.value, slot: slot))
    case .referenced(let box): self = .referenced(Personal(box.value, slot: slot))
    case .created, .accountChanged, .relationshipMoved, .ownerChanged, .tagged, .untagged,
      .erased, .merged, .unmerged, .absorbed, .released, .distinguished, .custom:
      break
    }
  }

  /// Shows the coder the content of the sealed box.
  public mutating func codePersonal(_ coder: inout FieldCoder) {
    switch self {
    case .created(var fields):
      fields.person.codeContent(&coder)
      self = .created(fields)
    case .nameChanged(var box):
      box.codeContent(&coder)
      self = .nameChanged(box)
    case .emailAdded(var box):
      box.codeContent(&coder)
      self = .emailAdded(box)
    case .emailRemoved(var box):
      box.codeContent(&coder)
      self = .emailRemoved(box)
    case .phoneAdded(var box):
      box.codeContent(&coder)
      self = .phoneAdded(box)
    case .phoneRemoved(var box):
      box.codeContent(&coder)
      self = .phoneRemoved(box)
    case .addressAdded(var box):
      box.codeContent(&coder)
      self = .addressAdded(box)
    case .addressRemoved(var box):
      box.codeContent(&coder)
      self = .addressRemoved(box)
    case .birthdayChanged(var box):
      box.codeContent(&coder)
      self = .birthdayChanged(box)
    case .referenced(var box):
      box.codeContent(&coder)
      self = .referenced(box)
    case .accountChanged(var fields):
      fields.role?.codeContent(&coder)
      self = .accountChanged(fields)
    case .relationshipMoved(var fields):
      fields.reason?.codeContent(&coder)
      self = .relationshipMoved(fields)
    case .absorbed(var values):
      values.person.codeContent(&coder)
      self = .absorbed(values)
    case .released(var values):
      values.person.codeContent(&coder)
      self = .released(values)
    case .ownerChanged, .tagged, .untagged, .erased, .merged, .unmerged, .distinguished: break
    case .custom(var event): self = .custom(event.codedPersonal(&coder))
    }
  }
}
