import Bytes
import Domain
import Projections

/// How much was done, by group.
struct EffortReport: Report {
  static let name = "effort"
  static let summary = "Completed activities and the minutes worked, by type, owner, month …"
  static let discussion = """
    'completed' counts activities that were completed and not reopened, at the day of completion. \
    'stretches' counts pieces of work whose length is known: from a start to its stop or completion, \
    or as said when the activity was completed or logged; 'minutes' is their sum, at the day each \
    ended. An activity may have several stretches, and stretches before it is completed. 'user' is \
    who worked: whoever started, else the owner then; 'owner' is the owner at the moment. A start \
    without an end, or an end without a start, has no length, and a note counts them.

    Example: started at 9:00, stopped at 9:20, started again at 11:00, completed at 11:10: 1 completed, \
    2 stretches, 30 minutes, 15 a stretch.
    """
  static let options =
    [
      ReportOption(
        "by", "GROUPS", "one or two of " + EffortGroup.help, standard: "type"),
      ReportOption("from", "DAY", "only what ended on this day or later"),
      ReportOption("to", "DAY", "only what ended on this day or before"),
      ReportOption("user", "U-1", "only what this user worked on"),
    ] + ActivityFilter.options
  static let needs: [any ReadModel.Type] = [Activities.self, Opportunities.self]

  private let groups: [EffortGroup]
  private let span: DaySpan
  private let user: UserID?
  private let filter: ActivityFilter
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    groups = try EffortGroup.read(values)
    span = try DaySpan(values)
    user = try values.id("user", as: UserID.self)
    filter = try ActivityFilter(values)
    asked = values.parameters(Self.options)
  }

  private static let figures = [
    Column("completed", "Completed", .integer),
    Column("stretches", "Stretches", .integer),
    Column("minutes", "Minutes", .decimal),
    Column("mean_minutes", "Minutes a stretch", .decimal),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    let grouping = EffortGrouping(
      try ActivityBook(source), opportunities: try source.model(Opportunities.self))
    let activities = grouping.book.activities
    var places: [GroupKey: Int] = [:]
    var tallies: [(key: GroupKey, tally: EffortTally)] = []
    var undatedCount = 0
    for effort in activities.efforts {
      let row = activities.rows[ActivityID(effort.activity)]
      guard filter.keeps(row), user == nil || effort.user == user else { continue }
      if effort.isUndated, !span.isOpen { undatedCount += 1 }
      guard span.contains(grouping.day(effort)) else { continue }
      let key = grouping.key(groups, effort, row)
      if let place = places[key] {
        tallies[place].tally.add(effort)
      } else {
        places[key] = tallies.count
        tallies.append((key, EffortTally(effort)))
      }
    }
    var answer = Answer(
      report: Self.name, title: "Effort", moment: source.moment, parameters: asked,
      columns: groups.map(\.column) + Self.figures)
    answer.rows = try rows(tallies, grouping, source)
    answer.total =
      [.text("total")] + groups.dropFirst().map { _ in .none }
      + tallies.reduce(into: EffortTally()) { $0 += $1.tally }.cells
    answer.notes = notes(activities, undatedCount)
    return answer
  }

  private func rows<Source: ReportSource>(
    _ tallies: [(key: GroupKey, tally: EffortTally)], _ grouping: EffortGrouping, _ source: Source
  ) throws -> [Row] {
    var labels = Labels(source)
    var ordered: [(names: [GroupLabel], row: Row)] = []
    for (key, tally) in tallies {
      var names: [GroupLabel] = []
      var sources = Set(tally.activities.map { ActivityID($0).stream })
      for (group, code) in zip(groups, [key.first, key.second]) {
        names.append(try grouping.label(group, code, &labels))
        if let stream = group.stream(code) { sources.insert(stream) }
      }
      if groups.contains(.product) { sources.formUnion(grouping.opportunities(of: tally)) }
      ordered.append(
        (
          names,
          Row(
            key: names.map(\.key).joined(separator: ","), cells: names.map(\.cell) + tally.cells,
            sources: sources.sorted { ($0.kind.number, $0.number) < ($1.kind.number, $1.number) })
        ))
    }
    return ordered.sorted { GroupLabel.comeBefore($0.names, $1.names) }.map(\.row)
  }

  private func notes(_ activities: Activities, _ undatedCount: Int) -> [String] {
    var notes: [String] = []
    let unpaired = activities.rows.rows.reduce(0) {
      filter.keeps($1) ? $0 + Int($1.unpairedCount) : $0
    }
    if unpaired > 0 {
      notes.append("\(unpaired) starts without an end, or ends without a start: no minutes known")
    }
    if undatedCount > 0 {
      notes.append("\(undatedCount) ended nobody knows when: they are left out")
    }
    return notes
  }
}

/// What the effort report counts of a group.
struct EffortTally {
  private var (completed, stretches) = (0, 0)
  private var microseconds: Int64 = 0
  /// The numbers of the activities; some may come several times.
  private(set) var activities: [UInt32] = []

  init() {}

  init(_ effort: Effort) { add(effort) }

  mutating func add(_ effort: Effort) {
    if effort.completes { completed += 1 }
    if effort.isTimed { stretches += 1 }
    microseconds += effort.microseconds
    activities.append(effort.activity)
  }

  static func += (left: inout EffortTally, right: EffortTally) {
    left.completed += right.completed
    left.stretches += right.stretches
    left.microseconds += right.microseconds
  }

  var cells: [Cell] {
    [
      .integer(Int64(completed)), .integer(Int64(stretches)),
      Quotient(microseconds, 60_000_000).map(Cell.quotient) ?? .none,
      Quotient(microseconds, 60_000_000 * Int64(stretches)).map(Cell.quotient) ?? .none,
    ]
  }
}
