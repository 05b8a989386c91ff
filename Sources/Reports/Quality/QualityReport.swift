import Bytes
import Domain
import Projections

/// What is missing or odd in the data.
struct QualityReport: Report {
  static let name = "quality"
  static let summary = "Data quality: what is missing, undated, doubled or past its date"
  static let discussion = """
    One line a finding: how many, of how many, and one example. Nothing here is wrong for certain: \
    an opportunity may well have no account. Account names are the same when they differ only in \
    case, diacritics or blanks. An open opportunity is past its date when its expected close lies \
    before the day of the moment.

    Example: of 100 opportunities 16 name no account: count 16, share 0.16.
    """
  static let options: [ReportOption] = [
    ReportOption(
      "all", "YES", "also the findings of which there are none", choices: ["yes", "no"],
      standard: "yes")
  ]
  static var needs: [any ReadModel.Type] { SalesBook.needs + [Contacts.self] }

  private let showsAll: Bool

  init(_ values: OptionValues) throws(ReportRefusal) {
    showsAll = try values.flag("all", standard: true)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source)
    var labels = Labels(source)
    var answer = Answer(
      report: Self.name, title: "Data quality", moment: source.moment,
      columns: [
        Column("finding", "Finding", .text),
        Column("count", "Count", .integer),
        Column("of", "Of", .integer),
        Column("share", "Share", .share),
        Column("example", "Example", .entity),
        Column("detail", "Detail", .text),
      ])
    let findings =
      QualityReport.opportunities(book) + (try QualityReport.accounts(book, source))
      + (try QualityReport.contacts(source)) + [try QualityReport.idleUsers(book, &labels)]
    for finding in findings where showsAll || !finding.hits.isEmpty {
      answer.rows.append(try row(finding, &labels))
    }
    return answer
  }

  private func row<Source: ReportSource>(
    _ finding: Finding, _ labels: inout Labels<Source>
  ) throws -> Row {
    let example = try finding.hits.first.map { try labels.cell($0) } ?? .none
    return Row(
      key: finding.key,
      cells: [
        .text(finding.title), .integer(Int64(finding.hits.count)),
        .integer(Int64(finding.base.count)), .ratio(finding.hits.count, finding.base.count),
        example, finding.detail.cell,
      ],
      sources: finding.base + finding.extra)
  }
}

/// Something worth looking at: which entities it is about, out of which.
struct Finding {
  /// The stable key, as in `opportunities-without-account`.
  var key: String
  /// The finding in words.
  var title: String
  /// Everything that was looked at.
  var base: [StreamID]
  /// What was found.
  var hits: [StreamID]
  /// More about it.
  var detail = ""
  /// Streams the detail depends on.
  var extra: [StreamID] = []
}

extension QualityReport {
  /// The user who may work but works on nothing.
  static func idleUsers<Source: ReportSource>(
    _ book: SalesBook, _ labels: inout Labels<Source>
  ) throws -> Finding {
    var busy: Set<UserID> = []
    var opportunities: [StreamID] = []
    for (id, row) in book.opportunities.rows.all where row.status != nil {
      opportunities.append(id.stream)
      if let owner = row.owner { busy.insert(owner) }
    }
    let active = book.team.rows.all.filter { $0.1.isActive }.map(\.0)
    let idle = active.filter { !busy.contains($0) }
    return Finding(
      key: "users-without-opportunities", title: "active users without opportunities",
      base: active.map(\.stream), hits: idle.map(\.stream),
      detail: try idle.map { try labels.name($0) }.joined(separator: ", "), extra: opportunities)
  }
}
