import Bytes
import CRM
import CRMTesting
import Domain
import Testing

/// A lead becomes a customer in one command: several streams, all or none.
@Suite struct LeadConversionTests {
  private func book() throws -> TestBook {
    let book = try TestBook()
    try book.run(.user(nil, .register(NewUser(name: "Rita", role: .representative))))
    try book.run(.user(nil, .register(NewUser(name: "Sam", role: .representative))))
    var new = NewLead()
    new.person.name = PersonName(given: "Anna", family: "Visser")
    new.person.company = "Visser & Co."
    new.person.email = "anna@visser.example"
    new.details.source = "fair"
    new.owner = UserID(2)
    try book.run(.lead(nil, .capture(new)))
    return book
  }

  private func conversion(amount: String = "4800") throws -> LeadConversion {
    var deal = NewOpportunity(pipeline: PipelineID(1))
    deal.name = "First order"
    deal.amount = try Money(amount, .euro)
    var conversion = LeadConversion()
    conversion.opportunity = deal
    return conversion
  }

  @Test func `account, contact and opportunity are made, and the lead says what it became`() throws {
    let book = try book()
    let outcome = try book.run(
      .convertLead(LeadID(1), conversion()), as: Principal(UserID(2)))
    #expect(outcome.events.map(\.stream.kind) == [.account, .contact, .opportunity, .lead])
    let source = try book.crm.source()
    let lead = try source.entity(Lead.self, LeadID(1))
    #expect(lead.status == .converted)
    #expect(lead.became?.account == AccountID(1))
    let account = try source.entity(Account.self, AccountID(1))
    #expect(account.name == "Visser & Co." && account.owner == UserID(2))
    let contact = try source.entity(Contact.self, ContactID(1))
    #expect(contact.name.family == "Visser" && contact.account == AccountID(1))
    #expect(contact.relationship == .customer)
    let deal = try source.entity(Opportunity.self, OpportunityID(1))
    #expect(deal.contact == ContactID(1) && deal.account == AccountID(1))
    #expect(deal.owner == UserID(2) && deal.source == "fair")
    #expect(contact.sealingSlot != lead.sealingSlot)
  }

  @Test func `asked twice it writes nothing more`() throws {
    let book = try book()
    try book.run(.convertLead(LeadID(1), conversion()))
    let head = try book.crm.head()
    let again = try book.run(.convertLead(LeadID(1), conversion()))
    #expect(again.events.isEmpty)
    #expect(try book.crm.head() == head)
  }

  @Test func `when one part is refused nothing is written`() throws {
    let book = try book()
    let head = try book.crm.head()
    var bad = try conversion()
    bad.opportunity?.amount = try Money("-1", .euro)
    #expect(throws: OpportunityRefusal.self) { try book.run(.convertLead(LeadID(1), bad)) }
    #expect(try book.crm.head() == head)
    #expect(try !book.crm.source().entity(Account.self, AccountID(1)).exists)
  }

  @Test func `it may join what exists, and needs no opportunity`() throws {
    let book = try book()
    try book.run(.account(nil, .create(NewAccount(name: "Globex"))))
    var joining = LeadConversion()
    joining.account = AccountID(1)
    joining.wantsContact = false
    let outcome = try book.run(.convertLead(LeadID(1), joining))
    #expect(outcome.events.map(\.stream.kind) == [.lead])
    let became = try book.crm.source().entity(Lead.self, LeadID(1)).became
    #expect(became == LeadConverted(account: AccountID(1), contact: nil, opportunity: nil))
  }

  @Test func `as of the day before, it is a lead still`() throws {
    let book = try book()
    book.clock.advance(days: 2)
    try book.run(.convertLead(LeadID(1), conversion()))
    let before = Day.at(book.clock.now).adding(days: -1)
    let source = try book.crm.source(at: .day(before))
    #expect(try source.entity(Lead.self, LeadID(1)).status == .new)
    #expect(try !source.entity(Account.self, AccountID(1)).exists)
  }

  @Test func `a lead may be written by its owner and its qualifier, not by others`() throws {
    let book = try book()
    func mayScore(_ user: UInt32) throws -> Bool {
      var changes = LeadChanges()
      changes.score = .set(user)
      do {
        try book.run(.lead(LeadID(1), .change(changes)), as: Principal(UserID(user)))
        return true
      } catch CommandRefusal.notAllowed { return false }
    }
    #expect(try mayScore(2))
    #expect(try !mayScore(3))
    #expect(throws: CommandRefusal.self) {
      try book.run(.convertLead(LeadID(1), conversion()), as: Principal(UserID(3)))
    }
    try book.run(.lead(LeadID(1), .assign(owner: .keep, qualifier: .set(UserID(3)))))
    #expect(try mayScore(3))
    var new = NewOrder()
    new.owner = UserID(2)
    try book.run(.order(nil, .place(new)), as: Principal(UserID(2)))
    #expect(throws: CommandRefusal.self) {
      try book.run(.order(OrderID(1), .cancel(reason: "x")), as: Principal(UserID(3)))
    }
  }

  @Test func `leads in work are handed over, orders stay with who sold them`() throws {
    let book = try book()
    try book.run(.lead(nil, .capture(NewLead())))
    try book.run(.lead(LeadID(2), .assign(owner: .keep, qualifier: .set(UserID(2)))))
    var done = NewLead()
    done.owner = UserID(2)
    try book.run(.lead(nil, .capture(done)))
    try book.run(.lead(LeadID(3), .moveStatus(to: .disqualified, reason: "no budget")))
    var order = NewOrder()
    order.owner = UserID(2)
    try book.run(.order(nil, .place(order)))
    try book.run(.handOver(HandOver(from: UserID(2), to: [UserID(3)], deactivate: true)))
    let source = try book.crm.source()
    #expect(try source.entity(Lead.self, LeadID(1)).owner == UserID(3))
    #expect(try source.entity(Lead.self, LeadID(2)).qualifier == UserID(3))
    #expect(try source.entity(Lead.self, LeadID(3)).owner == UserID(2))
    #expect(try source.entity(Order.self, OrderID(1)).owner == UserID(2))
  }

  @Test func `a lead that may be there already is told of, among leads and contacts`() throws {
    let book = try book()
    var same = NewLead()
    same.person.email = "Anna@Visser.example"
    let twice = try book.run(.lead(nil, .capture(same)))
    #expect(twice.warnings == [.possibleDuplicate(of: LeadID(1).stream, agreesIn: "e-mail")])
    try book.run(.convertLead(LeadID(1), LeadConversion()))
    let thrice = try book.run(.lead(nil, .capture(same)))
    #expect(thrice.warnings.map(\.description).contains("C-1 may be the same: same e-mail"))
  }
}

extension Day {
  /// The day of an instant in UTC.
  fileprivate static func at(_ instant: Instant) -> Day { Zone.utc.day(of: instant) }
}
