import Bytes

extension ForecastCall {
  public func decide(
    _ command: ForecastCallCommand, _ facts: some Facts
  ) throws(ForecastCallRefusal) -> [ForecastCallEvent] {
    if case .submit(let new) = command { return try submit(new, facts) }
    guard exists else { throw .unknown(id) }
    switch command {
    case .submit: return []
    case .revise(let changes):
      if isWithdrawn { throw .withdrawn(id) }
      return try revise(changed(by: changes))
    case .withdraw: return isWithdrawn ? [] : [.withdrawn(NothingElse())]
    }
  }

  private func submit(
    _ new: NewForecastCall, _ facts: some Facts
  ) throws(ForecastCallRefusal) -> [ForecastCallEvent] {
    let owner = new.owner ?? facts.actor
    let key = PlanKey(owner, new.scope, new.period)
    if exists {
      guard key == self.key else { throw .another(id) }
      if !isWithdrawn { return try revise(new.figures) }
    } else if let holder = facts.planHolder(of: key, kind: ForecastCallID.kind) {
      throw .taken(ForecastCallID(holder.number))
    }
    try require(key, facts)
    var submitted = ForecastSubmitted()
    submitted.figures = try checked(new.figures)
    (submitted.owner, submitted.scope, submitted.period) = (owner, new.scope, new.period)
    return [.submitted(submitted)]
  }

  private func require(_ key: PlanKey, _ facts: some Facts) throws(ForecastCallRefusal) {
    guard let owner = key.owner else { throw .scope(key.scope) }
    guard let user = facts.user(owner) else { throw .owner(.unknown(owner)) }
    if !user.isActive { throw .owner(.inactive(owner)) }
    let leads = user.role == .manager || user.role == .administrator
    if key.scope == .team, !leads { throw .noTeam(owner) }
    if key.period.kind == .day { throw .singleDay }
  }

  private func revise(
    _ new: ForecastFigures
  ) throws(ForecastCallRefusal) -> [ForecastCallEvent] {
    let new = try checked(new)
    return new == figures ? [] : [.revised(new)]
  }

  private func changed(by changes: ForecastCallChanges) -> ForecastFigures {
    var new = figures
    new.amount = changes.amount ?? new.amount
    changes.commit.apply(to: &new.commit)
    changes.bestCase.apply(to: &new.bestCase)
    changes.pipeline.apply(to: &new.pipeline)
    new.note = changes.note
    return new
  }

  /// The figures, when they can be meant: there is an amount, nothing is below zero, and every
  /// part is at most as large as what it is part of.
  private func checked(
    _ raw: ForecastFigures
  ) throws(ForecastCallRefusal) -> ForecastFigures {
    guard let amount = raw.amount else { throw .amountMissing }
    let named: [(String, Money?)] = [
      ("commit", raw.commit), ("amount", amount), ("best case", raw.bestCase),
      ("pipeline", raw.pipeline),
    ]
    var smaller: (name: String, money: Money)?
    for (name, money) in named {
      guard let money else { continue }
      if money.isNegative { throw .negative(money) }
      if money.currency != amount.currency { throw .currencies }
      if let smaller, money < smaller.money {
        throw .order(smaller.name, smaller.money, than: name, money)
      }
      smaller = (name, money)
    }
    var figures = raw
    figures.note = raw.note.isEmpty ? "" : try line(raw.note, "note", limit: 2_000)
    return figures
  }
}
