import Bytes
import CRM
import Domain
import Exchange
import Testing

@Suite struct FormReadingTests {
  private func refusal(
    _ form: String, of subject: String? = nil, _ values: [String: String]
  ) throws -> String {
    let book = try FormBook()
    let refusal = #expect(throws: FormRefusal.self) {
      try book.command(form, of: subject, values)
    }
    return try #require(refusal).description
  }

  @Test func `entities are found by number, by reference and by name`() throws {
    let book = try FormBook()
    let expected = Command.opportunity(OpportunityID(1), .setAccount(AccountID(1)))
    for text in ["A-1", "erp:A7", "Globex", "globex"] {
      #expect(
        try book.command("opportunity.account", of: "O-1", ["account": text]) == expected)
    }
    #expect(
      try book.command("opportunity.account", of: "O-1", ["account": "A7"], source: "erp")
        == expected)
  }

  @Test func `an empty text takes a value away`() throws {
    let book = try FormBook()
    var changes = AccountChanges()
    changes.industry = .clear
    changes.employees = .set(12)
    #expect(
      try book.command("account.change", of: "A-1", ["industry": "", "employees": "12"])
        == .account(AccountID(1), .change(changes)))
    #expect(
      try book.command("opportunity.amount", of: "O-1", ["amount": ""])
        == .opportunity(OpportunityID(1), .reviseAmount(nil)))
  }

  @Test func `a stage is found by name or number in the pipeline at hand`() throws {
    let book = try FormBook()
    let move = Command.opportunity(OpportunityID(1), .move(to: 2))
    #expect(try book.command("opportunity.move", of: "O-1", ["stage": "engaging"]) == move)
    #expect(try book.command("opportunity.move", of: "O-1", ["stage": "2"]) == move)
    #expect(
      try book.command("pipeline.reorder", of: "Sales", ["stages": "Engaging, 1"])
        == .pipeline(PipelineID(1), .reorder([2, 1])))
    guard
      case .opportunity(nil, .open(let new)) =
        try book.command("opportunity.open", ["stage": "Engaging"])
    else { return #expect(Bool(false), "an opportunity is opened") }
    #expect(new.stage == 2 && new.pipeline == PipelineID(1))
  }

  @Test func `lines of an order are product, quantity and price`() throws {
    let book = try FormBook()
    guard
      case .order(nil, .place(let new)) = try book.command(
        "order.place",
        ["account": "Globex", "lines": "GTX Basic x 2.5 @ 550; P-1; gtx basic @ 12 USD"])
    else { return #expect(Bool(false), "an order is placed") }
    #expect(new.lines.map(\.product) == [ProductID(1), ProductID(1), ProductID(1)])
    #expect(new.lines.map(\.quantity) == [try DecimalNumber("2.5"), nil, nil])
    #expect(new.lines.map(\.price) == [try Money("550", .euro), nil, try Money("12", .usDollar)])
    let reason = try refusal("order.place", ["lines": "GTX Basic x 2; Nothing"])
    #expect(reason.contains("there is no product 'Nothing'"))
  }

  @Test func `money is in the currency of the book unless it names one`() throws {
    let book = try FormBook()
    func price(_ text: String) throws -> Command {
      try book.command("product.price", of: "P-1", ["price": text])
    }
    #expect(try price("12.50") == .product(ProductID(1), .price(try Money("12.50", .euro))))
    let dollars = Command.product(ProductID(1), .price(try Money("12.50", .usDollar)))
    #expect(try price("12.50 USD") == dollars)
    #expect(try price("USD 12.50") == dollars)
  }

  @Test func `stages are read as words and as JSON`() throws {
    let book = try FormBook()
    let stages = [
      NewStage(name: "First talk", probability: try Probability("10%")),
      NewStage(name: "Offer", probability: try Probability("62.5%"), category: .bestCase),
    ]
    let expected = Command.pipeline(nil, .define(NewPipeline(name: "Big", stages: stages)))
    let texts = [
      "First talk 10%; Offer 62.5% best-case",
      """
      [{"name": "First talk", "probability": "10%"},
       {"name": "Offer", "probability": "0.625", "category": "best-case"}]
      """,
    ]
    for text in texts {
      #expect(
        try book.command("pipeline.define", ["name": "Big", "stages": text]) == expected)
    }
  }

  @Test func `a label behind an e-mail address says what it is for`() throws {
    let book = try FormBook()
    let command = try book.command(
      "contact.create", ["name": "Dr. Eva Ek", "email": "e@ek.se (work)"])
    guard case .contact(nil, .create(let new)) = command else {
      return #expect(Bool(false), "a contact is created")
    }
    #expect(new.emails == [EmailAddress("e@ek.se", label: "work")])
    #expect(new.name.family == "Ek" && new.name.prefix == "Dr.")
  }

  @Test func `refusals name the parameter and what was expected`() throws {
    #expect(
      try refusal("opportunity.win", of: "O-1", ["amont": "5"])
        == "opportunity.win has no parameter 'amont'; did you mean 'amount'?")
    #expect(
      try refusal("opportunity.lose", of: "O-1", [:])
        == "opportunity.lose needs reason: why it was lost")
    #expect(
      try refusal("opportunity.win", ["amount": "5"])
        == "opportunity.win needs to know which opportunity is meant")
    #expect(
      try refusal("opportunity.open", ["account": "Nobody"])
        == "account 'Nobody': there is no account 'Nobody'")
    #expect(
      try refusal("opportunity.open", ["stage": "Won"])
        == "stage 'Won': pipeline 'Sales' has no such stage; it has: Prospecting, Engaging")
    #expect(
      try refusal("user.create", ["name": "Eva", "role": "boss"])
        == """
        role 'boss': expected one of representative, manager, analyst, auditor, administrator
        """)
    #expect(
      try refusal("account.change", of: "A-1", [:]).hasPrefix(
        "account.change changes nothing unless one of these is given: annual-revenue, employees"))
    #expect(try refusal("account.change", of: "A-1", ["employees": "-4"]).hasPrefix("employees"))
    #expect(try refusal("opportunity.win", of: "O-9", [:]) == "there is no opportunity 'O-9'")
  }

  @Test func `hostile texts are shown in one safe line`() throws {
    let text = try refusal("opportunity.open", ["expected-close": "2017\n\u{1B}[31m"])
    #expect(!text.contains("\n") && !text.contains("\u{1B}"))
  }
}
