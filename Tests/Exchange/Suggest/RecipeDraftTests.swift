import CRM
import Domain
import Testing

@testable import Exchange

@Suite struct RecipeDraftTests {
  private func draft(_ name: String, _ bytes: [UInt8]) throws -> String {
    let json = try RecipeDraft(ImportFile(name: name, bytes: bytes)).json
    // Whatever comes out can be read as a recipe.
    _ = try Recipe(parsing: json)
    return String(decoding: json, as: UTF8.self)
  }

  @Test func `a draft names delimiter, encoding, dates, numbers and what the rows are`() throws {
    let text = """
      deal_id;deal name;company;stage;value;created
      7;Desks;Globex;Offer;1.250,00;13/02/2024
      8;Lamps;Initech;Talk;980,50;03/02/2024

      """
    let bytes = Array(text.utf8).map { $0 == UInt8(ascii: "L") ? 0xC9 : $0 }
    let draft = try draft("deals.csv", bytes)
    for part in [
      #""delimiter": ";""#, #""encoding": "windows-1252""#, #""format": "d/M/yyyy""#,
      #""decimal": ",", "group": ".""#, #""do": "opportunity.open""#,
      #""reference": {"column": "deal_id"}"#, #""amount": {"column": "value"}"#,
      #""stage": {"column": "stage"}"#, #""at": {"column": "created", "undated": "last"}"#,
      #"{"name": "Offer", "probability": "50%"}"#,
    ] { #expect(draft.contains(part), "\(part) in \(draft)") }
  }

  @Test func `dates that fit two formats are pointed out`() throws {
    let draft = try draft("a.csv", Array("company,created\nGlobex,03/02/2024\n".utf8))
    #expect(draft.contains("dates as in d/M/yyyy (M/d/yyyy"))
  }

  @Test func `a file without a header gets names for its columns`() throws {
    let draft = try draft(
      "sales.txt", Array("  1 1997-01-01  5 29.33\n  2 1997-01-12  1 6.79\n".utf8))
    #expect(draft.contains(#""layout": "columns""#))
    #expect(draft.contains(#""header": ["column 1", "column 2", "column 3", "column 4"]"#))
  }

  @Test func `a drafted recipe imports the file it was drafted from`() throws {
    let text = "id,company,city\n1,Globex,Utrecht\n2,Initech,Delft\n"
    let file = ImportFile(name: "customers.csv", bytes: Array(text.utf8))
    let recipe = try Recipe(parsing: RecipeDraft(file).json)
    let sample = try ImportSample()
    _ = try Importer(recipe, files: [file]).run(sample.crm, as: sample.principal)
    #expect(try sample.account(2).name == "Initech")
    #expect(try sample.account(2).details.city == "Delft")
  }

  @Test func `columns no parameter takes are proposed as fields of one's own`() throws {
    let text =
      "id;company;Trade;Weight (kg);Since;Notes;name\n1;Globex;steel;1,5;13/4/2016;first;x\n"
      + "2;Initech;wood;2,25;;second;y\n3;Hooli;steel;3;14/5/2017;;\n"
    let file = ImportFile(name: "customers.csv", bytes: Array(text.utf8))
    let json = try RecipeDraft(file).json
    let draft = String(decoding: json, as: UTF8.self)
    for part in [
      #""code": "trade", "label": "Trade", "type": "choice", "options": ["steel", "wood"]"#,
      #""code": "weight-kg", "label": "Weight (kg)", "type": "number", "decimals": 2"#,
      #""code": "since", "label": "Since", "type": "date""#,
      #"{"columns": {"trade": "Trade"}}"#,
    ] { #expect(draft.contains(part), "\(part) in \(draft)") }
    let sample = try ImportSample()
    _ = try Importer(Recipe(parsing: json), files: [file]).run(sample.crm, as: sample.principal)
    #expect(try sample.account(1).custom.values.count >= 3)
    #expect(try sample.account(3).custom.values.count >= 2)
  }

  @Test func `what is no table is refused`() {
    #expect(throws: ImportFailure.self) { try draft("x.csv", []) }
  }

  /// What the recipe drafted from a file makes of the file.
  private func imported(_ name: String, _ text: String) throws -> ImportSample {
    let file = ImportFile(name: name, bytes: Array(text.utf8))
    let recipe = try Recipe(parsing: RecipeDraft(file).json)
    let sample = try ImportSample()
    _ = try Importer(recipe, files: [file]).run(
      sample.crm, as: sample.principal, history: true)
    return sample
  }

  @Test func `an event table becomes opportunities that move through stages`() throws {
    let sample = try imported(
      "log.csv",
      """
      case:concept:name,concept:name,resource country,org:resource,time:timestamp
      a,Queued,NL,Ann,2012-03-01 10:00:00+00:00
      a,Accepted,NL,Ben,2012-03-02 10:00:00+00:00
      a,Completed,NL,Ben,2012-03-03 10:00:00+00:00
      a,Queued,NL,Ann,2012-03-04 10:00:00+00:00
      b,Accepted,BE,Ann,2012-03-05 10:00:00+00:00
      b,Cancelled,BE,Ann,2012-03-06 10:00:00+00:00

      """)
    #expect(try sample.opportunity(1, at: Moment("2012-03-03")).status == .won)
    let deal = try sample.opportunity(1)
    #expect(deal.status == .open && deal.stage == 1 && deal.owner == UserID(2))
    #expect(try sample.opportunity(2).status == .lost)
  }

  @Test func `lines of orders become orders with their lines`() throws {
    let sample = try imported(
      "orders.csv",
      """
      Row ID,Order ID,Order Date,Customer ID,Customer Name,Product ID,Product Name,Sales,Profit
      1,X1,11/18/2016,C1,Globex,P1,Desk,261.96,41.9
      2,X1,11/18/2016,C1,Globex,P2,Chair,731.94,-2
      3,X2,11/19/2016,C2,Initech,P1,Desk,14.62,1

      """)
    let order = try sample.crm.source().entity(Order.self, OrderID(1))
    #expect(order.lines.count == 2)
    #expect(try sample.account(1).name == "Globex")
  }

  @Test func `answers become questionnaires, a column or a row for each`() throws {
    let wide = try imported("wide.csv", "firm,q1,q2,q3,q4\nA,1,5,,7\nB,2,4,6,1\nC,1,4,6,1\n")
    let long = try imported(
      "long.csv",
      "respondent,question,answer\nA,price,3\nA,speed,5\nB,price,1\nB,speed,\nB,why,because\n")
    for (sample, count) in [(wide, 3), (long, 2)] {
      #expect(try sample.crm.status().counts.first { $0.noun == "response" }?.count == count)
    }
  }

  @Test func `some bad rows and values hide neither delimiter nor dates`() throws {
    var rows = (1...200).map { "\($0);Deal \($0);3.2.2024;1.250,\($0 % 90 + 10) €" }
    rows[7] = "8;ragged"
    rows[9] = "10;Deal;31.2.2024;5,00"
    let draft = try draft(
      "deals.csv", Array((["id;deal name;created;amount"] + rows).joined(separator: "\n").utf8))
    for part in [#""delimiter": ";""#, #""format": "d.M.yyyy""#, #""decimal": ",""#] {
      #expect(draft.contains(part), "\(part) in \(draft)")
    }
  }

  @Test func `rows that nothing tells apart are numbered`() throws {
    let draft = try draft("x.csv", Array("age,height\n1,2\n1,2\n".utf8))
    #expect(draft.contains("Nothing tells what these rows are"))
    #expect(draft.contains(#""computed": {"row number": {"count": true}}"#))
  }
}
