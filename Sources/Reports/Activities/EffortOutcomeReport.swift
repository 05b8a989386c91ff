import Bytes
import Domain
import Projections

/// What was done for the opportunities that were won, and for those that were lost.
struct EffortOutcomeReport: Report {
  static let name = "effort-outcome"
  static let summary = "Activities of each type per won and per lost opportunity"
  static let discussion = """
    One line for the won and one for the lost opportunities of each group. Counted are activities \
    about the opportunity that were completed by its close: 'calls' is their number divided by that \
    of the opportunities, those without any included, and so on. 'with_any' is the share that had \
    at least one activity. Of an opportunity whose close has no date everything counts.

    Example: two won ones with 3 calls and 1 call, one lost one with none: calls 2.00 per won and \
    0.00 per lost opportunity. More effort beside more wins does not say that the one made the other.
    """
  private static let allowed: [Group] = Group.allCases.filter {
    $0 != .status && $0 != .expectedMonth
  }
  static let options = [
    ReportOption("by", "GROUPS", "one or two of " + Group.help(allowed), standard: "none"),
    ReportOption("from", "DAY", "only what closed on this day or later"),
    ReportOption("to", "DAY", "only what closed on this day or before"),
    ReportOption("owner", "U-1", "only what this user works on"),
    ReportOption("pipeline", "L-1", "only what goes through this pipeline"),
  ]
  static var needs: [any ReadModel.Type] { SalesBook.needs + [Activities.self] }

  private let groups: [Group]
  private let span: DaySpan
  private let filter: OpportunityFilter
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    groups = try values.groups("by", allowed: Self.allowed, standard: "none", limit: 2)
    span = try DaySpan(values)
    filter = try OpportunityFilter(values)
    asked = values.parameters(Self.options)
  }

  private static let figures =
    [
      Column("outcome", "Outcome", .text),
      Column("opportunities", "Opportunities", .integer),
      Column("with_any", "With any", .share),
      Column("activities", "Activities each", .decimal),
    ] + ActivityKind.allCases.map { Column($0.plural, $0.plural.capitalizedFirst, .decimal) }
    + [Column("minutes", "Minutes each", .decimal)]

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source)
    let activities = try source.model(Activities.self)
    let rows = book.opportunities.rows
    let counts = { (id: OpportunityID, effort: Effort) -> Bool in
      guard let closed = rows[id].closedAt, !effort.isUndated else { return true }
      return effort.endedAt <= closed
    }
    let efforts = activities.effortByOpportunity(where: counts)
    var tallies: [OutcomeKey: OpportunityEffortTally] = [:]
    for (id, row) in rows.all where keeps(row, book) {
      let key = OutcomeKey(group: book.key(groups, id, row), isWon: row.status == .won)
      let index = Int(id.number) - 1
      let effort = efforts.indices.contains(index) ? efforts[index] : KindEffort()
      tallies[key, default: OpportunityEffortTally()].add(id, effort)
      for group in groups { tallies[key]?.note(group, row, book) }
    }
    for (id, row) in activities.rows.all {
      guard let opportunity = row.opportunity, keeps(rows[opportunity], book) else { continue }
      let deal = rows[opportunity]
      let key = OutcomeKey(group: book.key(groups, opportunity, deal), isWon: deal.status == .won)
      tallies[key]?.activities.append(id.stream)
    }
    var answer = Answer(
      report: Self.name, title: "Effort and outcome", moment: source.moment, parameters: asked,
      columns: groups.map(\.column) + Self.figures)
    answer.rows = try self.rows(tallies, book, source)
    return answer
  }

  private func keeps(_ row: OpportunityRow, _ book: SalesBook) -> Bool {
    guard row.status == .won || row.status == .lost, filter.keeps(row) else { return false }
    return span.contains(row.closedAt.map(book.moment.zone.day(of:)))
  }

  private func rows<Source: ReportSource>(
    _ tallies: [OutcomeKey: OpportunityEffortTally], _ book: SalesBook, _ source: Source
  ) throws -> [Row] {
    var labels = Labels(source)
    var ordered: [(names: [GroupLabel], row: Row)] = []
    for (key, tally) in tallies {
      var names: [GroupLabel] = []
      for (group, code) in zip(groups, [key.group.first, key.group.second]) {
        names.append(try book.label(group, code, &labels))
      }
      let cells = names.map(\.cell) + [key.label.cell] + tally.cells
      names.append(key.label)
      ordered.append(
        (
          names,
          Row(
            key: names.map(\.key).joined(separator: ","), cells: cells, sources: tally.sources)
        ))
    }
    return ordered.sorted { GroupLabel.comeBefore($0.names, $1.names) }.map(\.row)
  }
}

/// A group of opportunities, and whether they were won.
private struct OutcomeKey: Hashable {
  var group: GroupKey
  var isWon: Bool

  var label: GroupLabel {
    let word = isWon ? "won" : "lost"
    return GroupLabel(key: word, cell: .text(word), rank: isWon ? 0 : 1, name: word)
  }
}

/// What was done for some opportunities together.
private struct OpportunityEffortTally {
  private var effort = KindEffort()
  private var withAny = 0
  private var opportunities: [StreamID] = []
  private var others = TallyStreams()
  var activities: [StreamID] = []

  mutating func add(_ id: OpportunityID, _ effort: KindEffort) {
    self.effort += effort
    if effort.count > 0 { withAny += 1 }
    opportunities.append(id.stream)
  }

  mutating func note(_ group: Group, _ row: OpportunityRow, _ book: SalesBook) {
    book.note(group, row, &others)
  }

  var sources: [StreamID] { opportunities + activities + others.sorted }

  var cells: [Cell] {
    let count = opportunities.count
    return [.integer(Int64(count)), .ratio(withAny, count), .ratio(effort.count, count)]
      + ActivityKind.allCases.map { .ratio(effort.count($0), count) }
      + [
        Quotient(effort.totalMicroseconds, 60_000_000 * Int64(count)).map(Cell.quotient) ?? .none
      ]
  }
}

extension ActivityKind {
  /// The stable key of a column that counts them.
  var plural: String { description + "s" }
}
