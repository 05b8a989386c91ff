public import Bytes

/// What can happen to an account. Stored form: docs/schema/account.proto.
public enum AccountEvent: CustomisedEvent {
  /// The account was entered.
  case created(AccountCreated)
  /// It goes by another name.
  case renamed(TextChanged)
  /// Some of its details were set or taken away.
  case detailsChanged(AccountDetailsChanged)
  /// Somebody else looks after it; nobody when nil.
  case ownerChanged(IDChanged<UserID>)
  /// It belongs to another account; to none when nil.
  case parentChanged(IDChanged<AccountID>)
  /// It was given a label.
  case tagged(TextChanged)
  /// A label was taken away.
  case untagged(TextChanged)
  /// Another system's name for it was noted.
  case referenced(ExternalReference)
  /// Custom fields or labels are others.
  case custom(CustomEvent)
  /// It turned out to be another account, and goes on as that one.
  case merged(IDChanged<AccountID>)
  /// It stands for itself again.
  case unmerged(NothingElse)
  /// Another account turned out to be this one; what that gave it.
  case absorbed(AccountMergeValues)
  /// Another account stands for itself again; what went back.
  case released(AccountMergeValues)
  /// It is not the same as another account, although it looks so.
  case distinguished(IDChanged<AccountID>)

  public static let kind = StreamKind.account

  public var type: EventType {
    switch self {
    case .created: EventType(1)
    case .renamed: EventType(2)
    case .detailsChanged: EventType(3)
    case .ownerChanged: EventType(4)
    case .parentChanged: EventType(5)
    case .tagged: EventType(6)
    case .untagged: EventType(7)
    case .referenced: EventType(8)
    case .custom(let event): event.type
    case .merged: EventType(20)
    case .unmerged: EventType(21)
    case .absorbed: EventType(22)
    case .released: EventType(23)
    case .distinguished: EventType(24)
    }
  }

  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .created(AccountCreated())
    case 2: self = .renamed(TextChanged())
    case 3: self = .detailsChanged(AccountDetailsChanged())
    case 4: self = .ownerChanged(IDChanged())
    case 5: self = .parentChanged(IDChanged())
    case 6: self = .tagged(TextChanged())
    case 7: self = .untagged(TextChanged())
    case 8: self = .referenced(ExternalReference())
    case 20: self = .merged(IDChanged())
    case 21: self = .unmerged(NothingElse())
    case 22: self = .absorbed(AccountMergeValues())
    case 23: self = .released(AccountMergeValues())
    case 24: self = .distinguished(IDChanged())
    default:
      guard let event = CustomEvent(blank: type, withLabels: false) else { return nil }
      self = .custom(event)
    }
  }

  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .created(var fields): self = .created(coder.coded(&fields))
    case .renamed(var fields): self = .renamed(coder.coded(&fields))
    case .detailsChanged(var fields): self = .detailsChanged(coder.coded(&fields))
    case .ownerChanged(var fields): self = .ownerChanged(coder.coded(&fields))
    case .parentChanged(var fields): self = .parentChanged(coder.coded(&fields))
    case .tagged(var fields): self = .tagged(coder.coded(&fields))
    case .untagged(var fields): self = .untagged(coder.coded(&fields))
    case .referenced(var fields): self = .referenced(coder.coded(&fields))
    case .custom(var event): self = .custom(event.coded(&coder))
    case .merged(var fields): self = .merged(coder.coded(&fields))
    case .unmerged(var fields): self = .unmerged(coder.coded(&fields))
    case .absorbed(var fields): self = .absorbed(coder.coded(&fields))
    case .released(var fields): self = .released(coder.coded(&fields))
    case .distinguished(var fields): self = .distinguished(coder.coded(&fields))
    }
  }
}

/// The account was entered: message `AccountCreated`.
public struct AccountCreated: WireMessage {
  /// Who looks after it; nil for nobody.
  public var owner: UserID?
  /// The account it belongs to; nil for none.
  public var parent: AccountID?
  /// What else is known of it.
  public var details = AccountDetails()
  /// Its name.
  public var name = ""

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.id(1, &owner)
    coder.id(2, &parent)
    details.codeNumbers(&coder)
    coder.text(20, &name)
    details.codeTexts(&coder)
  }
}

/// Some details were set (present) or taken away (listed): message `AccountDetailsChanged`.
public struct AccountDetailsChanged: WireMessage {
  /// The new values; a field that is nil was not set.
  public var details = AccountDetails()
  /// The stored numbers of the fields taken away.
  public var cleared: [UInt32] = []

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    details.codeNumbers(&coder)
    coder.numbers(6, &cleared)
    details.codeTexts(&coder)
  }
}

/// What is known of an account besides its name, owner and parent.
public struct AccountDetails: Equatable, Sendable {
  /// Turnover a year.
  public var annualRevenue: Money?
  /// How many people work there.
  public var employees: UInt64?
  /// The year it was founded.
  public var founded: UInt32?
  /// The trade it is in.
  public var industry: String?
  /// Its web address.
  public var website: String?
  /// Its telephone number.
  public var phone: String?
  /// Street and number.
  public var street: String?
  /// Postal code.
  public var postalCode: String?
  /// Town.
  public var city: String?
  /// State, province or region.
  public var region: String?
  /// Country.
  public var country: String?

  /// Nothing known.
  public init() {}

  mutating func codeNumbers(_ coder: inout FieldCoder) {
    coder.money(3, &annualRevenue)
    coder.number(4, &employees)
    coder.number(5, &founded)
  }

  mutating func codeTexts(_ coder: inout FieldCoder) {
    coder.text(21, &industry)
    coder.text(22, &website)
    coder.text(23, &phone)
    coder.text(24, &street)
    coder.text(25, &postalCode)
    coder.text(26, &city)
    coder.text(27, &region)
    coder.text(28, &country)
  }

  /// Takes over what `changed` sets and drops what it takes away.
  mutating func merge(_ changed: AccountDetailsChanged) {
    let new = changed.details
    annualRevenue = new.annualRevenue ?? (changed.cleared.contains(3) ? nil : annualRevenue)
    employees = new.employees ?? (changed.cleared.contains(4) ? nil : employees)
    founded = new.founded ?? (changed.cleared.contains(5) ? nil : founded)
    for (number, path) in AccountDetails.texts {
      self[keyPath: path] =
        new[keyPath: path] ?? (changed.cleared.contains(number) ? nil : self[keyPath: path])
    }
  }

  /// The texts by their stored numbers.
  static var texts: [(UInt32, WritableKeyPath<AccountDetails, String?>)] {
    [
      (21, \.industry), (22, \.website), (23, \.phone), (24, \.street), (25, \.postalCode),
      (26, \.city), (27, \.region), (28, \.country),
    ]
  }
}
