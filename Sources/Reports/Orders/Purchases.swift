import Bytes
import Domain
import Projections

/// Who bought on which days: the purchases of customers up to a moment.
///
/// A purchase day is a day on which a customer ordered, however often. Cancelled orders, orders of
/// nobody, and those of a day nobody knows are no purchases.
struct Purchases {
  /// One order.
  struct Purchase {
    var customer: UInt64
    var day: Day
    var isFree: Bool
  }

  /// The orders, in the order of their numbers.
  private(set) var all: [Purchase] = []
  /// The purchase days of each customer, in order.
  private(set) var days: [UInt64: [Day]] = [:]
  /// How many orders have no customer, or no day.
  private(set) var leftOut = 0

  init(_ book: OrderBook, _ filter: OrderFilter) {
    for (_, row) in book.orders.rows.all
    where row.exists && !row.isCancelled && filter.keeps(row, book) {
      guard let customer = row.customer, let day = book.day(of: row) else {
        leftOut += 1
        continue
      }
      var amount: Int128 = 0
      book.orders.eachLine(of: row) { amount += $0.amount.billionths }
      all.append(Purchase(customer: customer.code, day: day, isFree: amount == 0))
    }
    let today = book.moment.civilDay
    var found: [UInt64: Set<Day>] = [:]
    for purchase in all where purchase.day <= today {
      found[purchase.customer, default: []].insert(purchase.day)
    }
    days = found.mapValues { $0.sorted() }
  }

  /// Days since the last purchase of each customer.
  func recencies(at day: Day) -> Sample {
    var sample = Sample()
    for list in days.values {
      if let last = list.last { sample.add(last.days(to: day)) }
    }
    return sample
  }
}
