import Bytes
import Domain
import Projections

/// Probabilities for stages, from what was known at a date, and what they would have done since.
struct CalibrateReport: Report {
  static let name = "calibrate"
  static let summary = "Proposes stage probabilities from a date's outcomes, and tries them since"
  static let discussion = """
    What was proposed for a stage is the share won among those decided by the date that ever were \
    in it, with the interval of Wilson (1927) for the confidence asked for. "Outside" says that the \
    probability the stage has lies outside of the interval.

    With --at a date before the moment of the report, the last columns try the proposal on what came \
    after: every opportunity that was open in the stage at the date or at the end of a later period, \
    and was decided since. There the Brier score, the mean of (probability − outcome)², and the \
    error Σ amount × probability − won are shown with the stage's probability and with the proposed \
    one. An opportunity's own probability plays no part, and nothing is changed: use pipeline \
    change-stage for that.

    Example: 40 of 100 decided were won: proposed 40 %, between 30.9 % and 49.8 % with 95 % \
    confidence; a stage of 25 % lies outside.
    """
  static let options = [
    ReportOption("at", "DATE", "what was known at this moment; the report's own when not said"),
    ReportOption(
      "every", "STEP", "the periods at whose ends the proposal is tried",
      choices: CalendarStep.allCases.filter { $0 != .none }.map(\.rawValue), standard: "month"),
    ReportOption(
      "confidence", "PERCENT", "how sure the interval is",
      choices: WilsonInterval.confidences.map { "\($0.percent)" }, standard: "95"),
    ShownCurrency.option,
    ReportOption("owner", "U-1", "only what this user worked on"),
    ReportOption("pipeline", "L-1", "only this pipeline"),
  ]
  static var needs: [any ReadModel.Type] { SalesBook.needs }

  private let at: Moment?
  private let step: CalendarStep
  private let deviations: Double
  private let filter: OpportunityFilter
  private let values: OptionValues
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    at = try values.moment("at")
    step = try values.choice("every", as: CalendarStep.self) ?? .month
    guard step != .none else {
      throw .badValue(option: "every", value: "none", expected: "a kind of period")
    }
    let choices = WilsonInterval.confidences.map { ("\($0.percent)", $0.deviations) }
    deviations = try values.named("confidence", choices) ?? 1.959963984540
    filter = try OpportunityFilter(values)
    _ = try values.currency("currency")
    self.values = values
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source)
    let start = try at.map { try source.at($0) } ?? source
    guard start.moment.position <= source.moment.position else {
      throw ReportRefusal.badValue(
        option: "at", value: start.moment.civilDay.description,
        expected: "a moment up to that of the report, \(book.moment.civilDay)")
    }
    let settings = try source.model(BookSettings.self).book
    var table = CalibrateTable(try SalesBook(start), filter)
    let moments = at == nil ? [] : later(start.moment, book.moment, settings.fiscal)
    try source.visit(moments, folding: SalesBook.needs) { _, then in
      table.tryOut(try SalesBook(then), book, filter)
    }
    var answer = Answer(
      report: Self.name, title: "Proposed stage probabilities", moment: source.moment,
      parameters: asked, columns: CalibrateTable.columns)
    let shown = try ShownCurrency(values, settings, book.moment)
    answer.rows = table.rows(deviations, filter, shown)
    if at == nil { answer.notes = ["with --at a past date the proposal is tried on what followed"] }
    answer.notes += shown.notes
    return answer
  }

  /// The date itself and the ends of the periods that were over by the moment of the report.
  private func later(
    _ start: AnswerMoment, _ end: AnswerMoment, _ fiscal: FiscalCalendar
  ) -> [Moment] {
    guard let kind = step.kind(fiscal) else { return [] }
    var moments = [Moment.position(start.position.number)]
    var period = Period(kind, containing: start.civilDay.adding(days: 1))
    while period.last <= end.civilDay, moments.count < 10_000 {
      moments.append(.day(period.last))
      if period == period.next { break }
      period = period.next
    }
    return moments
  }
}

/// What is proposed for each stage, and how it fared.
private struct CalibrateTable {
  /// How a probability fared on what came later.
  struct Trial {
    var count = 0
    var won = 0
    var currentSquares: Int128 = 0
    var proposedSquares: Int128 = 0
    var current = RunningAmounts()
    var proposed = RunningAmounts()
    var actual = RunningAmounts()
  }

  private let book: SalesBook
  private let learned: LearnedShares
  private var trials: [Trial]
  private var streams: [TallyStreams]

