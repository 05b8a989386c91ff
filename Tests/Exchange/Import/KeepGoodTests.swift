import CRM
import Domain
import Testing

@testable import Exchange

@Suite struct KeepGoodTests {
  private func importer(_ text: String, name: String = "deals.csv") throws -> Importer {
    let recipe = try ImportSample.recipe(
      steps: ImportSample.opening(
        #""name": {"column": "name"}, "amount": {"column": "amount"}"#))
    return try Importer(recipe, files: [ImportFile(name: name, bytes: Array(text.utf8))])
  }

  private let deals = """
    id,opened,name,amount
    1,2017-01-10,Desk,5
    2,2017-01-12,"Chair, red",five
    3,soon,Lamp,6
    4,2017-01-09
    5,2017-01-11,Shelf,7
    6,2999-01-11,Bed,8

    """

  @Test func `bad rows are set aside with their reasons, corrected and given again`() throws {
    let sample = try ImportSample()
    let report = try importer(deals).run(
      sample.crm, as: sample.principal, history: true, keepGood: true)
    #expect(report.events.first { $0.name == "opportunity.opened" }?.count == 2)
    #expect(
      report.rejects.map(\.failure.description) == [
        "deals.csv, row 3, column amount: 'five' does not do as amount: expected a number such as "
          + "1234.50, found 'five'",
        "deals.csv, row 4, column opened: 'soon' is not a date as in iso8601",
        "deals.csv, row 5: it has 2 fields, the header has 4",
        "deals.csv, row 7: opportunity.open: it cannot have happened in the future",
      ])
    let bad = String(decoding: RejectTable.bytes(report.rejects), as: UTF8.self)
    #expect(
      bad.hasPrefix(
        """
        rapport.file,rapport.row,rapport.column,rapport.reason,id,opened,name,amount\r
        deals.csv,3,amount,
        """))
    let corrected = bad.replacing("\"Chair, red\",five", with: "\"Chair, red\",5.5")
      .replacing("3,soon,", with: "3,2017-02-01,").replacing("2999", with: "2017")
      .replacing("4,2017-01-09,,", with: "4,2017-01-09,Rug,1")
    let again = try importer(corrected, name: "bad.csv").run(
      sample.crm, as: sample.principal, keepGood: true)
    #expect(again.rejects.isEmpty, "\(again.rejects)")
    #expect(again.events.first { $0.name == "opportunity.opened" }?.count == 4)
    #expect(again.goneCount == 0)
    // The whole file once more: everything is there.
    let all = try importer(deals).run(sample.crm, as: sample.principal, keepGood: true)
    #expect(all.summary.events == 0)
  }

  @Test func `a row of a file that no recipe reads is named`() throws {
    let sample = try ImportSample()
    let text = "rapport.file,rapport.row,rapport.column,rapport.reason,id\nother.csv,2,,,1\n"
    #expect {
      try importer(text, name: "bad.csv").run(sample.crm, as: sample.principal)
    } throws: { error in
      "\(error)" == """
        bad.csv, row 2, column rapport.file: 'other.csv' is no file that the recipe 'test' reads
        """
    }
  }

  @Test func `a dry run names every bad row and keeps nothing`() throws {
    let sample = try ImportSample()
    let head = try sample.crm.head()
    let report = try importer(deals).run(
      sample.crm, as: sample.principal, history: true, dryRun: true, keepGood: true)
    #expect(report.rejects.count == 4 && report.summary.events > 0)
    #expect(try sample.crm.head() == head)
  }

  @Test func `good rows are written some at a time, all of them are counted`() throws {
    let sample = try ImportSample()
    let rows = (1...250).map { "\($0),2017-01-\($0 % 18 + 10),Deal \($0),\($0)" }
    var importer = try importer("id,opened,name,amount\n" + rows.joined(separator: "\n"))
    importer.batchCount = 100
    importer.sortingByteCount = 1_000
    let report = try importer.run(
      sample.crm, as: sample.principal, history: true, keepGood: true)
    #expect(report.summary.rows == 250 && report.commands == 250)
    #expect(try sample.crm.status().counts.first { $0.noun == "opportunity" }?.count == 250)
    #expect(try sample.opportunity(250).exists)
    #expect(try importer.run(sample.crm, as: sample.principal).summary.events == 0)
  }

  @Test func `more commands than one transaction takes are refused with the way out`() throws {
    let sample = try ImportSample()
    var importer = try importer(deals.replacing("five", with: "5"))
    importer.commandLimit = 3
    #expect(throws: ImportFailure.self) {
      try importer.run(sample.crm, as: sample.principal, history: true)
    }
  }

  @Test func `a corrected row keeps the place it had among the rows before`() throws {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(
      files: #"""
        "deals": {"match": "deals*.csv", "computed": {
          "nth": {"count": true, "per": ["who"]},
          "date": {"template": "{year}-0{month}-01"}}}
        """#,
      steps: ##"""
        {"from": "deals", "do": "opportunity.open", "at": {"column": "date"},
         "reference": {"template": "{who}/{nth}"}, "set": {"amount": {"column": "amount"}}}
        """##)
    func run(_ name: String, _ text: String, history: Bool) throws -> ImportReport {
      try Importer(recipe, files: [ImportFile(name: name, bytes: Array(text.utf8))]).run(
        sample.crm, as: sample.principal, history: history, keepGood: true)
    }
    let text = """
      who,year,month,amount
      Ann,2017,1,1
      Ann,2017,2,two
      Ann,2017
      Ann,2017,x,4
      Ann,2017,5,5

      """
    let report = try run("deals.csv", text, history: true)
    #expect(report.rejects.map(\.failure.row) == [3, 4, 5])
    let bad = String(decoding: RejectTable.bytes(report.rejects), as: UTF8.self)
    #expect(bad.contains("who,year,month,amount,nth\r\n"), "\(bad)")
    #expect(bad.contains("Ann,2017,2,two,2\r\n") && bad.contains("Ann,2017,,,3\r\n"), "\(bad)")
    let corrected = bad.replacing("2,two,2", with: "2,2,2").replacing("2017,,,3", with: "2017,3,3,3")
      .replacing("2017,x,4,4", with: "2017,4,4,4")
    let again = try run("bad.csv", corrected, history: false)
    #expect(again.rejects.isEmpty && again.skipped.isEmpty, "\(again.rejects) \(again.skipped)")
    let whole = text.replacing("two", with: "2").replacing("2017\n", with: "2017,3,3\n")
      .replacing("x,4", with: "4,4")
    #expect(try run("deals.csv", whole, history: false).summary.events == 0)
    #expect(try sample.crm.status().counts.first { $0.noun == "opportunity" }?.count == 5)
  }

  @Test func `what is gone is not guessed while rows are set aside`() throws {
    let sample = try ImportSample()
    let whole = "id,opened,name,amount\n1,2017-01-10,Desk,5\n2,2017-01-12,Chair,6\n"
    _ = try importer(whole).run(sample.crm, as: sample.principal, history: true)
    let report = try importer(whole.replacing("2,2017", with: "2,no")).run(
      sample.crm, as: sample.principal, keepGood: true)
    #expect(report.goneCount == 0 && report.warnings.count == 1)
    #expect(report.warnings.first?.hasPrefix("1 thing that was") == true, "\(report.warnings)")
  }
}
