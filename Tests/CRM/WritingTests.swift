import Bytes
import CRM
import CRMTesting
import Domain
import Projections
import Testing

@Suite struct WritingTests {
  @Test func `an account that was created is in the model and in its own history`() throws {
    let book = try TestBook()
    let outcome = try book.run(.account(nil, .create(NewAccount(name: "Globex"))))
    #expect(outcome.stream == AccountID(1).stream)
    let accounts = try book.crm.model(Accounts.self)
    #expect(accounts.rows.count == 1)
    let account = try book.crm.source().entity(Account.self, AccountID(1))
    #expect(account.name == "Globex")
  }

  @Test(arguments: [false, true])
  func `every kind of entity can be entered and read back`(onDisk: Bool) throws {
    let book = try TestBook(onDisk: onDisk)
    try book.run(.user(nil, .register(NewUser(name: "Rita Rep", role: .representative))))
    try book.run(.product(nil, .create(NewProduct(name: "Widget"))))
    try book.run(.account(nil, .create(NewAccount(name: "Globex", owner: UserID(2)))))
    var person = NewContact(name: PersonName(parsing: "Hank Scorpio"))
    person.emails = [EmailAddress("hank@globex.example")]
    person.account = AccountID(1)
    try book.run(.contact(nil, .create(person)))
    var deal = NewOpportunity(pipeline: PipelineID(1))
    deal.account = AccountID(1)
    deal.product = ProductID(1)
    deal.amount = try Money("1200", .euro)
    try book.run(.opportunity(nil, .open(deal)))
    try book.run(.opportunity(OpportunityID(1), .advance(to: nil)))
    try book.run(.opportunity(OpportunityID(1), .win(try Money("1100.50", .euro))))
    let source = try book.crm.source()
    #expect(try source.entity(User.self, UserID(2)).details.name == "Rita Rep")
    #expect(try source.entity(Contact.self, ContactID(1)).primaryEmail?.address == "hank@globex.example")
    let row = try source.model(Opportunities.self).rows[OpportunityID(1)]
    #expect(row.status == .won)
    #expect(row.amount == (try Money("1100.50", .euro)))
    if onDisk, let directory = book.directory {
      let again = try CRM.open(directory)
      #expect(try again.source().entity(Contact.self, ContactID(1)).name.displayName == "Hank Scorpio")
      #expect(try again.head() == book.crm.head())
    }
  }

  @Test func `a refused command changes nothing`() throws {
    let book = try TestBook()
    let head = try book.crm.head()
    #expect(throws: OpportunityRefusal.unknown(OpportunityID(9))) {
      try book.run(.opportunity(OpportunityID(9), .win(nil)))
    }
    #expect(try book.crm.head() == head)
  }

  @Test func `a command with an id is carried out once`() throws {
    let book = try TestBook()
    var context = CommandContext()
    let id = CommandID(high: 1, low: 2)
    context.identity = CommandIdentity(id: id, request: Array("create Globex".utf8))
    let first = try book.run(
      .account(nil, .create(NewAccount(name: "Globex"))), as: nil, context)
    let second = try book.run(
      .account(nil, .create(NewAccount(name: "Globex"))), as: nil, context)
    #expect(second.isRepeat)
    #expect(second.events == first.events)
    context.identity = CommandIdentity(id: id, request: Array("create Initech".utf8))
    #expect(throws: CommandRefusal.differentRequest(id)) {
      try book.run(.account(nil, .create(NewAccount(name: "Initech"))), as: nil, context)
    }
    #expect(try book.crm.model(Accounts.self).rows.count == 1)
  }

  @Test func `an expected version that moved on is refused`() throws {
    let book = try TestBook()
    try book.run(.account(nil, .create(NewAccount(name: "Globex"))))
    var context = CommandContext()
    context.expectedVersion = 1
    try book.run(.account(AccountID(1), .rename("Globex Corporation")), as: nil, context)
    #expect(throws: CommandRefusal.versionMoved(AccountID(1).stream, seen: 1, now: 2)) {
      try book.run(.account(AccountID(1), .rename("Globex Inc")), as: nil, context)
    }
  }

  @Test func `one command restores one old value`() throws {
    let book = try TestBook()
    try book.run(.account(nil, .create(NewAccount(name: "Globex"))))
    let then = try book.crm.head().position
    book.clock.advance(days: 3)
    try book.run(.account(AccountID(1), .rename("Globecs")))
    try book.run(
      .restore(AccountID(1).stream, field: "name", to: .position(then.number)))
    #expect(try book.crm.source().entity(Account.self, AccountID(1)).name == "Globex")
    #expect(try book.crm.source().history(Account.self, AccountID(1)).count == 3)
  }

  @Test func `a hand over moves everything in one command`() throws {
    let book = try TestBook()
    for name in ["Rita", "Sam"] {
      try book.run(.user(nil, .register(NewUser(name: name, role: .representative))))
    }
    for number in 1...4 {
      try book.run(
        .account(nil, .create(NewAccount(name: "Account \(number)", owner: UserID(2)))))
      var deal = NewOpportunity(pipeline: PipelineID(1))
      deal.account = AccountID(UInt32(number))
      deal.owner = UserID(2)
      try book.run(.opportunity(nil, .open(deal)))
    }
    let outcome = try book.run(
      .handOver(HandOver(from: UserID(2), to: [UserID(1), UserID(3)], deactivate: true)))
    #expect(outcome.events.count == 9)
    let source = try book.crm.source()
    #expect(try source.model(Accounts.self).rows.rows.allSatisfy { $0.owner != UserID(2) })
    for (id, row) in try source.model(Opportunities.self).rows.all {
      let account = try #require(row.account)
      #expect(row.owner == (try source.model(Accounts.self).rows[account].owner), "\(id)")
    }
    #expect(try source.model(Team.self).rows[UserID(2)].isActive == false)
    #expect(throws: CommandRefusal.self) {
      try book.run(.account(AccountID(1), .rename("X")), as: Principal(UserID(2)))
    }
  }

  @Test func `a duplicate is warned about on entry and entered all the same`() throws {
    let book = try TestBook()
    var person = NewContact(name: PersonName(parsing: "Zoë Smith"))
    person.emails = [EmailAddress("Zoe@Example.com")]
    try book.run(.contact(nil, .create(person)))
    var again = NewContact(name: PersonName(parsing: "zoe smith"))
    again.emails = [EmailAddress("zoe@example.com")]
    let outcome = try book.run(.contact(nil, .create(again)))
    #expect(
      outcome.warnings == [.possibleDuplicate(of: ContactID(1).stream, agreesIn: "e-mail, name")])
    #expect(outcome.stream == ContactID(2).stream)
  }
}
