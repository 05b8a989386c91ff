// How lines are made, changed and taken back; every amount exact or refused.

extension Order {
  /// The most lines one order may have.
  static let lineLimit = 10_000

  func requireRoom(for count: Int) throws(OrderRefusal) {
    if lines.count + count > Self.lineLimit { throw .tooManyLines(Self.lineLimit) }
  }

  func addLines(
    _ new: [NewOrderLine], _ facts: some Facts
  ) throws(OrderRefusal) -> [OrderEvent] {
    try requireHolding()
    var added: [OrderLine] = []
    var changed: [OrderLine] = []
    for line in new {
      let reference = Text.trimmed(line.reference)
      let known = lines.first { !reference.isEmpty && $0.reference == reference }
      guard let known else {
        let number = lastLine + UInt32(added.count) + 1
        added.append(try made(line, number, currency, facts))
        continue
      }
      let same = try made(line, known.number, currency, facts)
      if same == known { continue }
      if returned[known.number] != nil { throw .partlyReturned(known.number) }
      changed.append(same)
    }
    try requireRoom(for: added.count)
    return (added.isEmpty ? [] : [.linesAdded(OrderLines(added))])
      + (changed.isEmpty ? [] : [.linesChanged(OrderLines(changed))])
  }

  func change(
    _ name: OrderLineName, _ changes: OrderLineChanges, _ facts: some Facts
  ) throws(OrderRefusal) -> [OrderEvent] {
    try requireHolding()
    let old = try requireLine(name)
    var new = old
    changes.product.apply(to: &new.product)
    if new.product != old.product { try requireProduct(new.product, facts) }
    if case .set(let text) = changes.description {
      new.description = try line(text, "description")
    } else if changes.description.clears {
      new.description = ""
    }
    new.quantity = changes.quantity ?? old.quantity
    if let amount = changes.amount { new.amount = try checked(amount, currency) }
    if case .set(let cost) = changes.cost { new.cost = try checked(cost, currency) }
    if changes.cost.clears { new.cost = nil }
    changes.discount.apply(to: &new.discount)
    if let discount = new.discount { try requireDiscount(discount) }
    if new.product == nil, new.description.isEmpty { throw .nothingOrdered }
    if new == old { return [] }
    if returned[old.number] != nil { throw .partlyReturned(old.number) }
    return [.linesChanged(OrderLines([new]))]
  }

  func remove(_ name: OrderLineName) throws(OrderRefusal) -> [OrderEvent] {
    try requireHolding()
    if case .number(let number) = name, number <= lastLine,
      !lines.contains(where: { $0.number == number })
    {
      return []
    }
    let gone = try requireLine(name)
    if returned[gone.number] != nil { throw .partlyReturned(gone.number) }
    return [.linesRemoved(OrderLinesRemoved([gone.number]))]
  }

  private func requireLine(_ name: OrderLineName) throws(OrderRefusal) -> OrderLine {
    let found = lines.first {
      switch name {
      case .number(let number): $0.number == number
      case .reference(let reference): $0.reference == reference
      }
    }
    guard let found else { throw .line(name) }
    return found
  }

  // MARK: Making a line

  func made(
    _ new: NewOrderLine, _ number: UInt32, _ currency: Currency, _ facts: some Facts
  ) throws(OrderRefusal) -> OrderLine {
    var made = OrderLine()
    made.number = number
    try requireProduct(new.product, facts)
    made.product = new.product
    made.description = try optional(new.description, "description")
    made.reference = try optional(new.reference, "reference of the line")
    if made.product == nil, made.description.isEmpty { throw .nothingOrdered }
    made.quantity = new.quantity ?? .one
    if let discount = new.discount { try requireDiscount(discount) }
    made.discount = new.discount
    made.amount = try amount(of: new, made, currency, facts)
    made.cost = try cost(of: new, made, currency, facts)
    return made
  }

  private func amount(
    of new: NewOrderLine, _ made: OrderLine, _ currency: Currency, _ facts: some Facts
  ) throws(OrderRefusal) -> DecimalNumber {
    if new.price != nil, new.amount != nil { throw .priceAndAmount }
    if let amount = new.amount { return try checked(amount, currency) }
    guard let price = new.price ?? new.product.flatMap({ facts.listPrice(of: $0) }) else {
      throw .amountMissing
    }
    let one = try checked(price, currency)
    return try exact(currency) { () throws(DecimalRefusal) in
      let all = try made.quantity.times(one)
      guard let discount = made.discount else { return all }
      return try all.times(DecimalNumber.one.minus(discount))
    }
  }

