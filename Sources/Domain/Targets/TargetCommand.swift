/// What people may ask of a target.
public enum TargetCommand: Equatable, Sendable {
  /// Set it; for the same owner, scope and period again: set it anew.
  case set(NewTarget)
  /// Let it be another amount.
  case revise(Money)
  /// Let it not count any more.
  case retire
}

/// What a target is.
public struct NewTarget: Equatable, Sendable {
  /// Whose, about what and for when.
  public var key: PlanKey
  /// What is to be won.
  public var amount: Money

  /// A target.
  public init(_ key: PlanKey, _ amount: Money) {
    self.key = key
    self.amount = amount
  }
}

/// Why a target says no.
public enum TargetRefusal: DomainRefusal {
  /// There is none of this number.
  case unknown(TargetID)
  /// Another one is for the same owner, scope and period.
  case taken(TargetID)
  /// The same number is for another owner, scope or period.
  case another(TargetID)
  /// It does not count any more.
  case retired(TargetID)
  /// A target of one's own or of a team needs an owner.
  case ownerMissing(PlanScope)
  /// The owner does not exist or was deactivated.
  case owner(OwnerRefusal)
  /// Only who leads a team can have a target for one.
  case noTeam(UserID)
  /// It is not above zero.
  case notPositive(Money)

  public var description: String {
    switch self {
    case .unknown(let id): "there is no target \(id)"
    case .taken(let id): "\(id) is the target for that owner, scope and period"
    case .another(let id): "\(id) is for another owner, scope or period: set a new one"
    case .retired(let id): "\(id) was retired: set it again"
    case .ownerMissing(let scope): "a target of scope '\(scope)' needs an owner"
    case .owner(let refusal): refusal.description
    case .noTeam(let id): "\(id) leads no team: only managers and administrators do"
    case .notPositive(let amount): "a target is above zero, not \(amount)"
    }
  }
}
