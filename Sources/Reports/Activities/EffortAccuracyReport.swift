import Bytes
import Domain
import Projections

/// How well opportunities were forecast, by the effort that was put into them.
struct EffortAccuracyReport: Report {
  static let name = "effort-accuracy"
  static let summary = "How well decided opportunities were forecast, by the effort put into them"
  static let discussion = """
    Every opportunity that was decided is judged as it stood so many days before: its forecast is \
    amount × probability as known by the end of that day, its actual what it was won for, 0 when it \
    was lost. What was not open then is left out, and a note counts it. Opportunities are told apart \
    by the effort put into them by then (or by their close): completed activities about them, or \
    minutes worked, of all types or of one.

    A band's error is Σ(F − A), its bias that ÷ ΣA, its WAPE Σ|F − A| ÷ ΣA over its opportunities, \
    its Brier score the mean of (probability − outcome)². Groups are those at the moment of the report. \
    Effort is what is known by now to have been done by then.

    Example: 1,000 at 40 % was won for 900, 500 at 40 % was lost, each with two calls: forecast 600, \
    actual 900, bias −33.3 %, WAPE (500 + 200) ÷ 900 = 77.8 %, Brier (0.6² + 0.4²) ÷ 2 = 0.26.
    """
  static let options =
    [
      ReportOption(
        "lead", "DAYS", "how many days before they were decided, a list with commas",
        standard: "30"),
      ReportOption(
        "effort", "WHEN", "effort by the day they are judged on, or by their close",
        choices: ["then", "close"], standard: "then"),
    ] + EffortBands.options + [
      ReportOption("by", "GROUPS", "one or two of " + Group.help(allowed), standard: "none"),
      ReportOption("from", "DAY", "only what was decided on this day or later"),
      ReportOption("to", "DAY", "only what was decided on this day or before"),
    ] + ForecastAssumptions.options + [
      ShownCurrency.option,
      ReportOption("owner", "U-1", "only what this user works on"),
      ReportOption("pipeline", "L-1", "only what goes through this pipeline"),
    ]
  private static let allowed: [Group] = Group.allCases.filter {
    $0 != .expectedMonth && $0 != .opportunity
  }
  static var needs: [any ReadModel.Type] { SalesBook.needs + [Activities.self] }

  private let leads: [Int]
  private let isByClose: Bool
  private let bands: EffortBands
  private let groups: [Group]
  private let span: DaySpan
  private let assumptions: ForecastAssumptions
  private let filter: OpportunityFilter
  private let values: OptionValues
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    leads = try AccuracyPlan.leads(values["lead"] ?? "30").sorted(by: >)
    isByClose = try values.named("effort", [("then", false), ("close", true)]) ?? false
    bands = try EffortBands(values)
    groups = try values.groups("by", allowed: Self.allowed, standard: "none", limit: 2)
    span = try DaySpan(values)
    assumptions = try ForecastAssumptions(values)
    filter = try OpportunityFilter(values)
    _ = try values.currency("currency")
    self.values = values
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source, by: groups)
    let activities = try source.model(Activities.self)
    let shown = try ShownCurrency(values, book.book, book.moment)
    var judged = try judge(book, source)
    let missing = judged.missing
    addEffort(activities, &judged.all)
    let boundaries = bands.boundaries(of: judged.all.map(\.effort))
    var table = EffortAccuracyTable(groups, bands, boundaries)
    for one in judged.all { table.add(one, book, shown) }
    table.addActivities(activities, of: judged.all, book)
    var answer = Answer(
      report: Self.name, title: "Accuracy by effort", moment: source.moment, parameters: asked,
      columns: groups.map(\.column) + EffortAccuracyTally.columns)
    var labels = Labels(source)
    let around = assumptions.surroundings(book)
    answer.rows = try table.rows(book, &labels, around)
    answer.total =
      [.text("total")] + groups.dropFirst().map { _ in .none } + table.totalCells(leads)
    answer.charts = [answer.effortAccuracyChart()]
    if missing > 0 {
      answer.notes.append(
        "\(missing) times a decided one was not open so long before: left out")
    }
    answer.notes += shown.notes
    return answer
  }

  /// Everything decided, as it stood before.
  private func judge<Source: ReportSource>(
    _ book: SalesBook, _ source: Source
  ) throws -> (all: [JudgedOpportunity], missing: Int) {
    let zone = book.moment.zone
    var byDay: [Day: [(id: OpportunityID, lead: Int)]] = [:]
    for (id, row) in book.opportunities.rows.all {
      guard row.status == .won || row.status == .lost, filter.keeps(row),
        let closed = row.closedAt.map(zone.day(of:)), span.contains(closed)
      else { continue }
      for lead in leads { byDay[closed.adding(days: -lead), default: []].append((id, lead)) }
    }
    let days = byDay.keys.sorted()
    let overrides = try assumptions.overrides(book)
    var judged: [JudgedOpportunity] = []
    var missing = 0
    try source.visit(days.map { .day($0) }, folding: SalesBook.needs) { index, then in
      let known = try SalesBook(then)
      let chances = Chances(assumptions, known, overrides)
      for (id, lead) in byDay[days[index]] ?? [] {
        let row = known.opportunities.rows[id]
        guard row.status == .open, let chance = chances.of(id, row)?.chance else {
          missing += 1
          continue
        }
        let final = book.opportunities.rows[id]
        // By its close: what ended at that instant counts.
        let close = Instant(microseconds: (final.closedAt ?? .beginning).microseconds + 1)
        let limit = isByClose ? close : zone.end(of: days[index])
        judged.append(
          JudgedOpportunity(
            id: id, lead: lead, row: final, chance: chance, amount: row.amount, limit: limit))
      }
    }
    return (judged, missing)
  }

  /// Adds what was done for each by its moment.
  private func addEffort(_ activities: Activities, _ judged: inout [JudgedOpportunity]) {
    var places: [OpportunityID: [Int]] = [:]
    for (place, one) in judged.enumerated() { places[one.id, default: []].append(place) }
    for effort in activities.efforts {
      let row = activities.rows[ActivityID(effort.activity)]
      guard let opportunity = row.opportunity, let own = places[opportunity] else { continue }
      for place in own where effort.isUndated || effort.endedAt < judged[place].limit {
        judged[place].effort += bands.value(effort, row.kind)
      }
    }
  }
}

/// A decided opportunity as it stood some days before.
struct JudgedOpportunity {
  let id: OpportunityID
  let lead: Int
  /// As it is at the moment of the report.
  let row: OpportunityRow
  let chance: Chance
  let amount: Money?
  /// Effort counts that ended before this instant.
  let limit: Instant
  /// Activities, or microseconds.
  var effort: Int64 = 0
}
