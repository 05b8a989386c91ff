import Bytes
import Domain
import Projections

/// Turnover, cost and profit by any group.
struct TurnoverReport: Report {
  static let name = "turnover"
  static let summary = "Turnover, cost and profit of orders, by customer, product, period …"
  static let discussion = """
    Turnover is what was ordered less what was given back: an order counts on its day, a return on \
    the day it came back, whatever the day of its order. A cancelled order counts nothing from the \
    moment of its cancellation on; as of a moment before, it still counts. Profit is the turnover \
    of lines whose cost is known, less that cost; the margin is profit ÷ that turnover. 'orders' \
    and 'customers' are those with a line in the group; a customer is the account that ordered, \
    else the person.

    Example: an order of 100 (cost 60) on 30 March of which a line of 40 (cost 25) came back on 2 \
    April: March has turnover 100 and profit 40, April −40 and −15, together 60 and 25.
    """
  private static let keys = ["group", "turnover", "profit", "orders", "quantity"]
  static let options =
    [
      ReportOption(
        "by", "GROUPS", "one or two of " + OrderGroup.help(OrderGroup.allCases), standard: "none")
    ] + OrderFilter.options + [
      ReportOption(
        "sort", "KEY", "order by one of \(keys.joined(separator: ", ")); KEY:desc turns it round",
        standard: "group"),
      ReportOption("limit", "N", "show this many; 0 shows all", standard: "0"),
    ]
  static var needs: [any ReadModel.Type] { OrderBook.needs }

  private let groups: [OrderGroup]
  private let filter: OrderFilter
  private let listing: Listing
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    groups = try values.orderGroups("by", standard: "none")
    filter = try OrderFilter(values)
    listing = try Listing(values, keys: Self.keys, limit: 0)
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try OrderBook(source)
    var labels = Labels(source)
    let tallies = tallies(book)
    var answer = Answer(
      report: Self.name, title: "Turnover", moment: source.moment, parameters: asked,
      columns: groups.map(\.column) + TurnoverTally.columns)
    var rows: [Entry] = []
    for (key, tally) in tallies { rows.append(try entry(key, tally, book, &labels)) }
    rows.sort(by: comesBefore)
    answer.rows = (listing.limit == 0 ? rows[...] : rows.prefix(listing.limit)).map(\.row)
    if answer.rows.count < rows.count { answer.rowsBeforeLimit = rows.count }
    var total = TurnoverTally()
    var orders: Set<UInt32> = []
    for (_, tally) in tallies {
      total += tally
      orders.formUnion(tally.orders)
    }
    answer.total =
      [.text("total")] + groups.dropFirst().map { _ in .none }
      + total.cells(orders.sorted(), book)
    answer.notes = notes(total, book)
    answer.charts = charts(answer, try source.currency)
    return answer
  }

  private func tallies(_ book: OrderBook) -> [(key: GroupKey, tally: TurnoverTally)] {
    var places: [GroupKey: Int] = [:]
    var tallies: [(key: GroupKey, tally: TurnoverTally)] = []
    book.eachSale({ filter.keeps($0, book) }) { sale, row in
      guard filter.keeps(sale, book) else { return }
      let key = book.key(groups, sale, row)
      let place = places[key] ?? tallies.count
      if place == tallies.count {
        places[key] = place
        tallies.append((key, TurnoverTally()))
      }
      tallies[place].tally.add(sale, row)
      for group in groups { tallies[place].tally.note(book.streams(group, sale, row)) }
    }
    // Whether another line of the same order counts here depends on its product as well.
    guard filter.asksProducts || groups.contains(where: \.isOfProducts) else { return tallies }
    for place in tallies.indices {
      let orders = Set(tallies[place].tally.orders + tallies[place].tally.returns)
      tallies[place].tally.note(orders.flatMap { book.products(ofOrder: $0) })
    }
    return tallies
  }

  // MARK: Rows

  private struct Entry {
    let labels: [GroupLabel]
    let key: SortKey
    let row: Row
  }

  private func entry<Source: ReportSource>(
    _ key: GroupKey, _ tally: TurnoverTally, _ book: OrderBook, _ labels: inout Labels<Source>
  ) throws -> Entry {
    var names: [GroupLabel] = []
    for (group, code) in zip(groups, [key.first, key.second]) {
      names.append(try book.label(group, code, &labels))
    }
    let order: SortKey =
      switch listing.sort {
      case "turnover": .money(tally.turnover)
      case "profit": .money(tally.profit)
      case "orders": .number(Int128(tally.orders.count))
      case "quantity": .number(tally.quantity)
      default: .none
      }
    return Entry(
      labels: names, key: order,
      row: Row(
        key: names.map(\.key).joined(separator: ","),
        cells: names.map(\.cell) + tally.cells(book), sources: tally.sources))
  }

  private func comesBefore(_ first: Entry, _ second: Entry) -> Bool {
    if first.key != second.key {
      return SortKey.comesBefore(first.key, second.key, listing.isDescending)
    }
    let isTurned = listing.sort == "group" && listing.isDescending
    return GroupLabel.comesBefore(first.labels, second.labels, isTurned)
  }

  private func notes(_ total: TurnoverTally, _ book: OrderBook) -> [String] {
    var notes: [String] = []
    let kept = book.orders.rows.all.filter { $0.1.exists && filter.keeps($0.1, book) }
    let cancelled = kept.count { $0.1.isCancelled }
    if cancelled > 0 { notes.append("\(cancelled) cancelled orders are left out") }
    let undated = kept.count { !$0.1.isCancelled && book.day(of: $0.1) == nil }
    if undated > 0, filter.days != nil || groups.contains(where: \.isPeriod) {
      let fate = filter.days != nil ? "are left out" : "stand under (none)"
      notes.append("\(undated) orders of a day nobody knows \(fate)")
    }
    if total.linesWithoutCost > 0 {
      notes.append(
        "\(total.linesWithoutCost) lines have no cost: they count in turnover, not in profit")
    }
    return notes
  }

  private func charts(_ answer: Answer, _ book: Currency) -> [Chart] {
    guard groups != [.none], !answer.rows.isEmpty else { return [] }
    let (currency, notes) = answer.chartCurrency(["turnover"], book)
    let shown = groups[0].isPeriod ? answer.rows[...] : answer.rows.prefix(20)
    func values(_ key: String) -> [Double?] {
      let place = answer.columns.firstIndex { $0.key == key } ?? 0
      return shown.map { Chart.place($0.cells[place], currency) }
    }
    let names = shown.map { row in
      row.cells.prefix(groups.count).map(Chart.name).joined(separator: ", ")
    }
    return [
      Chart(
        title: "Turnover and profit", subtitle: answer.chartSubtitle,
        horizontal: Chart.Axis(groups[0].column.title, .category),
        vertical: Chart.Axis("Amount", .money(currency)),
        form: .bars(
          Chart.Bars(
            names,
            [
              Chart.Series("turnover", .plain, values("turnover")),
              Chart.Series("profit", .gain, values("profit")),
            ], isTimeline: groups[0].isPeriod)),
        notes: notes + (shown.count < answer.rows.count ? ["Only the first 20 are drawn."] : []))
    ]
  }
}

extension GroupLabel {
  /// Whether the groups of one row come before those of another: by rank, then by name.
  static func comesBefore(
    _ first: [GroupLabel], _ second: [GroupLabel], _ isDescending: Bool = false
  ) -> Bool {
    for (left, right) in zip(first, second) {
      let (one, other) = ((left.rank, left.name, left.key), (right.rank, right.name, right.key))
      if one == other { continue }
      return isDescending ? other < one : one < other
    }
    return false
  }
}
