import Bytes
import CRM
import Domain
import Exchange
import Testing

@Suite struct ImporterTests {
  private let history = """
    {"from": "moves", "do": "opportunity.move", "at": {"column": "when", "format": "dd.MM.yyyy HH:mm"},
     "reference": {"column": "deal"}, "set": {"stage": {"column": "stage"}}}
    """
  private let moves =
    #""deals": {"match": "deals*.csv"}, "moves": {"match": "moves.csv", "delimiter": ";"}"#

  @Test func `rows of several files happen in the order of their instants`() throws {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(
      files: moves, steps: ImportSample.opening() + "," + history)
    try sample.run(
      recipe,
      [
        "deals.csv": "id,opened\nD1,2017-01-10\nD2,2017-01-01\n",
        "moves.csv": "deal;when;stage\nD1;20.01.2017 14:05;Offer\nD2;05.01.2017 09:00;Contract\n",
      ])
    // D2 came up first and is the first opportunity of the book.
    #expect(try sample.opportunity(1).references == [.init(source: "erp", identifier: "D2")])
    #expect(try sample.opportunity(1, at: Moment("2017-01-04")).stage == 1)
    #expect(try sample.opportunity(1, at: Moment("2017-01-05T08:59")).stage == 1)
    #expect(try sample.opportunity(1, at: Moment("2017-01-05T09:00")).stage == 3)
    #expect(try sample.opportunity(2, at: Moment("2017-01-09")).exists == false)
    #expect(try sample.opportunity(2, at: Moment("2017-01-10")).exists)
    #expect(try sample.opportunity(2).stage == 2)
  }

  @Test func `a day begins where the zone says`() throws {
    let sample = try ImportSample(zone: "America/New_York")
    try sample.run(
      try ImportSample.recipe(steps: ImportSample.opening()),
      ["deals.csv": "id,opened\nD1,2017-07-01\n"])
    #expect(try sample.opportunity(1, at: Moment("2017-07-01T03:59:59Z")).exists == false)
    #expect(try sample.opportunity(1, at: Moment("2017-07-01T04:00:00Z")).exists)
  }

