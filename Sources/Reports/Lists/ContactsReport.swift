import Bytes
import Domain
import Projections

/// The people one does business with.
struct ContactsReport: Report {
  static let name = "contacts"
  static let summary = "Contacts, with e-mail, phone, account and relationship"
  static let discussion = """
    Search looks into every text of a contact as it stood at the moment; upper and lower case and \
    diacritics do not matter. E-mail and phone are the first of each. What was erased stays erased \
    for every date.

    Example: a search for "muller" finds Eva Müller, and whoever works as "Muller's deputy".
    """
  private static let keys = ["number", "name", "relationship"]
  static let options =
    Listing.options(keys, isCustomisable: true) + [
      ReportOption("owner", "U-1", "only those this user looks after"),
      ReportOption(
        "relationship", "STAGE", "only those one has come so far with",
        choices: RelationshipStage.allCases.map(\.description)),
      ReportOption("account", "A-1", "only those at this account"),
    ]
  static let needs: [any ReadModel.Type] = [Contacts.self] + CustomAsked.needs

  private let listing: Listing
  private let owner: UserID?
  private let relationship: RelationshipStage?
  private let account: AccountID?
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    listing = try Listing(values, keys: Self.keys)
    owner = try values.id("owner", as: UserID.self)
    account = try values.id("account", as: AccountID.self)
    relationship = try values.named(
      "relationship", RelationshipStage.allCases.map { ($0.description, $0) })
    asked = values.parameters(Self.options)
  }

  private static let columns = [
    Column("number", "Contact", .text),
    Column("name", "Name", .text),
    Column("email", "E-mail", .text),
    Column("phone", "Phone", .text),
    Column("account", "Account", .entity),
    Column("role", "Role", .text),
    Column("relationship", "Relationship", .text),
    Column("owner", "Owner", .entity),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    let contacts = try source.model(Contacts.self)
    var answer = Answer(
      report: Self.name, title: "Contacts", moment: source.moment, parameters: asked,
      columns: Self.columns)
    try listing.fill(
      &answer, Contact.self, contacts.rows.all.filter { keeps($0.1) }.map(\.0), source,
      keeps: nil,
      order: { try order($0, contacts.rows[$0], source) }, row: row)
    if listing.search != nil { try noteErased(contacts, source, &answer) }
    return answer
  }

  /// Says how many a search could not look into: erased by now, for every date.
  private func noteErased(
    _ contacts: Contacts, _ source: some ReportSource, _ answer: inout Answer
  ) throws {
    let now = try source.at(.now).model(Contacts.self)
    let erased = contacts.rows.all.count { now.rows[$0.0].isErased && keeps($0.1) }
    guard erased > 0 else { return }
    let verb = erased == 1 ? "contact is" : "contacts are"
    answer.notes.append("\(erased) erased \(verb) left out of the search")
  }

  private func keeps(_ row: ContactRow) -> Bool {
    row.relationship != nil && (owner == nil || row.owner == owner)
      && (account == nil || row.account == account)
      && (relationship == nil || row.relationship == relationship)
  }

  private func order(
    _ id: ContactID, _ row: ContactRow, _ source: some ReportSource
  ) throws -> SortKey {
    switch listing.sort {
    case "name":
      let contact = try source.entity(Contact.self, id)
      return contact.isHidden ? .none : .folded(contact.name.sortName)
    case "relationship": return .number(Int128(row.relationship?.rawValue ?? 0))
    default: return .entity(id)
    }
  }

  private func row<Source: ReportSource>(
    _ contact: Contact, _ labels: inout Labels<Source>
  ) throws -> Row {
    func personal(_ text: String?) -> Cell { contact.isHidden ? .erased : text.cell }
    return Row(
      key: contact.id.description,
      cells: [
        .text(contact.id.description), personal(contact.name.displayName),
        personal(contact.primaryEmail?.address), personal(contact.primaryPhone?.number),
        try labels.cell(contact.account), contact.role.cell,
        .text(contact.relationship.description), try labels.cell(contact.owner),
      ],
      sources: [contact.id.stream, contact.account?.stream, contact.owner?.stream]
        .compactMap(\.self))
  }
}
