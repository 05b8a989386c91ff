import Bytes
import Domain
import Projections

/// Won, lost and open opportunities by group.
struct OutcomesReport: Report {
  static let name = "outcomes"
  static let summary = "Won and lost opportunities: amounts, win rate, days to close"
  static let discussion = """
    The win rate is won ÷ (won + lost). Days are civil days from the opening to the close, in the \
    zone of the book; the median of an even count is the mean of the two in the middle. With \
    'from' or 'to', only opportunities that closed within those days are counted, the days \
    themselves included; open ones then have no place.

    Example: closed after 10, 20, 40 and 50 days: mean 30, median (20 + 40) ÷ 2 = 30. With 3 won \
    and 1 lost the win rate is 0.75.

    Amounts in several currencies are never added to each other; a mean over them is not shown. With \
    'currency' they are brought to one, each by the rate in force on the day it closed.
    """
  static let options = [
    ReportOption("by", "GROUPS", "one or two of " + Group.help(Group.allCases), standard: "none"),
    ReportOption("from", "DAY", "only what closed on this day or later"),
    ReportOption("to", "DAY", "only what closed on this day or before"),
    ReportOption("owner", "U-1", "only what this user works on"),
    ReportOption("pipeline", "L-1", "only what goes through this pipeline"),
    Converter.option,
  ]
  static var needs: [any ReadModel.Type] { SalesBook.needs }

  private let groups: [Group]
  private let filter: OpportunityFilter
  private let from: Day?
  private let to: Day?
  private let currency: Currency?
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    groups = try values.groups("by", allowed: Group.allCases, standard: "none", limit: 2)
    filter = try OpportunityFilter(values)
    (from, to) = (try values.day("from"), try values.day("to"))
    if let from, let to, to < from {
      throw .backwards(from: from.description, to: to.description)
    }
    currency = try values.currency("currency")
    asked = values.parameters(Self.options)
  }

  private var isRestricted: Bool { from != nil || to != nil }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source, by: groups)
    var labels = Labels(source)
    let converter = try Converter(currency, source)
    var tallies = Tallies(
      OutcomeTally(isRestricted: isRestricted, converter), by: groups, book)
    var undated = 0
    for (id, row) in book.opportunities.rows.all where row.status != nil && filter.keeps(row) {
      if isRestricted, row.status != .open, row.closedAt == nil { undated += 1 }
      if keeps(row, book) { tallies.add(id, row) }
    }
    var answer = Answer(
      report: Self.name, title: "Outcomes", moment: source.moment, parameters: asked,
      columns: groups.map(\.column) + OutcomeTally.columns)
    answer.rows = try tallies.rows(&labels)
    let total = tallies.total
    answer.total = tallies.totalCells(total)
    answer.notes = total.notes
    if undated > 0 {
      answer.notes.append("\(undated) closed nobody knows when: they are left out")
    }
    answer.noteConversion(converter, "by the rate of the day they closed")
    answer.charts = charts(answer, book.book.currency)
    return answer
  }

  /// How many were won and lost; and for how much.
  private func charts(_ answer: Answer, _ book: Currency) -> [Chart] {
    let (currency, notes) = answer.chartCurrency(["won_amount"], book)
    // Two groups are too many for won and lost side by side.
    let counts = answer.bars(
      "Won and lost\(groups[0].byline)", groups: Array(groups.prefix(1)),
      [("won", "Won", .gain), ("lost", "Lost", .loss)], unit: .count, axis: "Opportunities",
      currency: currency, stacked: true)
    var amounts = answer.bars(
      "Amount won\(groups[0].byline)", groups: groups,
      [("won_amount", "Won", .gain)], unit: .money(currency), axis: "Amount won",
      currency: currency)
    amounts.notes += notes
    return groups.count > 1 ? [amounts] : [counts, amounts]
  }

  private func keeps(_ row: OpportunityRow, _ book: SalesBook) -> Bool {
    guard isRestricted else { return true }
    guard row.status != .open, let closed = row.closedAt else { return false }
    let day = book.moment.zone.day(of: closed)
    return (from ?? .first) <= day && day <= (to ?? .last)
  }
}

