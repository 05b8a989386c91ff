import Bytes
import Domain
import Projections

// The values a Pareto analysis ranks: from orders, opportunities, leads and work.

extension ParetoValues {
  /// Values of sales and returns.
  init(
    _ book: OrderBook, _ group: ParetoGroup, _ measure: ParetoMeasure, _ filter: OrderFilter,
    _ currency: Currency
  ) {
    var seen: (order: UInt32, codes: Set<UInt64>) = (0, [])
    var found = ParetoValues()
    book.eachSale({ filter.keeps($0, book) }) { sale, row in
      guard filter.keeps(sale, book) else { return }
      let code = book.code(group.ofOrders, sale, row)
      guard code != 0 else { return }
      found.note(sale.order.stream, book.streams(group.ofOrders, sale, row))
      if filter.asksProducts { found.note(sale.order.stream, [sale.product?.stream]) }
      if row.currency != currency.packed, measure.kind == .money {
        if let other = Currency(stored: row.currency) { found.others.insert(other) }
        return
      }
      if seen.order != sale.order.number { seen = (sale.order.number, []) }
      if let value = measure.value(of: sale, isFirst: !seen.codes.contains(code)) {
        found.values[code, default: 0] += value
      }
      if !sale.isReturn { seen.codes.insert(code) }
    }
    self = found
  }

  /// Values of won opportunities.
  init(
    _ book: SalesBook, _ group: ParetoGroup, _ measure: ParetoMeasure, _ filter: OrderFilter,
    _ currency: Currency
  ) {
    for (id, row) in book.opportunities.rows.all
    where row.status == .won && filter.keeps(row, book.moment) {
      guard let code = Self.code(group, id, row, book), code != 0 else { continue }
      var streams = TallyStreams()
      if let group = group.ofOpportunities { book.note(group, row, &streams) }
      note(id.stream, streams.sorted.map { $0 } + Self.streams(group, row))
      guard measure == .wonAmount else {
        values[code, default: 0] += 1
        continue
      }
      let amount = row.amount ?? .zero(currency)
      if amount.currency != currency {
        others.insert(amount.currency)
        continue
      }
      values[code, default: 0] += StoredNumber(amount.amount).billionths
    }
  }

  /// Counts of leads that became customers.
  init(_ book: LeadBook, _ group: ParetoGroup, _ filter: OrderFilter) {
    guard let group = group.ofLeads else { return }
    for (id, row) in book.leads.rows.all
    where row.status == .converted && filter.keepsOwner(row.owner)
      && filter.keepsAccount(row.account)
    {
      if let days = filter.days, !(book.wonDay(of: row).map(days.contains) ?? false) { continue }
      let code = book.code(group, row)
      if code == 0 { continue }
      note(id.stream, book.streams(group, row).map { $0 })
      values[code, default: 0] += 1
    }
  }

  /// The time worked, in microseconds.
  init(
    _ grouping: EffortGrouping, _ group: ParetoGroup, _ filter: OrderFilter
  ) {
    for effort in grouping.book.activities.efforts where effort.isTimed {
      let id = ActivityID(effort.activity)
      let row = grouping.book.activities.rows[id]
      guard filter.keepsOwner(effort.user), filter.keepsAccount(row.account) else { continue }
      if let days = filter.days, !(grouping.day(effort).map(days.contains) ?? false) { continue }
      let customer = row.account?.stream ?? row.contact?.stream
      let code =
        group.ofEffort.map { grouping.key([$0], effort, row).first } ?? customer?.code ?? 0
      if code == 0 { continue }
      let holder = group.ofEffort.flatMap { $0.stream(code) } ?? customer
      note(id.stream, [holder, group == .product ? row.opportunity?.stream : nil])
      values[code, default: 0] += Int128(effort.microseconds)
    }
  }

  private static func code(
    _ group: ParetoGroup, _ id: OpportunityID, _ row: OpportunityRow, _ book: SalesBook
  ) -> UInt64? {
    switch group {
    case .opportunity: UInt64(id.number)
    case .contact: UInt64(row.contact?.number ?? 0)
    case .customer: (row.account?.stream ?? row.contact?.stream)?.code
    default: group.ofOpportunities.map { book.key([$0], id, row).first }
    }
  }

  private static func streams(_ group: ParetoGroup, _ row: OpportunityRow) -> [StreamID?] {
    switch group {
    case .contact: [row.contact?.stream]
    case .customer: [row.account?.stream ?? row.contact?.stream]
    default: []
    }
  }

  private mutating func note(_ stream: StreamID, _ others: [StreamID?]) {
    sources.insert(stream)
    for case let other? in others { sources.insert(other) }
  }

  /// Lets everything of a kind count, with 0 where it has no value.
  mutating func countAll(_ group: ParetoGroup, _ book: OrderBook) {
    var codes: [(UInt64, StreamID)] = []
    switch group {
    case .account:
      codes = book.accounts.rows.all.filter(\.1.exists).map { (UInt64($0.0.number), $0.0.stream) }
    case .contact:
      codes = book.contacts.rows.all.filter { $0.1.relationship != nil }
        .map { (UInt64($0.0.number), $0.0.stream) }
    case .customer:
      codes =
        book.accounts.rows.all.filter(\.1.exists).map { ($0.0.stream.code, $0.0.stream) }
        + book.contacts.rows.all.filter { $0.1.relationship != nil && $0.1.account == nil }
        .map { ($0.0.stream.code, $0.0.stream) }
    case .product:
      codes = book.products.rows.all.filter(\.1.exists).map { (UInt64($0.0.number), $0.0.stream) }
    case .owner:
      codes = book.team.rows.all.filter { $0.1.role != nil }
        .map { (UInt64($0.0.number), $0.0.stream) }
    default: break
    }
    for (code, stream) in codes {
      values[code, default: 0] += 0
      sources.insert(stream)
    }
  }
}

extension ParetoMeasure {
  /// What a sale adds, in billionths or as a count; nil for nothing at all.
  fileprivate func value(of sale: Sale, isFirst: Bool) -> Int128? {
    let sign: Int128 = sale.isReturn ? -1 : 1
    switch self {
    case .turnover: return sign * sale.amount
    case .profit: return sale.hasCost ? sign * (sale.amount - sale.cost) : nil
    case .quantity: return sign * sale.quantity
    case .orders: return isFirst && !sale.isReturn ? 1 : nil
    case .wonAmount, .won, .convertedLeads, .serviceTime: return nil
    }
  }
}

extension ParetoGroup {
  /// Whether the book knows which of them there are, active or not.
  var hasEntities: Bool {
    switch self {
    case .customer, .account, .contact, .product, .owner: true
    default: false
    }
  }
}

extension OrderFilter {
  /// Whether an opportunity is one of those asked for: closed within the days, of the owner and the
  /// account.
  fileprivate func keeps(_ row: OpportunityRow, _ moment: AnswerMoment) -> Bool {
    guard keepsOwner(row.owner), keepsAccount(row.account) else { return false }
    guard let days else { return true }
    return row.closedAt.map { days.contains(moment.zone.day(of: $0)) } ?? false
  }
}
