import Bytes
import Domain
import Projections

/// Targets, held against what was won and what is open.
struct TargetsReport: Report {
  static let name = "targets"
  static let summary = "Targets by owner and team: won so far, share reached, gap, coverage"
  static let discussion = """
    Won is what closed in the period by the moment; open is what is expected to close in it, overdue \
    ones in the period of now. A team is a user and everybody who reports to that user, directly or \
    through others, as of the moment; the owner of an opportunity is that of the moment. The forecast \
    is won plus open amounts times their probabilities: their own, else those of their stages. \
    Coverage is open ÷ gap: how many times over the gap could be filled.

    Example: a target of 100,000, won 60,000, open 120,000 at 50 %: reached 0.60, gap 40,000, forecast \
    120,000, coverage 3.00.

    Amounts in other currencies than the target's count by the exchange rate in force: won ones on \
    the day they closed, open ones on the day of the moment. Without a rate they are left out.
    """
  static let options = PlanFilter.options
  static var needs: [any ReadModel.Type] {
    SalesBook.needs + [Targets.self, SubmittedForecasts.self]
  }

  private let filter: PlanFilter
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    filter = try PlanFilter(values)
    asked = values.parameters(Self.options)
  }

  private static let columns = [
    Column("owner", "Owner", .entity),
    Column("scope", "Scope", .text),
    Column("period", "Period", .text),
    Column("target", "Target", .money),
    Column("won", "Won", .money),
    Column("reached", "Reached", .share),
    Column("gap", "Gap", .money),
    Column("open", "Open", .money),
    Column("forecast", "Forecast", .money),
    Column("called", "Called", .money),
    Column("coverage", "Coverage", .decimal),
    Column("parts", "Targets of single users", .money),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source)
    let figures = PlanFigures(book)
    let targets = try source.model(Targets.self)
    let calls = try source.model(SubmittedForecasts.self)
    let keeps = try filter.keep(book.book.fiscal, book.moment.civilDay)
    var labels = Labels(source)
    var answer = Answer(
      report: Self.name, title: "Targets", moment: source.moment, parameters: asked,
      columns: Self.columns)
    let kept = targets.rows.all.compactMap { id, row -> (TargetID, PlanKey, Money)? in
      guard let key = row.key, let amount = row.amount, !row.isRetired, keeps(key) else {
        return nil
      }
      return (id, key, amount)
    }
    var notes: [String] = []
    for (id, key, amount) in kept.sorted(by: { PlanFilter.comesBefore($0.1, $1.1) }) {
      let converter = Converter(to: amount.currency, book.book)
      let progress = figures.progress(key, in: amount.currency, converter)
      let call = calls[key]
      answer.rows.append(
        Row(
          key: id.description,
          cells: try cells(key, amount, progress, call, parts(key, targets, figures), &labels),
          sources: progress.sources(
            [id.stream, calls.id(of: key)?.stream] + partStreams(key, targets, figures),
            book.pipelines)))
      notes += converter.notes("won ones by the rate of the day they closed, open ones by today's")
    }
    answer.notes = notes.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    if figures.undatedCount > 0 {
      answer.notes.append("\(figures.undatedCount) were won nobody knows when: they are left out")
    }
    answer.charts = [
      answer.planChart(
        "Targets and what was won", "forecast", called: "Forecast", against: book.book.currency)
    ]
    return answer
  }

  private func cells<Source: ReportSource>(
    _ key: PlanKey, _ amount: Money, _ progress: PlanProgress, _ call: ForecastCallRow?,
    _ parts: Amounts, _ labels: inout Labels<Source>
  ) throws -> [Cell] {
    let currency = amount.currency
    let (target, won) = (MoneySum(amount), progress.won[currency])
    let gap = target - won
    return [
      try labels.cell(key.owner), .text(key.scope.description), .text(key.period.label),
      .money(Amounts(target)), .money(Amounts(won)), .share(won, of: target),
      .money(Amounts(gap)), .money(Amounts(progress.open[currency])),
      .money(Amounts(progress.forecast[currency])),
      call?.amount.map { .money(Amounts(MoneySum($0))) } ?? .none,
      .share(progress.open[currency], of: gap), key.scope == .own ? .none : .money(parts),
    ]
  }

  /// The targets of the single users behind a team's or the book's.
  private func partKeys(_ key: PlanKey, _ targets: Targets, _ figures: PlanFigures) -> [PlanKey] {
    guard key.scope != .own else { return [] }
    let members = figures.members(of: key).map(Set.init)
    return targets.rows.all.compactMap { _, row in
      guard let part = row.key, part.scope == .own, part.period == key.period, !row.isRetired,
        let owner = part.owner, members?.contains(owner) ?? true
      else { return nil }
      return part
    }
  }

  private func parts(_ key: PlanKey, _ targets: Targets, _ figures: PlanFigures) -> Amounts {
    partKeys(key, targets, figures).reduce(into: Amounts()) { sum, part in
      if let amount = targets[part]?.amount { sum.add(amount) }
    }
  }

  private func partStreams(
    _ key: PlanKey, _ targets: Targets, _ figures: PlanFigures
  ) -> [StreamID?] {
    partKeys(key, targets, figures).map { targets.id(of: $0)?.stream }
  }
}
