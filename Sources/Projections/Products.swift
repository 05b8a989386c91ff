public import Bytes
public import Domain

/// Every product as plain numbers, with its family as a word.
public struct Products: ReadModel {
  public static let name = "products"
  public static let version: UInt32 = 2
  public static let kinds = StreamKinds(.product)

  /// One row a product.
  public private(set) var rows = EntityRows<ProductID, ProductRow>()
  /// The families products belong to.
  public private(set) var families = Words()
  /// The groups within families.
  public private(set) var subfamilies = Words()

  public init() {}

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    guard let what = try event.texts(as: ProductEvent.self) else { return }
    var (family, subfamily): (UInt32?, UInt32?)
    switch what {
    case .created(let created):
      family = families.number(of: created.family)
      subfamily = subfamilies.number(of: created.subfamily)
    case .familyChanged(let changed): family = families.number(of: changed.text.nonEmpty)
    case .subfamilyChanged(let changed):
      subfamily = subfamilies.number(of: changed.text.nonEmpty)
    default: break
    }
    rows.change(event.header.stream.number) { row in
      row.apply(what)
      row.family = family ?? row.family
      row.subfamily = subfamily ?? row.subfamily
    }
  }

  public mutating func forget(_ stream: StreamID) { rows.clear(stream.number) }

  public mutating func code(_ coder: inout ColumnCoder) {
    rows.code(&coder)
    families.code(&coder)
    subfamilies.code(&coder)
  }
}

/// A product without its texts.
public struct ProductRow: ColumnRow, Equatable, Sendable {
  /// Whether the number was used.
  public var exists = false
  /// Whether it is still sold.
  public var isActive = false
  /// Its price on the list.
  public var listPrice: Money?
  /// The family, by its number among the words.
  public var family: UInt32 = 0
  /// What one of it costs the seller.
  public var cost: Money?
  /// The group within the family, by its number among the words.
  public var subfamily: UInt32 = 0

  public init() {}

  mutating func apply(_ event: ProductEvent) {
    switch event {
    case .created(let created):
      (exists, isActive, listPrice) = (true, true, created.listPrice)
      cost = created.cost
    case .costed(let costed): cost = costed.amount
    case .priced(let priced): listPrice = priced.amount
    case .retired: isActive = false
    case .reinstated: isActive = true
    default: break
    }
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.flag(&exists)
    coder.flag(&isActive)
    coder.money(&listPrice)
    coder.number(&family)
    coder.money(&cost)
    coder.number(&subfamily)
  }
}