/// What the outcomes report counts of a group.
struct OutcomeTally: OpportunityTally {
  let isRestricted: Bool
  private var (won, lost, open) = (0, 0, 0)
  private var wonAmounts = MoneySample()
  private var (lostAmount, openAmount) = (Amounts(), Amounts())
  private var daysWon = Sample()
  private var daysLost = Sample()
  private var daysClosed = Sample()

  private let converter: Converter?

  init(isRestricted: Bool, _ converter: Converter? = nil) {
    self.isRestricted = isRestricted
    self.converter = converter
  }

  static let columns = [
    Column("opportunities", "Opportunities", .integer),
    Column("won", "Won", .integer),
    Column("lost", "Lost", .integer),
    Column("open", "Open", .integer),
    Column("won_amount", "Won amount", .money),
    Column("win_rate", "Win rate", .share),
    Column("mean_won_amount", "Mean won amount", .money),
    Column("median_won_amount", "Median won amount", .money),
    Column("max_won_amount", "Largest won amount", .money),
    Column("mean_days_won", "Mean days to win", .decimal),
    Column("median_days_won", "Median days to win", .decimal),
    Column("mean_days_lost", "Mean days to lose", .decimal),
    Column("median_days_lost", "Median days to lose", .decimal),
    Column("mean_days_closed", "Mean days to close", .decimal),
    Column("median_days_closed", "Median days to close", .decimal),
    Column("min_days", "Fewest days", .integer),
    Column("max_days", "Most days", .integer),
    Column("lost_amount", "Lost amount", .money),
    Column("open_amount", "Open amount", .money),
    Column("amount_win_rate", "Win rate by amount", .share),
  ]

  mutating func add(_ row: OpportunityRow, _ book: SalesBook) {
    let days = book.daysToClose(row)
    switch row.status {
    case .won:
      won += 1
      if let sum = sum(of: row, book) { wonAmounts.add(sum) }
      if let days { daysWon.add(days) }
    case .lost:
      lost += 1
      if let sum = sum(of: row, book) { lostAmount.add(sum) }
      if let days { daysLost.add(days) }
    case .open:
      open += 1
      if let sum = sum(of: row, book) { openAmount.add(sum) }
    case nil: break
    }
    if let days { daysClosed.add(days) }
  }

  /// The amount, by the rate of the day of the close if another currency is wanted; of an open
  /// one by that of the day of the moment.
  private func sum(of row: OpportunityRow, _ book: SalesBook) -> MoneySum? {
    guard let amount = row.amount else { return nil }
    let closed = row.status == .open ? nil : row.closedAt.map(book.moment.zone.day(of:))
    return converter?(amount, on: closed ?? book.moment.civilDay) ?? MoneySum(amount)
  }

  static func += (left: inout OutcomeTally, right: OutcomeTally) {
    left.won += right.won
    left.lost += right.lost
    left.open += right.open
    left.wonAmounts += right.wonAmounts
    left.lostAmount += right.lostAmount
    left.openAmount += right.openAmount
    left.daysWon += right.daysWon
    left.daysLost += right.daysLost
    left.daysClosed += right.daysClosed
  }

  var cells: [Cell] {
    [
      isRestricted ? .none : .integer(Int64(won + lost + open)),
      .integer(Int64(won)), .integer(Int64(lost)),
      isRestricted ? .none : .integer(Int64(open)),
      .money(wonAmounts.sum), .ratio(won, won + lost),
      wonAmounts.mean, wonAmounts.median, wonAmounts.maximum,
      daysWon.mean, daysWon.median, daysLost.mean, daysLost.median,
      daysClosed.mean, daysClosed.median, daysClosed.minimum, daysClosed.maximum,
      .money(lostAmount), isRestricted ? .none : .money(openAmount),
      .share(wonAmounts.sum, of: wonAmounts.sum + lostAmount),
    ]
  }

  /// What the figures leave out.
  var notes: [String] {
    var notes: [String] = []
    let undated = won + lost - daysClosed.values.count
    if undated > 0 {
      notes.append("\(undated) of \(won + lost) closed ones lack a date: they count no days")
    }
    if wonAmounts.isMixed {
      notes.append("amounts are in several currencies: there is no single mean")
    }
    return notes
  }
}
