import Bytes
import Domain
import Projections

/// What was open at past moments, what it was expected to bring, and what became of it.
struct BackTestReport: Report {
  static let name = "back-test"
  static let summary = "What was open at past dates: what it was to bring, and what became of it"
  static let discussion = """
    At each moment everything open is weighed by its probability, whenever it is expected to close: \
    Σ probability is the wins expected, Σ amount × probability the forecast. Beside it stands what \
    became of it since, as known at the moment of the report: won, lost or still open; all of it, or \
    only what was decided within a time. The error is forecast − won; a share is that of what was \
    won. The last columns look only at what was decided: there the forecast no longer holds what \
    takes longer.

    By group, what was open stands in the group it was in at that time.

    Example: open 1,000 and 3,000, each at 40 %; the first was won for 900, the second is open: \
    forecast 1,600, won 900, error 700; of those decided 400, error −500.
    """
  static let options =
    ForecastSnapshots.options(standard: 6) + ForecastHorizon.options + [
      ReportOption(
        "by", "GROUPS", "one or two of " + Group.help(AccuracyPlan.groups), standard: "none")
    ] + ForecastAssumptions.options + [
      ShownCurrency.option,
      ReportOption("owner", "U-1", "only what this user worked on"),
      ReportOption("pipeline", "L-1", "only what goes through this pipeline"),
    ]
  static var needs: [any ReadModel.Type] { SalesBook.needs }

  private let snapshots: ForecastSnapshots
  private let horizon: ForecastHorizon
  private let groups: [Group]
  private let assumptions: ForecastAssumptions
  private let filter: OpportunityFilter
  private let values: OptionValues
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    snapshots = try ForecastSnapshots(values, standard: 6)
    horizon = try ForecastHorizon(values)
    groups = try values.groups("by", allowed: AccuracyPlan.groups, standard: "none", limit: 2)
    assumptions = try ForecastAssumptions(values)
    filter = try OpportunityFilter(values)
    _ = try values.currency("currency")
    self.values = values
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source, by: groups)
    let settings = try source.model(BookSettings.self).book
    let moments = try snapshots.moments(book.moment, fiscal: settings.fiscal)
    let overrides = try assumptions.overrides(book)
    var tallies = SectionTallies(sections: moments.count, by: groups, BackTestTally())
    var isLater = false
    try source.visit(moments.map(\.moment), folding: SalesBook.needs) { index, then in
      let limit = try horizon.limit(then.moment, source, fiscal: settings.fiscal)
      if let limit, limit > book.moment.instant { isLater = true }
      let known = try SalesBook(then, by: groups)
      add(index, known, Chances(assumptions, known, overrides), book, limit, &tallies)
    }
    var answer = Answer(
      report: Self.name, title: "Back-test", moment: source.moment, parameters: asked,
      columns: [Column("date", "Date", .text)] + groups.map(\.column) + BackTestTally.columns)
    var labels = Labels(source)
    let shown = try ShownCurrency(values, settings, book.moment)
    answer.rows = try tallies.lines(book, &labels, assumptions.surroundings(book)).map { line in
      let label = moments[line.section].label
      return Row(
        key: ([label] + line.labels.map(\.key)).joined(separator: ","),
        cells: [.text(label)] + line.labels.map(\.cell) + line.tally.cells(shown),
        sources: line.sources)
    }
    let total = moments.indices.flatMap(tallies.tallies)
      .reduce(into: BackTestTally()) { $0 += $1 }
    answer.total = [.text("total")] + groups.map { _ in .none } + total.cells(shown)
    answer.charts = [answer.backTestChart(try source.currency)]
    answer.notes = notes(total, isLater: isLater, moments.count) + shown.notes
    return answer
  }

  private func add(
    _ index: Int, _ known: SalesBook, _ chances: Chances, _ final: SalesBook, _ limit: Instant?,
    _ tallies: inout SectionTallies<BackTestTally>
  ) {
    tallies.begin(index)
    for (id, row) in known.opportunities.rows.all
    where row.status == .open && filter.keeps(row) {
      guard let likelihood = chances.of(id, row) else { continue }
      let after = final.opportunities.rows[id]
      let outcome = ForecastOutcome.of(after, by: limit)
      tallies.change(index, id, row, known) { tally in
        tally.add(row.amount, likelihood, outcome, brought: after.amount)
      }
    }
  }

  private func notes(_ total: BackTestTally, isLater: Bool, _ count: Int) -> [String] {
    var notes: [String] = []
    if count > 1 { notes.append("the total counts what was open at several dates once for each") }
    if total.fallbacks > 0 {
      notes.append(
        "\(total.fallbacks) times nothing alike was decided by then: "
          + "the share of everything decided stood in")
    }
    if isLater { notes.append("for some dates the time to decide is not over yet") }
    return notes
  }
}

