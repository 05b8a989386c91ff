import CRM
import Domain
import Testing

@testable import Exchange

/// What rows may be made of besides their columns as they stand.
@Suite struct RowValueTests {
  @Test func `a date may stand in several columns, in words, or be the same for all rows`() throws {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(
      files: #"""
        "deals": {"match": "deals*.csv", "computed": {
          "month": {"column": "m", "map": "months", "unmapped": "refuse"},
          "closed": {"template": "{d}-{month}-{y}", "when": [{"column": "won", "in": ["yes"]}]}}}
        """#,
      steps: ##"""
        {"from": "deals", "do": "opportunity.open", "reference": {"column": "id"},
         "at": {"value": "2016-12-31"}},
        {"from": "deals", "do": "opportunity.expected-close", "reference": {"column": "id"},
         "at": {"template": "{d}-{month}-{y}"},
         "set": {"expected-close": {"template": "{d}-{month}-{y}", "format": "d-M-yyyy"}}},
        {"from": "deals", "do": "opportunity.win", "reference": {"column": "id"},
         "at": {"column": "closed", "undated": "skip"}}
        """##,
      more: #"""
        "dates": {"format": "d-M-yyyy"},
        "values": {"months": {"januari": "1", "mei": "5"}},
        """#)
    let files = ["deals.csv": "id,d,m,y,won\n1,4,mei,2017,yes\n2,10,januari,2017,no\n"]
    let report = try sample.run(recipe, files)
    #expect(try sample.opportunity(1, at: Moment("2016-12-31")).exists)
    #expect(try sample.opportunity(1).expectedClose == Day("2017-05-04"))
    #expect(try sample.opportunity(1, at: Moment("2017-05-03")).status == .open)
    #expect(try sample.opportunity(1, at: Moment("2017-05-04")).status == .won)
    #expect(try sample.opportunity(2).status == .open)
    #expect(
      report.mapped.map { "\($0.name): \($0.count)" }.sorted() == [
        "months: januari → 1: 1", "months: mei → 5: 1",
      ])
    let bad = ["deals.csv": "id,d,m,y,won\n3,31,mai,2017,no\n"]
    #expect(
      try sample.refusal(recipe, bad, history: false)
        == "deals.csv, row 2, column m: 'mai' is not in the map 'months' of the recipe")
    let worse = ["deals.csv": "id,d,m,y,won\n3,32,mei,2017,no\n"]
    #expect(
      try sample.refusal(recipe, worse, history: false).hasPrefix(
        "deals.csv, row 2, column d: '32-5-2017' is no date"))
  }

  @Test func `a reference among the parameters is of the recipe's source unless it names another`()
    throws
  {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(
      steps: #"""
        {"from": "deals", "do": "account.create", "reference": {"column": "id"},
         "set": {"name": {"column": "id"}, "reference": {"column": "other"}}}
        """#)
    try sample.run(recipe, ["deals.csv": "id,other\n1,K7\n2,shop:K8\n"])
    let first = try sample.account(1).references.map { "\($0.source):\($0.identifier)" }
    let second = try sample.account(2).references.map { "\($0.source):\($0.identifier)" }
    #expect(first.sorted() == ["erp:1", "erp:K7"] && second.sorted() == ["erp:2", "shop:K8"])
  }

  @Test func `amounts may have the sign of their currency`() throws {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(
      steps: ImportSample.opening(#""amount": {"column": "amount"}"#, at: #"{"undated": "first"}"#),
      more: #""numbers": {"decimal": ",", "group": "."},"#)
    try sample.run(recipe, ["deals.csv": "id,amount\n1,\"€ 1.234,50\"\n2,\"7,5€\"\n"])
    #expect(try sample.opportunity(1).amount == Money("1234.50", .euro))
    #expect(try sample.opportunity(2).amount == Money("7.50", .euro))
  }

  @Test func `calls may be timed to the second, and what has no date is judged by today`() throws {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(
      steps: #"""
        {"from": "deals", "do": "contact.create", "reference": {"column": "id"},
         "set": {"name": {"value": "Ann Lee"}, "birthday": {"value": "1961-04-01"}}},
        {"from": "deals", "do": "activity.log", "reference": {"column": "id"},
         "at": {"column": "day"},
         "set": {"type": {"value": "call"}, "contact": {"column": "id"},
                 "minutes": {"value": "1"}, "seconds": {"column": "duration"}}}
        """#)
    try sample.run(recipe, ["deals.csv": "id,day,duration\n1,2017-03-01,79\n"])
    let call = try sample.crm.source().entity(Activity.self, ActivityID(1))
    #expect(call.workedMicroseconds == 139_000_000)
    #expect(try sample.crm.source().entity(Contact.self, ContactID(1)).exists)
  }
}
