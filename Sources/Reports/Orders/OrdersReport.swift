import Bytes
import Domain
import Projections

/// The orders, those that hold and those that were called off.
struct OrdersReport: Report {
  static let name = "orders"
  static let summary = "Orders, with customer, days, amount and profit"
  static let discussion = """
    Without 'status', all are listed: 'placed' ones are not sent yet, of 'returned' ones everything \
    came back. The amount is the sum of the lines, the turnover that less what was given back; the \
    profit is that of lines whose cost is known, returns taken off. Days are civil days in the zone \
    of the book.

    Example: 'orders --customer A-1 --sort amount:desc --limit 10' shows the ten largest of A-1.
    """
  private static let keys = ["number", "ordered", "shipped", "amount", "profit"]
  private static let statuses = ["placed", "shipped", "returned", "cancelled"]
  static let options =
    Listing.options(keys, isCustomisable: true) + [
      ReportOption("status", "STATUS", "only those that are", choices: statuses),
      ReportOption("customer", "A-1", "only those of this account or person"),
      ReportOption("product", "P-1", "only those with a line of this product"),
      ReportOption("owner", "U-1", "only what this user sold"),
      ReportOption("opportunity", "O-1", "only those that come from this opportunity"),
      ReportOption("from", "DAY", "only those ordered on this day or later"),
      ReportOption("to", "DAY", "only those ordered on this day or before"),
    ]
  static var needs: [any ReadModel.Type] { OrderBook.needs + CustomAsked.needs }

  private let listing: Listing
  private let status: String?
  private let customer: StreamID?
  private let product: ProductID?
  private let owner: UserID?
  private let opportunity: OpportunityID?
  private let days: ClosedRange<Day>?
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    listing = try Listing(values, keys: Self.keys)
    status = try values.named("status", Self.statuses.map { ($0, $0) })
    customer =
      values["customer"] == nil
      ? nil
      : try values.entity(
        "customer", of: [.account, .contact], expected: "an account or a contact, as in A-1")
    product = try values.id("product", as: ProductID.self)
    owner = try values.id("owner", as: UserID.self)
    opportunity = try values.id("opportunity", as: OpportunityID.self)
    days = try values.days()
    asked = values.parameters(Self.options)
  }

  private static let columns = [
    Column("order", "Order", .entity),
    Column("status", "Status", .text),
    Column("account", "Account", .entity),
    Column("contact", "Contact", .entity),
    Column("owner", "Owner", .entity),
    Column("ordered", "Ordered", .day),
    Column("shipped", "Shipped", .day),
    Column("lines", "Lines", .integer),
    Column("amount", "Amount", .money),
    Column("returned", "Returned", .money),
    Column("profit", "Profit", .money),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try OrderBook(source)
    var answer = Answer(
      report: Self.name, title: "Orders", moment: source.moment, parameters: asked,
      columns: Self.columns)
    let rows = book.orders.rows
    try listing.fill(
      &answer, Order.self, rows.all.filter { keeps($0.1, book) }.map(\.0), source,
      keeps: nil, order: { order($0, rows[$0], book) },
      row: { try row($0, rows[$0.id], book, &$1) })
    return answer
  }

  private func keeps(_ row: OrderRow, _ book: OrderBook) -> Bool {
    guard row.exists, owner == nil || row.owner == owner,
      opportunity == nil || row.opportunity == opportunity,
      customer == nil || row.account?.stream == customer || row.contact?.stream == customer
    else { return false }
    if let days, !(book.day(of: row).map(days.contains) ?? false) { return false }
    if let product {
      var has = false
      book.orders.eachLine(of: row) { if $0.product == product { has = true } }
      if !has { return false }
    }
    return status == nil || OrderFigures(row, book).status == status
  }

  private func order(_ id: OrderID, _ row: OrderRow, _ book: OrderBook) -> SortKey {
    switch listing.sort {
    case "ordered": book.day(of: row).map { .number(Int128($0.number)) } ?? .none
    case "shipped": row.shippedOn.map { .number(Int128($0.number)) } ?? .none
    case "amount": .number(OrderFigures(row, book).amount)
    case "profit": OrderFigures(row, book).profit.map { .number($0) } ?? .none
    default: .entity(id)
    }
  }

  private func row<Source: ReportSource>(
    _ entity: Order, _ row: OrderRow, _ book: OrderBook, _ labels: inout Labels<Source>
  ) throws -> Row {
    let figures = OrderFigures(row, book)
    return Row(
      key: entity.id.description,
      cells: [
        try labels.cell(entity.id), .text(figures.status), try labels.cell(row.account),
        try labels.cell(row.contact), try labels.cell(row.owner),
        book.day(of: row).map(Cell.day) ?? .none, row.shippedOn.map(Cell.day) ?? .none,
        .integer(Int64(figures.lines)), figures.cell(figures.amount),
        figures.returned == 0 ? .none : figures.cell(figures.returned),
        figures.profit.map(figures.cell) ?? .none,
      ],
      sources: [entity.id.stream]
        + [row.account?.stream, row.contact?.stream, row.owner?.stream].compactMap(\.self))
  }
}

/// What one order comes to; amounts in billionths.
struct OrderFigures {
  private(set) var amount: Int128 = 0
  private(set) var returned: Int128 = 0
  private(set) var lines = 0
  private(set) var status = "placed"
  private var costed: Int128 = 0
  private var cost: Int128 = 0
  private var hasCost = false
  private let currency: Currency?

  init(_ row: OrderRow, _ book: OrderBook) {
    currency = Currency(stored: row.currency)
    var left: [UInt32: Int128] = [:]
    var figures = (amount: Int128(0), returned: Int128(0), costed: Int128(0), cost: Int128(0))
    var (lines, hasCost) = (0, false)
    book.orders.eachLine(of: row) { line in
      lines += 1
      figures.amount += line.amount.billionths
      left[line.number] = line.quantity.billionths
      guard line.hasCost else { return }
      hasCost = true
      figures.costed += line.amount.billionths
      figures.cost += line.cost.billionths
    }
    book.orders.eachReturn(of: row) { back, line in
      figures.returned += back.amount.billionths
      left[line.number, default: 0] -= back.quantity.billionths
      guard line.hasCost else { return }
      figures.costed -= back.amount.billionths
      figures.cost -= back.cost.billionths
    }
    (amount, returned, costed, cost) = figures
    (self.lines, self.hasCost) = (lines, hasCost)
    let isReturned = row.firstReturn > 0 && left.values.allSatisfy { $0 == 0 }
    status =
      row.isCancelled
      ? "cancelled" : isReturned ? "returned" : row.shippedOn == nil ? "placed" : "shipped"
  }

  /// What is left of lines whose cost is known; nil when no cost is known.
  var profit: Int128? { hasCost ? costed - cost : nil }

  /// An amount as money of the order.
  func cell(_ billionths: Int128) -> Cell {
    guard let currency else { return .none }
    return .money(Amounts(MoneySum(total: billionths * 10_000, currency: currency)))
  }
}
