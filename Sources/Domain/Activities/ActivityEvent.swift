public import Bytes

/// What can happen to an activity. Stored form: docs/schema/activity.proto.
public enum ActivityEvent: CustomisedEvent {
  /// It is to be done.
  case planned(ActivityPlanned)
  /// It was done before anybody wrote it down; it ended when this event occurred.
  case logged(ActivityLogged)
  /// It is due at another time; at none when nil.
  case rescheduled(ActivityRescheduled)
  /// Somebody else is to do it.
  case ownerChanged(IDChanged<UserID>)
  /// Somebody began to work on it; a work still under way is given up.
  case started(IDChanged<UserID>)
  /// The work under way ended for now; without one, an end was noted whose start nobody knows.
  case stopped(NothingElse)
  /// It was done.
  case completed(ActivityCompleted)
  /// It will not be done.
  case cancelled(NothingElse)
  /// It is to be done after all.
  case reopened(NothingElse)
  /// It goes by another subject; the other words of the payload are absent.
  case renamed(Discreet<ActivityWords>)
  /// Its notes are these now; the other words of the payload are absent.
  case noted(Discreet<ActivityWords>)
  /// It belongs to this account and this opportunity now, both anew.
  case linked(ActivityLinked)
  /// Another system's name for it was noted.
  case referenced(ExternalReference)
  /// Custom fields or labels are others.
  case custom(CustomEvent)

  /// Activities.
  public static let kind = StreamKind.activity

  /// The stored number of this case.
  public var type: EventType {
    switch self {
    case .planned: EventType(1)
    case .logged: EventType(2)
    case .rescheduled: EventType(3)
    case .ownerChanged: EventType(4)
    case .started: EventType(5)
    case .stopped: EventType(6)
    case .completed: EventType(7)
    case .cancelled: EventType(8)
    case .reopened: EventType(9)
    case .renamed: EventType(10)
    case .noted: EventType(11)
    case .linked: EventType(12)
    case .referenced: EventType(13)
    case .custom(let event): event.type
    }
  }

  /// The case with this number, all of its fields absent; nil when there is none.
  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .planned(ActivityPlanned())
    case 2: self = .logged(ActivityLogged())
    case 3: self = .rescheduled(ActivityRescheduled())
    case 4: self = .ownerChanged(IDChanged())
    case 5: self = .started(IDChanged())
    case 6: self = .stopped(NothingElse())
    case 7: self = .completed(ActivityCompleted())
    case 8: self = .cancelled(NothingElse())
    case 9: self = .reopened(NothingElse())
    case 10: self = .renamed(Discreet())
    case 11: self = .noted(Discreet())
    case 12: self = .linked(ActivityLinked())
    case 13: self = .referenced(ExternalReference())
    default:
      guard let event = CustomEvent(blank: type) else { return nil }
      self = .custom(event)
    }
  }
}

/// It is to be done: message `ActivityPlanned`.
public struct ActivityPlanned: Equatable, Sendable {
  /// What it is, who does it, with whom and about what.
  public var about = ActivityAbout()
  /// When it is due; nil when nobody said.
  public var due: Due?
  /// Subject and notes; sealed when a contact is linked.
  public var words = Discreet<ActivityWords>()

  /// All fields absent.
  public init() {}

  /// Shows the coder the open fields.
  public mutating func code(_ coder: inout FieldCoder) {
    about.codeNumbers(&coder)
    coder.due(6, &due)
    about.codeLabel(&coder)
    words.code(&coder)
  }
}

/// It was done before anybody wrote it down: message `ActivityLogged`.
public struct ActivityLogged: Equatable, Sendable {
  /// What it was, who did it, with whom and about what.
  public var about = ActivityAbout()
  /// What came of it, and how long it took.
  public var result = ActivityResult()
  /// Subject, notes and result; sealed when a contact is linked.
  public var words = Discreet<ActivityWords>()

  /// All fields absent.
  public init() {}

