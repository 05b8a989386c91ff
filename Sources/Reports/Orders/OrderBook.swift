import Bytes
import Domain
import Projections

/// What was sold, or came back, of one line of an order.
struct Sale {
  let order: OrderID
  let product: ProductID?
  /// The day of the order; of a return, the day it came back. Nil when nobody knows.
  let day: Day?
  let isReturn: Bool
  /// Quantity, amount and cost in billionths, exactly.
  let quantity: Int128, amount: Int128, cost: Int128
  /// Whether the cost is known.
  let hasCost: Bool
}

/// The models that orders are counted and grouped by, as they stood at one moment.
struct OrderBook {
  let orders: Orders
  let products: Products
  let accounts: Accounts
  let contacts: Contacts
  let team: Team
  let fiscal: FiscalCalendar
  let moment: AnswerMoment

  /// The models, as a report states its needs.
  static let needs: [any ReadModel.Type] = [
    Orders.self, Products.self, Accounts.self, Contacts.self, Team.self, BookSettings.self,
  ]

  init(_ source: some ReportSource) throws {
    orders = try source.model(Orders.self)
    products = try source.model(Products.self)
    accounts = try source.model(Accounts.self)
    contacts = try source.model(Contacts.self)
    team = try source.model(Team.self)
    fiscal = try source.model(BookSettings.self).book.fiscal
    moment = source.moment
  }

  /// The day an order was placed; nil when nobody knows.
  func day(of row: OrderRow) -> Day? {
    row.orderedOn ?? row.orderedAt.map(moment.zone.day(of:))
  }

  /// The products of all lines of an order.
  func products(ofOrder number: UInt32) -> [StreamID?] {
    var products: [StreamID?] = []
    orders.eachLine(of: orders.rows[OrderID(number)]) { products.append($0.product?.stream) }
    return products
  }

  /// Shows every sale and every return of the orders that hold, an order at a time.
  func eachSale(_ keeps: (OrderRow) -> Bool, _ body: (Sale, OrderRow) -> Void) {
    for (id, row) in orders.rows.all where row.exists && !row.isCancelled && keeps(row) {
      let day = day(of: row)
      orders.eachLine(of: row) { line in
        body(
          Sale(
            order: id, product: line.product, day: day, isReturn: false,
            quantity: line.quantity.billionths, amount: line.amount.billionths,
            cost: line.cost.billionths, hasCost: line.hasCost), row)
      }
      orders.eachReturn(of: row) { back, line in
        body(
          Sale(
            order: id, product: line.product, day: back.returnedAt.map(moment.zone.day(of:)),
            isReturn: true, quantity: back.quantity.billionths, amount: back.amount.billionths,
            cost: back.cost.billionths, hasCost: line.hasCost), row)
      }
    }
  }
}

extension OrderRow {
  /// Who ordered: the account, else the person; nil when neither is known.
  var customer: StreamID? { account?.stream ?? contact?.stream }
}

extension StreamID {
  /// Kind and number in one.
  var code: UInt64 { UInt64(kind.number) << 32 | UInt64(number) }

  /// The stream of a code; the code is not 0.
  init(code: UInt64) {
    self.init(StreamKind(UInt8(truncatingIfNeeded: code >> 32)), UInt32(truncatingIfNeeded: code))
  }
}

// MARK: - Grouping

extension OrderBook {
  /// The groups a sale falls into, of one or two.
  func key(_ groups: [OrderGroup], _ sale: Sale, _ row: OrderRow) -> GroupKey {
    GroupKey(
      first: code(groups[0], sale, row),
      second: groups.count > 1 ? code(groups[1], sale, row) : 0)
  }

