import CRM
import CRMTesting
import Domain

// What happens to leads and orders in the golden history.

extension HistoryScript {
  static func leads() throws -> [Command] {
    let first = LeadID(1)
    var anna = NewLead()
    anna.person.name = PersonName(given: "Anna", family: "Visser")
    anna.person.company = "Visser & Co."
    anna.person.email = "anna@visser.example"
    anna.details.source = "fair"
    anna.details.segment = "retail"
    anna.details.firstContact = try Day(year: 2020, month: 5, day: 4)
    anna.owner = UserID(2)
    anna.qualifier = UserID(3)
    anna.references = [ExternalReference(source: "web", identifier: "L1")]
    var changes = LeadChanges()
    changes.email = .set("a@visser.example")
    changes.score = .set(70)
    changes.words = [20: .clear, 23: .set("wholesale")]
    var conversion = LeadConversion()
    conversion.opportunity = NewOpportunity(pipeline: PipelineID(1))
    return [
      .lead(nil, .capture(anna)), .lead(nil, .capture(NewLead())),
      .lead(first, .change(changes)), .lead(first, .moveStatus(to: .qualified, reason: nil)),
      .lead(first, .assign(owner: .set(UserID(3)), qualifier: .clear)),
      .convertLead(first, conversion),
      .lead(LeadID(2), .moveStatus(to: .disqualified, reason: "a child's play")),
      .lead(LeadID(2), .reference(ExternalReference(source: "web", identifier: "L2"))),
      .lead(LeadID(2), .erase(reason: "golden request")),
    ]
  }

  static func orders() throws -> [Command] {
    let first = OrderID(1)
    var new = NewOrder()
    new.account = AccountID(3)
    new.owner = UserID(2)
    new.details.segment = "Corporate"
    new.details.region = "West"
    new.orderedOn = try Day(year: 2020, month: 1, day: 2)
    var hammock = NewOrderLine()
    hammock.product = ProductID(2)
    hammock.quantity = try DecimalNumber("2.5")
    hammock.amount = try Money("261.96", .euro)
    hammock.profit = try Money("41.9136", .euro)
    var advice = NewOrderLine()
    advice.description = "advice"
    advice.amount = try Money("90", .euro)
    new.lines = [hammock]
    var words = OrderChanges()
    words.region = .clear
    words.channel = .set("web shop")
    var back = OrderReturn()
    back.line = .number(1)
    back.amount = try Money("60", .euro)
    var lineChanges = OrderLineChanges()
    lineChanges.amount = try Money("95", .euro)
    var other = NewOrder()
    other.contact = ContactID(1)
    let steps: [OrderCommand] = [
      .addLines([advice, advice]), .changeLine(.number(2), lineChanges), .removeLine(.number(3)),
      .ship(on: try Day(year: 2020, month: 1, day: 5)), .takeBack(back), .change(words),
      .setOrderedOn(nil), .assign(UserID(3)),
      .setCustomer(account: AccountID(4), contact: ContactID(1)),
      .setOpportunity(OpportunityID(1)),
      .reference(ExternalReference(source: "erp", identifier: "B-7")),
    ]
    return [
      .product(ProductID(2), .setCost(try Money("40", .euro))),
      .product(ProductID(2), .setSubfamily("Outdoor")),
      .order(nil, .place(new)),
    ] + steps.map { .order(first, $0) } + [
      .order(nil, .place(other)), .order(OrderID(2), .cancel(reason: "ordered twice")),
      .order(OrderID(2), .reinstate),
    ]
  }
}