  @Test(arguments: [("first", 2, true), ("last", 2, false), ("skip", 1, false)])
  func `undated rows come first, last or not at all`(
    word: String, count: UInt32, known: Bool
  ) throws {
    let sample = try ImportSample()
    let step = ImportSample.opening(at: #"{"column": "opened", "undated": "\#(word)"}"#)
    let report = try sample.run(
      try ImportSample.recipe(steps: step), ["deals.csv": "id,opened\nD1,2017-01-10\nD2,\n"])
    #expect(try sample.crm.status().counts.first { $0.noun == "opportunity" }?.count == Int(count))
    let first = try sample.opportunity(1, at: Moment("2017-01-09"))
    #expect(first.exists == known)
    let skips = word == "skip" ? ["opportunity.open: rows without a date: 1"] : []
    #expect(report.skipped.map { "\($0.name): \($0.count)" } == skips)
  }

  @Test func `values come from columns, maps, templates, defaults and list prices`() throws {
    let sample = try ImportSample()
    let steps =
      #"""
      {"from": "products", "do": "product.create", "reference": {"column": "code"},
       "set": {"name": {"column": "name"}, "price": {"column": "price", "times": 1000}}},
      """#
      + ImportSample.opening(
        #"""
        "product": {"column": "what", "map": "codes", "unmapped": "empty"},
        "amount": {"column": "value", "default": {"list-price-of": "product"}},
        "name": {"template": "{what} {{{id}}}"},
        "source": {"value": "fair"},
        "expected-close": {"column": "due", "format": "d MMM yyyy"},
        "probability": {"template": "{chance}%"}
        """#)
    let recipe = try ImportSample.recipe(
      files:
        #""deals": {"match": "deals*.csv", "empty": ["NULL"]}, "products": {"match": "p?.csv"}"#,
      steps: steps,
      more: #"""
        "values": {"codes": {"gx": "GTX", "g": "GTX"}},
        "numbers": {"decimal": ",", "group": "."}, "currency": "USD",
        """#)
    let report = try sample.run(
      recipe,
      [
        "deals.csv": """
        id,opened,what,value,due,chance
        D1,2017-01-10,gx,"1.234,50",3 Feb 2017,35
        D2,2017-01-11,g,NULL,NULL,
        D3,2017-01-12,other,7,,
        """,
        "p1.csv": "code,name,price\nGTX,GTX Basic,\"1,5\"\n",
      ])
    let first = try sample.opportunity(1)
    #expect(first.product == ProductID(1) && first.name == "gx {D1}" && first.source == "fair")
    #expect(try first.amount == Money("1234.50", .usDollar))
    #expect(try first.expectedClose == Day("2017-02-03"))
    #expect(try first.probability == Probability("35%"))
    let second = try sample.opportunity(2)
    #expect(try second.amount == Money("1500", .usDollar))
    #expect(second.expectedClose == nil && second.probability == nil)
    #expect(try sample.opportunity(3).product == nil)
    #expect(
      report.mapped.map { "\($0.name): \($0.count)" }
        == ["codes: g → GTX: 1", "codes: gx → GTX: 1"])
  }

  @Test func `conditions, distinct values and parents that come later in the file`() throws {
    let sample = try ImportSample()
    let steps = #"""
      {"from": "deals", "do": "user.create", "distinct": "owner", "reference": {"column": "owner"},
       "set": {"name": {"column": "owner"}}},
      {"from": "deals", "do": "account.create", "when": [{"column": "kind", "not-in": ["x"]}],
       "reference": {"column": "name"},
       "set": {"name": {"column": "name"}, "owner": {"column": "owner"}}},
      {"from": "deals", "do": "account.parent", "subject": {"column": "name"},
       "when": [{"column": "parent", "empty": false}, {"column": "kind", "in": ["a"]}],
       "set": {"parent": {"column": "parent"}}}
      """#
    let report = try sample.run(
      try ImportSample.recipe(steps: steps),
      ["deals.csv": "name,parent,kind,owner\nSub,Top,a,Eva\nTop,,a,Eva\nNone,Top,x,Leo\n"])
    #expect(try sample.account(1).parent == AccountID(2))
    #expect(try sample.account(2).owner == UserID(2))
    #expect(
      report.events.map { "\($0.name): \($0.count)" }
        == [
          "account.created: 2", "account.referenced: 2", "user.referenced: 2",
          "user.registered: 2", "account.parent-changed: 1",
        ])
  }

  @Test func `a dry run tells what would happen and changes nothing`() throws {
    let sample = try ImportSample()
    let head = try sample.crm.head()
    let report = try sample.run(
      try ImportSample.recipe(steps: ImportSample.opening()),
      ["deals.csv": "id,opened\nD1,2017-01-10\n"], dryRun: true)
    #expect(report.isDryRun && report.summary.events == 2 && report.commands == 1)
    #expect(try sample.crm.head() == head)
  }

  @Test func `the log keeps the recipe, the files and their digests`() throws {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(steps: ImportSample.opening())
    let text = "id,opened\nD1,2017-01-10\n"
    let report = try sample.run(recipe, ["folder/deals 2017.csv": text])
    let job = try sample.crm.source().entity(ImportJob.self, report.summary.number)
    let run = try #require(job.run)
    #expect(run.recipe == "test" && run.source == "erp" && run.isHistory)
    #expect(run.recipeDigest == recipe.digest && run.recipeDigest.count == 32)
    #expect(run.files.map(\.name) == ["deals 2017.csv"])
    #expect(run.files.map(\.digest) == [FileDigest.sha256(Array(text.utf8))])
    #expect(run.rows == 1 && run.events == 2)
  }

  @Test func `a file without a header gets the names of its columns from the recipe`() throws {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(
      files: #""deals": {"match": "*.txt", "delimiter": "\t", "header": ["id", "opened"]}"#,
      steps: ImportSample.opening())
    try sample.run(recipe, ["all.TXT": "D1\t2017-01-10\r\nD2\t2017-01-11\r\n"])
    #expect(try sample.opportunity(2).exists)
  }

  @Test func `progress is told up to the end`() throws {
    let sample = try ImportSample()
    let importer = try Importer(
      ImportSample.recipe(steps: ImportSample.opening()),
      files: [ImportFile(name: "deals.csv", bytes: Array("id,opened\nD1,2017-01-10\n".utf8))])
    let told = ProgressLog()
    _ = try importer.run(sample.crm, as: sample.principal, history: true) { told.note($0) }
    #expect(told.all.map(\.done) == [0, 1] && told.all.map(\.total) == [1, 1])
  }
}
