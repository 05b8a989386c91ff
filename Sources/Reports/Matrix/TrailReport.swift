import Bytes
import Domain
import Projections

/// The path of one customer through the matrix.
struct TrailReport: Report {
  static let name = "matrix-trail"
  static let summary = "One customer's path through the matrix: every rating, the earliest first"
  static let discussion = """
    One line a response, in the order of the days they were answered, with the category each of \
    them gives by the boundaries as of the moment; a median is that of the latest ratings of all.

    Example: rated 40 and 60 in spring and 55 and 70 in autumn, with boundaries at 50, a customer \
    went from develop to grow.
    """
  static let options =
    [ReportOption("customer", "A-1", "an account or a contact", isPositional: true)]
    + ResponseFilter.options + FieldOptions.options
  static var needs: [any ReadModel.Type] { Ratings.needs }

  private let customer: StreamID
  private let filter: ResponseFilter
  private let fields: FieldOptions
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    customer = try values.entity(
      "customer", of: [.account, .contact], expected: "an account or a contact, as in A-1 or C-1")
    filter = try ResponseFilter(values)
    fields = try FieldOptions(values)
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let kind = customer.kind == .contact ? RatedKind.contact : .account
    let ratings = try Ratings(source, filter, of: kind)
    let rules = try fields.rules(ratings.questionnaire)
    let fields = MatrixFields(rules, rules.isMedian ? ratings.latest : [])
    let shared = rules.isMedian ? ratings.latest.flatMap(\.sources) : []
    var labels = Labels(source)
    var answer = Answer(
      report: Self.name, title: "Trail of \(try labels.text(customer))", moment: source.moment,
      parameters: asked,
      columns: [
        Column("response", "Response", .entity),
        Column("answered", "Answered", .day),
        Column("version", "Version", .integer),
        Column("size", "Size", .decimal),
        Column("potential", "Potential", .decimal),
        Column("category", "Category", .text),
        Column("field", "Field", .text),
        Column("completeness", "Complete", .share),
      ])
    let zone = source.moment.zone
    for rating in ratings.trail(of: customer) {
      let field = fields.field(rating)
      answer.rows.append(
        Row(
          key: rating.response.description,
          cells: [
            try labels.cell(rating.response),
            rating.row.answeredAt.map { .day(zone.day(of: $0)) } ?? .none,
            .integer(Int64(rating.row.version)), rating.size.cell, rating.potential.cell,
            fields.cell(field), field.map { .text($0.key) } ?? .none,
            .ratio(rating.answered, rating.asked),
          ], sources: rating.sources + shared))
    }
    return answer
  }
}
