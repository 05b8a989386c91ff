public import Bytes
public import Domain

/// What is to be won, by owner, team and period.
public struct Targets: ReadModel {
  public static let name = "targets"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds(.target)

  /// One row a target, retired ones included.
  public private(set) var rows = EntityRows<TargetID, TargetRow>()
  private var places: [PlanKey: TargetID] = [:]

  public init() {}

  /// The number of the target for this owner, scope and period, retired or not; nil when there
  /// never was one.
  public func id(of key: PlanKey) -> TargetID? { places[key] }

  /// The target for this owner, scope and period; nil when there is none, or not any more.
  public subscript(key: PlanKey) -> TargetRow? {
    guard let id = places[key] else { return nil }
    let row = rows[id]
    return row.isRetired ? nil : row
  }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    guard let what = try event.numbers(as: TargetEvent.self) else { return }
    let id = TargetID(event.header.stream.number)
    rows.change(id.number) { $0.apply(what) }
    if case .set = what, let key = rows[id].key { places[key] = id }
  }

  public mutating func forget(_ stream: StreamID) {
    if let key = rows[TargetID(stream.number)].key { places[key] = nil }
    rows.clear(stream.number)
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    rows.code(&coder)
    guard coder.isReading else { return }
    places = [:]
    for (id, row) in rows.all {
      if let key = row.key { places[key] = id }
    }
  }
}

/// A target.
public struct TargetRow: ColumnRow, Equatable, Sendable {
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
