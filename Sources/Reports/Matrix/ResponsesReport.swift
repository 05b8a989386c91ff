import Bytes
import Domain
import Projections

/// The filled questionnaires.
struct ResponsesReport: Report {
  static let name = "responses"
  static let summary = "Filled questionnaires: of whom, when, how complete, with which scores"
  static let discussion = """
    One line a response, those retracted left out unless --retracted yes. Search looks into answers \
    in words and into what other systems call a response.

    Example: eight of ten questions answered is 80 % complete.
    """
  private static let keys = ["number", "answered", "size", "potential"]
  static let options =
    Listing.options(keys) + [
      ReportOption("questionnaire", "Q-1", "only those to this questionnaire"),
      ReportOption("account", "A-1", "only those of this account"),
      ReportOption("contact", "C-1", "only those of this contact"),
      ReportOption(
        "retracted", "NO", "yes shows those retracted too", choices: ["yes", "no"],
        standard: "no"),
    ]
  static var needs: [any ReadModel.Type] { Ratings.needs }

  private let listing: Listing
  private let questionnaire: QuestionnaireID?
  private let account: AccountID?
  private let contact: ContactID?
  private let withRetracted: Bool
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    listing = try Listing(values, keys: Self.keys)
    questionnaire = try values.id("questionnaire", as: QuestionnaireID.self)
    account = try values.id("account", as: AccountID.self)
    contact = try values.id("contact", as: ContactID.self)
    withRetracted = try values.flag("retracted", standard: false)
    asked = values.parameters(Self.options)
  }

  private static let columns = [
    Column("response", "Response", .entity),
    Column("questionnaire", "Questionnaire", .entity),
    Column("version", "Version", .integer),
    Column("account", "Account", .entity),
    Column("contact", "Contact", .entity),
    Column("answered", "Answered", .day),
    Column("size", "Size", .decimal),
    Column("potential", "Potential", .decimal),
    Column("answers", "Answers", .integer),
    Column("completeness", "Complete", .share),
    Column("retracted", "Retracted", .text),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    let responses = try source.model(Responses.self)
    let book = try ResponseBook(source)
    var answer = Answer(
      report: Self.name, title: "Responses", moment: source.moment, parameters: asked,
      columns: Self.columns)
    let candidates = responses.rows.all.filter { keeps($0.1) }.map(\.0)
    let zone = source.moment.zone
    try listing.fill(
      &answer, Response.self, candidates, source, keeps: nil,
      order: { order($0, book.rating($0)) },
      row: { response, labels in
        let rating = book.rating(response.id)
        let row = rating.row
        return Row(
          key: response.id.description,
          cells: [
            .entity(response.id.description, name: ""), try labels.cell(row.questionnaire),
            .integer(Int64(row.version)), try labels.cell(row.account),
            try labels.cell(row.contact),
            row.answeredAt.map { .day(zone.day(of: $0)) } ?? .none, rating.size.cell,
            rating.potential.cell, .integer(Int64(row.answerCount)),
            .ratio(rating.answered, rating.asked), .flag(row.isRetracted),
          ],
          sources: [
            response.id.stream, row.questionnaire?.stream, row.account?.stream,
            row.contact?.stream,
          ].compactMap(\.self))
      })
    return answer
  }

  private func keeps(_ row: ResponseRow) -> Bool {
    guard let asked = row.questionnaire, withRetracted || !row.isRetracted else { return false }
    return (questionnaire == nil || asked == questionnaire)
      && (account == nil || row.account == account) && (contact == nil || row.contact == contact)
  }

  private func order(_ id: ResponseID, _ rating: Rating) -> SortKey {
    switch listing.sort {
    case "answered":
      rating.row.answeredAt.map { .number(Int128($0.microseconds)) } ?? .none
    case "size": sortKey(rating.size)
    case "potential": sortKey(rating.potential)
    default: .entity(id)
    }
  }

  private func sortKey(_ score: AxisScore?) -> SortKey {
    score.map { .number(Int128($0.numerator) * 1_000_000_000 / Int128($0.denominator)) } ?? .none
  }
}

