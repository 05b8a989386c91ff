import Bytes
import Domain
import Projections

/// Which responses a report about answers is asked about.
struct ResponseFilter: Sendable {
  let questionnaire: QuestionnaireID?
  let version: UInt32?
  let notOlderThan: Int?

  static let options = [
    ReportOption(
      "questionnaire", "Q-1", "which questionnaire; the newest in use unless given"),
    ReportOption("version", "N", "only answers to this version of it"),
    ReportOption("not-older-than", "DAYS", "only answers at most this many days old"),
  ]

  init(_ values: OptionValues) throws(ReportRefusal) {
    questionnaire = try values.id("questionnaire", as: QuestionnaireID.self)
    version = try values.count("version").map { UInt32(clamping: $0) }
    notOlderThan = try values.count("not-older-than")
  }

  /// The questionnaire that is meant: the one asked for, else the newest, those that are retired
  /// aside. At a moment before there was any, one without questions.
  func questionnaire(_ source: some ReportSource) throws -> Questionnaire {
    let known = try source.model(Questionnaires.self)
    if let id = questionnaire {
      guard let found = known[id] else { throw ReportRefusal.unknown("questionnaire \(id)") }
      return found
    }
    let all = known.all.filter(\.exists)
    return all.last { !$0.isRetired } ?? all.last ?? Questionnaire(id: QuestionnaireID(1))
  }

  /// Whether a response counts at the moment.
  func keeps(
    _ row: ResponseRow, _ questionnaire: QuestionnaireID, _ moment: AnswerMoment
  ) -> Bool {
    guard row.counts, row.questionnaire == questionnaire else { return false }
    if let version, row.version != version { return false }
    guard let notOlderThan else { return true }
    guard let answeredAt = row.answeredAt else { return false }
    return moment.zone.day(of: answeredAt).days(to: moment.civilDay) <= notOlderThan
  }
}

/// Whom ratings are about.
enum RatedKind: String, CaseIterable, Sendable {
  case account, contact

  static let option = ReportOption(
    "of", "WHOM", "who is rated", choices: allCases.map(\.rawValue), standard: "account")

  /// The rated customer of a response; nil when it is about none of the kind.
  func subject(_ row: ResponseRow) -> StreamID? {
    self == .account ? row.account?.stream : row.contact?.stream
  }
}

/// What one response makes of a customer.
struct Rating {
  let subject: StreamID
  let response: ResponseID
  let row: ResponseRow
  let size: AxisScore?
  let potential: AxisScore?
  /// How many of the questions of the version were answered.
  let answered: Int
  /// How many questions the version asks.
  let asked: Int
  /// The questions that should have an answer and have none: those that are required or count.
  let missing: [Question]

  func score(_ axis: MatrixAxis) -> AxisScore? { axis == .size ? size : potential }

  /// Whether both sides have a score.
  var isPlaced: Bool { size != nil && potential != nil }

  /// Civil days from the answers to the moment; nil when nobody knows when they were given.
  func age(_ moment: AnswerMoment) -> Int? {
    row.answeredAt.map { moment.zone.day(of: $0).days(to: moment.civilDay) }
  }

  /// The streams behind it.
  var sources: [StreamID] {
    [subject, response.stream, row.questionnaire?.stream].compactMap(\.self)
  }
}

/// Every response to one questionnaire, and how it rates, as of a moment.
struct Ratings {
  let questionnaire: Questionnaire
  let responses: Responses
  let moment: AnswerMoment
  private let filter: ResponseFilter
  private let kind: RatedKind
  private let scales: [UInt32: Scales]

  private struct Scales {
    let version: Questionnaire.Version
    let size: AxisScale?
    let potential: AxisScale?
  }

  static let needs: [any ReadModel.Type] = [Questionnaires.self, Responses.self]

  init(_ source: some ReportSource, _ filter: ResponseFilter, of kind: RatedKind) throws {
    try self.init(source, filter, of: kind, try filter.questionnaire(source))
  }

  init(
    _ source: some ReportSource, _ filter: ResponseFilter, of kind: RatedKind,
    _ questionnaire: Questionnaire
  ) throws {
    self.questionnaire = questionnaire
    responses = try source.model(Responses.self)
    moment = source.moment
    (self.filter, self.kind) = (filter, kind)
    var scales: [UInt32: Scales] = [:]
    for version in questionnaire.versions {
      scales[version.number] = Scales(
        version: version, size: AxisScale(version.questions, .size),
        potential: AxisScale(version.questions, .potential))
    }
    self.scales = scales
  }

