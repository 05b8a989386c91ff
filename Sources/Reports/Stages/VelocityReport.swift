import Bytes
import Domain
import Projections

/// How fast opportunities become sales.
struct VelocityReport: Report {
  static let name = "velocity"
  static let summary = "How fast opportunities become sales: exact cycle times, sales velocity"
  static let discussion = """
    Cycle times run from the instant of opening to the instant of winning or losing, exactly; a day \
    is 24 hours. Sales velocity is open opportunities × mean amount won × win rate ÷ mean days to \
    win: what the present pipeline brings a day if it goes on as it did. With 'from' or 'to' only \
    what closed on those days is learned from; the open ones are those of the moment.

    Example: 10 open; 4 won of 5 decided, for 1,000 on average, in 20 days: 10 × 1,000 × 0.8 ÷ 20 = \
    400 a day.
    """
  static let options = [
    TimeUnit.option,
    ReportOption("by", "GROUPS", "one or two of " + Group.help(Group.allCases), standard: "none"),
    ReportOption("from", "DAY", "only what closed on this day or later"),
    ReportOption("to", "DAY", "only what closed on this day or before"),
    ShownCurrency.option,
    ReportOption("owner", "U-1", "only what this user works on"),
    ReportOption("pipeline", "L-1", "only what goes through this pipeline"),
  ]
  static var needs: [any ReadModel.Type] { SalesBook.needs }

  private let unit: TimeUnit
  private let groups: [Group]
  private let (from, to): (Day?, Day?)
  private let filter: OpportunityFilter
  private let values: OptionValues
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    unit = try values.choice("unit", as: TimeUnit.self) ?? .days
    groups = try values.groups("by", allowed: Group.allCases, standard: "none", limit: 2)
    (from, to) = (try values.day("from"), try values.day("to"))
    if let from, let to, to < from {
      throw .backwards(from: from.description, to: to.description)
    }
    filter = try OpportunityFilter(values)
    _ = try values.currency("currency")
    self.values = values
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source, by: groups)
    let window = ForecastWindow(label: "", first: from ?? .first, last: to ?? .last)
    let instants = window.instants(book.moment.zone)
    var tallies = SectionTallies(sections: 1, by: groups, VelocityTally())
    var undated = 0
    for (id, row) in book.opportunities.rows.all where row.status != nil && filter.keeps(row) {
      if row.status != .open {
        if row.openedAt == nil || row.closedAt == nil { undated += 1 }
        guard instants.contains(row.closedAt?.microseconds ?? .min) else { continue }
      }
      tallies.change(0, id, row, book) { $0.add(row) }
    }
    var answer = Answer(
      report: Self.name, title: "Velocity", moment: source.moment, parameters: asked,
      columns: groups.map(\.column) + VelocityTally.columns(unit))
    var labels = Labels(source)
    let settings = try source.model(BookSettings.self).book
    let shown = try ShownCurrency(values, settings, book.moment)
    answer.rows = try tallies.lines(book, &labels, Surroundings()).map { line in
      Row(
        key: line.labels.map(\.key).joined(separator: ","),
        cells: line.labels.map(\.cell) + line.tally.cells(unit, shown), sources: line.sources)
    }
    let total = tallies.tallies(0).reduce(into: VelocityTally()) { $0 += $1 }
    answer.total =
      [.text("total")] + groups.dropFirst().map { _ in .none } + total.cells(unit, shown)
    if undated > 0 { answer.notes = ["\(undated) closed ones lack a date: they have no time"] }
    answer.notes += shown.notes
    return answer
  }
}

/// What is counted of a group.
private struct VelocityTally {
  private var (open, won, lost) = (0, 0, 0)
  private var amount = RunningAmounts()
  private var wonTimes = TimeSample()
  private var lostTimes = TimeSample()

  static func columns(_ unit: TimeUnit) -> [Column] {
    let name = unit.rawValue
    return [
      Column("open", "Open", .integer),
      Column("won", "Won", .integer),
      Column("lost", "Lost", .integer),
      Column("win_rate", "Win rate", .share),
      Column("won_amount", "Won amount", .money),
      Column("mean_won_amount", "Mean won amount", .money),
      Column("won_mean_time", "Mean to win, \(name)", .decimal),
      Column("won_median_time", "Median to win, \(name)", .decimal),
      Column("lost_mean_time", "Mean to lose, \(name)", .decimal),
      Column("lost_median_time", "Median to lose, \(name)", .decimal),
      Column("velocity_per_day", "Velocity a day", .money),
    ]
  }

  mutating func add(_ row: OpportunityRow) {
    var time: Int64?
    if let opened = row.openedAt, let closed = row.closedAt {
      time = closed.microseconds - opened.microseconds
    }
    switch row.status {
    case .open: open += 1
    case .won:
      won += 1
      if let money = row.amount { amount.add(money) }
      if let time { wonTimes.add(time) }
    case .lost:
      lost += 1
      if let time { lostTimes.add(time) }
    case nil: break
    }
  }

  static func += (left: inout VelocityTally, right: VelocityTally) {
    left.open += right.open
    left.won += right.won
    left.lost += right.lost
    left.amount += right.amount
    left.wonTimes += right.wonTimes
    left.lostTimes += right.lostTimes
  }

  func cells(_ unit: TimeUnit, _ shown: ShownCurrency) -> [Cell] {
    let amounts = shown(amount)
    return [
      .integer(Int64(open)), .integer(Int64(won)), .integer(Int64(lost)),
      .ratio(won, won + lost), .money(amounts),
      amounts.sums.count == 1 ? .mean(amounts, of: won) : .none, wonTimes.mean(unit),
      wonTimes.median(unit), lostTimes.mean(unit), lostTimes.median(unit), velocity(amounts),
    ]
  }

  /// open × (amount ÷ won) × (won ÷ decided) ÷ (time ÷ timed) = amount × open × timed ÷ (decided ×
  /// time), in money a day.
  private func velocity(_ amounts: Amounts) -> Cell {
    let seconds = wonTimes.sum / 1_000_000
    guard amounts.sums.count == 1, let sum = amounts.sums.first, won > 0, seconds > 0,
      let factor = Quotient(
        Int128(open) * Int128(wonTimes.count) * 86_400, over: Int128(won + lost) * seconds)
    else { return .none }
    let (whole, rest) = sum.total.quotientAndRemainder(dividingBy: Int128(factor.denominator))
    let total =
      whole * Int128(factor.numerator) + rest * Int128(factor.numerator)
      / Int128(factor.denominator)
    var money = Amounts()
    money.add(MoneySum(total: total, currency: sum.currency))
    return .money(money)
  }
}
