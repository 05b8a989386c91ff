import Bytes
import Domain
import Projections

/// The opportunities, open and closed.
struct OpportunitiesReport: Report {
  static let name = "opportunities"
  static let summary = "Opportunities, with stage, amount, probability and dates"
  static let discussion = """
    Without 'status', open, won and lost ones are listed. The probability is the opportunity's own, \
    else that of its stage; a closed one shows none. Days are civil days in the zone of the book.

    Example: 'opportunities --status open --sort amount:desc --limit 10' shows the ten largest that \
    are open.
    """
  private static let keys = ["number", "name", "amount", "opened", "expected_close", "closed"]
  static let options =
    Listing.options(keys, isCustomisable: true) + [
      ReportOption(
        "status", "STATUS", "only those that are",
        choices: OpportunityStatus.allCases.map(\.description)),
      ReportOption("stage", "NAME", "only those in the stage of this name"),
      ReportOption("product", "P-1", "only those about this product"),
      ReportOption("account", "A-1", "only those with this account"),
      ReportOption("owner", "U-1", "only what this user works on"),
      ReportOption("pipeline", "L-1", "only what goes through this pipeline"),
    ]
  static var needs: [any ReadModel.Type] { SalesBook.needs + CustomAsked.needs }

  private let listing: Listing
  private let status: OpportunityStatus?
  private let stage: String?
  private let product: ProductID?
  private let account: AccountID?
  private let filter: OpportunityFilter
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    listing = try Listing(values, keys: Self.keys)
    status = try values.named("status", OpportunityStatus.allCases.map { ($0.description, $0) })
    stage = values["stage"]
    product = try values.id("product", as: ProductID.self)
    account = try values.id("account", as: AccountID.self)
    filter = try OpportunityFilter(values)
    asked = values.parameters(Self.options)
  }

  private static let columns = [
    Column("opportunity", "Opportunity", .entity),
    Column("status", "Status", .text),
    Column("stage", "Stage", .text),
    Column("owner", "Owner", .entity),
    Column("account", "Account", .entity),
    Column("product", "Product", .entity),
    Column("amount", "Amount", .money),
    Column("probability", "Probability", .share),
    Column("expected_close", "Expected close", .day),
    Column("opened", "Opened", .day),
    Column("closed", "Closed", .day),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source)
    var answer = Answer(
      report: Self.name, title: "Opportunities", moment: source.moment, parameters: asked,
      columns: Self.columns)
    let rows = book.opportunities.rows
    try listing.fill(
      &answer, Opportunity.self, rows.all.filter { keeps($0.1, book) }.map(\.0), source,
      keeps: nil, order: { try order($0, rows[$0], source) },
      row: { try row($0, rows[$0.id], book, &$1) })
    return answer
  }

  private func keeps(_ row: OpportunityRow, _ book: SalesBook) -> Bool {
    row.status != nil && filter.keeps(row) && (status == nil || row.status == status)
      && (product == nil || row.product == product)
      && (account == nil || row.account == account)
      && isSame(stage, book.stage(of: row)?.name)
  }

  private func order(
    _ id: OpportunityID, _ row: OpportunityRow, _ source: some ReportSource
  ) throws -> SortKey {
    func time(_ instant: Instant?) -> SortKey {
      instant.map { .number(Int128($0.microseconds)) } ?? .none
    }
    switch listing.sort {
    case "name": return .folded(try source.entity(Opportunity.self, id).name)
    case "amount": return row.amount.map { .number(MoneySum($0).total) } ?? .none
    case "opened": return time(row.openedAt)
    case "expected_close": return row.expectedClose.map { .number(Int128($0.number)) } ?? .none
    case "closed": return time(row.closedAt)
    default: return .entity(id)
    }
  }

  private func row<Source: ReportSource>(
    _ entity: Opportunity, _ row: OpportunityRow, _ book: SalesBook,
    _ labels: inout Labels<Source>
  ) throws -> Row {
    let probability = row.status == .open ? book.probability(of: row) : nil
    let pipeline = row.pipeline.flatMap { book.pipelines[$0] }
    return Row(
      key: entity.id.description,
      cells: [
        .entity(entity.id.description, name: entity.name),
        (row.status?.description).cell,
        .text(book.stageName(pipeline, row.stage)),
        try labels.cell(row.owner), try labels.cell(row.account), try labels.cell(row.product),
        .amount(row.amount), .probability(probability),
        row.expectedClose.map(Cell.day) ?? .none,
        .day(of: row.openedAt, source: book.moment), .day(of: row.closedAt, source: book.moment),
      ],
      sources: [entity.id.stream]
        + [
          row.owner?.stream, row.account?.stream, row.product?.stream, row.pipeline?.stream,
        ].compactMap(\.self))
  }
}

extension Cell {
  /// One amount, or nothing.
  static func amount(_ money: Money?) -> Cell {
    guard let money else { return .none }
    var amounts = Amounts()
    amounts.add(money)
    return .money(amounts)
  }

  /// A probability as a share of one, or nothing.
  static func probability(_ probability: Probability?) -> Cell {
    .ratio(probability.map { Int($0.basisPoints) } ?? 0, probability == nil ? 0 : 10_000)
  }

  /// The civil day of an instant in the zone of a moment, or nothing.
  static func day(of instant: Instant?, source moment: AnswerMoment) -> Cell {
    instant.map { .day(moment.zone.day(of: $0)) } ?? .none
  }

  /// Yes or no.
  static func flag(_ flag: Bool) -> Cell { .text(flag ? "yes" : "no") }
}
