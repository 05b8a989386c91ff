import Bytes
import Domain
import Projections

/// What each customer ordered, less what came back; exact.
///
/// An order of a person at an account counts for both, each seen as a customer.
struct CustomerTurnover {
  private var sums: [StreamID: ExactSums] = [:]
  private var numbers: [StreamID: [OrderID]] = [:]

  /// Turnover of the days, of all days when nil. What was sold or came back nobody knows when
  /// counts only for all days.
  init(_ book: OrderBook, days: ClosedRange<Day>? = nil) {
    book.eachSale({ $0.customer != nil }) { sale, row in
      if let days, !(sale.day.map(days.contains) ?? false) { return }
      for case let customer? in [row.account?.stream, row.contact?.stream] {
        sums[customer, default: ExactSums()].change(row.currency) { figures in
          figures.ordered += sale.isReturn ? -sale.amount : sale.amount
        }
        guard numbers[customer]?.last != sale.order else { continue }
        numbers[customer, default: []].append(sale.order)
      }
    }
  }

  /// Whether nobody ordered anything.
  var isEmpty: Bool { sums.isEmpty }

  /// The turnover of a customer, by currency.
  func amounts(_ customer: StreamID) -> Amounts {
    sums[customer]?.amounts(\.ordered) ?? Amounts()
  }

  /// The orders it comes from.
  func orders(_ customer: StreamID) -> [StreamID] { numbers[customer]?.map(\.stream) ?? [] }
}
