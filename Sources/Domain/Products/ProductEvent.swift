public import Bytes

/// What can happen to a product. Stored form: docs/schema/product.proto.
public enum ProductEvent: CustomisedEvent {
  /// The product was entered.
  case created(ProductCreated)
  /// It goes by another name.
  case renamed(TextChanged)
  /// It has another list price; none when nil.
  case priced(MoneyChanged)
  /// It belongs to another family; to none when empty.
  case familyChanged(TextChanged)
  /// It has another code; none when empty.
  case codeChanged(TextChanged)
  /// It is not sold any more.
  case retired(NothingElse)
  /// It is sold again.
  case reinstated(NothingElse)
  /// Another system's name for it was noted.
  case referenced(ExternalReference)
  /// One of it costs the seller another amount; nobody knows how much when nil.
  case costed(MoneyChanged)
  /// It belongs to another group within its family; to none when empty.
  case subfamilyChanged(TextChanged)
  /// Custom fields or labels are others.
  case custom(CustomEvent)

  /// The kind of stream these events belong to.
  public static let kind = StreamKind.product

  /// The stored number of the case; never reused.
  public var type: EventType {
    switch self {
    case .created: EventType(1)
    case .renamed: EventType(2)
    case .priced: EventType(3)
    case .familyChanged: EventType(4)
    case .codeChanged: EventType(5)
    case .retired: EventType(6)
    case .reinstated: EventType(7)
    case .referenced: EventType(8)
    case .costed: EventType(9)
    case .subfamilyChanged: EventType(10)
    case .custom(let event): event.type
    }
  }

  /// The case with this number, its fields absent; nil when there is no such case.
  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .created(ProductCreated())
    case 2: self = .renamed(TextChanged())
    case 3: self = .priced(MoneyChanged())
    case 4: self = .familyChanged(TextChanged())
    case 5: self = .codeChanged(TextChanged())
    case 6: self = .retired(NothingElse())
    case 7: self = .reinstated(NothingElse())
    case 8: self = .referenced(ExternalReference())
    case 9: self = .costed(MoneyChanged())
    case 10: self = .subfamilyChanged(TextChanged())
    default:
      guard let event = CustomEvent(blank: type) else { return nil }
      self = .custom(event)
    }
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .created(var fields):
      fields.code(&coder)
      self = .created(fields)
    case .renamed(var fields):
      fields.code(&coder)
      self = .renamed(fields)
    case .priced(var fields):
      fields.code(&coder)
      self = .priced(fields)
    case .familyChanged(var fields):
      fields.code(&coder)
      self = .familyChanged(fields)
    case .codeChanged(var fields):
      fields.code(&coder)
      self = .codeChanged(fields)
    case .retired, .reinstated: break
    case .referenced(var fields):
      fields.code(&coder)
      self = .referenced(fields)
    case .costed(var fields): self = .costed(coder.coded(&fields))
    case .subfamilyChanged(var fields): self = .subfamilyChanged(coder.coded(&fields))
    case .custom(var event): self = .custom(event.coded(&coder))
    }
  }
}

/// The product was entered: message `ProductCreated`.
public struct ProductCreated: WireMessage {
  /// What one of it costs; nil when that is not fixed.
  public var listPrice: Money?
  /// What one of it costs the seller; nil when nobody knows.
  public var cost: Money?
  /// Its name.
  public var name = ""
  /// The group of products it belongs to; nil for none.
  public var family: String?
  /// The code it is ordered by; nil for none.
  public var code: String?
  /// The group within the family; nil for none.
  public var subfamily: String?

  /// The message all of whose fields are absent.
  public init() {}

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.money(1, &listPrice)
    coder.money(2, &cost)
    coder.text(20, &name)
    coder.text(21, &family)
    coder.text(22, &code)
    coder.text(23, &subfamily)
  }
}
