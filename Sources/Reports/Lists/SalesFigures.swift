import Bytes
import Domain
import Projections

/// What an account, user or product has open and has brought.
struct SalesFigures {
  private(set) var open = 0
  private(set) var openAmount = Amounts()
  private(set) var won = 0
  private(set) var wonAmounts = MoneySample()
  private(set) var lost = 0
  private(set) var opportunities: [OpportunityID] = []

  /// The sum of what was won.
  var wonAmount: Amounts { wonAmounts.sum }

  mutating func add(_ id: OpportunityID, _ row: OpportunityRow) {
    opportunities.append(id)
    switch row.status {
    case .open:
      open += 1
      if let amount = row.amount { openAmount.add(amount) }
    case .won:
      won += 1
      if let amount = row.amount { wonAmounts.add(amount) }
    case .lost: lost += 1
    case nil: break
    }
  }

  /// The figures of everything opportunities name in one of their fields, in one pass.
  static func by<ID: EntityID>(
    _ field: (OpportunityRow) -> ID?, _ opportunities: Opportunities
  ) -> [ID: SalesFigures] {
    var figures: [ID: SalesFigures] = [:]
    for (id, row) in opportunities.rows.all where row.status != nil {
      if let holder = field(row) { figures[holder, default: SalesFigures()].add(id, row) }
    }
    return figures
  }
}
