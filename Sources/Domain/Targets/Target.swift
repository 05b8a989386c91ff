import Bytes

/// What is to be won in a period, folded from its events.
public struct Target: Entity {
  /// Its number.
  public let id: TargetID
  /// Whether it was set.
  public private(set) var exists = false
  /// Whose it is, about what, and for when; nil before it exists.
  public private(set) var key: PlanKey?
  /// What is to be won.
  public private(set) var amount: Money?
  /// Whether it does not count any more.
  public private(set) var isRetired = false

  /// The target before its first event.
  public init(id: TargetID) {
    self.id = id
  }

  public mutating func evolve(_ event: TargetEvent, _ time: EventTime) {
    switch event {
    case .set(let set):
      (exists, isRetired) = (true, false)
      key = set.period.map { PlanKey(set.owner, set.scope, $0) }
      amount = set.amount
    case .revised(let revised): amount = revised.amount
    case .retired: isRetired = true
    }
  }

  public var fields: [Field] {
    var fields: [Field] = []
    if let key {
      if let owner = key.owner { fields.append(Field("owner", .reference(owner.stream))) }
      fields.append(Field("scope", .text(key.scope.description)))
      fields.append(Field("period", .text(key.period.label)))
    }
    if let amount { fields.append(Field("amount", .money(amount))) }
    if isRetired { fields.append(Field("retired", .flag(true))) }
    return fields
  }

  public func restoring(_ field: String, from older: Target) -> [TargetCommand]? {
    field == "amount" ? older.amount.map { [.revise($0)] } : nil
  }

  public func decide(
    _ command: TargetCommand, _ facts: some Facts
  ) throws(TargetRefusal) -> [TargetEvent] {
    if case .set(let new) = command { return try set(new, facts) }
    guard exists else { throw .unknown(id) }
    switch command {
    case .set: return []
    case .revise(let amount):
      if isRetired { throw .retired(id) }
      return try revise(amount)
    case .retire: return isRetired ? [] : [.retired(NothingElse())]
    }
  }

  private func set(
    _ new: NewTarget, _ facts: some Facts
  ) throws(TargetRefusal) -> [TargetEvent] {
    if exists {
      guard new.key == key else { throw .another(id) }
      if !isRetired { return try revise(new.amount) }
    } else if let holder = facts.planHolder(of: new.key, kind: TargetID.kind) {
      throw .taken(TargetID(holder.number))
    }
    try requireOwner(of: new.key, facts)
    if new.amount.units <= 0 { throw .notPositive(new.amount) }
    var set = TargetSet()
    set.amount = new.amount
    (set.owner, set.scope, set.period) = (new.key.owner, new.key.scope, new.key.period)
    return [.set(set)]
  }

  private func revise(_ amount: Money) throws(TargetRefusal) -> [TargetEvent] {
    if amount.units <= 0 { throw .notPositive(amount) }
    return amount == self.amount ? [] : [.revised(MoneyChanged(amount))]
  }

  private func requireOwner(of key: PlanKey, _ facts: some Facts) throws(TargetRefusal) {
    if key.scope == .book { return }
    guard let owner = key.owner else { throw .ownerMissing(key.scope) }
    guard let user = facts.user(owner) else { throw .owner(.unknown(owner)) }
    if !user.isActive { throw .owner(.inactive(owner)) }
    let leads = user.role == .manager || user.role == .administrator
    if key.scope == .team, !leads { throw .noTeam(owner) }
  }
}
