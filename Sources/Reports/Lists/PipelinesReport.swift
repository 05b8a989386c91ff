import Bytes
import Domain
import Projections

/// The pipelines and their stages.
struct PipelinesReport: Report {
  static let name = "pipelines"
  static let summary = "Pipelines with their stages, probabilities and forecast categories"
  static let discussion = """
    One line a stage, in the order opportunities go through them, retired stages included.

    Example: a pipeline of two stages at 10 % and 40 % shows two lines; three opportunities are open \
    in the first.
    """
  static let options = [
    ReportOption("search", "TEXT", "only pipelines in which this text stands")
  ]
  static let needs: [any ReadModel.Type] = [Pipelines.self, Opportunities.self]

  private let search: String?

  init(_ values: OptionValues) throws(ReportRefusal) {
    search = values["search"]
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let rows = try source.model(Opportunities.self).rows
    var answer = Answer(
      report: Self.name, title: "Pipelines", moment: source.moment,
      parameters: search.map { [Answer.Parameter("search", $0)] } ?? [],
      columns: [
        Column("pipeline", "Pipeline", .entity),
        Column("stage", "Stage", .integer),
        Column("name", "Name", .text),
        Column("probability", "Probability", .share),
        Column("category", "Category", .text),
        Column("active", "Active", .text),
        Column("open", "Open", .integer),
      ])
    for pipeline in try source.model(Pipelines.self).all where pipeline.exists {
      if let search, !pipeline.fields.contains(where: { $0.value.holds(search) }) { continue }
      for stage in pipeline.stages {
        let open = rows.all.filter {
          $0.1.status == .open && $0.1.pipeline == pipeline.id && $0.1.stage == stage.number
        }
        answer.rows.append(row(pipeline, stage, open.map(\.0)))
      }
    }
    return answer
  }

  private func row(
    _ pipeline: Pipeline, _ stage: Pipeline.Stage, _ open: [OpportunityID]
  ) -> Row {
    Row(
      key: "\(pipeline.id)/\(stage.number)",
      cells: [
        .entity(pipeline.id.description, name: pipeline.name), .integer(Int64(stage.number)),
        .text(stage.name), .probability(stage.probability), .text(stage.category.description),
        .flag(!stage.isRetired && !pipeline.isRetired), .integer(Int64(open.count)),
      ],
      sources: [pipeline.id.stream] + open.map(\.stream))
  }
}