  init(_ book: SalesBook, _ filter: OpportunityFilter) {
    self.book = book
    learned = LearnedShares(book, by: .stage, filter)
    trials = Array(repeating: Trial(), count: book.stages.all.count)
    streams = Array(repeating: TallyStreams(), count: book.stages.all.count)
    for (id, row) in book.opportunities.rows.all where row.status != nil && filter.keeps(row) {
      book.stages.places(reachedBy: row) { streams[$0].note(id.stream) }
    }
    for (place, entry) in book.stages.all.enumerated() {
      streams[place].note(entry.pipeline.stream)
    }
  }

  static let columns = [
    Column("pipeline", "Pipeline", .text),
    Column("stage", "Stage", .text),
    Column("probability", "Now", .share),
    Column("decided", "Decided", .integer),
    Column("won", "Won", .integer),
    Column("proposed", "Proposed", .share),
    Column("low", "Low", .share),
    Column("high", "High", .share),
    Column("outside", "Outside", .text),
    Column("tried", "Tried on", .integer),
    Column("tried_won", "Won of those", .integer),
    Column("brier", "Brier", .decimal),
    Column("proposed_brier", "Brier, proposed", .decimal),
    Column("won_amount", "Won amount", .money),
    Column("error", "Error", .money),
    Column("proposed_error", "Error, proposed", .money),
  ]

  mutating func tryOut(_ known: SalesBook, _ final: SalesBook, _ filter: OpportunityFilter) {
    for (id, row) in known.opportunities.rows.all where row.status == .open && filter.keeps(row) {
      let after = final.opportunities.rows[id]
      guard let place = book.stages.place(of: row), after.status == .won || after.status == .lost
      else { continue }
      streams[place].note(id.stream)
      add(place, row, after)
    }
  }

  private mutating func add(_ place: Int, _ row: OpportunityRow, _ after: OpportunityRow) {
    guard let proposed = learned.decided(reachedStage: place).chance else { return }
    let current = Chance(book.stages.probabilities[place])
    let isWon = after.status == .won
    trials[place].count += 1
    if isWon { trials[place].won += 1 }
    trials[place].currentSquares += Self.square(current, isWon)
    trials[place].proposedSquares += Self.square(proposed, isWon)
    if let amount = row.amount {
      trials[place].current.add(amount, times: current)
      trials[place].proposed.add(amount, times: proposed)
    }
    if isWon, let amount = after.amount {
      trials[place].actual.add(amount)
    }
  }

  private static func square(_ chance: Chance, _ isWon: Bool) -> Int128 {
    let miss = Int128(chance.trillionths / 1_000_000 - (isWon ? 1_000_000 : 0))
    return miss * miss
  }

  func rows(
    _ deviations: Double, _ filter: OpportunityFilter, _ shown: ShownCurrency
  ) -> [Row] {
    book.stages.all.indices.compactMap { place in
      let (pipeline, stage) = book.stages.all[place]
      guard filter.pipeline == nil || filter.pipeline == pipeline else { return nil }
      let decided = learned.decided(reachedStage: place)
      let name = book.pipelines[pipeline]?.name ?? ""
      return Row(
        key: "\(pipeline)/\(stage.number)",
        cells: [.text(name), .text(stage.name)]
          + proposal(decided, stage.probability, deviations) + outcome(trials[place], shown),
        sources: streams[place].sorted)
    }
  }

  private func proposal(
    _ decided: LearnedShares.Decided, _ now: Probability, _ deviations: Double
  ) -> [Cell] {
    let current = Cell.ratio(Int128(now.basisPoints), 10_000)
    let counts: [Cell] = [.integer(Int64(decided.all)), .integer(Int64(decided.won))]
    guard decided.all > 0 else { return [current] + counts + [.none, .none, .none, .none] }
    let interval = WilsonInterval(won: decided.won, of: decided.all, deviations: deviations)
    let isOutside = now.fraction < interval.low || now.fraction > interval.high
    return [current] + counts + [
      .ratio(decided.won, decided.all), .statistic(interval.low), .statistic(interval.high),
      .text(isOutside ? "yes" : "no"),
    ]
  }

  private func outcome(_ trial: Trial, _ shown: ShownCurrency) -> [Cell] {
    guard trial.count > 0 else { return [.integer(0), .none, .none, .none, .none, .none, .none] }
    let whole = Int128(trial.count) * Chance.one
    let won = shown(trial.actual)
    return [
      .integer(Int64(trial.count)), .integer(Int64(trial.won)),
      .ratio(trial.currentSquares, whole), .ratio(trial.proposedSquares, whole), .money(won),
      .money(shown(trial.current) - won), .money(shown(trial.proposed) - won),
    ]
  }
}
