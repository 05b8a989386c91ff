import Bytes
import Domain
import Projections

/// What the turnover report counts of a group.
struct TurnoverTally {
  private(set) var sums = ExactSums()
  private(set) var quantity: Int128 = 0
  private(set) var linesWithoutCost = 0
  /// The orders with a sale in the group, and those of which something came back.
  private(set) var orders: [UInt32] = []
  private(set) var returns: [UInt32] = []
  private var shipping = Sample()
  /// The streams that decide about the group.
  private(set) var others: Set<StreamID> = []

  static let columns = [
    Column("turnover", "Turnover", .money),
    Column("ordered", "Ordered", .money),
    Column("returned", "Returned", .money),
    Column("cost", "Cost", .money),
    Column("profit", "Profit", .money),
    Column("margin", "Margin", .share),
    Column("orders", "Orders", .integer),
    Column("customers", "Customers", .integer),
    Column("quantity", "Quantity", .decimal),
    Column("mean_order", "Mean order", .money),
    Column("mean_days_to_ship", "Mean days to ship", .decimal),
  ]

  mutating func add(_ sale: Sale, _ row: OrderRow) {
    let sign: Int128 = sale.isReturn ? -1 : 1
    sums.change(row.currency) { figures in
      if sale.isReturn { figures.returned += sale.amount } else { figures.ordered += sale.amount }
      guard sale.hasCost else { return }
      figures.cost += sign * sale.cost
      figures.costed += sign * sale.amount
    }
    quantity += sign * sale.quantity
    if sale.isReturn {
      if returns.last != sale.order.number { returns.append(sale.order.number) }
      return
    }
    if !sale.hasCost { linesWithoutCost += 1 }
    guard orders.last != sale.order.number else { return }
    orders.append(sale.order.number)
    if let ordered = sale.day, let shipped = row.shippedOn {
      shipping.add(ordered.days(to: shipped))
    }
  }

  mutating func note(_ streams: [StreamID?]) {
    for case let stream? in streams { others.insert(stream) }
  }

  static func += (left: inout TurnoverTally, right: TurnoverTally) {
    left.sums += right.sums
    left.quantity += right.quantity
    left.linesWithoutCost += right.linesWithoutCost
    left.shipping += right.shipping
  }

  /// Turnover: what was ordered less what was given back.
  var turnover: Amounts { sums.amounts { $0.ordered - $0.returned } }
  /// What is left of the turnover of which the cost is known.
  var profit: Amounts { sums.amounts { $0.costed - $0.cost } }

  func cells(_ book: OrderBook) -> [Cell] { cells(orders, book) }

  func cells(_ orders: [UInt32], _ book: OrderBook) -> [Cell] {
    let customers = Set(orders.compactMap { book.orders.rows[OrderID($0)].customer })
    let hasCost = sums.byCurrency.contains { $0.figures.costed != 0 || $0.figures.cost != 0 }
    return [
      .money(turnover), .money(sums.amounts(\.ordered)), .money(sums.amounts(\.returned)),
      hasCost ? .money(sums.amounts(\.cost)) : .none, hasCost ? .money(profit) : .none,
      hasCost ? sums.margin : .none, .integer(Int64(orders.count)),
      .integer(Int64(customers.count)), .billionths(quantity),
      .mean(turnover, of: orders.count), shipping.mean,
    ]
  }

  /// The streams that give the figures.
  var sources: [StreamID] {
    let all = returns.isEmpty ? orders : Set(orders).union(returns).sorted()
    return all.map { OrderID($0).stream }
      + others.sorted { ($0.kind.number, $0.number) < ($1.kind.number, $1.number) }
  }
}