/// The ratings of responses to any questionnaire.
struct ResponseBook {
  private let responses: Responses
  private let ratings: [QuestionnaireID: Ratings]

  init(_ source: some ReportSource) throws {
    responses = try source.model(Responses.self)
    let any = try ResponseFilter(OptionValues())
    var ratings: [QuestionnaireID: Ratings] = [:]
    for questionnaire in try source.model(Questionnaires.self).all where questionnaire.exists {
      ratings[questionnaire.id] = try Ratings(source, any, of: .account, questionnaire)
    }
    self.ratings = ratings
  }

  /// How a response rates.
  func rating(_ id: ResponseID) -> Rating {
    let row = responses.rows[id]
    let subject = row.account?.stream ?? row.contact?.stream ?? id.stream
    if let ratings = row.questionnaire.flatMap({ ratings[$0] }) {
      return ratings.rating(id, row, subject)
    }
    return Rating(
      subject: subject, response: id, row: row, size: nil, potential: nil, answered: 0, asked: 0,
      missing: [])
  }
}

/// One filled questionnaire, question by question.
struct ResponseReport: Report {
  static let name = "response"
  static let summary = "One filled questionnaire: each question, the answer and its points"
  static let discussion = """
    The questions are those of the version that was filled. Points are those an answer gives before \
    they are weighted; words that were erased with the person show as erased.

    Example: 8 on a scale of 1 to 10 has (8 − 1) × 100 ÷ 9 = 77.78 points.
    """
  static let options = [
    ReportOption("response", "R-1", "the number of the response", isPositional: true)
  ]
  static var needs: [any ReadModel.Type] { Ratings.needs }

  private let id: ResponseID
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    guard let id = try values.id("response", as: ResponseID.self) else {
      throw .missing(option: "response", expected: "the number of a response, as in R-1")
    }
    self.id = id
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let response = try source.entity(Response.self, id)
    guard response.exists,
      let questionnaire = try source.model(Questionnaires.self)[response.questionnaire],
      let version = questionnaire.version(response.version)
    else { throw ReportRefusal.unknown("response \(id)") }
    var labels = Labels(source)
    let subject = response.contact?.stream ?? response.account?.stream
    var answer = Answer(
      report: Self.name,
      title: "Response \(id) of \(try subject.map { try labels.text($0) } ?? "")",
      moment: source.moment, parameters: asked,
      columns: [
        Column("code", "Code", .text),
        Column("question", "Question", .text),
        Column("answer", "Answer", .text),
        Column("label", "Label", .text),
        Column("points", "Points", .decimal),
        Column("size_weight", "Weight, size", .decimal),
        Column("potential_weight", "Weight, potential", .decimal),
      ])
    let sources = [id.stream, questionnaire.id.stream, subject].compactMap(\.self)
    for question in version.questions {
      answer.rows.append(
        Row(key: question.code, cells: cells(question, response), sources: sources))
    }
    let rating = try ResponseBook(source).rating(id)
    answer.total = [
      .text("score"), .none, .none, .none, .none, rating.size.cell, rating.potential.cell,
    ]
    if response.isRetracted { answer.notes.append("it was retracted and does not count") }
    return answer
  }

  private func cells(_ question: Question, _ response: Response) -> [Cell] {
    var answer = Cell.none
    var label = Cell.none
    var points: AxisScore?
    if let value = response.answers[question.number] {
      answer = .text(question.text(of: value))
      label = question.choices.first { $0.value == value }?.label.cell ?? .none
      if question.sizeWeight > 0 || question.potentialWeight > 0 {
        points = question.points(of: value)
      }
    } else if let text = response.words[question.number] {
      answer = text.map(Cell.text) ?? .erased
    }
    return [
      .text(question.code), question.wording.cell, answer, label, points.cell,
      weight(question.sizeWeight), weight(question.potentialWeight),
    ]
  }

  private func weight(_ weight: UInt32) -> Cell {
    weight == 0 ? .none : Quotient(Int64(weight), 10_000).map(Cell.quotient) ?? .none
  }
}
