public import Bytes
public import Domain

/// What is to be won, by owner, team and period.
public struct Targets: ReadModel {
  public static let name = "targets"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.target)

  private var plans = PlanRows<TargetID, TargetRow>()

  public init() {}

  /// One row a target, retired ones included.
  public var rows: EntityRows<TargetID, TargetRow> { plans.rows }

  /// The number of the target for this owner, scope and period, retired or not; nil when there
  /// never was one.
  public func id(of key: PlanKey) -> TargetID? { plans.id(of: key) }

  /// The target for this owner, scope and period; nil when there is none, or not any more.
  public subscript(key: PlanKey) -> TargetRow? { plans[key] }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    guard let what = try event.numbers(as: TargetEvent.self) else { return }
    plans.change(event.header.stream.number) { $0.apply(what) }
  }

  public mutating func forget(_ stream: StreamID) { plans.forget(stream.number) }

  public mutating func code(_ coder: inout ColumnCoder) { plans.code(&coder) }
}

/// A target.
public struct TargetRow: PlanRow, Equatable {
  /// Whose it is; nil for that of the whole book, and when the number was never used.
  public var owner: UserID?
  /// About the owner's own business, the team's or the book's.
  public var scope = PlanScope.own
  /// For when; nil when the number was never used.
  public var period: Period?
  /// What is to be won.
  public var amount: Money?
  /// Whether it does not count any more.
  public var isRetired = false

  public init() {}

  /// Whether it counts; not after it was retired.
  public var counts: Bool { !isRetired }

  /// Whose it is, about what, for when; nil when the number was never used.
  public var key: PlanKey? { period.map { PlanKey(owner, scope, $0) } }

  mutating func apply(_ event: TargetEvent) {
    switch event {
    case .set(let set):
      (owner, scope, period, amount) = (set.owner, set.scope, set.period, set.amount)
      isRetired = false
    case .revised(let revised): amount = revised.amount
    case .retired: isRetired = true
    }
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.id(&owner)
    coder.scope(&scope)
    coder.period(&period)
    coder.money(&amount)
    coder.flag(&isRetired)
  }
}
