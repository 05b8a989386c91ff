public import Bytes
public import Domain

/// A row that belongs to an owner, a scope and a period.
public protocol PlanRow: ColumnRow, Sendable {
  /// Whose it is, about what, for when; nil when the number was never used.
  var key: PlanKey? { get }
  /// Whether it counts; not after it was taken back.
  var counts: Bool { get }
}

/// Plans by number, and by owner, scope and period: there is one of each.
public struct PlanRows<ID: EntityID, Row: PlanRow>: Sendable {
  /// One row a plan, those that were taken back included.
  public private(set) var rows = EntityRows<ID, Row>()
  private var places: [PlanKey: ID] = [:]

  init() {}

  /// The number of the plan for a key, whether it counts or not; nil when there never was one.
  func id(of key: PlanKey) -> ID? { places[key] }

  /// The plan for a key; nil when there is none, or not any more.
  subscript(key: PlanKey) -> Row? { places[key].map { rows[$0] }.flatMap { $0.counts ? $0 : nil } }

  /// Changes a row, and finds it by its key from then on.
  mutating func change(_ number: UInt32, _ body: (inout Row) -> Void) {
    rows.change(number, body)
    let id = ID(number)
    if let key = rows[id].key { places[key] = id }
  }

  /// Takes a row out.
  mutating func forget(_ number: UInt32) {
    if let key = rows[ID(number)].key { places[key] = nil }
    rows.clear(number)
  }

  mutating func code(_ coder: inout ColumnCoder) {
    rows.code(&coder)
    guard coder.isReading else { return }
    places = [:]
    for (id, row) in rows.all {
      if let key = row.key { places[key] = id }
    }
  }
}
