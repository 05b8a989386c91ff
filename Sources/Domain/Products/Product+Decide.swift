extension Product {
  /// What happens when the command is carried out; nothing when it changes nothing.
  public func decide(
    _ command: ProductCommand, _ facts: some Facts
  ) throws(ProductRefusal) -> [ProductEvent] {
    if case .create(let new) = command { return try create(new, facts) }
    guard exists else { throw .unknown(id) }
    switch command {
    case .create: throw .exists(id)
    case .rename(let text):
      let text = try line(text, "name")
      return text == name ? [] : [.renamed(TextChanged(text))]
    case .price(let price):
      let price = try checked(price)
      return price == listPrice ? [] : [.priced(MoneyChanged(price))]
    case .setCost(let cost):
      if let cost, cost.isNegative { throw .negativeCost(cost) }
      return cost == self.cost ? [] : [.costed(MoneyChanged(cost))]
    case .setFamily(let text):
      let text = try checked(text, "family")
      return text == family ? [] : [.familyChanged(TextChanged(text ?? ""))]
    case .setSubfamily(let text):
      let text = try checked(text, "subfamily")
      return text == subfamily ? [] : [.subfamilyChanged(TextChanged(text ?? ""))]
    case .setCode(let text):
      let text = try checked(text, "code")
      return text == code ? [] : [.codeChanged(TextChanged(text ?? ""))]
    case .retire: return isRetired ? [] : [.retired(NothingElse())]
    case .reinstate: return isRetired ? [.reinstated(NothingElse())] : []
    case .custom(let command): return try decide(command, facts)
    case .reference(let reference):
      return try newReferences([reference], held: references, facts).map { .referenced($0) }
    }
  }

  private func create(
    _ new: NewProduct, _ facts: some Facts
  ) throws(ProductRefusal) -> [ProductEvent] {
    if exists { throw .exists(id) }
    var created = ProductCreated()
    created.name = try line(new.name, "name")
    created.listPrice = try checked(new.listPrice)
    if let cost = new.cost, cost.isNegative { throw .negativeCost(cost) }
    created.cost = new.cost
    created.subfamily = try checked(new.subfamily, "subfamily")
    created.family = try checked(new.family, "family")
    created.code = try checked(new.code, "code")
    let references = try newReferences(new.references, held: [], facts)
    return [.created(created)] + references.map { .referenced($0) }
  }

  private func checked(_ price: Money?) throws(ProductRefusal) -> Money? {
    if let price, price.isNegative { throw .negativePrice(price) }
    return price
  }

  private func checked(_ text: String?, _ field: String) throws(ProductRefusal) -> String? {
    guard let text else { return nil }
    return try line(text, field, limit: 200)
  }
}
