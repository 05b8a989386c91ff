import Bytes
import Domain
import Projections

/// What was answered, question by question.
struct AnswersReport: Report {
  static let name = "answers"
  static let summary = "What was answered to each question: mean, spread, counts, top boxes, NPS"
  static let discussion = """
    Every response counts once, whoever it is about. The standard deviation is that of a sample \
    (n − 1 below the line) unless --sd population is asked for. The top boxes are the highest places \
    of a scale. Promoters answered at least 'promoters-from', detractors at most 'detractors-to'; \
    the net score is the share of promoters less that of detractors, times 100. The correlation is \
    Pearson's, over the responses that answered both questions. "Same throughout" counts those \
    whose answers to all scale questions, at least two, are the same. The figures of questions with \
    a yes or no take yes as 1 and no as 0; a choice has counts only.

    Example: answers 8, 10, 10 and 4 on a scale to 10: mean 8, sample deviation √(24 ÷ 3) = 2.83, two \
    in the top two boxes, 2 promoters and 1 detractor, net score (50 % − 25 %) × 100 = 25.
    """
  static let options =
    ResponseFilter.options + [
      ReportOption(
        "by", "WHAT", "a line for each question, or for each answer given to it",
        choices: ["question", "value"], standard: "question"),
      ReportOption(
        "wave", "WAVE", "beside each other", choices: Wave.allCases.map(\.rawValue),
        standard: "none"),
      ReportOption("question", "CODES", "only these questions, with commas between them"),
      ReportOption("with", "CODE", "the question answers are correlated with"),
      ReportOption("top", "N", "how many places of a scale are its top boxes", standard: "2"),
      ReportOption(
        "promoters-from", "N", "the least answer of a promoter; the highest place but one if not said"),
      ReportOption(
        "detractors-to", "N", "the highest answer of a detractor; three below that if not said"),
      ReportOption(
        "sd", "WHICH", "the standard deviation", choices: ["sample", "population"],
        standard: "sample"),
      ReportOption("from", "DAY", "only answers given on this day or later"),
      ReportOption("to", "DAY", "only answers given on this day or before"),
    ]
  static var needs: [any ReadModel.Type] { Ratings.needs }

  /// What answers are held against each other by.
  enum Wave: String, CaseIterable, Sendable {
    case none, version, month, quarter, year
  }

  private let filter: ResponseFilter
  private let byValue: Bool
  private let wave: Wave
  private let codes: [String]
  private let with: String?
  private let measures: AnswerMeasures
  private let from: Day?
  private let to: Day?
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    filter = try ResponseFilter(values)
    byValue = try values.named("by", [("question", false), ("value", true)]) ?? false
    wave = try values.choice("wave", as: Wave.self) ?? .none
    codes = (values["question"] ?? "").split(separator: ",").map(String.init)
    with = values["with"]
    measures = AnswerMeasures(
      top: try values.count("top") ?? 2, promotersFrom: try values.count("promoters-from"),
      detractorsTo: try values.count("detractors-to"),
      isPopulation: try values.named("sd", [("sample", false), ("population", true)]) ?? false)
    from = try values.day("from")
    to = try values.day("to")
    if let from, let to, from > to {
      throw .backwards(from: from.description, to: to.description)
    }
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let questionnaire = try filter.questionnaire(source)
    let other = try with.map { try questionnaire.asked($0) }
    let questions = try questions(questionnaire)
    let responses = try source.model(Responses.self)
    var tallies = AnswerTallies(questionnaire, questions, with: other)
    let moment = source.moment
    for (id, row) in responses.rows.all where filter.keeps(row, questionnaire.id, moment) {
      let day = row.answeredAt.map { moment.zone.day(of: $0) }
      guard isWanted(day) else { continue }
      tallies.add(id, responses.answers(of: row), row.version, in: label(row, day))
    }
    var answer = Answer(
      report: Self.name, title: "Answers to \(questionnaire.name)", moment: moment,
      parameters: asked,
      columns: waveColumns + (byValue ? Self.valueColumns : measures.columns(with: with)))
    for tally in tallies.sorted {
      let before = waveCells(tally.wave)
      answer.rows +=
        byValue
        ? tally.valueRows(before) : [tally.row(before, measures, withCorrelation: other != nil)]
    }
    answer.notes = tallies.notes
    return answer
  }

  private func questions(_ questionnaire: Questionnaire) throws(ReportRefusal) -> [Question] {
    var questions: [Question] = []
    for code in codes { questions.append(try questionnaire.asked(code)) }
    guard codes.isEmpty else { return questions }
    if let version = filter.version {
      guard let found = questionnaire.version(version) else {
        throw .unknown("version \(version) of \(questionnaire.id)")
      }
      return found.questions
    }
    // All that any version asks: the newest form of each, those of the newest version first.
    var seen: Set<UInt32> = []
    return questionnaire.versions.reversed().flatMap(\.questions)
      .filter { seen.insert($0.number).inserted }
  }

  private func isWanted(_ day: Day?) -> Bool {
    if from == nil, to == nil { return true }
    guard let day else { return false }
    return (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
  }

  private func label(_ row: ResponseRow, _ day: Day?) -> String {
    let kind: Period.Kind? =
      switch wave {
      case .none, .version: nil
      case .month: .month
      case .quarter: .quarter
      case .year: .year
      }
    if wave == .version { return "version \(row.version)" }
    guard let kind else { return "" }
    return day.map { Period(kind, containing: $0).label } ?? "(undated)"
  }

  private var waveColumns: [Column] { wave == .none ? [] : [Column("wave", "Wave", .text)] }

  private func waveCells(_ name: String) -> [Cell] { wave == .none ? [] : [.text(name)] }

  private static let valueColumns = [
    Column("question", "Question", .text),
    Column("value", "Answer", .text),
    Column("label", "Label", .text),
    Column("count", "Count", .integer),
    Column("share", "Share", .share),
  ]
}