/// What was open in a group, and what became of it.
struct BackTestTally {
  private var open = 0
  private var amount = RunningAmounts()
  private var forecast = RunningAmounts()
  private var expectedWins: Int128 = 0
  private var won = 0
  private var lost = 0
  private var actual = RunningAmounts()
  private var decidedForecast = RunningAmounts()
  private var decidedExpectedWins: Int128 = 0
  private(set) var fallbacks = 0

  static let columns = [
    Column("open_count", "Open", .integer),
    Column("open_amount", "Open amount", .money),
    Column("probability", "Probability", .share),
    Column("expected_wins", "Wins expected", .decimal),
    Column("forecast", "Forecast", .money),
    Column("decided", "Decided since", .integer),
    Column("won", "Won", .integer),
    Column("lost", "Lost", .integer),
    Column("still_open", "Still open", .integer),
    Column("won_amount", "Won amount", .money),
    Column("error", "Error", .money),
    Column("error_share", "Error, share", .share),
    Column("wins_error_share", "Error of wins", .share),
    Column("decided_expected_wins", "Decided: wins expected", .decimal),
    Column("decided_forecast", "Decided: forecast", .money),
    Column("decided_error", "Decided: error", .money),
    Column("decided_error_share", "Decided: error, share", .share),
  ]

  mutating func add(
    _ money: Money?, _ likelihood: Chances.Likelihood, _ outcome: OpportunityStatus,
    brought: Money?
  ) {
    open += 1
    if likelihood.isFallback { fallbacks += 1 }
    let part = Int128(likelihood.chance.trillionths)
    expectedWins += part
    if let money {
      amount.add(money)
      forecast.add(money, times: likelihood.chance)
    }
    guard outcome != .open else { return }
    decidedExpectedWins += part
    if let money { decidedForecast.add(money, times: likelihood.chance) }
    if outcome == .won {
      won += 1
      if let brought { actual.add(brought) }
    } else {
      lost += 1
    }
  }

  static func += (left: inout BackTestTally, right: BackTestTally) {
    left.open += right.open
    left.amount += right.amount
    left.forecast += right.forecast
    left.expectedWins += right.expectedWins
    left.won += right.won
    left.lost += right.lost
    left.actual += right.actual
    left.decidedForecast += right.decidedForecast
    left.decidedExpectedWins += right.decidedExpectedWins
    left.fallbacks += right.fallbacks
  }

  func cells(_ shown: ShownCurrency) -> [Cell] {
    let (all, some, got) = (shown(forecast), shown(decidedForecast), shown(actual))
    let wins = Int128(won) * Chance.one
    return [
      .integer(Int64(open)), .money(shown(amount)),
      .ratio(expectedWins, Int128(open) * Chance.one), .ratio(expectedWins, Chance.one),
      .money(all), .integer(Int64(won + lost)), .integer(Int64(won)), .integer(Int64(lost)),
      .integer(Int64(open - won - lost)), .money(got), .money(all - got),
      .share(all - got, of: got), .ratio(expectedWins - wins, wins),
      .ratio(decidedExpectedWins, Chance.one), .money(some), .money(some - got),
      .share(some - got, of: got),
    ]
  }
}
