/// What people may ask of an account.
public enum AccountCommand: CustomisedCommand, Equatable, Sendable {
  /// Enter a new account.
  case create(NewAccount)
  /// Give it another name.
  case rename(String)
  /// Set or take away details.
  case change(AccountChanges)
  /// Let somebody else look after it; nobody when nil.
  case assign(UserID?)
  /// Let it belong to another account; to none when nil.
  case setParent(AccountID?)
  /// Give it a label.
  case tag(String)
  /// Take a label away.
  case untag(String)
  /// Note another system's name for it.
  case reference(ExternalReference)
  /// Do something with custom fields or labels.
  case custom(CustomCommand)
}

/// What a new account starts with.
public struct NewAccount: Equatable, Sendable {
  /// Its name.
  public var name: String
  /// Who looks after it.
  public var owner: UserID?
  /// The account it belongs to.
  public var parent: AccountID?
  /// What else is known of it.
  public var details: AccountDetails
  /// What other systems call it.
  public var references: [ExternalReference]

  /// A new account of this name.
  public init(
    name: String, owner: UserID? = nil, parent: AccountID? = nil,
    details: AccountDetails = AccountDetails(), references: [ExternalReference] = []
  ) {
    self.name = name
    self.owner = owner
    self.parent = parent
    self.details = details
    self.references = references
  }
}

/// Which details to set or take away.
public struct AccountChanges: Equatable, Sendable {
  /// Turnover a year.
  public var annualRevenue: Change<Money> = .keep
  /// How many people work there.
  public var employees: Change<UInt64> = .keep
  /// The year it was founded.
  public var founded: Change<UInt32> = .keep
  /// The trade it is in.
  public var industry: Change<String> = .keep
  /// Its web address.
  public var website: Change<String> = .keep
  /// Its telephone number.
  public var phone: Change<String> = .keep
  /// Street and number.
  public var street: Change<String> = .keep
  /// Postal code.
  public var postalCode: Change<String> = .keep
  /// Town.
  public var city: Change<String> = .keep
  /// State, province or region.
  public var region: Change<String> = .keep
  /// Country.
  public var country: Change<String> = .keep

  /// No change.
  public init() {}
}

/// Why an account says no.
public enum AccountRefusal: CustomisedRefusal, CommonRefusal {
  /// There is no such account.
  case unknown(AccountID)
  /// It is there already.
  case exists(AccountID)
  /// A text cannot be taken.
  case text(TextRefusal)
  /// The owner does not exist or may not own anything.
  case owner(OwnerRefusal)
  /// The parent does not exist.
  case unknownParent(AccountID)
  /// The parent is the account itself or belongs to it.
  case parentCircle(AccountID)
  /// The year is not one a firm can have been founded in.
  case impossibleYear(UInt32)
  /// The turnover is below zero.
  case negativeRevenue
  /// Somebody else holds the reference.
  case reference(ReferenceRefusal)
  /// Custom fields or labels say no.
  case custom(CustomRefusal)

  public var description: String {
    switch self {
    case .unknown(let id): "there is no account \(id)"
    case .exists(let id): "account \(id) exists already"
    case .text(let refusal): refusal.description
    case .owner(let refusal): refusal.description
    case .unknownParent(let id): "there is no account \(id) to belong to"
    case .parentCircle(let id): "an account cannot belong to itself: \(id) is below it"
    case .impossibleYear(let year): "\(year) is not a year it can have been founded in"
    case .negativeRevenue: "the annual revenue cannot be below zero"
    case .reference(let refusal): refusal.description
    case .custom(let refusal): refusal.description
    }
  }
}
