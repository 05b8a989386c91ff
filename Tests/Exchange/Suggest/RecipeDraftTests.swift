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
}