  private func cost(
    of new: NewOrderLine, _ made: OrderLine, _ currency: Currency, _ facts: some Facts
  ) throws(OrderRefusal) -> DecimalNumber? {
    if new.cost != nil, new.profit != nil { throw .costAndProfit }
    if let cost = new.cost { return try checked(cost, currency) }
    if let profit = new.profit {
      let profit = try checked(profit, currency)
      return try exact(currency) { () throws(DecimalRefusal) in try made.amount.minus(profit) }
    }
    guard let one = new.product.flatMap({ facts.cost(of: $0) }), one.currency == currency else {
      return nil
    }
    return try exact(currency) { () throws(DecimalRefusal) in
      try made.quantity.times(one.amount)
    }
  }

  // MARK: Taking back

  func takeBack(_ part: OrderReturn) throws(OrderRefusal) -> [OrderEvent] {
    try requireHolding()
    let reason = try optional(part.reason, "reason")
    guard let name = part.line else {
      if part.quantity != nil || part.amount != nil || part.cost != nil { throw .lineMissing }
      var back: [ReturnedLine] = []
      for line in lines {
        let left = try left(of: line)
        if left.amount != .zero || left.quantity != .zero { back.append(left) }
      }
      return back.isEmpty ? [] : [.returned(OrderReturned(back, reason: reason))]
    }
    let line = try requireLine(name)
    let left = try left(of: line)
    if left.amount == .zero, left.quantity == .zero {
      if part.quantity == nil, part.amount == nil { return [] }
      throw .nothingLeft
    }
    return [.returned(OrderReturned([try share(part, of: line, left)], reason: reason))]
  }

  /// What of a line did not come back yet.
  private func left(of line: OrderLine) throws(OrderRefusal) -> ReturnedLine {
    let back = returned[line.number] ?? ReturnedLine()
    do throws(DecimalRefusal) {
      return ReturnedLine(
        line.number, quantity: try line.quantity.minus(back.quantity),
        amount: try line.amount.minus(back.amount),
        cost: try (line.cost ?? .zero).minus(back.cost))
    } catch {
      throw .number(error)
    }
  }

  private func share(
    _ part: OrderReturn, of line: OrderLine, _ left: ReturnedLine
  ) throws(OrderRefusal) -> ReturnedLine {
    var back = left
    let onlyMoney = part.quantity == nil && part.amount != nil
    back.quantity = part.quantity ?? (onlyMoney ? .zero : left.quantity)
    try require(back.quantity, "quantity", atMost: left.quantity)
    let isAll = back.quantity == left.quantity
    if let amount = part.amount {
      back.amount = try checked(amount, currency)
    } else if !isAll {
      back.amount = try even("amount", line.amount, back.quantity, line.quantity)
    }
    if let cost = part.cost {
      back.cost = try checked(cost, currency)
    } else if !isAll, let cost = line.cost {
      back.cost = try even("cost", cost, back.quantity, line.quantity)
    }
    try require(back.amount, "amount", atMost: left.amount)
    try require(back.cost, "cost", atMost: left.cost)
    return back
  }

  private func even(
    _ what: String, _ all: DecimalNumber, _ part: DecimalNumber, _ whole: DecimalNumber
  ) throws(OrderRefusal) -> DecimalNumber {
    if part == .zero { return .zero }
    do throws(DecimalRefusal) {
      return try all.share(part, of: whole)
    } catch {
      throw .uneven(what)
    }
  }

  private func require(
    _ number: DecimalNumber, _ what: String, atMost left: DecimalNumber
  ) throws(OrderRefusal) {
    if number.isNegative { throw .negative(what, number) }
    if number > left { throw .tooMuchBack(what, left: left) }
  }

  // MARK: Checking values

  private func requireProduct(
    _ product: ProductID?, _ facts: some Facts
  ) throws(OrderRefusal) {
    try requireLink(product, facts)
    guard let product else { return }
    if facts.standing(of: product.stream) == .retired { throw .retiredProduct(product) }
  }

  private func requireDiscount(_ discount: DecimalNumber) throws(OrderRefusal) {
    if discount.isNegative || discount > .one { throw .discount(discount) }
  }

  /// A line of text that may be missing; empty when it has only blanks.
  private func optional(_ text: String, _ field: String) throws(OrderRefusal) -> String {
    Text.trimmed(text).isEmpty ? "" : try line(text, field)
  }

  private func checked(
    _ money: Money, _ currency: Currency
  ) throws(OrderRefusal) -> DecimalNumber {
    if money.currency != currency { throw .currency(currency, found: money.currency) }
    return money.amount
  }

  /// A number worked out exactly, that is an amount of money.
  private func exact(
    _ currency: Currency, _ body: () throws(DecimalRefusal) -> DecimalNumber
  ) throws(OrderRefusal) -> DecimalNumber {
    let number: DecimalNumber
    do throws(DecimalRefusal) { number = try body() } catch { throw .number(error) }
    do throws(MoneyRefusal) { return try Money(number, currency).amount } catch {
      throw .money(error)
    }
  }
}
