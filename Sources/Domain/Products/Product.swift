/// Something for sale, folded from its events.
public struct Product: Customisable {
  /// Its number.
  public let id: ProductID
  /// Whether it was entered.
  public private(set) var exists = false
  /// Its name.
  public private(set) var name = ""
  /// What one of it costs; nil when that is not fixed.
  public private(set) var listPrice: Money?
  /// What one of it costs the seller; nil when nobody knows.
  public private(set) var cost: Money?
  /// The group of products it belongs to.
  public private(set) var family: String?
  /// The group within the family.
  public private(set) var subfamily: String?
  /// The code it is ordered by.
  public private(set) var code: String?
  /// Whether it is not sold any more.
  public private(set) var isRetired = false
  /// Its custom fields and labels.
  public private(set) var custom = CustomState()
  /// What other systems call it.
  public private(set) var references: [ExternalReference] = []

  /// The product before its first event.
  public init(id: ProductID) {
    self.id = id
  }

  /// Folds one event.
  public mutating func evolve(_ event: ProductEvent, _ time: EventTime) {
    switch event {
    case .created(let created):
      exists = true
      (name, listPrice) = (created.name, created.listPrice)
      (family, code) = (created.family, created.code)
      (cost, subfamily) = (created.cost, created.subfamily)
    case .renamed(let renamed): name = renamed.text
    case .priced(let priced): listPrice = priced.amount
    case .familyChanged(let changed): family = changed.text.nonempty
    case .codeChanged(let changed): code = changed.text.nonempty
    case .retired: isRetired = true
    case .reinstated: isRetired = false
    case .referenced(let reference): references.append(reference)
    case .costed(let costed): cost = costed.amount
    case .subfamilyChanged(let changed): subfamily = changed.text.nonempty
    case .custom(let event): custom.evolve(event)
    }
  }

  /// What people see of it, in the order it is shown.
  public var fields: [Field] {
    var fields = [Field("name", .text(name))]
    if let listPrice { fields.append(Field("list-price", .money(listPrice))) }
    if let cost { fields.append(Field("cost", .money(cost))) }
    if let family { fields.append(Field("family", .text(family))) }
    if let subfamily { fields.append(Field("subfamily", .text(subfamily))) }
    if let code { fields.append(Field("code", .text(code))) }
    if isRetired { fields.append(Field("retired", .flag(true))) }
    fields += custom.fields
    for reference in references {
      fields.append(Field("reference-\(reference.source)", .text(reference.identifier)))
    }
    return fields
  }

  /// The commands that give a field its older value; nil when it cannot be restored.
  public func restoring(_ field: String, from older: Product) -> [ProductCommand]? {
    if let commands = restoringCustom(field, from: older) { return commands }
    switch field {
    case "name": return [.rename(older.name)]
    case "list-price": return [.price(older.listPrice)]
    case "cost": return [.setCost(older.cost)]
    case "subfamily": return [.setSubfamily(older.subfamily)]
    case "family": return [.setFamily(older.family)]
    case "code": return [.setCode(older.code)]
    case "retired": return [older.isRetired ? .retire : .reinstate]
    default: return nil
    }
  }
}
