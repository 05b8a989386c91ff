import Bytes
import Domain
import Projections

// Submitted forecasts and targets: there is one for each owner, scope and period.

extension BookWriter {
  /// The forecast that a submission without a number is about; nil when it is a new one.
  func forecastCall(of command: ForecastCallCommand, _ actor: UserID) -> ForecastCallID? {
    guard case .submit(let new) = command else { return nil }
    return models.forecasts.id(of: PlanKey(new.owner ?? actor, new.scope, new.period))
  }

  /// The target that setting one without a number is about; nil when it is a new one.
  func target(of command: TargetCommand) -> TargetID? {
    guard case .set(let new) = command else { return nil }
    return models.targets.id(of: new.key)
  }

  /// Whose forecast a command is about; nil for the actor's own, and when nobody knows.
  func owner(of id: ForecastCallID?, _ command: ForecastCallCommand) -> UserID? {
    if let id, let owner = models.forecasts.rows[id].owner { return owner }
    if case .submit(let new) = command { return new.owner }
    return nil
  }

  /// Whose target a command is about; nil for the book's.
  func owner(of id: TargetID?, _ command: TargetCommand) -> UserID? {
    if let id { return models.targets.rows[id].owner }
    if case .set(let new) = command { return new.key.owner }
    return nil
  }
}
