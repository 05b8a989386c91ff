import Bytes
import Domain
import Projections

/// Who must be rated again.
struct ReassessReport: Report {
  static let name = "reassess"
  static let summary = "Whose rating is too old, incomplete or missing"
  static let discussion = """
    A customer stands here when its latest answers are older than so many civil days, when nobody \
    knows how old they are, when a question that is required or counts for the matrix has no answer, \
    or when it was never rated. Those never rated come first, then the oldest.

    Example: with --older-than 365, answers of 1 March 2025 are too old from 2 March 2026 on.
    """
  static let options =
    ResponseFilter.options.filter { $0.name == "questionnaire" } + [
      RatedKind.option,
      ReportOption("older-than", "DAYS", "what is too old", standard: "365"),
      ReportOption(
        "never", "YES", "also those never rated", choices: ["yes", "no"], standard: "yes"),
      ReportOption("owner", "U-1", "only customers this user looks after"),
      ReportOption("industry", "TEXT", "only accounts of this trade"),
      ReportOption("country", "TEXT", "only accounts of this country"),
    ]
  static var needs: [any ReadModel.Type] { Ratings.needs + CustomerFilter.needs }

  private let filter: ResponseFilter
  private let kind: RatedKind
  private let olderThan: Int
  private let withNever: Bool
  private let customers: CustomerFilter
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    filter = try ResponseFilter(values)
    kind = try values.choice("of", as: RatedKind.self) ?? .account
    olderThan = try values.count("older-than") ?? 365
    withNever = try values.flag("never", standard: true)
    customers = try CustomerFilter(values)
    asked = values.parameters(Self.options)
  }

  /// A customer to be rated again, and why.
  private struct Case {
    let subject: StreamID
    let rating: Rating?
    let reasons: [String]
    /// The never rated first, then the oldest.
    let rank: Int64
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let ratings = try Ratings(source, filter, of: kind)
    let accounts = try source.model(Accounts.self)
    let contacts = try source.model(Contacts.self)
    let latest = Dictionary(uniqueKeysWithValues: ratings.latest.map { ($0.subject, $0) })
    var cases: [Case] = []
    for subject in all(accounts, contacts) where customers.keeps(subject, accounts, contacts) {
      if let found = finding(subject, latest[subject], source.moment) { cases.append(found) }
    }
    cases.sort { ($0.rank, $0.subject.number) < ($1.rank, $1.subject.number) }
    var answer = Answer(
      report: Self.name, title: "To be rated again", moment: source.moment, parameters: asked,
      columns: Self.columns)
    var labels = Labels(source)
    for found in cases {
      let owner =
        kind == .account
        ? accounts.rows[AccountID(found.subject.number)].owner
        : contacts.rows[ContactID(found.subject.number)].owner
      answer.rows.append(try row(found, owner, ratings, &labels))
    }
    return answer
  }

  private static let columns = [
    Column("customer", "Customer", .entity),
    Column("owner", "Owner", .entity),
    Column("why", "Why", .text),
    Column("answered", "Answered", .day),
    Column("age_days", "Age, days", .integer),
    Column("completeness", "Complete", .share),
    Column("missing", "Missing answers", .text),
  ]

  private func all(_ accounts: Accounts, _ contacts: Contacts) -> [StreamID] {
    kind == .account
      ? accounts.rows.all.filter { $0.1.exists }.map(\.0.stream)
      : contacts.rows.all.filter { $0.1.relationship != nil && !$0.1.isErased }.map(\.0.stream)
  }

  private func finding(
    _ subject: StreamID, _ rating: Rating?, _ moment: AnswerMoment
  ) -> Case? {
    guard let rating else {
      return withNever
        ? Case(subject: subject, rating: nil, reasons: ["never rated"], rank: .min) : nil
    }
    var reasons: [String] = []
    let age = rating.age(moment)
    if let age, age > olderThan { reasons.append("older than \(olderThan) days") }
    if age == nil { reasons.append("of unknown age") }
    if !rating.missing.isEmpty { reasons.append("incomplete") }
    if reasons.isEmpty { return nil }
    let rank = rating.row.answeredAt?.microseconds ?? Int64.min + 1
    return Case(subject: subject, rating: rating, reasons: reasons, rank: rank)
  }

  private func row<Source: ReportSource>(
    _ found: Case, _ owner: UserID?, _ ratings: Ratings, _ labels: inout Labels<Source>
  ) throws -> Row {
    let rating = found.rating
    let zone = ratings.moment.zone
    let own = rating?.sources ?? [found.subject, ratings.questionnaire.id.stream]
    return Row(
      key: MatrixBook.key(found.subject),
      cells: [
        try labels.cell(found.subject), try labels.cell(owner),
        .text(found.reasons.joined(separator: ", ")),
        (rating?.row.answeredAt).map { .day(zone.day(of: $0)) } ?? .none,
        rating?.age(ratings.moment).map { .integer(Int64($0)) } ?? .none,
        rating.map { .ratio($0.answered, $0.asked) } ?? .none,
        (rating?.missing.map(\.code).joined(separator: ", ")).cell,
      ], sources: own + [owner?.stream].compactMap(\.self))
  }
}
