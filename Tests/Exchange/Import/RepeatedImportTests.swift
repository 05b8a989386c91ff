import CRM
import Domain
import Exchange
import Testing

@Suite struct RepeatedImportTests {
  private let accounts = #""accounts": {"match": "accounts.csv"}"#

  private func step(_ existing: String) -> String {
    #"""
    {"from": "accounts", "do": "account.create", "reference": {"column": "id"},
     "set": {"name": {"column": "name"}, "city": {"column": "city"}}, "existing": "\#(existing)"}
    """#
  }

  @Test func `a history of changes that was imported once is not written twice`() throws {
    let sample = try ImportSample()
    let steps =
      ImportSample.opening() + #"""
        , {"from": "deals", "do": "opportunity.move", "at": {"column": "offered", "undated": "skip"},
           "reference": {"column": "id"}, "set": {"stage": {"value": "Offer"}}},
          {"from": "deals", "do": "opportunity.move", "at": {"column": "revised", "undated": "skip"},
           "reference": {"column": "id"}, "set": {"stage": {"value": "Talk"}}},
          {"from": "deals", "do": "opportunity.lose", "at": {"column": "lost", "undated": "skip"},
           "reference": {"column": "id"}, "set": {"reason": {"value": "price"}}}
        """#
    let recipe = try ImportSample.recipe(steps: steps)
    let files = [
      "deals.csv":
        "id,opened,offered,revised,lost\nD1,2017-01-10,2017-01-11,2017-01-12,2017-01-13\n"
    ]
    #expect(try sample.run(recipe, files).summary.events == 5)
    let head = try sample.crm.head()
    let again = try sample.run(recipe, files, history: false)
    #expect(again.summary.events == 0 && again.events.isEmpty)
    #expect(try sample.crm.head() == head)
  }

  @Test func `an import does not undo what happened in the book since`() throws {
    let sample = try ImportSample()
    let steps =
      ImportSample.opening() + #"""
        , {"from": "deals", "do": "opportunity.win", "at": {"column": "won"},
           "reference": {"column": "id"}}
        """#
    let recipe = try ImportSample.recipe(steps: steps)
    let files = ["deals.csv": "id,opened,won\nD1,2017-01-10,2017-02-01\n"]
    try sample.run(recipe, files)
    try sample.crm.execute(
      .opportunity(OpportunityID(1), .reopen(stage: nil)), as: sample.principal)
    #expect(try sample.run(recipe, files, history: false).summary.events == 0)
    #expect(try sample.opportunity(1).status == .open)
  }

  @Test func `what exists is skipped unless the step says otherwise`() throws {
    let sample = try ImportSample()
    let first = ["accounts.csv": "id,name,city\n1,Globex,Utrecht\n"]
    let second = ["accounts.csv": "id,name,city\n1,Globex Ltd,\n2,Initech,Delft\n"]
    try sample.run(try ImportSample.recipe(files: accounts, steps: step("skip")), first)
    let skipped = try sample.run(
      try ImportSample.recipe(files: accounts, steps: step("skip")), second, history: false)
    #expect(
      skipped.skipped.map { "\($0.name): \($0.count)" } == ["account.create: exists already: 1"])
    #expect(try sample.account(1).name == "Globex")
    let update = try ImportSample.recipe(files: accounts, steps: step("update"))
    let updated = try sample.run(update, second, history: false)
    #expect(updated.events.map { "\($0.name): \($0.count)" } == ["account.renamed: 1"])
    #expect(try sample.account(1).name == "Globex Ltd")
    #expect(try sample.account(1).details.city == "Utrecht")
    #expect(try sample.run(update, second, history: false).summary.events == 0)
    let refuse = try ImportSample.recipe(files: accounts, steps: step("refuse"))
    #expect(
      try sample.refusal(refuse, second, history: false)
        == "accounts.csv, row 2: account.create: it exists already, as A-1")
  }

  @Test func `without a reference what has the name is not created again`() throws {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(
      files: accounts,
      steps: #"{"from": "accounts", "do": "account.create", "set": {"name": {"column": "name"}}}"#,
      more: #"""
        "setup": [{"do": "pipeline.define", "set": {"name": "sales", "stages": "Talk 5%"}},
                  {"do": "product.create", "reference": "P9", "set": {"name": "Nine", "price": 9}}],
        """#)
    let files = ["accounts.csv": "name\nGlobex\n"]
    let first = try sample.run(recipe, files)
    // The book has a pipeline of that name already.
    #expect(
      first.skipped.map { "\($0.name): \($0.count)" } == ["pipeline.define: exists already: 1"])
    #expect(first.summary.events == 3)
    #expect(try sample.run(recipe, files, history: false).summary.events == 0)
  }

  @Test func `a reference that occurs twice in one file is pointed out`() throws {
    let sample = try ImportSample()
    let report = try sample.run(
      try ImportSample.recipe(files: accounts, steps: step("skip")),
      ["accounts.csv": "id,name,city\n1,Globex,\n1,Globex,\n"])
    #expect(
      report.warnings == ["accounts.csv, row 3: A-1 came in an earlier row of this import already"])
  }
}
