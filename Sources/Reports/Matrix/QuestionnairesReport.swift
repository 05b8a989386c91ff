import Bytes
import Domain
import Projections

/// The questionnaires and what they ask.
struct QuestionnairesReport: Report {
  static let name = "questionnaires"
  static let summary = "Questionnaires: what each version asks, how it counts, how often it was filled"
  static let discussion = """
    One line a question of the newest version; --all shows those of older versions too. A response \
    belongs to the version that was filled, so that old answers are read as they were meant.

    Example: a questionnaire of ten questions that asks nine since its second version shows nine \
    lines, and nineteen with --all yes.
    """
  static let options = [
    ReportOption("questionnaire", "Q-1", "only this one"),
    ReportOption("search", "TEXT", "only questionnaires in which this text stands"),
    ReportOption(
      "all", "NO", "yes shows older versions too", choices: ["yes", "no"], standard: "no"),
  ]
  static var needs: [any ReadModel.Type] { Ratings.needs }

  private let id: QuestionnaireID?
  private let search: String?
  private let all: Bool
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    id = try values.id("questionnaire", as: QuestionnaireID.self)
    search = values["search"]
    all = try values.flag("all", standard: false)
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    var answer = Answer(
      report: Self.name, title: "Questionnaires", moment: source.moment, parameters: asked,
      columns: Self.columns)
    let responses = try source.model(Responses.self)
    for questionnaire in try source.model(Questionnaires.self).all where questionnaire.exists {
      if let id, questionnaire.id != id { continue }
      if let search, !questionnaire.fields.contains(where: { $0.value.holds(search) }) { continue }
      let filled = responses.rows.all
        .filter { $0.1.counts && $0.1.questionnaire == questionnaire.id }
      for version in questionnaire.versions {
        guard all || version == questionnaire.current else { continue }
        let own = filled.filter { $0.1.version == version.number }
        answer.rows += rows(questionnaire, version, own, responses)
      }
    }
    return answer
  }

  private static let columns = [
    Column("questionnaire", "Questionnaire", .entity),
    Column("version", "Version", .integer),
    Column("code", "Code", .text),
    Column("question", "Question", .text),
    Column("type", "Type", .text),
    Column("required", "Required", .text),
    Column("size_weight", "Weight, size", .decimal),
    Column("potential_weight", "Weight, potential", .decimal),
    Column("score", "Score", .text),
    Column("answers", "Answers", .integer),
    Column("responses", "Responses", .integer),
    Column("active", "Active", .text),
  ]

  private func rows(
    _ questionnaire: Questionnaire, _ version: Questionnaire.Version,
    _ filled: [(ResponseID, ResponseRow)], _ responses: Responses
  ) -> [Row] {
    var counts: [UInt32: Int] = [:]
    for (_, row) in filled {
      for answer in responses.answers(of: row) { counts[answer.question, default: 0] += 1 }
    }
    let sources = [questionnaire.id.stream] + filled.map(\.0.stream)
    return version.questions.map { question in
      let counted = question.sizeWeight > 0 || question.potentialWeight > 0
      return Row(
        key: "\(questionnaire.id)/\(version.number)/\(question.code)",
        cells: [
          .entity(questionnaire.id.description, name: questionnaire.name),
          .integer(Int64(version.number)), .text(question.code), question.wording.cell,
          .text(question.type), .flag(question.isRequired), weight(question.sizeWeight),
          weight(question.potentialWeight), counted ? .text(question.scoring.description) : .none,
          .integer(Int64(counts[question.number] ?? 0)), .integer(Int64(filled.count)),
          .flag(!questionnaire.isRetired && version == questionnaire.current),
        ], sources: sources)
    }
  }

  private func weight(_ weight: UInt32) -> Cell {
    weight == 0 ? .none : Quotient(Int64(weight), 10_000).map(Cell.quotient) ?? .none
  }
}

extension Question {
  /// Its type with its bounds or choices, as in `scale 1 to 10`.
  fileprivate var type: String {
    if kind == .choice { return "choice of " + choices.map(\.code).joined(separator: ", ") }
    guard let minimum, let maximum else { return kind.description }
    return "\(kind) \(text(of: minimum)) to \(text(of: maximum))"
  }
}