  /// The responses that count, in the order they were entered.
  var counted: [(ResponseID, ResponseRow)] {
    responses.rows.all.filter { filter.keeps($0.1, questionnaire.id, moment) }
  }

  /// The latest response of every customer, by their numbers.
  ///
  /// The latest is the one answered last; of several answered at one instant, or nobody knows when,
  /// the one entered last.
  var latest: [Rating] {
    var newest: [StreamID: (ResponseID, ResponseRow)] = [:]
    for (id, row) in counted {
      guard let subject = kind.subject(row) else { continue }
      if let held = newest[subject], !Self.isLater(row, than: held.1) { continue }
      newest[subject] = (id, row)
    }
    return newest.sorted { $0.key.number < $1.key.number }
      .map { rating($0.value.0, $0.value.1, $0.key) }
  }

  /// Every response of one customer, the earliest first.
  func trail(of subject: StreamID) -> [Rating] {
    counted.filter { kind.subject($0.1) == subject }
      .sorted { Self.order($0) < Self.order($1) }
      .map { rating($0.0, $0.1, subject) }
  }

  private static func isLater(_ row: ResponseRow, than other: ResponseRow) -> Bool {
    (row.answeredAt?.microseconds ?? .min) >= (other.answeredAt?.microseconds ?? .min)
  }

  private static func order(_ response: (ResponseID, ResponseRow)) -> (Int64, UInt32) {
    (response.1.answeredAt?.microseconds ?? .min, response.0.number)
  }

  /// How a response rates, by the version that was filled.
  func rating(_ id: ResponseID, _ row: ResponseRow, _ subject: StreamID) -> Rating {
    let answers = responses.answers(of: row)
    let scales = scales[row.version]
    let questions = scales?.version.questions ?? []
    let answered = Set(answers.map(\.question))
    let given = answers.lazy.filter { !$0.isInWords }.map(\.given)
    return Rating(
      subject: subject, response: id, row: row, size: scales?.size?.score(given),
      potential: scales?.potential?.score(given),
      answered: questions.count { answered.contains($0.number) }, asked: questions.count,
      missing: questions.filter { question in
        (question.isRequired || question.sizeWeight > 0 || question.potentialWeight > 0)
          && !answered.contains(question.number)
      })
  }
}

extension AxisScore {
  /// The score as a cell.
  var cell: Cell { Quotient(numerator, denominator).map(Cell.quotient) ?? .none }
}

extension AxisScore? {
  /// The score as a cell, or nothing.
  var cell: Cell { self?.cell ?? .none }
}

/// Scores added up exactly; beyond 64 bits below the line, to nine decimals.
struct ScoreSum {
  private var numerator: Int128 = 0
  private var denominator: Int128 = 1
  private(set) var count = 0

  mutating func add(_ score: AxisScore?) {
    guard let score else { return }
    count += 1
    let below = Int128(score.denominator)
    let divisor = Self.commonDivisor(denominator, below)
    numerator = numerator * (below / divisor) + Int128(score.numerator) * (denominator / divisor)
    denominator = denominator / divisor * below
    let common = Self.commonDivisor(numerator, denominator)
    (numerator, denominator) = (numerator / common, denominator / common)
    if denominator > 1 << 40 {
      numerator = numerator * 1_000_000_000 / denominator
      denominator = 1_000_000_000
    }
  }

  /// The mean, or nothing when there were no scores.
  var mean: Cell {
    guard count > 0 else { return .none }
    let below = denominator * Int128(count)
    let common = Self.commonDivisor(numerator, below)
    guard let above = Int64(exactly: numerator / common), let below = Int64(exactly: below / common)
    else { return .none }
    return Quotient(above, below).map(Cell.quotient) ?? .none
  }

  private static func commonDivisor(_ first: Int128, _ second: Int128) -> Int128 {
    var (one, other) = (first.magnitude, second.magnitude)
    while other != 0 { (one, other) = (other, one % other) }
    return Int128(max(1, one))
  }
}
