import Bytes
import CRM
import CRMTesting
import Domain
import Reports
import Testing

/// A book in which A-2 is A-1 entered twice, and C-2 is C-1; each with things of their own.
struct MergeBook {
  let book: TestBook
  static let accounts = (one: AccountID(1).stream, other: AccountID(2).stream)
  static let contacts = (one: ContactID(1).stream, other: ContactID(2).stream)

  init(onDisk: Bool = false) throws {
    book = try TestBook(onDisk: onDisk)
    try book.run(.user(nil, .register(NewUser(name: "Rita", role: .representative))))
    try enterAccounts()
    try enterContacts()
    for number: UInt32 in 1...2 { try enterBusiness(AccountID(number), ContactID(number)) }
    book.clock.advance(days: 1)
  }

  private func enterAccounts() throws {
    var one = NewAccount(name: "Globex", references: [.init(source: "erp", identifier: "1")])
    (one.details.city, one.details.country) = ("Utrecht", "Netherlands")
    var other = NewAccount(name: "Globex Ltd", references: [.init(source: "erp", identifier: "2")])
    (other.details.city, other.details.phone) = ("Zeist", "+31 30 1234567")
    (other.details.employees, other.details.industry) = (40, "retail")
    other.owner = UserID(2)
    for new in [one, other] { try book.run(.account(nil, .create(new))) }
    try book.run(.account(AccountID(2), .tag("key")))
    try book.run(.account(nil, .create(NewAccount(name: "Initech"))))
  }

  private func enterContacts() throws {
    var one = NewContact(name: PersonName(given: "Anna", family: "Visser"))
    one.emails = [EmailAddress("anna@globex.example")]
    one.references = [.init(source: "erp", identifier: "77")]
    (one.account, one.owner) = (AccountID(1), UserID(1))
    var other = NewContact(name: PersonName(given: "Annie", family: "Visscher"))
    other.emails = [EmailAddress("ANNA@globex.example"), EmailAddress("annie@home.example")]
    other.phones = [PhoneNumber("+31 6 555 111 22")]
    other.birthday = try Day(year: 1980, month: 5, day: 4)
    (other.role, other.account) = ("buyer", AccountID(2))
    other.references = [.init(source: "erp", identifier: "78")]
    for new in [one, other] { try book.run(.contact(nil, .create(new))) }
  }

  private func enterBusiness(_ account: AccountID, _ contact: ContactID) throws {
    var deal = NewOpportunity(pipeline: PipelineID(1))
    (deal.account, deal.contact, deal.owner) = (account, contact, UserID(1))
    deal.amount = try Money("\(account.number)000", .euro)
    try book.run(.opportunity(nil, .open(deal)))
    var order = NewOrder()
    (order.account, order.contact) = (account, contact)
    var line = NewOrderLine()
    line.description = "things"
    line.amount = try Money("\(account.number)00", .euro)
    order.lines = [line]
    try book.run(.order(nil, .place(order)))
    var call = NewActivity(.call)
    (call.account, call.contact, call.subject) = (account, contact, "call \(account.number)")
    try book.run(.activity(nil, .plan(call, due: nil)))
  }

  @discardableResult
  func merge(
    _ pair: (one: StreamID, other: StreamID), _ keep: [KeptField] = [],
    _ context: CommandContext = CommandContext()
  ) throws -> Outcome {
    try book.run(.merging(.merge(pair.other, into: pair.one, keep: keep)), as: nil, context)
  }

  @discardableResult
  func unmerge(_ pair: (one: StreamID, other: StreamID)) throws -> Outcome {
    try book.run(.merging(.unmerge(pair.other)))
  }

  func account(_ number: UInt32, at moment: Moment = .now) throws -> Account {
    try book.crm.source(at: moment).entity(Account.self, AccountID(number))
  }

  func contact(_ number: UInt32, at moment: Moment = .now) throws -> Contact {
    try book.crm.source(at: moment).entity(Contact.self, ContactID(number))
  }

  func answer(
    _ name: String, _ values: [String: String] = [:], _ source: BookSource? = nil
  ) throws -> Answer {
    let source = try source ?? book.crm.source()
    let type = try #require(Reports.named(name), "no report is called \(name)")
    let report = try type.init(book.crm.resolved(values, of: type, at: source))
    return try answer(report, source)
  }

  private func answer(_ report: some Report, _ source: BookSource) throws -> Answer {
    try book.crm.answer(report, as: book.administrator, from: source)
  }

  /// Demands that every row follows from the events of its own streams alone.
  func requireExplained(
    _ name: String, _ values: [String: String] = [:], at moment: Moment = .now
  ) throws {
    let source = try book.crm.source(at: moment)
    let answer = try answer(name, values, source)
    for row in answer.rows {
      let alone = try self.answer(name, values, source.limited(to: Set(row.sources)))
      let again = alone.rows.first { $0.key == row.key }
      #expect(again?.cells.map(plain) == row.cells.map(plain), "\(name) \(values) \(row.key)")
    }
  }

  /// A cell by what it says; names from elsewhere are no figures.
  private func plain(_ cell: Cell) -> Cell {
    if case .entity(let number, _) = cell { .text(number) } else { cell }
  }
}

extension Answer {
  /// The rows that hold a text anywhere, by their keys.
  func keys(holding text: String) -> [String] {
    rows.filter { $0.cells.contains { "\($0)".contains(text) } }.map(\.key)
  }

  /// The cell of a row in a column, by their keys.
  func value(_ row: String, _ column: String) -> Cell? {
    guard let place = columns.firstIndex(where: { $0.key == column }) else { return nil }
    return rows.first { $0.key == row }?.cells[place]
  }
}
