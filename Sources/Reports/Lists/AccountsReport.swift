import Bytes
import Domain
import Projections

/// The accounts and what is going on with each.
struct AccountsReport: Report {
  static let name = "accounts"
  static let summary = "Accounts, with what is open and won at each"
  static let discussion = """
    Search looks into every text of an account as it stood at the moment; upper and lower case and \
    diacritics do not matter. Open and won amounts are those of the account's own opportunities, not \
    of its subsidiaries'.

    Example: an account with 100 and 200 open and 50 won shows 2 open, 300, and 50 won.
    """
  private static let keys = ["number", "name", "open", "open_amount", "won_amount"]
  static let options =
    Listing.options(keys, isCustomisable: true) + [
      ReportOption("owner", "U-1", "only those this user looks after"),
      ReportOption("industry", "TEXT", "only those of this trade"),
      ReportOption("country", "TEXT", "only those of this country"),
    ]
  static let needs: [any ReadModel.Type] = [Accounts.self, Opportunities.self] + CustomAsked.needs

  private let listing: Listing
  private let owner: UserID?
  private let industry: String?
  private let country: String?
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    listing = try Listing(values, keys: Self.keys)
    owner = try values.id("owner", as: UserID.self)
    (industry, country) = (values["industry"], values["country"])
    asked = values.parameters(Self.options)
  }

  private static let columns = [
    Column("account", "Account", .entity),
    Column("owner", "Owner", .entity),
    Column("industry", "Industry", .text),
    Column("country", "Country", .text),
    Column("parent", "Parent", .entity),
    Column("open", "Open", .integer),
    Column("open_amount", "Open amount", .money),
    Column("won_amount", "Won amount", .money),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    let accounts = try source.model(Accounts.self)
    let sales = SalesFigures.by(\.account, try source.model(Opportunities.self))
    var answer = Answer(
      report: Self.name, title: "Accounts", moment: source.moment, parameters: asked,
      columns: Self.columns)
    let candidates = accounts.rows.all.filter { keeps($0.1, accounts) }.map(\.0)
    try listing.fill(
      &answer, Account.self, candidates, source,
      keeps: nil,
      order: { try order($0, sales[$0] ?? SalesFigures(), source) },
      row: { try row($0, sales[$0.id] ?? SalesFigures(), &$1) })
    return answer
  }

  private func keeps(_ row: AccountRow, _ accounts: Accounts) -> Bool {
    row.exists && (owner == nil || row.owner == owner)
      && isSame(industry, accounts.industries[row.industry])
      && isSame(country, accounts.countries[row.country])
  }

  private func order(
    _ id: AccountID, _ figures: SalesFigures, _ source: some ReportSource
  ) throws -> SortKey {
    switch listing.sort {
    case "name": .folded(try source.entity(Account.self, id).name)
    case "open": .number(Int128(figures.open))
    case "open_amount": .money(figures.openAmount)
    case "won_amount": .money(figures.wonAmount)
    default: .entity(id)
    }
  }

  private func row<Source: ReportSource>(
    _ account: Account, _ figures: SalesFigures, _ labels: inout Labels<Source>
  ) throws -> Row {
    Row(
      key: account.id.description,
      cells: [
        .entity(account.id.description, name: account.name), try labels.cell(account.owner),
        account.details.industry.cell, account.details.country.cell,
        try labels.cell(account.parent), .integer(Int64(figures.open)),
        .money(figures.openAmount), .money(figures.wonAmount),
      ],
      sources: [account.id.stream]
        + [account.owner?.stream, account.parent?.stream]
        .compactMap(\.self) + figures.opportunities.map(\.stream))
  }
}

/// Whether a word is the one asked for, case and diacritics aside; anything is when none was.
func isSame(_ wanted: String?, _ word: String?) -> Bool {
  guard let wanted else { return true }
  return word.map(SearchText.folded) == SearchText.folded(wanted)
}
