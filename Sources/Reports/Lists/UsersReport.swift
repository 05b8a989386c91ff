import Bytes
import Domain
import Projections

/// The people who work with the book.
struct UsersReport: Report {
  static let name = "users"
  static let summary = "Users, with role, manager, office and what they work on"
  static let discussion = """
    Counts are those of the opportunities each user works on as of the moment, whoever worked on \
    them before.

    Example: a user who took over three open opportunities from a colleague shows 3 open, and the \
    colleague three fewer.
    """
  private static let keys = ["number", "name", "role", "open", "open_amount", "won_amount"]
  static let options =
    Listing.options(keys) + [
      ReportOption(
        "role", "ROLE", "only those with this role", choices: Role.allCases.map(\.description)),
      ReportOption("manager", "U-1", "only those who report to this user, at any distance"),
      ReportOption("office", "TEXT", "only those who work from this office"),
      ReportOption("active", "YES", "only those who may work, or may not", choices: ["yes", "no"]),
    ]
  static let needs: [any ReadModel.Type] = [Team.self, Opportunities.self]

  private let listing: Listing
  private let role: Role?
  private let manager: UserID?
  private let office: String?
  private let active: Bool?
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    listing = try Listing(values, keys: Self.keys)
    role = try values.named("role", Role.allCases.map { ($0.description, $0) })
    manager = try values.id("manager", as: UserID.self)
    office = values["office"]
    active = try values.named("active", [("yes", true), ("no", false)])
    asked = values.parameters(Self.options)
  }

  private static let columns = [
    Column("number", "User", .text),
    Column("name", "Name", .text),
    Column("role", "Role", .text),
    Column("manager", "Manager", .entity),
    Column("office", "Office", .text),
    Column("active", "Active", .text),
    Column("open", "Open", .integer),
    Column("open_amount", "Open amount", .money),
    Column("won_amount", "Won amount", .money),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    let team = try source.model(Team.self)
    let sales = SalesFigures.by(\.owner, try source.model(Opportunities.self))
    var answer = Answer(
      report: Self.name, title: "Users", moment: source.moment, parameters: asked,
      columns: Self.columns)
    let candidates = team.rows.all.filter { keeps($0.0, $0.1, team) }.map(\.0)
    try listing.fill(
      &answer, User.self, candidates, source, keeps: nil,
      order: { try order($0, team.rows[$0], sales[$0] ?? SalesFigures(), source) },
      row: { try row($0, sales[$0.id] ?? SalesFigures(), team, &$1) })
    return answer
  }

  private func keeps(_ id: UserID, _ row: UserRow, _ team: Team) -> Bool {
    row.role != nil && (role == nil || row.role == role)
      && (active == nil || row.isActive == active) && isSame(office, team.offices[row.office])
      && manager.map { team.reports(id, to: $0) } ?? true
  }

  private func order(
    _ id: UserID, _ row: UserRow, _ figures: SalesFigures,
    _ source: some ReportSource
  ) throws -> SortKey {
    switch listing.sort {
    case "name":
      let user = try source.entity(User.self, id)
      return user.isHidden ? .none : .folded(user.details.name)
    case "role": return .number(Int128(row.role?.rawValue ?? 0))
    case "open": return .number(Int128(figures.open))
    case "open_amount": return .money(figures.openAmount)
    case "won_amount": return .money(figures.wonAmount)
    default: return .entity(id)
    }
  }

  private func row<Source: ReportSource>(
    _ user: User, _ figures: SalesFigures, _ team: Team,
    _ labels: inout Labels<Source>
  ) throws -> Row {
    Row(
      key: user.id.description,
      cells: [
        .text(user.id.description), user.isHidden ? .erased : .text(user.details.name),
        .text(user.role.description), try labels.cell(user.manager), user.office.cell,
        .flag(user.isActive), .integer(Int64(figures.open)), .money(figures.openAmount),
        .money(figures.wonAmount),
      ],
      sources: above(user.id, team) + figures.opportunities.map(\.stream))
  }

  /// The user, and those above as far as a filter by manager looks at them.
  private func above(_ user: UserID, _ team: Team) -> [StreamID] {
    var streams = [user.stream]
    var next = team.rows[user].manager
    while let manager = next, !streams.contains(manager.stream) {
      streams.append(manager.stream)
      next = self.manager == nil ? nil : team.rows[manager].manager
    }
    return streams
  }
}
