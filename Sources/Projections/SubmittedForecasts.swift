public import Bytes
public import Domain

/// What everybody says will be won, period by period, as it stood at the moment.
///
/// There is one row for each owner, scope and period; what was called at an earlier moment is the
/// same model as of that moment.
public struct SubmittedForecasts: ReadModel {
  public static let name = "submitted-forecasts"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.forecastCall)

  private var plans = PlanRows<ForecastCallID, ForecastCallRow>()

  public init() {}

  /// One row a submitted forecast, withdrawn ones included.
  public var rows: EntityRows<ForecastCallID, ForecastCallRow> { plans.rows }

  /// The number of the forecast for this owner, scope and period, withdrawn or not; nil when there
  /// never was one.
  public func id(of key: PlanKey) -> ForecastCallID? { plans.id(of: key) }

  /// What is called for this owner, scope and period; nil when nothing is, or not any more.
  public subscript(key: PlanKey) -> ForecastCallRow? { plans[key] }

  /// What is called for this owner, scope and period; nil when nothing is, or not any more.
  public func call(
    _ owner: UserID, _ scope: PlanScope = .own, for period: Period
  ) -> ForecastCallRow? {
    self[PlanKey(owner, scope, period)]
  }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    guard let what = try event.numbers(as: ForecastCallEvent.self) else { return }
    let when = event.time.known
    plans.change(event.header.stream.number) { $0.apply(what, when) }
  }

  public mutating func forget(_ stream: StreamID) { plans.forget(stream.number) }

  public mutating func code(_ coder: inout ColumnCoder) { plans.code(&coder) }
}

/// A submitted forecast without its note.
public struct ForecastCallRow: PlanRow, Equatable {
  /// Whose it is; nil when the number was never used.
  public var owner: UserID?
  /// About the owner's own business or the team's.
  public var scope = PlanScope.own
  /// For when.
  public var period: Period?
  /// What will have been won when the period is over.
  public var amount: Money?
  /// What is as good as promised.
  public var commit: Money?
  /// What it becomes if all goes well.
  public var bestCase: Money?
  /// What it would be if everything were won.
  public var pipeline: Money?
  /// When it was submitted first; nil when nobody knows.
  public var submittedAt: Instant?
  /// When its figures were last said; nil when nobody knows.
  public var revisedAt: Instant?
  /// How often its figures were said, the first time included.
  public var times: UInt32 = 0
  /// What the first submission said.
  public var firstAmount: Money?
  /// Whether it was taken back.
  public var isWithdrawn = false

  public init() {}

  /// Whether it counts; not after it was taken back.
  public var counts: Bool { !isWithdrawn }

  /// Whose it is, about what, for when; nil when the number was never used.
  public var key: PlanKey? {
    period.flatMap { period in owner.map { PlanKey($0, scope, period) } }
  }

  mutating func apply(_ event: ForecastCallEvent, _ when: Instant?) {
    switch event {
    case .submitted(let submitted):
      (owner, scope, period) = (submitted.owner, submitted.scope, submitted.period)
      if times == 0 { (submittedAt, firstAmount) = (when, submitted.figures.amount) }
      isWithdrawn = false
      take(submitted.figures, when)
    case .revised(let figures): take(figures, when)
    case .withdrawn: isWithdrawn = true
    }
  }

  private mutating func take(_ figures: ForecastFigures, _ when: Instant?) {
    (amount, commit) = (figures.amount, figures.commit)
    (bestCase, pipeline) = (figures.bestCase, figures.pipeline)
    revisedAt = when
    times += 1
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.id(&owner)
    coder.scope(&scope)
    coder.period(&period)
    coder.money(&amount)
    coder.money(&commit)
    coder.money(&bestCase)
    coder.money(&pipeline)
    coder.instant(&submittedAt)
    coder.instant(&revisedAt)
    coder.number(&times)
    coder.money(&firstAmount)
    coder.flag(&isWithdrawn)
  }
}
