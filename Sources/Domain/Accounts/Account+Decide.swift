import Bytes

extension Account {
  public func decide(
    _ command: AccountCommand, _ facts: some Facts
  ) throws(AccountRefusal) -> [AccountEvent] {
    if case .create(let new) = command { return try create(new, facts) }
    guard exists else { throw .unknown(id) }
    switch command {
    case .create: throw .exists(id)
    case .rename(let text):
      let text = try line(text, "name")
      return text == name ? [] : [.renamed(TextChanged(text))]
    case .change(let changes): return try change(changes)
    case .assign(let user):
      try requireOwner(user, facts)
      return user == owner ? [] : [.ownerChanged(IDChanged(user))]
    case .setParent(let account):
      try requireParent(account, facts)
      return account == parent ? [] : [.parentChanged(IDChanged(account))]
    case .tag(let label):
      let label = try line(label, "tag", limit: 60)
      return tags.contains(label) ? [] : [.tagged(TextChanged(label))]
    case .untag(let label):
      return tags.contains(label) ? [.untagged(TextChanged(label))] : []
    case .custom(let command): return try decide(command, facts)
    case .reference(let reference):
      return try newReferences([reference], held: references, facts).map { .referenced($0) }
    }
  }

  private func create(_ new: NewAccount, _ facts: some Facts) throws(AccountRefusal)
    -> [AccountEvent]
  {
    if exists { throw .exists(id) }
    var created = AccountCreated()
    created.name = try line(new.name, "name")
    try requireOwner(new.owner, facts)
    created.owner = new.owner
    try requireParent(new.parent, facts)
    created.parent = new.parent
    created.details = try checked(new.details)
    let references = try newReferences(new.references, held: [], facts)
    return [.created(created)] + references.map { .referenced($0) }
  }

  private func change(_ changes: AccountChanges) throws(AccountRefusal) -> [AccountEvent] {
    var event = AccountDetailsChanged()
    func note<Value>(
      _ number: UInt32, _ change: Change<Value>, _ path: WritableKeyPath<AccountDetails, Value?>
    ) {
      guard let difference = change.difference(from: details[keyPath: path]) else { return }
      if difference.clears { event.cleared.append(number) }
      event.details[keyPath: path] = difference.value
    }
    note(3, changes.annualRevenue, \.annualRevenue)
    note(4, changes.employees, \.employees)
    note(5, changes.founded, \.founded)
    note(21, changes.industry, \.industry)
    note(22, changes.website, \.website)
    note(23, changes.phone, \.phone)
    note(24, changes.street, \.street)
    note(25, changes.postalCode, \.postalCode)
    note(26, changes.city, \.city)
    note(27, changes.region, \.region)
    note(28, changes.country, \.country)
    event.details = try checked(event.details)
    return event == AccountDetailsChanged() ? [] : [.detailsChanged(event)]
  }

  private func checked(_ details: AccountDetails) throws(AccountRefusal) -> AccountDetails {
    var checked = details
    if let year = details.founded, !(1...9999).contains(year) { throw .impossibleYear(year) }
    if let revenue = details.annualRevenue, revenue.units < 0 { throw .negativeRevenue }
    let names = [
      "industry", "website", "phone", "street", "postal code", "city", "region", "country",
    ]
    for ((_, path), name) in zip(AccountDetails.texts, names) {
      if let text = details[keyPath: path] { checked[keyPath: path] = try line(text, name) }
    }
    return checked
  }

  /// Refuses a parent that does not exist, or that is the account itself or below it.
  private func requireParent(_ parent: AccountID?, _ facts: some Facts) throws(AccountRefusal) {
    guard let asked = parent else { return }
    let parent = AccountID(facts.survivor(of: asked.stream).number)
    if parent == id { throw .parentCircle(parent) }
    guard facts.standing(of: parent.stream) != .unknown else { throw .unknownParent(parent) }
    var ancestor = facts.parent(of: parent)
    while let next = ancestor {
      if next == id { throw .parentCircle(parent) }
      ancestor = facts.parent(of: next)
    }
  }
}
