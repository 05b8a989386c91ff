package import CRM
package import Domain
import Projections

/// The open opportunities of a book, for commands that change them.
package struct OpenSales: Sendable {
  package let numbers: [OpportunityID]

  package init(_ crm: CRM) throws {
    let rows = try crm.model(Opportunities.self, as: Principal(UserID(1))).rows
    numbers = rows.all.compactMap { id, row in row.status == .open ? id : nil }
  }

  /// A command that gives one of them another amount.
  package func revision(_ index: Int, _ random: inout Seeded) -> Command {
    let amount = SyntheticNames.money(units: Int64(10_000 + random.below(1_000_000_000)))
    return .opportunity(numbers[index % numbers.count], .reviseAmount(amount))
  }
}
