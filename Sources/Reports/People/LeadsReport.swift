import Bytes
import Domain
import Projections

/// How many contacts each account manager has at each stage of the relationship.
struct LeadsReport: Report {
  static let name = "leads"
  static let summary = "Contacts at each relationship stage, per owner"
  static let discussion = """
    One line an owner, one column a stage: stranger, prospect, lead, customer, advocate, lost. The \
    owner is who looks after the contact as of the moment.

    Example: Ann looks after two leads and one customer: lead 2, customer 1, total 3.
    """
  static let options = [
    ReportOption("owner", "U-1", "only those this user looks after")
  ]
  static let needs: [any ReadModel.Type] = [Contacts.self]

  private let owner: UserID?

  init(_ values: OptionValues) throws(ReportRefusal) {
    owner = try values.id("owner", as: UserID.self)
  }

  private static let stages = RelationshipStage.allCases

  func answer(_ source: some ReportSource) throws -> Answer {
    var owners: [UserID?: [RelationshipStage: [ContactID]]] = [:]
    for (id, row) in try source.model(Contacts.self).rows.all {
      guard let stage = row.relationship, owner == nil || row.owner == owner else { continue }
      owners[row.owner, default: [:]][stage, default: []].append(id)
    }
    var labels = Labels(source)
    var rows: [(name: String, row: Row)] = []
    for (owner, contacts) in owners {
      let name = try owner.map { SearchText.folded(try labels.name($0)) } ?? ""
      rows.append((name, try row(owner, contacts, &labels)))
    }
    rows.sort {
      ($0.row.key == "-" ? 1 : 0, $0.name, $0.row.key)
        < ($1.row.key == "-" ? 1 : 0, $1.name, $1.row.key)
    }
    var answer = Answer(
      report: Self.name, title: "Leads", moment: source.moment,
      parameters: owner.map { [Answer.Parameter("owner", $0.description)] } ?? [],
      columns: [Column("owner", "Owner", .entity)]
        + Self.stages.map { Column($0.description, $0.description.capitalizedFirst, .integer) }
        + [Column("total", "Total", .integer)])
    answer.rows = rows.map(\.row)
    answer.total =
      [.text("total")]
      + counts(
        owners.values.reduce(into: [:]) { $0.merge($1) { $0 + $1 } })
    return answer
  }

  private func row<Source: ReportSource>(
    _ owner: UserID?, _ contacts: [RelationshipStage: [ContactID]],
    _ labels: inout Labels<Source>
  ) throws -> Row {
    let streams = contacts.values.joined().sorted().map(\.stream)
    guard let owner else {
      return Row(key: "-", cells: [.text("(none)")] + counts(contacts), sources: streams)
    }
    return Row(
      key: owner.description, cells: [try labels.cell(owner)] + counts(contacts),
      sources: streams + [owner.stream])
  }

  private func counts(_ contacts: [RelationshipStage: [ContactID]]) -> [Cell] {
    let counts = Self.stages.map { contacts[$0]?.count ?? 0 }
    return (counts + [counts.reduce(0, +)]).map { .integer(Int64($0)) }
  }
}

extension String {
  /// The text with a capital first letter.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
