import Bytes
import Domain
import Projections

/// Forecasts as they stood at past moments, held against what was won.
struct AccuracyReport: Report {
  static let name = "forecast-accuracy"
  static let summary = "Past forecasts held against what was won, by period and lead time"
  static let discussion = """
    For every period and lead time the forecast is computed as it would have been then: known by \
    the end of the day so many days before the first day of the period (or before its last day, \
    with --before end). The actual is what was won in the period, as known at the moment of the \
    report. Error is forecast − actual, F − A. Over the rows of a line: WAPE = Σ|F − A| ÷ ΣA; bias = \
    Σ(F − A) ÷ ΣA, which for one row is the percentage error; accuracy = max(0, 1 − |A − F| ÷ A) of \
    the line's own sums, as HubSpot shows it. The naive forecast says what was won in the last \
    period that was complete by then, as known then.

    By owner and the like, the forecast goes to the group at that time and the actual to the group \
    at the moment of the report. By stage or category both go to the group at that time, and what \
    was opened later stands under "(none)".

    Submitted forecasts stand beside the computed one, as they were called by then: by owner each \
    one's own call for exactly that period (or the team's, with --submitted team), by manager the \
    team's, and without groups the sum of all own calls, or the call for the book. Their WAPE and \
    bias are over the rows that have a call.

    Example: forecast 1,000 and 3,000, won 800 and 3,400: errors 200 and −400, WAPE 600 ÷ 4,200 = \
    14.3 %, bias −200 ÷ 4,200 = −4.8 %.
    """
  static let options =
    AccuracyPlan.options + [
      ReportOption(
        "by", "GROUPS", "one or two of " + Group.help(AccuracyPlan.groups), standard: "none"),
      ReportOption(
        "summary", "yes|no", "one line a group and lead, over all periods", standard: "no"),
      ReportOption(
        "submitted", "SCOPE", "whose calls stand beside it: people's own business, their team's, "
          + "or the book's", choices: PlanScope.allCases.map(\.description), standard: "own"),
    ] + ForecastAssumptions.options + [
      ShownCurrency.option,
      ReportOption("owner", "U-1", "only what this user works on"),
      ReportOption("pipeline", "L-1", "only what goes through this pipeline"),
    ]
  static var needs: [any ReadModel.Type] { folded }
  private static var folded: [any ReadModel.Type] {
    SalesBook.needs + [SubmittedForecasts.self]
  }

  private let plan: AccuracyPlan
  private let groups: [Group]
  private let isSummary: Bool
  private let scope: PlanScope
  private let assumptions: ForecastAssumptions
  private let filter: OpportunityFilter
  private let values: OptionValues
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    plan = try AccuracyPlan(values)
    groups = try values.groups("by", allowed: AccuracyPlan.groups, standard: "none", limit: 2)
    isSummary = try values.flag("summary", standard: false)
    scope =
      try values.named("submitted", PlanScope.allCases.map { ($0.description, $0) }) ?? .own
    assumptions = try ForecastAssumptions(values)
    filter = try OpportunityFilter(values)
    _ = try values.currency("currency")
    self.values = values
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source, by: groups)
    let settings = try source.model(BookSettings.self).book
    let tasks = try plan.tasks(book.moment, fiscal: settings.fiscal)
    var sums = AccuracySums(tasks, groups, book, filter)
    let overrides = try assumptions.overrides(book)
    try source.visit(tasks.map { .day($0.day) }, folding: Self.folded) { index, then in
      let known = try SalesBook(then, by: groups)
      sums.add(index, known, Chances(assumptions, known, overrides))
      sums.addSubmitted(index, try then.model(SubmittedForecasts.self), scope)
    }
    var answer = Answer(
      report: Self.name, title: "Forecast accuracy", moment: source.moment, parameters: asked,
      columns: [Column("period", "Period", .text)] + groups.map(\.column)
        + AccuracyLine.columns)
    var labels = Labels(source)
    let shown = try ShownCurrency(values, settings, book.moment)
    let lines = try sums.lines(&labels, assumptions.surroundings(book), shown)
    let total = lines.reduce(into: AccuracyLine()) { $0.add($1.line) }
    answer.rows = isSummary ? AccuracySums.summary(lines) : lines.map(\.row)
    answer.total = [.text("total")] + groups.map { _ in .none } + total.cells(nil)
    let currency = try source.currency
    answer.charts =
      (isSummary ? [] : [answer.accuracyChart(currency, tasks)])
      + [answer.accuracyScatter(currency)]
    answer.notes = sums.notes + shown.notes
    return answer
  }
}
