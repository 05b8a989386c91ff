import CRM
import Domain
import Exchange
import Testing

@Suite struct ImportRefusalTests {
  private func refusal(
    _ steps: String, _ text: String, name: String = "deals.csv"
  ) throws -> String {
    let sample = try ImportSample()
    return try sample.refusal(try ImportSample.recipe(steps: steps), [name: text])
  }

  @Test func `a bad value is refused with file, row, column, value and reason`() throws {
    #expect(
      try refusal(ImportSample.opening(), "id,opened\nD1,2017-01-10\n\nD2,20/10/2016\n")
        == "deals.csv, row 3, column opened: '20/10/2016' is not a date as in iso8601")
    #expect(
      try refusal(ImportSample.opening(), "id,opened\nD1,2017-02-30\n")
        == """
        deals.csv, row 2, column opened: '2017-02-30' is no date: there is no day 30 in \
        February 2017: it has 28 days
        """)
    #expect(
      try refusal(ImportSample.opening(), "id,opened\nD1,\n")
        == """
        deals.csv, row 2, column opened: it is empty, and the recipe refuses rows without a date
        """)
    #expect(
      try refusal(
        ImportSample.opening(#""account": {"column": "who"}"#),
        "id,opened,who\nD1,2017-01-10,Nobody\n")
          == """
          deals.csv, row 2, column who: 'Nobody' does not do as account: there is no account 'Nobody'
          """)
    #expect(
      try refusal(
        ImportSample.opening(#""amount": {"column": "value"}"#),
        "id,opened,value\nD1,2017-01-10,$ 5\n")
          == """
          deals.csv, row 2, column value: '$ 5' does not do as amount: the sign $ is not that of \
          EUR: write the code, as in 5.00 USD
          """)
  }

  @Test func `a row the book refuses undoes the whole import`() throws {
    let steps =
      ImportSample.opening() + #"""
        , {"from": "deals", "do": "opportunity.lose", "at": {"column": "opened"},
           "reference": {"column": "other"}, "set": {"reason": {"column": "why"}}}
        """#
    #expect(
      try refusal(steps, "id,opened,other,why\nD1,2017-01-10,D1,price\nD2,2017-01-11,D9,price\n")
        == """
        deals.csv, row 3, column other: 'D9' is no opportunity of erp yet: the step that creates \
        it picks other rows, or its date is later
        """)
    #expect(
      try refusal(steps, "id,opened,other,why\nD1,2017-01-10,D1,\n")
        == """
        deals.csv, row 2, column why: '' does not do as reason: it is empty, but needed: why it \
        was lost
        """)
    #expect(
      try refusal(ImportSample.opening(), "id,opened\nD1,2999-01-10\n")
        == "deals.csv, row 2: opportunity.open: it cannot have happened in the future")
  }

  @Test func `files that are missing, unknown or damaged are refused before anything is done`()
    throws
  {
    let step = ImportSample.opening()
    #expect(
      try refusal(step, "", name: "other.csv")
        == "other.csv: the recipe 'test' reads no such file; it reads deals (deals*.csv)")
    #expect(try refusal(step, "") == "deals.csv: the file is empty: it has no header")
    #expect(
      try refusal(step, "id,open\n")
        == """
        deals.csv: there is no column 'opened'; the header has: id, open; did the recipe mean \
        'open'?
        """)
    #expect(
      try refusal(step, "id,opened\nD1\n")
        == "deals.csv, row 2: it has 1 field, the header has 2")
    let sample = try ImportSample()
    #expect(
      try sample.refusal(try ImportSample.recipe(steps: step), [:])
        == "the file 'deals' of the recipe is missing: give one named deals*.csv")
    let invalid = ImportFile(name: "deals.csv", bytes: Array("id,opened\nD1,".utf8) + [0xFF, 0x0A])
    #expect(throws: ImportFailure.self) {
      try Importer(ImportSample.recipe(steps: step), files: [invalid])
        .run(sample.crm, as: sample.principal)
    }
  }

  @Test func `a pipeline of the same name without the stages is not taken for the recipe's`()
    throws
  {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(
      steps: ImportSample.opening(),
      more: #""setup": [{"do": "pipeline.define", "set": {"name": "Sales", "stages": "A 5%"}}],"#)
    let files = ["deals.csv": "id,opened\nD1,2017-01-10\n"]
    _ = try sample.run(recipe, files)
    #expect(try sample.opportunity(1).pipeline == PipelineID(2))
    #expect(try sample.run(recipe, files, history: false).summary.events == 0)
  }

  @Test func `a refusal shows what a map made of the value`() throws {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(
      steps: ImportSample.opening(#""stage": {"column": "state", "map": "states"}"#),
      more: #""values": {"states": {"W": "Won"}},"#)
    #expect(
      try sample.refusal(recipe, ["deals.csv": "id,opened,state\nD1,2017-01-10,W\n"])
        == """
        deals.csv, row 2, column state: 'W' (read as 'Won') does not do as stage: pipeline 'Sales' \
        has no such stage; it has: Talk, Offer, Contract
        """)
  }

  @Test func `history is refused once the book is in daily use`() throws {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(steps: ImportSample.opening())
    let files = ["deals.csv": "id,opened\nD1,2017-01-10\n"]
    try sample.run(recipe, files)
    try sample.crm.execute(.opportunity(OpportunityID(1), .win(nil)), as: sample.principal)
    #expect(
      try sample.refusal(recipe, ["deals.csv": "id,opened\nD2,2017-01-10\n"])
        .contains("daily use"))
    #expect(
      try sample.run(recipe, ["deals.csv": "id,opened\nD2,2017-01-10\n"], history: false)
        .summary.events == 2)
  }

  @Test func `only an administrator imports`() throws {
    let sample = try ImportSample()
    try sample.crm.execute(
      .user(nil, .register(NewUser(name: "Eva", role: .representative))), as: sample.principal)
    let importer = try Importer(
      ImportSample.recipe(steps: ImportSample.opening()),
      files: [ImportFile(name: "deals.csv", bytes: Array("id,opened\nD1,2017-01-10\n".utf8))])
    #expect(throws: CommandRefusal.self) {
      try importer.run(sample.crm, as: Principal(UserID(2)))
    }
  }

  @Test func `hostile texts do not reach the terminal`() throws {
    let text = try refusal(ImportSample.opening(), "id,opened\nD1,\"2017\n\u{1B}[2J\"\n")
    #expect(!text.contains("\u{1B}") && !text.contains("\n"))
  }
}
