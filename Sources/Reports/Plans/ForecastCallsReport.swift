import Bytes
import Domain
import Projections

/// What people say will be won, held against target and what was won so far.
struct ForecastCallsReport: Report {
  static let name = "forecast-calls"
  static let summary = "Submitted forecasts: who called what for which period, and how it stands"
  static let discussion = """
    One line a submitted forecast: what it says now, how often it was said, and by how much it moved \
    since it was said first. Won is what closed in the period by the moment, of the owner or the \
    owner's team; to go is the call minus won. The target is that for the same owner, scope and \
    period.

    Example: called 120,000 first, 100,000 now; won 60,000: moved −20,000, to go 40,000.

    What was called at an earlier moment: add --as-of. Amounts in other currencies than the call's \
    count by the exchange rate in force on the day they closed.
    """
  static let options =
    PlanFilter.options + [
      ReportOption(
        "with-withdrawn", "YES", "also those that were taken back", choices: ["yes", "no"],
        standard: "no")
    ]
  static var needs: [any ReadModel.Type] {
    SalesBook.needs + [Targets.self, SubmittedForecasts.self]
  }

  private let filter: PlanFilter
  private let withWithdrawn: Bool
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    filter = try PlanFilter(values)
    withWithdrawn = try values.flag("with-withdrawn", standard: false)
    asked = values.parameters(Self.options)
  }

  private static let columns = [
    Column("owner", "Owner", .entity),
    Column("scope", "Scope", .text),
    Column("period", "Period", .text),
    Column("amount", "Called", .money),
    Column("commit", "Commit", .money),
    Column("best_case", "Best case", .money),
    Column("pipeline", "Pipeline", .money),
    Column("won", "Won", .money),
    Column("to_go", "To go", .money),
    Column("target", "Target", .money),
    Column("moved", "Moved", .money),
    Column("times", "Times said", .integer),
    Column("submitted", "Submitted", .instant),
    Column("revised", "Last said", .instant),
    Column("withdrawn", "Withdrawn", .text),
    Column("note", "Note", .text),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source)
    let figures = PlanFigures(book)
    let targets = try source.model(Targets.self)
    let calls = try source.model(SubmittedForecasts.self)
    let keeps = try filter.keep(book.book.fiscal, book.moment.civilDay)
    var labels = Labels(source)
    var answer = Answer(
      report: Self.name, title: "Submitted forecasts", moment: source.moment, parameters: asked,
      columns: Self.columns)
    let kept = calls.rows.all.compactMap { id, row -> (ForecastCallID, PlanKey, ForecastCallRow)? in
      guard let key = row.key, keeps(key), withWithdrawn || !row.isWithdrawn else { return nil }
      return (id, key, row)
    }
    var notes: [String] = []
    for (id, key, row) in kept.sorted(by: { PlanFilter.comesBefore($0.1, $1.1) }) {
      let currency = row.amount?.currency ?? book.book.currency
      let converter = Converter(to: currency, book.book)
      let progress = figures.progress(key, in: currency, converter)
      let note = try source.entity(ForecastCall.self, id).figures.note
      answer.rows.append(
        Row(
          key: id.description,
          cells: try cells(key, row, progress.won[currency], targets[key], note, &labels),
          sources: progress.sources([id.stream, targets.id(of: key)?.stream], book.pipelines)))
      notes += converter.notes("won ones by the rate of the day they closed")
    }
    answer.notes = notes.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    answer.charts = [
      answer.planChart(
        "Submitted forecasts and what was won", "amount", called: "Called",
        against: book.book.currency)
    ]
    return answer
  }

  private func cells<Source: ReportSource>(
    _ key: PlanKey, _ row: ForecastCallRow, _ won: MoneySum, _ target: TargetRow?,
    _ note: String, _ labels: inout Labels<Source>
  ) throws -> [Cell] {
    func money(_ money: Money?) -> Cell { money.map { .money(Amounts(MoneySum($0))) } ?? .none }
    var toGo = Cell.none
    var moved = Cell.none
    if let amount = row.amount {
      toGo = .money(Amounts(MoneySum(amount) - won))
      if let first = row.firstAmount, first.currency == amount.currency {
        moved = .money(Amounts(MoneySum(amount) - MoneySum(first)))
      }
    }
    return [
      try labels.cell(key.owner), .text(key.scope.description), .text(key.period.label),
      money(row.amount), money(row.commit), money(row.bestCase), money(row.pipeline),
      .money(Amounts(won)), toGo, money(target?.amount), moved, .integer(Int64(row.times)),
      row.submittedAt.map(Cell.instant) ?? .none, row.revisedAt.map(Cell.instant) ?? .none,
      row.isWithdrawn ? .text("yes") : .none, note.cell,
    ]
  }
}
