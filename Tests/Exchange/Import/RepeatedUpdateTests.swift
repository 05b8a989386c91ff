import CRM
import Domain
import Testing

@testable import Exchange

@Suite struct RepeatedUpdateTests {
  private func recipe(_ more: String = "") throws -> Recipe {
    try ImportSample.recipe(
      files: #""accounts": {"match": "accounts*.csv"}"#,
      steps: #"""
        {"from": "accounts", "do": "account.create", "reference": {"column": "id"},
         "set": {"name": {"column": "name"}, "city": {"column": "city"\#(more)},
                 "phone": {"column": "phone"}}, "existing": "update"}
        """#)
  }

  private let first = [
    "accounts.csv": "id,name,city,phone\n1,Globex,Utrecht,111\n2,Initech,Delft,222\n"
  ]

  private func change(_ sample: ImportSample, phone: String) throws {
    var changes = AccountChanges()
    changes.phone = .set(phone)
    try sample.crm.execute(.account(AccountID(1), .change(changes)), as: sample.principal)
  }

  @Test func `what users changed since survives, what the file changed arrives`() throws {
    let sample = try ImportSample()
    try sample.run(try recipe(), first)
    try change(sample, phone: "999")
    // The file as it was writes nothing and undoes nothing.
    #expect(try sample.run(try recipe(), first, history: false).summary.events == 0)
    #expect(try sample.account(1).details.phone == "999")
    let second = ["accounts.csv": "id,name,city,phone\n1,Globex,Gouda,111\n2,Initech,Delft,222\n"]
    let report = try sample.run(try recipe(), second, history: false)
    #expect(report.events.map { "\($0.name): \($0.count)" } == ["account.details-changed: 1"])
    #expect(try sample.account(1).details.phone == "999")
    #expect(try sample.account(1).details.city == "Gouda")
    #expect(try sample.run(try recipe(), second, history: false).summary.events == 0)
  }

  @Test func `what both changed stays as the user left it, and is listed`() throws {
    let sample = try ImportSample()
    try sample.run(try recipe(), first)
    try change(sample, phone: "999")
    let second = ["accounts.csv": "id,name,city,phone\n1,Globex,Utrecht,333\n2,Initech,Delft,222\n"]
    let report = try sample.run(try recipe(), second, history: false)
    #expect(report.summary.events == 0)
    #expect(
      report.warnings == [
        "accounts.csv, row 2: A-1 was changed in the book and in the file; the book's phone stays"
      ])
    #expect(try sample.account(1).details.phone == "999")
  }

  @Test func `an empty value takes the old one away where the recipe says so`() throws {
    let emptied = ["accounts.csv": "id,name,city,phone\n1,Globex,,\n2,Initech,Delft,222\n"]
    let sample = try ImportSample()
    try sample.run(try recipe(), first)
    #expect(try sample.run(try recipe(), emptied, history: false).summary.events == 0)
    try sample.run(try recipe(#", "clear": true"#), emptied, history: false)
    #expect(try sample.account(1).details.city == nil)
    #expect(try sample.account(1).details.phone == "111")
  }

  @Test func `rows that are gone are listed and nothing is deleted`() throws {
    let sample = try ImportSample()
    try sample.run(try recipe(), first)
    let report = try sample.run(
      try recipe(), ["accounts_new.csv": "id,name,city,phone\n2,Initech,Delft,222\n"],
      history: false)
    #expect(report.gone == ["accounts.csv: A-1"] && report.goneCount == 1)
    #expect(report.summary.events == 0)
    #expect(try sample.account(1).exists)
  }

  @Test func `columns can be counted and remembered row by row`() throws {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(
      files: #"""
        "log": {"match": "log.csv", "order": "rows", "computed": {
          "nth": {"count": true, "per": ["case"], "when": [{"column": "what", "in": ["sent"]}]},
          "before": {"latest": "what", "per": "case"}}}
        """#,
      steps: #"""
        {"from": "log", "do": "opportunity.open", "at": {"column": "when"},
         "when": [{"column": "what", "in": ["sent"]}],
         "reference": {"template": "{case}/{nth}"},
         "set": {"name": {"template": "{case} {nth} after {before}"}}},
        {"from": "log", "do": "opportunity.lose", "at": {"column": "when"},
         "when": [{"column": "what", "in": ["lost"]}],
         "reference": {"template": "{case}/{nth}"}, "set": {"reason": {"value": "price"}}}
        """#)
    try sample.run(
      recipe,
      [
        "log.csv": """
        case,what,when
        a,sent,2017-01-01
        b,sent,2017-01-01
        a,lost,2017-01-02
        a,sent,2017-01-02
        """
      ])
    #expect(try sample.opportunity(1).name == "a 1 after")
    #expect(try sample.opportunity(1).status == .lost)
    #expect(try sample.opportunity(3).name == "a 2 after lost")
    #expect(try sample.opportunity(3).status == .open)
  }

  @Test func `deals and leads are compared with the last import too`() throws {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(
      steps: #"""
        {"from": "deals", "do": "opportunity.open", "reference": {"column": "id"},
         "set": {"name": {"column": "name"}, "stage": {"column": "stage"},
                 "amount": {"column": "amount"}}, "existing": "update"},
        {"from": "deals", "do": "lead.capture", "reference": {"column": "id"},
         "set": {"segment": {"column": "name"}, "score": {"column": "score"}},
         "existing": "update"}
        """#)
    func file(_ row: String) -> [String: String] {
      ["deals.csv": "id,name,stage,amount,score\n" + row + "\n"]
    }
    try sample.run(recipe, file("1,Desk,Talk,5,50"), history: false)
    try sample.crm.execute(
      .opportunity(OpportunityID(1), .reviseAmount(Money("9", .euro))), as: sample.principal)
    var changes = LeadChanges()
    changes.score = .set(80)
    try sample.crm.execute(.lead(LeadID(1), .change(changes)), as: sample.principal)
    #expect(try sample.run(recipe, file("1,Desk,Talk,5,50"), history: false).summary.events == 0)
    let report = try sample.run(recipe, file("1,Desks,Offer,6,50"), history: false)
    #expect(
      report.warnings == [
        "deals.csv, row 2: O-1 was changed in the book and in the file; the book's amount stays"
      ])
    let deal = try sample.opportunity(1)
    #expect(try deal.name == "Desks" && deal.stage == 2 && deal.amount == Money("9", .euro))
    let lead = try sample.crm.source().entity(Lead.self, LeadID(1))
    #expect(lead.details.score == 80 && lead.details.segment == "Desks")
    // A closed deal keeps stage and amount; its name still follows the file.
    try sample.crm.execute(.opportunity(OpportunityID(1), .win(nil)), as: sample.principal)
    let last = try sample.run(recipe, file("1,Table,Contract,7,50"), history: false)
    #expect(last.warnings.count == 1, "\(last.warnings)")
    #expect(try sample.opportunity(1).name == "Table")
    #expect(try sample.opportunity(1).stage == 2)
  }
}
