public import Bytes

/// What can happen to an order. Stored form: docs/schema/order.proto.
public enum OrderEvent: CustomisedEvent {
  /// A customer placed it.
  case placed(OrderPlaced)
  /// It got more lines.
  case linesAdded(OrderLines)
  /// Some lines are others now, whole.
  case linesChanged(OrderLines)
  /// Some lines were taken out.
  case linesRemoved(OrderLinesRemoved)
  /// It was sent on this day; not yet when nil.
  case shipped(DayChanged)
  /// It was called off, for this reason.
  case cancelled(TextChanged)
  /// It holds again.
  case reinstated(NothingElse)
  /// Something of it came back, or money was given back.
  case returned(OrderReturned)
  /// It was ordered on another day than was noted.
  case orderedOnChanged(DayChanged)
  /// Somebody else sold it; nobody when nil.
  case ownerChanged(IDChanged<UserID>)
  /// Somebody else placed it.
  case customerChanged(OrderCustomer)
  /// It comes from another opportunity; from none when nil.
  case opportunityChanged(IDChanged<OpportunityID>)
  /// Some of the words it is grouped by were set or taken away.
  case detailsChanged(OrderDetailsChanged)
  /// Another system's name for it was noted.
  case referenced(ExternalReference)
  /// Custom fields or labels are others.
  case custom(CustomEvent)

  public static let kind = StreamKind.order

  public var type: EventType {
    switch self {
    case .placed: EventType(1)
    case .linesAdded: EventType(2)
    case .linesChanged: EventType(3)
    case .linesRemoved: EventType(4)
    case .shipped: EventType(5)
    case .cancelled: EventType(6)
    case .reinstated: EventType(7)
    case .returned: EventType(8)
    case .orderedOnChanged: EventType(9)
    case .ownerChanged: EventType(10)
    case .customerChanged: EventType(11)
    case .opportunityChanged: EventType(12)
    case .detailsChanged: EventType(13)
    case .referenced: EventType(14)
    case .custom(let event): event.type
    }
  }

  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .placed(OrderPlaced())
    case 2: self = .linesAdded(OrderLines())
    case 3: self = .linesChanged(OrderLines())
    case 4: self = .linesRemoved(OrderLinesRemoved())
    case 5: self = .shipped(DayChanged())
    case 6: self = .cancelled(TextChanged())
    case 7: self = .reinstated(NothingElse())
    case 8: self = .returned(OrderReturned())
    case 9: self = .orderedOnChanged(DayChanged())
    case 10: self = .ownerChanged(IDChanged())
    case 11: self = .customerChanged(OrderCustomer())
    case 12: self = .opportunityChanged(IDChanged())
    case 13: self = .detailsChanged(OrderDetailsChanged())
    case 14: self = .referenced(ExternalReference())
    default:
      guard let event = CustomEvent(blank: type) else { return nil }
      self = .custom(event)
    }
  }

  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .placed(var fields): self = .placed(coder.coded(&fields))
    case .linesAdded(var fields): self = .linesAdded(coder.coded(&fields))
    case .linesChanged(var fields): self = .linesChanged(coder.coded(&fields))
    case .linesRemoved(var fields): self = .linesRemoved(coder.coded(&fields))
    case .shipped(var fields): self = .shipped(coder.coded(&fields))
    case .cancelled(var fields): self = .cancelled(coder.coded(&fields))
    case .reinstated(var fields): self = .reinstated(coder.coded(&fields))
    case .returned(var fields): self = .returned(coder.coded(&fields))
    case .orderedOnChanged(var fields): self = .orderedOnChanged(coder.coded(&fields))
    case .ownerChanged(var fields): self = .ownerChanged(coder.coded(&fields))
    case .customerChanged(var fields): self = .customerChanged(coder.coded(&fields))
    case .opportunityChanged(var fields): self = .opportunityChanged(coder.coded(&fields))
    case .detailsChanged(var fields): self = .detailsChanged(coder.coded(&fields))
    case .referenced(var fields): self = .referenced(coder.coded(&fields))
    case .custom(var event): self = .custom(event.coded(&coder))
    }
  }
}

/// A customer placed it: message `OrderPlaced`.
public struct OrderPlaced: WireMessage {
  /// The account that ordered; nil when a person did, or nobody knows.
  public var account: AccountID?
  /// The person who ordered; nil when not known.
  public var contact: ContactID?
  /// Who sold it; nil for nobody.
  public var owner: UserID?
  /// The opportunity it comes from; nil for none.
  public var opportunity: OpportunityID?
  /// The currency of every amount in it.
  public var currency: Currency?
  /// The day it was ordered; nil for the day the event happened.
  public var orderedOn: Day?
  /// The day it was sent; nil when it was not yet.
  public var shippedOn: Day?
  /// The words it is grouped by.
  public var details = OrderDetails()
  /// The lines it starts with.
  public var lines: [OrderLine] = []

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.id(1, &account)
    coder.id(2, &contact)
    coder.id(3, &owner)
    coder.id(4, &opportunity)
    coder.currency(5, &currency)
    coder.day(6, &orderedOn)
    coder.day(7, &shippedOn)
    details.code(&coder)
    coder.messages(30, &lines)
  }
}

/// Lines of an order: in `OrderLinesAdded` and `OrderLinesChanged`.
public struct OrderLines: WireMessage {
  /// The lines, whole.
  public var lines: [OrderLine] = []

  public init() {}

  /// The payload with these lines.
  public init(_ lines: [OrderLine]) { self.lines = lines }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.messages(30, &lines)
  }
}

/// Some lines were taken out: message `OrderLinesRemoved`.
public struct OrderLinesRemoved: WireMessage {
  /// The numbers of the lines.
  public var numbers: [UInt32] = []

  public init() {}

  /// The payload with these numbers.
  public init(_ numbers: [UInt32]) { self.numbers = numbers }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.numbers(1, &numbers)
  }
}

/// Something came back: message `OrderReturned`.
public struct OrderReturned: WireMessage {
  /// Why; empty when nobody said.
  public var reason = ""
  /// What came back, line by line.
  public var lines: [ReturnedLine] = []

  public init() {}

  /// The payload with these lines.
  public init(_ lines: [ReturnedLine], reason: String = "") {
    self.lines = lines
    self.reason = reason
  }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.text(20, &reason)
    coder.messages(30, &lines)
  }
}

/// Who placed an order: message `OrderCustomerChanged`.
public struct OrderCustomer: WireMessage {
  /// The account; nil for none.
  public var account: AccountID?
  /// The person; nil for none.
  public var contact: ContactID?

  public init() {}

  /// These two.
  public init(account: AccountID?, contact: ContactID?) {
    self.account = account
    self.contact = contact
  }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.id(1, &account)
    coder.id(2, &contact)
  }
}

/// Some words were set (present) or taken away (listed): message `OrderDetailsChanged`.
public struct OrderDetailsChanged: WireMessage {
  /// The new words; one that is nil was not set.
  public var details = OrderDetails()
  /// The stored numbers of the words taken away.
  public var cleared: [UInt32] = []

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.numbers(1, &cleared)
    details.code(&coder)
  }
}
