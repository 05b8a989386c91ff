/// What people may ask of a product.
public enum ProductCommand: CustomisedCommand, Equatable, Sendable {
  /// Enter a new product.
  case create(NewProduct)
  /// Give it another name.
  case rename(String)
  /// Give it another list price; none when nil.
  case price(Money?)
  /// Say what one costs the seller; nobody knows when nil.
  case setCost(Money?)
  /// Let it belong to another family; to none when nil.
  case setFamily(String?)
  /// Let it belong to another group within its family; to none when nil.
  case setSubfamily(String?)
  /// Give it another code; none when nil.
  case setCode(String?)
  /// Sell it no more.
  case retire
  /// Sell it again.
  case reinstate
  /// Note another system's name for it.
  case reference(ExternalReference)
  /// Do something with custom fields or labels.
  case custom(CustomCommand)
}

/// What a new product starts with.
public struct NewProduct: Equatable, Sendable {
  /// Its name.
  public var name: String
  /// What one of it costs.
  public var listPrice: Money?
  /// What one of it costs the seller.
  public var cost: Money?
  /// The group of products it belongs to.
  public var family: String?
  /// The group within the family.
  public var subfamily: String?
  /// The code it is ordered by.
  public var code: String?
  /// What other systems call it.
  public var references: [ExternalReference]

  /// A new product of this name.
  public init(
    name: String, listPrice: Money? = nil, cost: Money? = nil, family: String? = nil,
    subfamily: String? = nil, code: String? = nil, references: [ExternalReference] = []
  ) {
    self.name = name
    self.listPrice = listPrice
    self.cost = cost
    self.family = family
    self.subfamily = subfamily
    self.code = code
    self.references = references
  }
}

/// Why a product says no.
public enum ProductRefusal: CustomisedRefusal, ReferringRefusal {
  /// There is no such product.
  case unknown(ProductID)
  /// It is there already.
  case exists(ProductID)
  /// A text cannot be taken.
  case text(TextRefusal)
  /// The price is below zero.
  case negativePrice(Money)
  /// The cost is below zero.
  case negativeCost(Money)
  /// Somebody else holds the reference.
  case reference(ReferenceRefusal)
  /// Custom fields or labels say no.
  case custom(CustomRefusal)

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .unknown(let id): "there is no product \(id)"
    case .exists(let id): "product \(id) exists already"
    case .text(let refusal): refusal.description
    case .negativePrice(let price): "a list price cannot be below zero: \(price)"
    case .negativeCost(let cost): "a cost cannot be below zero: \(cost)"
    case .reference(let refusal): refusal.description
    case .custom(let refusal): refusal.description
    }
  }
}