  /// The number of the group a sale falls into; 0 when it has none.
  func code(_ group: OrderGroup, _ sale: Sale, _ row: OrderRow) -> UInt64 {
    switch group {
    case .customer: row.customer?.code ?? 0
    case .account: UInt64(row.account?.number ?? 0)
    case .contact: UInt64(row.contact?.number ?? 0)
    case .product: UInt64(sale.product?.number ?? 0)
    case .family: UInt64(sale.product.map { products.rows[$0].family } ?? 0)
    case .subfamily: UInt64(sale.product.map { products.rows[$0].subfamily } ?? 0)
    case .owner: UInt64(row.owner?.number ?? 0)
    case .manager: UInt64(row.owner.flatMap { team.rows[$0].manager }?.number ?? 0)
    case .office: UInt64(row.owner.map { team.rows[$0].office } ?? 0)
    case .industry: UInt64(row.account.map { accounts.rows[$0].industry } ?? 0)
    case .segment: UInt64(row.words.segment)
    case .region: UInt64(row.words.region)
    case .country: UInt64(row.words.country)
    case .channel: UInt64(row.words.channel)
    case .opportunity: UInt64(row.opportunity?.number ?? 0)
    case .day, .week, .month, .quarter, .year, .fiscalQuarter, .fiscalYear:
      code(of: sale.day, group)
    case .none: 1
    }
  }

  /// The number of a period: days from the first of the calendar to its first day, and one.
  private func code(of day: Day?, _ group: OrderGroup) -> UInt64 {
    guard let day, let kind = group.period(fiscal) else { return 0 }
    return UInt64(Day.first.days(to: Period(kind, containing: day).first)) + 1
  }

  /// The streams besides the order that decide into which group a sale falls, and its name.
  func streams(_ group: OrderGroup, _ sale: Sale, _ row: OrderRow) -> [StreamID?] {
    switch group {
    case .customer: [row.customer]
    case .account, .industry: [row.account?.stream]
    case .contact: [row.contact?.stream]
    case .product, .family, .subfamily: [sale.product?.stream]
    case .owner, .office: [row.owner?.stream]
    case .manager: [row.owner?.stream, row.owner.flatMap { team.rows[$0].manager?.stream }]
    case .opportunity: [row.opportunity?.stream]
    case .fiscalQuarter, .fiscalYear: [BookID(1).stream]
    case .segment, .region, .country, .channel, .day, .week, .month, .quarter, .year, .none: []
    }
  }

  /// How a group is called.
  func label<Source: ReportSource>(
    _ group: OrderGroup, _ code: UInt64, _ labels: inout Labels<Source>
  ) throws -> GroupLabel {
    guard code != 0 else { return .missing }
    let number = UInt32(truncatingIfNeeded: code)
    switch group {
    case .customer: return try label(StreamID(code: code), &labels)
    case .account: return try label(AccountID(number).stream, &labels)
    case .contact: return try label(ContactID(number).stream, &labels)
    case .product: return try label(ProductID(number).stream, &labels)
    case .owner, .manager: return try label(UserID(number).stream, &labels)
    case .opportunity: return try label(OpportunityID(number).stream, &labels)
    case .family: return word(products.families[number])
    case .subfamily: return word(products.subfamilies[number])
    case .office: return word(team.offices[number])
    case .industry: return word(accounts.industries[number])
    case .segment: return word(orders.segments[number])
    case .region: return word(orders.regions[number])
    case .country: return word(orders.countries[number])
    case .channel: return word(orders.channels[number])
    case .day, .week, .month, .quarter, .year, .fiscalQuarter, .fiscalYear:
      guard let kind = group.period(fiscal) else { return .missing }
      let first = Day.first.adding(days: Int(code) - 1)
      return word(Period(kind, containing: first).label, rank: Int(code))
    case .none: return GroupLabel(key: "all", cell: .text("all"), rank: 0, name: "")
    }
  }

  private func word(_ word: String?, rank: Int = 0) -> GroupLabel {
    guard let word else { return .missing }
    return GroupLabel(key: word, cell: .text(word), rank: rank, name: SearchText.folded(word))
  }

  private func label<Source: ReportSource>(
    _ stream: StreamID, _ labels: inout Labels<Source>
  ) throws -> GroupLabel {
    let cell = try labels.cell(stream)
    guard case .entity(let key, let name) = cell else { return .missing }
    return GroupLabel(key: key, cell: cell, rank: 0, name: SearchText.folded(name))
  }
}
