import Bytes
import Domain
import Projections

/// How long opportunities stay in each stage.
struct TimeInStageReport: Report {
  static let name = "time-in-stage"
  static let summary = "How long opportunities stay in each stage: mean and median, to the second"
  static let discussion = """
    Each stay that is over counts once, from the instant it began to the instant it ended: by going \
    forward or back, or by being won or lost. What is still in the stage is counted apart. Times are \
    exact, and a day is 24 hours; the median of an even count is the mean of the two in the middle.

    Example: stays of 12 hours, 1 day and 6 days: mean 2.5 days, median 1 day.
    """
  static let options =
    [
      TimeUnit.option,
      ReportOption(
        "exit", "EXIT", "only stays that ended so",
        choices: ["any", "forward", "back", "won", "lost"], standard: "any"),
      ReportOption(
        "by", "GROUP", "what to tell apart in each stage: one of " + Group.help(groups),
        standard: "none"),
    ] + StageSelection.options
  static var needs: [any ReadModel.Type] { SalesBook.needs + [StageVisits.self] }

  private static let groups: [Group] = Group.allCases.filter { $0 != .stage && $0 != .category }

  private let unit: TimeUnit
  private let exit: StageExit?
  private let group: Group
  private let selection: StageSelection
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    unit = try values.choice("unit", as: TimeUnit.self) ?? .days
    exit = try values.named(
      "exit",
      [("any", nil), ("forward", .forward), ("back", .back), ("won", .won), ("lost", .lost)])
      ?? nil
    group = try values.groups("by", allowed: Self.groups, standard: "none", limit: 1)[0]
    selection = try StageSelection(values)
    asked = values.parameters(Self.options)
  }

  /// The stays in a stage.
  private struct Stays {
    var times = TimeSample()
    var still = 0
    var undated = 0
    var seen: UInt32 = 0
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source, by: [group])
    let members = selection.members(book)
    var stays = SectionTallies(sections: book.stages.all.count, by: [group], Stays())
    for visit in try source.model(StageVisits.self).all {
      let id = OpportunityID(visit.opportunity)
      let index = Int(visit.opportunity) - 1
      guard index < members.count, members[index],
        let place = book.stages.place(PipelineID(visit.pipeline), visit.stage)
      else { continue }
      if let exit, visit.exit != exit, visit.exit != nil { continue }
      stays.change(place, id, book.opportunities.rows.rows[index], book) { stays in
        if visit.exit == nil {
          stays.still += 1
        } else if let time = visit.microseconds {
          stays.times.add(time)
        } else {
          stays.undated += 1
        }
      }
    }
    var answer = Answer(
      report: Self.name, title: "Time in stage", moment: source.moment, parameters: asked,
      columns: columns)
    var labels = Labels(source)
    let lines = try stays.lines(book, &labels, Surroundings())
    for place in try selection.places(book) {
      answer.rows += lines.filter { $0.section == place }.map { row(place, $0, book) }
    }
    answer.charts = [answer.timeChart(unit)]
    return answer
  }

  private var columns: [Column] {
    [Column("pipeline", "Pipeline", .text), Column("stage", "Stage", .text)]
      + (group == .none ? [] : [group.column]) + [
        Column("stays", "Stays", .integer),
        Column("mean_time", "Mean, \(unit.rawValue)", .decimal),
        Column("median_time", "Median, \(unit.rawValue)", .decimal),
        Column("shortest", "Shortest, \(unit.rawValue)", .decimal),
        Column("longest", "Longest, \(unit.rawValue)", .decimal),
        Column("still_in", "Still there", .integer),
        Column("undated", "Undated", .integer),
      ]
  }

  private func row(
    _ place: Int, _ line: SectionTallies<Stays>.Line, _ book: SalesBook
  ) -> Row {
    let (pipeline, stage) = book.stages.all[place]
    let times = line.tally.times
    let labels = group == .none ? [] : line.labels
    return Row(
      key: (["\(pipeline)/\(stage.number)"] + labels.map(\.key)).joined(separator: ","),
      cells: [.text(book.pipelines[pipeline]?.name ?? ""), .text(stage.name)]
        + labels.map(\.cell) + [
          .integer(Int64(times.count)), times.mean(unit), times.median(unit),
          times.minimum(unit), times.maximum(unit), .integer(Int64(line.tally.still)),
          .integer(Int64(line.tally.undated)),
        ], sources: line.sources)
  }
}
