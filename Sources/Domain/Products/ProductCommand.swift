/// What people may ask of a product.
public enum ProductCommand: Equatable, Sendable {
  /// Enter a new product.
  case create(NewProduct)
  /// Give it another name.
  case rename(String)
  /// Give it another list price; none when nil.
  case price(Money?)
  /// Let it belong to another family; to none when nil.
  case setFamily(String?)
  /// Give it another code; none when nil.
  case setCode(String?)
  /// Sell it no more.
  case retire
  /// Sell it again.
  case reinstate
  /// Note another system's name for it.
  case reference(ExternalReference)
}

/// What a new product starts with.
public struct NewProduct: Equatable, Sendable {
  /// Its name.
  public var name: String
  /// What one of it costs.
  public var listPrice: Money?
  /// The group of products it belongs to.
  public var family: String?
  /// The code it is ordered by.
  public var code: String?
  /// What other systems call it.
  public var references: [ExternalReference]

  /// A new product of this name.
  public init(
    name: String, listPrice: Money? = nil, family: String? = nil, code: String? = nil,
    references: [ExternalReference] = []
  ) {
    self.name = name
    self.listPrice = listPrice
    self.family = family
    self.code = code
    self.references = references
  }
}

/// Why a product says no.
public enum ProductRefusal: ReferringRefusal {
  /// There is no such product.
  case unknown(ProductID)
  /// It is there already.
  case exists(ProductID)
  /// A text cannot be taken.
  case text(TextRefusal)
  /// The price is below zero.
  case negativePrice(Money)
  /// Somebody else holds the reference.
  case reference(ReferenceRefusal)

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .unknown(let id): "there is no product \(id)"
    case .exists(let id): "product \(id) exists already"
    case .text(let refusal): refusal.description
    case .negativePrice(let price): "a list price cannot be below zero: \(price)"
    case .reference(let refusal): refusal.description
    }
  }
}
