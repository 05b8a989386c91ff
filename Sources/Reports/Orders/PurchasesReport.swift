import Bytes
import Domain
import Projections

/// How customers buy: purchase days, new and returning customers, who has gone quiet.
struct PurchasesReport: Report {
  static let name = "purchases"
  static let summary = "How customers buy: one-time and repeat buyers, new ones, those gone quiet"
  static let discussion = """
    A customer is the account that ordered, else the person. A purchase day is a day on which a \
    customer ordered, however often that day. A repeat buyer has two purchase days or more. \
    Inactive is whose last purchase day lies more than so many days (90, or 'inactive-after') \
    before the day of the moment. By month, quarter or year: active customers have a purchase day in \
    it, new ones their first ever.

    Example: Ann bought on 3 January and twice on 9 March, Bob on 5 January. As of 30 April: 4 \
    orders, 3 purchase days, Bob a one-time buyer and inactive (115 days), Ann a repeat buyer and \
    active (52 days); mean purchase days 1.5, median recency 83.5 days.
    """
  private static let periods: [OrderGroup] = [
    .day, .week, .month, .quarter, .year, .fiscalQuarter, .fiscalYear,
  ]
  static let options = [
    ReportOption(
      "by", "PERIOD", "none or one of " + OrderGroup.help(periods), standard: "none"),
    ReportOption(
      "inactive-after", "DAYS", "how many days without a purchase are too many", standard: "90"),
    ReportOption("owner", "U-1", "only what this user sold"),
    ReportOption("segment", "NAME", "only orders of this segment"),
    ReportOption("region", "NAME", "only orders of this region"),
    ReportOption("country", "NAME", "only orders of this country"),
  ]
  static var needs: [any ReadModel.Type] { OrderBook.needs }

