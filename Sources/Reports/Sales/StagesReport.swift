import Bytes
import Domain
import Projections

/// How many opportunities are in each stage, ever reached it, and how those fared.
struct StagesReport: Report {
  static let name = "stages"
  static let summary = "Opportunities in each stage, those that ever reached it, and the share won"
  static let discussion = """
    An opportunity reached a stage when it ever entered it, wherever it is now. The share won is that \
    among the decided ones that reached the stage. Stages above number 64 of a pipeline are \
    not noted.

    Example: ten reached a stage, three of them were won, one was lost, six are open: share won \
    3 ÷ 4 = 0.75.
    """
  static let options = [
    ReportOption("owner", "U-1", "only what this user works on"),
    ReportOption("pipeline", "L-1", "only this pipeline"),
  ]
  static let needs: [any ReadModel.Type] = [Opportunities.self, Pipelines.self]

  private let filter: OpportunityFilter
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    filter = try OpportunityFilter(values)
    asked = values.parameters(Self.options)
  }

  /// What is counted of a stage.
  private struct Count {
    var open = 0
    var reached = 0
    var won = 0
    var lost = 0
    var opportunities: [OpportunityID] = []

    mutating func add(_ id: OpportunityID, _ row: OpportunityRow, _ stage: UInt32) {
      let isIn = row.status == .open && row.stage == stage
      let didReach = (1...64).contains(stage) && row.stagesReached >> UInt64(stage - 1) & 1 == 1
      guard isIn || didReach else { return }
      opportunities.append(id)
      if isIn { open += 1 }
      guard didReach else { return }
      reached += 1
      if row.status == .won { won += 1 }
      if row.status == .lost { lost += 1 }
    }
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let rows = try source.model(Opportunities.self).rows
    var answer = Answer(
      report: Self.name, title: "Stages", moment: source.moment, parameters: asked,
      columns: [
        Column("pipeline", "Pipeline", .entity),
        Column("stage", "Stage", .text),
        Column("in_stage_open", "Open in it", .integer),
        Column("reached", "Reached it", .integer),
        Column("won_of_reached", "Won of those", .integer),
        Column("lost_of_reached", "Lost of those", .integer),
        Column("share_won", "Share won", .share),
      ])
    for pipeline in try source.model(Pipelines.self).all {
      guard pipeline.exists, filter.pipeline == nil || filter.pipeline == pipeline.id else {
        continue
      }
      let own = rows.all.filter { $0.1.pipeline == pipeline.id && filter.keeps($0.1) }
      for stage in pipeline.stages {
        var count = Count()
        for (id, row) in own { count.add(id, row, stage.number) }
        answer.rows.append(row(pipeline, stage, count))
      }
    }
    answer.charts = answer.funnels()
    return answer
  }

  private func row(_ pipeline: Pipeline, _ stage: Pipeline.Stage, _ count: Count) -> Row {
    Row(
      key: "\(pipeline.id)/\(stage.number)",
      cells: [
        .entity(pipeline.id.description, name: pipeline.name), .text(stage.name),
        .integer(Int64(count.open)), .integer(Int64(count.reached)), .integer(Int64(count.won)),
        .integer(Int64(count.lost)), .ratio(count.won, count.won + count.lost),
      ],
      sources: [pipeline.id.stream] + count.opportunities.map(\.stream))
  }
}