  /// Shows the coder the open fields.
  public mutating func code(_ coder: inout FieldCoder) {
    about.codeNumbers(&coder)
    result.code(&coder)
    about.codeLabel(&coder)
    words.code(&coder)
  }
}

/// It is due at another time: message `ActivityRescheduled`.
public struct ActivityRescheduled: WireMessage {
  /// When it is due now; nil when nobody says.
  public var due: Due?

  /// All fields absent.
  public init() {}

  /// The payload with this time.
  public init(_ due: Due?) { self.due = due }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) { coder.due(6, &due) }
}

/// It was done: message `ActivityCompleted`.
public struct ActivityCompleted: Equatable, Sendable {
  /// What came of it, and how long it took.
  public var result = ActivityResult()
  /// What came of it in words; sealed when a contact is linked.
  public var words = Discreet<ActivityWords>()

  /// All fields absent.
  public init() {}

  /// Shows the coder the open fields.
  public mutating func code(_ coder: inout FieldCoder) {
    result.code(&coder)
    words.code(&coder)
  }
}

/// Account and opportunity were set, both anew: message `ActivityLinked`.
public struct ActivityLinked: WireMessage {
  /// The account it belongs to; nil for none.
  public var account: AccountID?
  /// The opportunity it is about; nil for none.
  public var opportunity: OpportunityID?

  /// All fields absent.
  public init() {}

  /// The payload with these links.
  public init(_ account: AccountID?, _ opportunity: OpportunityID?) {
    (self.account, self.opportunity) = (account, opportunity)
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.id(3, &account)
    coder.id(5, &opportunity)
  }
}

// MARK: - Stored form: open fields, then the slot of the sealed box; its content apart

extension ActivityEvent {
  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .planned(var fields):
      fields.code(&coder)
      self = .planned(fields)
    case .logged(var fields):
      fields.code(&coder)
      self = .logged(fields)
    case .rescheduled(var fields): self = .rescheduled(coder.coded(&fields))
    case .ownerChanged(var fields): self = .ownerChanged(coder.coded(&fields))
    case .started(var fields): self = .started(coder.coded(&fields))
    case .completed(var fields):
      fields.code(&coder)
      self = .completed(fields)
    case .renamed(var words):
      words.code(&coder)
      self = .renamed(words)
    case .noted(var words):
      words.code(&coder)
      self = .noted(words)
    case .linked(var fields): self = .linked(coder.coded(&fields))
    case .referenced(var fields): self = .referenced(coder.coded(&fields))
    case .stopped, .cancelled, .reopened: break
    case .custom(var event): self = .custom(event.coded(&coder))
    }
  }

  /// The slot whose key seals the words; nil when the event has none, or has them in the open.
  public var keySlot: KeySlot? {
    switch self {
    case .planned(let planned): planned.words.sealed?.slot
    case .logged(let logged): logged.words.sealed?.slot
    case .completed(let completed): completed.words.sealed?.slot
    case .renamed(let words), .noted(let words): words.sealed?.slot
    case .rescheduled, .ownerChanged, .started, .stopped, .cancelled, .reopened, .linked,
      .referenced:
      nil
    case .custom(let event): event.keySlot
    }
  }

  /// Shows the coder the content of the sealed box.
  public mutating func codePersonal(_ coder: inout FieldCoder) {
    switch self {
    case .planned(var fields):
      fields.words.codeContent(&coder)
      self = .planned(fields)
    case .logged(var fields):
      fields.words.codeContent(&coder)
      self = .logged(fields)
    case .completed(var fields):
      fields.words.codeContent(&coder)
      self = .completed(fields)
    case .renamed(var words):
      words.codeContent(&coder)
      self = .renamed(words)
    case .noted(var words):
      words.codeContent(&coder)
      self = .noted(words)
    case .rescheduled, .ownerChanged, .started, .stopped, .cancelled, .reopened, .linked,
      .referenced:
      break
    case .custom(var event): self = .custom(event.codedPersonal(&coder))
    }
  }
}