  private let group: OrderGroup
  private let limitDays: Int
  private let filter: OrderFilter
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    group = try values.orderGroups("by", standard: "none", limit: 1)[0]
    guard group == .none || group.isPeriod else {
      throw .badValue(
        option: "by", value: group.rawValue,
        expected: "none or one of " + OrderGroup.help(Self.periods))
    }
    limitDays = try values.count("inactive-after") ?? 90
    filter = try OrderFilter(values)
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try OrderBook(source)
    let purchases = Purchases(book, filter)
    var answer = Answer(
      report: Self.name, title: "Purchases", moment: source.moment, parameters: asked,
      columns: [group.column] + (group == .none ? Self.columns : Self.periodColumns))
    let sources = sources(book)
    if group == .none {
      answer.rows = [
        Row(key: "all", cells: [.text("all")] + cells(purchases, book), sources: sources)
      ]
    } else {
      answer.rows = rows(purchases, book, sources)
      answer.charts = charts(answer)
    }
    if purchases.leftOut > 0 {
      answer.notes = ["\(purchases.leftOut) orders have no customer or no day: they are left out"]
    }
    return answer
  }

  private func sources(_ book: OrderBook) -> [StreamID] {
    book.orders.rows.all.filter { $0.1.exists && filter.keeps($0.1, book) }.map(\.0.stream)
      + [BookID(1).stream]
  }

  // MARK: Altogether

  private static let columns = [
    Column("customers", "Customers", .integer),
    Column("one_time", "One-time buyers", .integer),
    Column("repeat", "Repeat buyers", .integer),
    Column("orders", "Orders", .integer),
    Column("free_orders", "Orders of no value", .integer),
    Column("purchase_days", "Purchase days", .integer),
    Column("mean_purchase_days", "Mean purchase days", .decimal),
    Column("turnover", "Turnover", .money),
    Column("mean_value", "Mean value of a purchase day", .money),
    Column("median_recency", "Median days since the last", .decimal),
    Column("inactive", "Inactive", .integer),
  ]

  private func cells(_ purchases: Purchases, _ book: OrderBook) -> [Cell] {
    let customers = purchases.days.count
    let once = purchases.days.values.count { $0.count == 1 }
    let days = purchases.days.values.reduce(0) { $0 + $1.count }
    let recencies = purchases.recencies(at: book.moment.civilDay)
    let inactive = recencies.values.count { $0 > limitDays }
    var sums = ExactSums()
    for (row, sale) in sales(book) { sums.add(sale, row.currency) }
    let turnover = sums.amounts { $0.ordered - $0.returned }
    return [
      .integer(Int64(customers)), .integer(Int64(once)), .integer(Int64(customers - once)),
      .integer(Int64(purchases.all.count)),
      .integer(Int64(purchases.all.count(where: \.isFree))), .integer(Int64(days)),
      .ratio(days, customers), .money(turnover), .mean(turnover, of: days), recencies.median,
      .integer(Int64(inactive)),
    ]
  }

  /// Sales and returns of customers that are known, on days that are known.
  private func sales(_ book: OrderBook) -> [(OrderRow, Sale)] {
    var sales: [(OrderRow, Sale)] = []
    book.eachSale({ filter.keeps($0, book) && $0.customer != nil }) { sale, row in
      if sale.day != nil { sales.append((row, sale)) }
    }
    return sales
  }

  // MARK: By period

  private static let periodColumns = [
    Column("active", "Active customers", .integer),
    Column("new", "New customers", .integer),
    Column("returning", "Returning customers", .integer),
    Column("orders", "Orders", .integer),
    Column("purchase_days", "Purchase days", .integer),
    Column("turnover", "Turnover", .money),
  ]

  private struct PeriodTally {
    var customers: Set<UInt64> = []
    var new = 0
    var orders = 0
    var purchaseDays = 0
    var sums = ExactSums()
  }

  private func rows(
    _ purchases: Purchases, _ book: OrderBook, _ sources: [StreamID]
  ) -> [Row] {
    guard let kind = group.period(book.fiscal) else { return [] }
    var tallies: [Day: PeriodTally] = [:]
    func first(_ day: Day) -> Day { Period(kind, containing: day).first }
    for purchase in purchases.all {
      tallies[first(purchase.day), default: PeriodTally()].orders += 1
    }
    for (customer, days) in purchases.days {
      for day in days {
        tallies[first(day), default: PeriodTally()].customers.insert(customer)
        tallies[first(day), default: PeriodTally()].purchaseDays += 1
      }
      tallies[first(days[0]), default: PeriodTally()].new += 1
    }
    for (row, sale) in sales(book) {
      guard let day = sale.day else { continue }
      tallies[first(day), default: PeriodTally()].sums.add(sale, row.currency)
    }
    return tallies.sorted { $0.key < $1.key }.map { day, tally in
      let label = Period(kind, containing: day).label
      return Row(key: label, cells: [.text(label)] + cells(tally), sources: sources)
    }
  }

  private func cells(_ tally: PeriodTally) -> [Cell] {
    [
      .integer(Int64(tally.customers.count)), .integer(Int64(tally.new)),
      .integer(Int64(tally.customers.count - tally.new)), .integer(Int64(tally.orders)),
      .integer(Int64(tally.purchaseDays)),
      .money(tally.sums.amounts { $0.ordered - $0.returned }),
    ]
  }

  private func charts(_ answer: Answer) -> [Chart] {
    guard !answer.rows.isEmpty else { return [] }
    func values(_ place: Int) -> [Double?] {
      answer.rows.map { Chart.place($0.cells[place], .euro) }
    }
    return [
      Chart(
        title: "Customers who bought", subtitle: answer.chartSubtitle,
        horizontal: Chart.Axis(group.column.title, .category),
        vertical: Chart.Axis("Customers", .count),
        form: .bars(
          Chart.Bars(
            answer.rows.map { Chart.name($0.cells[0]) },
            [
              Chart.Series("new", .gain, values(2)), Chart.Series("returning", .plain, values(3)),
            ], layout: .stacked, isTimeline: true)))
    ]
  }
}

extension ExactSums {
  /// Counts what a sale or a return adds to turnover.
  mutating func add(_ sale: Sale, _ currency: UInt32) {
    change(currency) { figures in
      if sale.isReturn { figures.returned += sale.amount } else { figures.ordered += sale.amount }
    }
  }
}
