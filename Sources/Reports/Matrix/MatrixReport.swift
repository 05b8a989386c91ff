import Bytes
import Domain
import Projections

/// The customers in the matrix of size and potential.
struct MatrixReport: Report {
  static let name = "matrix"
  static let summary = "The customer matrix: size and potential of each customer, and its category"
  static let discussion = """
    A customer is rated by its latest response to the questionnaire. Size and potential are each \
    the sum of weight times points divided by the sum of the weights, over the questions that were \
    answered; all exact. The category is the field both scores lie in. Completeness is the share of \
    the questions that were answered; the age is in civil days.

    Example: two questions for size, of weight 3 with 80 points and of weight 1 with 40, make \
    (3 × 80 + 1 × 40) ÷ 4 = 70. With one boundary at 50 that is big.
    """
  static let options =
    ResponseFilter.options + [
      RatedKind.option,
      ReportOption(
        "by", "WHAT", "a line for each customer, or for each field",
        choices: ["customer", "category"], standard: "customer"),
      ReportOption("owner", "U-1", "only customers this user looks after"),
      ReportOption("industry", "TEXT", "only accounts of this trade"),
      ReportOption("country", "TEXT", "only accounts of this country"),
      ReportOption("mean", "CODE", "also the mean of the answers to this question"),
      ReportOption(
        "bubbles", "FIGURE",
        "what the circles of the picture are as large as; turnover unless there are no orders",
        choices: BubbleSize.allCases.map(\.rawValue)),
      ReportOption(
        "sort", "KEY", "order customers by one of \(MatrixOrder.names); KEY:desc turns it round",
        standard: "number"),
    ] + FieldOptions.options
  static var needs: [any ReadModel.Type] { MatrixBook.needs }

  private let filter: ResponseFilter
  private let kind: RatedKind
  private let byCategory: Bool
  private let customers: CustomerFilter
  private let fields: FieldOptions
  private let mean: String?
  private let bubbles: BubbleSize?
  private let order: MatrixOrder
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    filter = try ResponseFilter(values)
    kind = try values.choice("of", as: RatedKind.self) ?? .account
    byCategory =
      try values.named("by", [("customer", false), ("category", true)]) ?? false
    customers = try CustomerFilter(values)
    fields = try FieldOptions(values)
    mean = values["mean"]
    bubbles = try values.choice("bubbles", as: BubbleSize.self)
    order = try MatrixOrder(values["sort"] ?? "number")
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let all = try Ratings(source, filter, of: kind)
    let question = try mean.map { try all.questionnaire.asked($0) }
    let book = try MatrixBook(all, try fields.rules(all.questionnaire), source, customers)
    var answer = Answer(
      report: Self.name, title: "Customer matrix", moment: source.moment, parameters: asked,
      columns: byCategory ? categoryColumns : customerColumns)
    var labels = Labels(source)
    if byCategory {
      let tallies = book.tallies(question)
      let total = book.ratings.count
      answer.rows = tallies.map { book.row($0.key, $0.value, total: total, mean != nil) }
      let all = MatrixTally(adding: tallies.map(\.value), question)
      answer.total = [.text("total"), .none, .none] + all.cells(of: total, mean != nil)
    } else {
      for rating in order.sorted(book) {
        answer.rows.append(try book.row(rating, question, &labels))
      }
    }
    answer.notes = book.notes
    answer.charts = [
      try MatrixChart(book, all, try source.currency, bubbles).chart(&labels)
    ]
    return answer
  }

  private var meanColumn: [Column] {
    mean.map { [Column("mean_answer", "Mean of \($0)", .decimal)] } ?? []
  }

  private var customerColumns: [Column] {
    [
      Column("customer", "Customer", .entity),
      Column("owner", "Owner", .entity),
      Column("size", "Size", .decimal),
      Column("potential", "Potential", .decimal),
      Column("category", "Category", .text),
      Column("field", "Field", .text),
      Column("completeness", "Complete", .share),
      Column("answered", "Answered", .day),
      Column("age_days", "Age, days", .integer),
      Column("response", "Response", .entity),
      Column("won_amount", "Won amount", .money),
      Column("turnover", "Turnover", .money),
    ] + (mean.map { [Column("answer", "Answer to \($0)", .text)] } ?? [])
  }

  private var categoryColumns: [Column] {
    [
      Column("category", "Category", .text),
      Column("size_field", "Field of size", .integer),
      Column("potential_field", "Field of potential", .integer),
      Column("count", "Customers", .integer),
      Column("share", "Share", .share),
      Column("mean_size", "Mean size", .decimal),
      Column("mean_potential", "Mean potential", .decimal),
      Column("completeness", "Complete", .share),
      Column("won_amount", "Won amount", .money),
      Column("turnover", "Turnover", .money),
    ] + meanColumn
  }
}

/// Which customers are wanted: by who looks after them, and by trade and country of an account.
struct CustomerFilter: Sendable {
  private let owner: UserID?
  private let industry: String?
  private let country: String?

  static let needs: [any ReadModel.Type] = [Accounts.self, Contacts.self, Opportunities.self]

  init(_ values: OptionValues) throws(ReportRefusal) {
    owner = try values.id("owner", as: UserID.self)
    (industry, country) = (values["industry"], values["country"])
  }

  func keeps(_ subject: StreamID, _ accounts: Accounts, _ contacts: Contacts) -> Bool {
    if subject.kind == .contact {
      return industry == nil && country == nil
        && (owner == nil || contacts.rows[ContactID(subject.number)].owner == owner)
    }
    let row = accounts.rows[AccountID(subject.number)]
    return (owner == nil || row.owner == owner)
      && isSame(industry, accounts.industries[row.industry])
      && isSame(country, accounts.countries[row.country])
  }
}

extension Questionnaire {
  /// The newest form of the question that any of its versions asks under a code.
  func asked(_ code: String) throws(ReportRefusal) -> Question {
    for version in versions.reversed() {
      if let question = version.question(coded: code) { return question }
    }
    let known = (current?.questions ?? []).prefix(20).map(\.code).joined(separator: ", ")
    throw .unknown("question '\(code)' of \(id); it asks \(known)")
  }
}
