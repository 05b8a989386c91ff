extension HandOver {
  /// Who gets what; an empty plan when there is nothing left to hand over.
  ///
  /// An account and everything of the giver's that belongs to it stay together. The giver's own
  /// accounts are dealt first, then what belongs to other people's accounts (again an account at
  /// a time), then contacts, opportunities and activities without an account, one by one, and last
  /// the leads; each group in the order of its numbers.
  public func decide(
    _ holdings: Holdings, _ facts: some Facts
  ) throws(HandOverRefusal) -> Plan {
    guard let giver = facts.user(from) else { throw .unknown(from) }
    try requireReceivers(facts)
    var plan = Plan()
    if !holdings.ownsNothing {
      if to.isEmpty { throw .noReceiver(from) }
      deal(holdings, into: &plan)
    }
    plan.managers = holdings.reports.sorted().map { report in
      NewManager(user: report, manager: newManager(of: report, facts))
    }
    if deactivate, giver.isActive {
      if giver.role == .administrator, facts.administratorCount <= 1 {
        throw .lastAdministrator(from)
      }
      plan.deactivates = true
    }
    return plan
  }

  private func requireReceivers(_ facts: some Facts) throws(HandOverRefusal) {
    var seen: Set<UserID> = []
    for receiver in to {
      if receiver == from { throw .toSelf(from) }
      guard let user = facts.user(receiver) else { throw .receiver(.unknown(receiver)) }
      if !user.isActive { throw .receiver(.inactive(receiver)) }
      if !seen.insert(receiver).inserted { throw .namedTwice(receiver) }
    }
  }

  /// Deals the customers out, an account at a time.
  private func deal(_ holdings: Holdings, into plan: inout Plan) {
    var turn = 0
    func next() -> UserID {
      defer { turn += 1 }
      return to[turn % to.count]
    }
    var ownerOfAccount: [AccountID: UserID] = [:]
    for account in holdings.accounts.sorted() + holdings.foreignAccounts {
      ownerOfAccount[account] = next()
    }
    func owner(_ account: AccountID?) -> UserID {
      account.flatMap { ownerOfAccount[$0] } ?? next()
    }
    for account in holdings.accounts.sorted() {
      plan.accounts.append(Assignment(id: account, owner: owner(account)))
    }
    for contact in holdings.contacts.sorted(by: { $0.id < $1.id }) {
      plan.contacts.append(Assignment(id: contact.id, owner: owner(contact.account)))
    }
    for held in holdings.opportunities.sorted(by: { $0.id < $1.id }) {
      plan.opportunities.append(Assignment(id: held.id, owner: owner(held.account)))
    }
    for held in holdings.activities.sorted(by: { $0.id < $1.id }) {
      plan.activities.append(Assignment(id: held.id, owner: owner(held.account)))
    }
    for lead in holdings.leads.sorted() {
      plan.leads.append(Assignment(id: lead, owner: next()))
    }
    for lead in holdings.qualified.sorted() {
      plan.qualified.append(Assignment(id: lead, owner: next()))
    }
  }

  /// The first receiver who leads others; the giver's nearest active superior when there is none,
  /// or when that receiver is the report or below it.
  ///
  /// Only one receiver takes reports, so that two of them cannot come to lead each other.
  private func newManager(of report: UserID, _ facts: some Facts) -> UserID? {
    let leader = to.first { receiver in
      let role = facts.user(receiver)?.role
      return role == .manager || role == .administrator
    }
    if let leader, leader != report, !superiors(of: leader, facts).contains(report) {
      return leader
    }
    return superiors(of: from, facts).first { facts.user($0)?.isActive == true }
  }

  /// The user's manager, that one's manager, and so on.
  private func superiors(of user: UserID, _ facts: some Facts) -> [UserID] {
    var superiors: [UserID] = []
    var next = facts.user(user)?.manager
    while let superior = next {
      superiors.append(superior)
      next = facts.user(superior)?.manager
    }
    return superiors
  }
}

extension HandOver.Holdings {
  /// Whether there is no customer to hand over.
  fileprivate var ownsNothing: Bool {
    accounts.isEmpty && contacts.isEmpty && opportunities.isEmpty && activities.isEmpty
      && leads.isEmpty && qualified.isEmpty
  }

  /// The accounts of other people to which something of the giver's belongs, by number.
  fileprivate var foreignAccounts: [AccountID] {
    let all = Set(
      contacts.compactMap(\.account) + opportunities.compactMap(\.account)
        + activities.compactMap(\.account))
    return all.subtracting(accounts).sorted()
  }
}
