import Bytes
import Domain
import Projections

/// Whether what was called likely was won as often as it was said.
struct CalibrationReport: Report {
  static let name = "calibration"
  static let summary = "Predicted probability against the share really won, and the Brier score"
  static let discussion = """
    Every open opportunity at every moment is a prediction: its probability then. With --when entry \
    each entry into a stage is one: the opportunity's own probability as it entered, else the \
    stage's as of the report. Predictions are sorted into bins; the share won is that among those \
    decided since. What is still undecided is counted apart and takes no other part.

    Brier score (Brier 1950): the mean of (probability − outcome)², outcome 1 for won and 0 for lost: \
    0 is perfect, 0.25 is what always saying 50 % gives. It is reliability − resolution + uncertainty \
    (Murphy 1973), over the bins: reliability Σ n (mean probability − share won)² ÷ N, small when \
    sayings come true; resolution Σ n (share won − share of all)² ÷ N, large when they tell cases \
    apart; uncertainty s (1 − s) for the share s of all. The sum is exact when all predictions of a \
    bin are alike; a note says what is left otherwise.

    Example: 10 at 30 %, 5 of them won: share won 50 %, Brier (5 × 0.7² + 5 × 0.3²) ÷ 10 = 0.29.
    """
  static let options =
    [
      ReportOption(
        "when", "WHEN", "at moments, or as stages were entered", choices: ["snapshots", "entry"],
        standard: "snapshots")
    ] + ForecastSnapshots.options(standard: 12) + [
      ReportOption("bins", "N", "how many bins of the same width", standard: "10")
    ] + ForecastAssumptions.options + [
      ReportOption("owner", "U-1", "only what this user worked on"),
      ReportOption("pipeline", "L-1", "only what goes through this pipeline"),
    ]
  static var needs: [any ReadModel.Type] {
    SalesBook.needs + [StageVisits.self]
  }

  private let isAtEntry: Bool
  private let snapshots: ForecastSnapshots
  private let bins: Int
  private let assumptions: ForecastAssumptions
  private let filter: OpportunityFilter
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    isAtEntry = try values.named("when", [("snapshots", false), ("entry", true)]) ?? false
    snapshots = try ForecastSnapshots(values, standard: 12)
    bins = try values.count("bins") ?? 10
    guard (1...100).contains(bins) else {
      throw .badValue(option: "bins", value: "\(bins)", expected: "a number from 1 to 100")
    }
    assumptions = try ForecastAssumptions(values)
    if isAtEntry, assumptions.basis == .learned {
      throw .badValue(
        option: "probability", value: "learned",
        expected: "to be had at entries: nothing can be learned at so many moments")
    }
    filter = try OpportunityFilter(values)
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source)
    let overrides = try assumptions.overrides(book)
    var table = CalibrationBins(count: bins)
    if isAtEntry {
      let chances = Chances(assumptions, book, overrides)
      addEntries(try source.model(StageVisits.self), chances, book, &table)
    } else {
      let settings = try source.model(BookSettings.self).book
      let moments = try snapshots.moments(book.moment, fiscal: settings.fiscal)
      try source.visit(moments.map(\.moment), folding: SalesBook.needs) { _, then in
        let known = try SalesBook(then)
        let chances = Chances(assumptions, known, overrides)
        for (id, row) in known.opportunities.rows.all
        where row.status == .open && filter.keeps(row) {
          guard let likelihood = chances.of(id, row) else { continue }
          table.add(id, row, likelihood.chance, book.opportunities.rows[id].status ?? .open)
        }
      }
    }
    var answer = Answer(
      report: Self.name, title: "Calibration", moment: source.moment, parameters: asked,
      columns: CalibrationBins.columns)
    answer.rows = table.rows(assumptions.surroundings(book))
    answer.total = table.totalCells
    answer.charts = [answer.calibrationChart()]
    answer.notes = table.notes
    return answer
  }

  private func addEntries(
    _ visits: StageVisits, _ chances: Chances, _ book: SalesBook, _ table: inout CalibrationBins
  ) {
    for visit in visits.all {
      let id = OpportunityID(visit.opportunity)
      var row = book.opportunities.rows[id]
      guard filter.keeps(row) else { continue }
      let status = row.status ?? .open
      (row.stage, row.probability) = (visit.stage, visit.probability)
      guard let likelihood = chances.of(id, row) else { continue }
      table.add(id, row, likelihood.chance, status)
    }
  }
}
