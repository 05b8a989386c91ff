import Bytes
import Domain
import Projections

/// The leads, one by one.
struct LeadListReport: Report {
  static let name = "lead-list"
  static let summary = "Leads, with status, source, who works on them and what they became"
  static let discussion = """
    One line a lead. The name is that of the person, else of the company. Days are civil days in the \
    zone of the book. How many contacts stand at which stage of the relationship is another report: \
    'leads'.

    Example: 'lead-list --status qualified --owner U-2' is what Ben is to call.
    """
  private static let keys = ["number", "name", "first_contact", "converted", "score"]
  static let options =
    Listing.options(keys, isCustomisable: true) + [
      ReportOption(
        "status", "STATUS", "only those that are",
        choices: LeadStatus.allCases.map(\.description)),
      ReportOption("source", "NAME", "only those from this source"),
      ReportOption("segment", "NAME", "only those of this segment"),
      ReportOption("campaign", "NAME", "only those of this campaign"),
      ReportOption("owner", "U-1", "only those this user is to sell to"),
      ReportOption("qualifier", "U-1", "only those this user qualifies"),
    ]
  static var needs: [any ReadModel.Type] { LeadBook.needs + CustomAsked.needs }

  private let listing: Listing
  private let status: LeadStatus?
  private let words: [(LeadGroup, String?)]
  private let owner: UserID?
  private let qualifier: UserID?
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    listing = try Listing(values, keys: Self.keys)
    status = try values.named("status", LeadStatus.allCases.map { ($0.description, $0) })
    words = [
      (.source, values["source"]), (.segment, values["segment"]), (.campaign, values["campaign"]),
    ]
    owner = try values.id("owner", as: UserID.self)
    qualifier = try values.id("qualifier", as: UserID.self)
    asked = values.parameters(Self.options)
  }

  private static let columns = [
    Column("lead", "Lead", .entity),
    Column("status", "Status", .text),
    Column("source", "Source", .text),
    Column("segment", "Segment", .text),
    Column("owner", "Owner", .entity),
    Column("qualifier", "Qualifier", .entity),
    Column("score", "Score", .integer),
    Column("first_contact", "First contact", .day),
    Column("converted", "Converted", .day),
    Column("account", "Account", .entity),
    Column("opportunity", "Opportunity", .entity),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try LeadBook(source)
    var answer = Answer(
      report: Self.name, title: "Leads", moment: source.moment, parameters: asked,
      columns: Self.columns)
    let rows = book.leads.rows
    try listing.fill(
      &answer, Lead.self, rows.all.filter { keeps($0.1, book) }.map(\.0), source,
      keeps: nil, order: { try order($0, rows[$0], book, source) },
      row: { try row($0, rows[$0.id], book, &$1) })
    if listing.search != nil {
      let now = try source.at(.now).model(Leads.self)
      let erased = rows.all.count { now.rows[$0.0].isErased && keeps($0.1, book) }
      if erased > 0 { answer.notes.append("erased leads are left out of the search: \(erased)") }
    }
    return answer
  }

  private func keeps(_ row: LeadRow, _ book: LeadBook) -> Bool {
    row.status != nil && (status == nil || row.status == status)
      && (owner == nil || row.owner == owner)
      && (qualifier == nil || row.qualifier == qualifier)
      && words.allSatisfy { isSame($0.1, word($0.0, row, book)) }
  }

  private func word(_ group: LeadGroup, _ row: LeadRow, _ book: LeadBook) -> String? {
    group.word.flatMap { book.leads.words[$0][row.words[$0]] }
  }

  private func order(
    _ id: LeadID, _ row: LeadRow, _ book: LeadBook, _ source: some ReportSource
  ) throws -> SortKey {
    func day(_ day: Day?) -> SortKey { day.map { .number(Int128($0.number)) } ?? .none }
    switch listing.sort {
    case "name": return .folded(try source.entity(Lead.self, id).displayName)
    case "first_contact": return day(book.firstContact(of: row))
    case "converted": return day(book.wonDay(of: row))
    case "score": return row.score < 0 ? .none : .number(Int128(row.score))
    default: return .entity(id)
    }
  }

  private func row<Source: ReportSource>(
    _ entity: Lead, _ row: LeadRow, _ book: LeadBook, _ labels: inout Labels<Source>
  ) throws -> Row {
    Row(
      key: entity.id.description,
      cells: [
        try labels.cell(entity.id), (row.status?.description).cell,
        word(.source, row, book).cell, word(.segment, row, book).cell,
        try labels.cell(row.owner), try labels.cell(row.qualifier),
        row.score < 0 ? .none : .integer(row.score),
        book.firstContact(of: row).map(Cell.day) ?? .none,
        book.wonDay(of: row).map(Cell.day) ?? .none,
        try labels.cell(row.account), try labels.cell(row.opportunity),
      ],
      sources: [entity.id.stream]
        + [
          row.owner?.stream, row.qualifier?.stream, row.account?.stream, row.opportunity?.stream,
        ].compactMap(\.self))
  }
}
