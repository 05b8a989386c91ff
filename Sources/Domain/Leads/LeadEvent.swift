public import Bytes

/// What can happen to a lead. Stored form: docs/schema/lead.proto.
public enum LeadEvent: CustomisedEvent {
  /// It was entered.
  case captured(LeadCaptured)
  /// The person, the company, the e-mail address or the telephone number is another one.
  case personChanged(Personal<LeadPerson>)
  /// Some of the open details were set or taken away.
  case detailsChanged(LeadDetailsChanged)
  /// One has come further with it, or fallen back.
  case statusChanged(LeadStatusChanged)
  /// Somebody else is to sell to it; nobody when nil.
  case ownerChanged(IDChanged<UserID>)
  /// Somebody else finds out whether it is worth it; nobody when nil.
  case qualifierChanged(IDChanged<UserID>)
  /// It became a customer.
  case converted(LeadConverted)
  /// Another system's name for it was noted.
  case referenced(Personal<ExternalReference>)
  /// What is personal was erased, on request; why stands in the envelope, in the open.
  case erased(NothingElse)
  /// Custom fields or labels are others.
  case custom(CustomEvent)

  public static let kind = StreamKind.lead

  public var type: EventType {
    switch self {
    case .captured: EventType(1)
    case .personChanged: EventType(2)
    case .detailsChanged: EventType(3)
    case .statusChanged: EventType(4)
    case .ownerChanged: EventType(5)
    case .qualifierChanged: EventType(6)
    case .converted: EventType(7)
    case .referenced: EventType(8)
    case .erased: EventType(9)
    case .custom(let event): event.type
    }
  }

  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .captured(LeadCaptured())
    case 2: self = .personChanged(Personal())
    case 3: self = .detailsChanged(LeadDetailsChanged())
    case 4: self = .statusChanged(LeadStatusChanged())
    case 5: self = .ownerChanged(IDChanged())
    case 6: self = .qualifierChanged(IDChanged())
    case 7: self = .converted(LeadConverted())
    case 8: self = .referenced(Personal())
    case 9: self = .erased(NothingElse())
    default:
      guard let event = CustomEvent(blank: type) else { return nil }
      self = .custom(event)
    }
  }

  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .captured(var fields):
      fields.code(&coder)
      self = .captured(fields)
    case .detailsChanged(var fields): self = .detailsChanged(coder.coded(&fields))
    case .statusChanged(var fields):
      fields.code(&coder)
      self = .statusChanged(fields)
    case .ownerChanged(var fields): self = .ownerChanged(coder.coded(&fields))
    case .qualifierChanged(var fields): self = .qualifierChanged(coder.coded(&fields))
    case .converted(var fields): self = .converted(coder.coded(&fields))
    case .personChanged(var box):
      box.codeSlot(&coder)
      self = .personChanged(box)
    case .referenced(var box):
      box.codeSlot(&coder)
      self = .referenced(box)
    case .erased: break
    case .custom(var event): self = .custom(event.coded(&coder))
    }
  }

  /// The slot whose key seals the personal part; nil when the event has none.
  public var keySlot: KeySlot? {
    switch self {
    case .captured(let captured): captured.person.slot
    case .personChanged(let box): box.slot
    case .statusChanged(let changed): changed.reason?.slot
    case .referenced(let box): box.slot
    case .detailsChanged, .ownerChanged, .qualifierChanged, .converted, .erased: nil
    case .custom(let event): event.keySlot
    }
  }

  /// Whether what is personal was erased.
  public var isErasure: Bool { self == .erased(NothingElse()) }

  /// Shows the coder the content of the sealed box.
  public mutating func codePersonal(_ coder: inout FieldCoder) {
    switch self {
    case .captured(var fields):
      fields.person.codeContent(&coder)
      self = .captured(fields)
    case .personChanged(var box):
      box.codeContent(&coder)
      self = .personChanged(box)
    case .statusChanged(var fields):
      fields.reason?.codeContent(&coder)
      self = .statusChanged(fields)
    case .referenced(var box):
      box.codeContent(&coder)
      self = .referenced(box)
    case .detailsChanged, .ownerChanged, .qualifierChanged, .converted, .erased: break
    case .custom(var event): self = .custom(event.codedPersonal(&coder))
    }
  }
}

/// It was entered: message `LeadCaptured`.
public struct LeadCaptured: Equatable, Sendable {
  /// Who is to sell to it; nil for nobody yet.
  public var owner: UserID?
  /// Who finds out whether it is worth it; nil for nobody yet.
  public var qualifier: UserID?
  /// What is known of it that names nobody.
  public var details = LeadDetails()
  /// How far one had come with it.
  public var status = LeadStatus.new
  /// Who it is, sealed.
  public var person = Personal<LeadPerson>()

  /// Nothing known.
  public init() {}

  /// Shows the coder the open fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.id(1, &owner)
    coder.id(2, &qualifier)
    details.codeNumbers(&coder)
    coder.status(6, &status)
    details.codeTexts(&coder)
    person.codeSlot(&coder)
  }
}

/// Some details were set (present) or taken away (listed): message `LeadDetailsChanged`.
public struct LeadDetailsChanged: WireMessage {
  /// The new values; a field that is nil was not set.
  public var details = LeadDetails()
  /// The stored numbers of the fields taken away.
  public var cleared: [UInt32] = []

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    details.codeNumbers(&coder)
    coder.numbers(6, &cleared)
    details.codeTexts(&coder)
  }
}

/// One has come further, or fallen back: message `LeadStatusChanged`.
public struct LeadStatusChanged: Equatable, Sendable {
  /// The new status.
  public var status = LeadStatus.new
  /// Why, sealed; there when the lead is disqualified, unless it was erased before.
  public var reason: Personal<TextChanged>?

  /// All fields absent.
  public init() {}

  /// The payload with this status and reason.
  public init(_ status: LeadStatus, reason: Personal<TextChanged>? = nil) {
    self.status = status
    self.reason = reason
  }

  /// Shows the coder the open fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.status(1, &status)
    coder.slot(of: &reason)
  }
}

/// It became a customer: message `LeadConverted`.
public struct LeadConverted: WireMessage {
  /// The account it became; nil for none.
  public var account: AccountID?
  /// The contact it became; nil for none.
  public var contact: ContactID?
  /// The opportunity that began with it; nil for none.
  public var opportunity: OpportunityID?

  public init() {}

  /// What it became.
  public init(account: AccountID?, contact: ContactID?, opportunity: OpportunityID?) {
    self.account = account
    self.contact = contact
    self.opportunity = opportunity
  }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.id(1, &account)
    coder.id(2, &contact)
    coder.id(3, &opportunity)
  }
}
