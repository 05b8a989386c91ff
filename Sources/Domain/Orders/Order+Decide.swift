extension Order {
  /// What happens when the command is carried out; nothing when it changes nothing.
  public func decide(
    _ command: OrderCommand, _ facts: some Facts
  ) throws(OrderRefusal) -> [OrderEvent] {
    if case .place(let new) = command { return try place(new, facts) }
    guard exists else { throw .unknown(id) }
    switch command {
    case .place: throw .exists(id)
    case .addLines(let lines): return try addLines(lines, facts)
    case .changeLine(let name, let changes): return try change(name, changes, facts)
    case .removeLine(let name): return try remove(name)
    case .ship(let day):
      try requireHolding()
      try requirePast(day, facts)
      return day == shippedOn ? [] : [.shipped(DayChanged(day))]
    case .cancel(let reason): return try cancel(reason)
    case .reinstate: return isCancelled ? [.reinstated(NothingElse())] : []
    case .takeBack(let part): return try takeBack(part)
    case .setOrderedOn(let day):
      try requirePast(day, facts)
      return day == orderedOn ? [] : [.orderedOnChanged(DayChanged(day))]
    case .assign(let user):
      try requireOwner(user, facts)
      return user == owner ? [] : [.ownerChanged(IDChanged(user))]
    case .setCustomer(let account, let contact):
      try requireLink(account, facts)
      try requireLink(contact, facts)
      if account == self.account, contact == self.contact { return [] }
      return [.customerChanged(OrderCustomer(account: account, contact: contact))]
    case .setOpportunity(let opportunity):
      try requireLink(opportunity, facts)
      return opportunity == self.opportunity ? [] : [.opportunityChanged(IDChanged(opportunity))]
    case .change(let changes): return try change(changes)
    case .custom(let command): return try decide(command, facts)
    case .reference(let reference):
      return try newReferences([reference], held: references, facts).map { .referenced($0) }
    }
  }

  private func place(
    _ new: NewOrder, _ facts: some Facts
  ) throws(OrderRefusal) -> [OrderEvent] {
    if exists { throw .exists(id) }
    var placed = OrderPlaced()
    try requireLink(new.account, facts)
    try requireLink(new.contact, facts)
    try requireLink(new.opportunity, facts)
    try requireOwner(new.owner, facts)
    try requirePast(new.orderedOn, facts)
    try requirePast(new.shippedOn, facts)
    (placed.account, placed.contact) = (new.account, new.contact)
    (placed.owner, placed.opportunity) = (new.owner, new.opportunity)
    (placed.orderedOn, placed.shippedOn) = (new.orderedOn, new.shippedOn)
    let currency = new.currency ?? new.lines.lazy.compactMap(\.currency).first ?? facts.currency
    placed.currency = currency
    for (_, name, path) in OrderDetails.words {
      guard let text = new.details[keyPath: path] else { continue }
      placed.details[keyPath: path] = try line(text, name, limit: 200)
    }
    try requireRoom(for: new.lines.count)
    for (index, line) in new.lines.enumerated() {
      placed.lines.append(try made(line, UInt32(index) + 1, currency, facts))
    }
    let references = try newReferences(new.references, held: [], facts)
    return [.placed(placed)] + references.map { .referenced($0) }
  }

  private func cancel(_ reason: String) throws(OrderRefusal) -> [OrderEvent] {
    guard !Text.trimmed(reason).isEmpty else { throw .reasonMissing }
    let reason = try line(reason, "reason")
    if reason == cancelReason { return [] }
    try requireHolding()
    return [.cancelled(TextChanged(reason))]
  }

  private func change(_ changes: OrderChanges) throws(OrderRefusal) -> [OrderEvent] {
    var event = OrderDetailsChanged()
    for (number, name, path) in OrderDetails.words {
      switch changes[number].difference(from: details[keyPath: path]) {
      case nil, .keep?: break
      case .clear?: event.cleared.append(number)
      case .set(let text)?:
        let text = try line(text, name, limit: 200)
        if text != details[keyPath: path] { event.details[keyPath: path] = text }
      }
    }
    return event == OrderDetailsChanged() ? [] : [.detailsChanged(event)]
  }

  // MARK: Rules

  func requireHolding() throws(OrderRefusal) {
    if isCancelled { throw .cancelled(id) }
  }

  private func requirePast(_ day: Day?, _ facts: some Facts) throws(OrderRefusal) {
    if let day, day > facts.today { throw .future(day) }
  }

  func requireLink<ID: EntityID>(_ link: ID?, _ facts: some Facts) throws(OrderRefusal) {
    guard let link, facts.standing(of: link.stream) == .unknown else { return }
    throw .unknownLink("\(ID.noun) \(link)")
  }
}

extension NewOrderLine {
  /// The currency of the first amount that is given.
  fileprivate var currency: Currency? { (amount ?? price ?? cost ?? profit)?.currency }
}
