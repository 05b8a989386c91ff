import Bytes
import CRM
import Domain
import Reports
import Testing

@testable import Exchange

/// Custom fields and labels in imports: defined by the recipe, filled from columns, merged again.
@Suite struct CustomFieldImportTests {
  private let fields = #"""
    "setup": [
      {"do": "field.define", "set": {"entity": "account", "code": "trade", "type": "choice",
       "label": "Trade", "options": ["steel", {"code": "wood", "label": "Timber"}]}},
      {"do": "field.define", "set": {"entity": "account", "code": "since", "type": "date"}},
      {"do": "field.define", "set": {"entity": "account", "code": "weight", "type": "number",
       "decimals": 2, "required": true}}
    ],
    "numbers": {"decimal": ","},
    """#
  private let steps = #"""
    {"from": "accounts", "do": "account.create", "reference": {"column": "id"},
     "set": {"name": {"column": "name"}, "tag": {"column": "label"},
             "field": [{"columns": {"trade": "Trade", "weight": "Weight"}, "clear": true},
                       {"columns": {"since": "Since"}, "format": "d/M/yyyy"}]},
     "existing": "update"}
    """#
  private var recipe: Recipe {
    get throws {
      try ImportSample.recipe(
        files: #""accounts": {"match": "accounts*.csv", "delimiter": ";"}"#, steps: steps,
        more: fields)
    }
  }

  private func file(_ rows: String...) -> [String: String] {
    ["accounts.csv": "id;name;Trade;Weight;Since;label\n" + rows.joined(separator: "\n") + "\n"]
  }

  private func shown(_ sample: ImportSample, _ number: UInt32) throws -> [String: FieldValue] {
    let source = try sample.crm.source()
    let fields = try source.shownFields(of: source.entity(Account.self, AccountID(number)))
    return Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
  }

  @Test func `a recipe defines fields and fills them from columns, once`() throws {
    let sample = try ImportSample()
    let first = file("1;Globex;steel;1,5;3/4/2016;key", "2;Initech;;2;;")
    try sample.run(try recipe, first)
    let globex = try shown(sample, 1)
    #expect(globex["trade"] == .text("steel"))
    #expect(globex["since"] == .day(try Day("2016-04-03")))
    #expect(globex["weight"] == .decimal(try DecimalNumber("1.5"), unit: ""))
    #expect(globex["tags"] == .list(["key"]))
    #expect(try shown(sample, 2)["trade"] == nil)
    let again = try sample.run(try recipe, first, history: false)
    #expect(again.summary.events == 0)
  }

  @Test func `a repeated import brings what the file changed, and leaves what users changed`() throws {
    let sample = try ImportSample()
    try sample.run(try recipe, file("1;Globex;steel;1,5;3/4/2016;key"))
    try sample.crm.execute(
      .account(AccountID(1), .custom(.set([WrittenField("weight", "9")]))), as: sample.principal)
    let second = file("1;Globex;;2,5;4/4/2016;key")
    let report = try sample.run(try recipe, second, history: false)
    let globex = try shown(sample, 1)
    #expect(globex["trade"] == nil)
    #expect(globex["since"] == .day(try Day("2016-04-04")))
    #expect(globex["weight"] == .decimal(try DecimalNumber("9"), unit: ""))
    #expect(
      report.warnings == [
        "accounts.csv, row 2: A-1 was changed in the book and in the file; the book's weight stays"
      ])
    #expect(try sample.run(try recipe, second, history: false).summary.events == 0)
  }

  @Test func `a required field that is empty, and a bad value, make bad rows`() throws {
    let sample = try ImportSample()
    #expect(
      try sample.refusal(try recipe, file("1;Globex;steel;;;"))
        == "accounts.csv, row 2: account.create: this account needs a value for field 'weight'; "
        + "give it with --field CODE=VALUE")
    #expect(
      try sample.refusal(try recipe, file("1;Globex;stone;1;;")).contains(
        "account.create: field 'trade' (Trade): 'stone' is not one of steel, wood"))
  }

  @Test func `a recipe that knows more options adds them, and another field of the code is refused`()
    throws
  {
    let sample = try ImportSample()
    try sample.run(try recipe, file("1;Globex;steel;1,5;;"))
    let more = try other(#"["steel","#, with: #"["glass", "steel","#)
    try sample.run(more, file("2;Initech;glass;1;;"), history: false)
    #expect(try shown(sample, 2)["trade"] == .text("glass"))
    #expect(
      try sample.refusal(
        other(#""type": "date""#, with: #""type": "text""#), file("3;Hooli;;1;;"), history: false)
        == "setup, field.define: K-2 has the code 'since' already, and is another field")
  }
}

extension CustomFieldImportTests {
  private func other(_ from: String, with to: String) throws -> Recipe {
    try ImportSample.recipe(
      files: #""accounts": {"match": "accounts*.csv", "delimiter": ";"}"#, steps: steps,
      more: fields.replacing(from, with: to))
  }
}
