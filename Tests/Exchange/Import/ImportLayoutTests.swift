import CRM
import Domain
import Testing

@testable import Exchange

@Suite struct ImportLayoutTests {
  private let step = #"""
    {"from": "deals", "do": "opportunity.open", "at": {"column": "opened"},
     "reference": {"column": "id"},
     "set": {"name": {"column": "name"}, "amount": {"column": "amount"}}}
    """#

  private func name(_ file: String, _ bytes: [UInt8]) throws -> String? {
    let sample = try ImportSample()
    let recipe = try ImportSample.recipe(
      files: #""deals": {"match": "deals*", \#(file)}"#, steps: step)
    _ = try Importer(recipe, files: [ImportFile(name: "deals.txt", bytes: bytes)])
      .run(sample.crm, as: sample.principal, history: true)
    return try sample.opportunity(1).name
  }

  private let latin: [UInt8] =
    Array("id;opened;name;amount\n1;2017-01-10;Caf".utf8) + [0xE9, 0x20, 0x80]
    + Array(";5\n".utf8)

  @Test func `files in other encodings are read as declared or as they look`() throws {
    let delimiter = #""delimiter": ";""#
    #expect(try name(delimiter + #", "encoding": "windows-1252""#, latin) == "Café €")
    #expect(try name(delimiter + #", "encoding": "detect""#, latin) == "Café €")
    var utf16: [UInt8] = [0xFF, 0xFE]
    for unit in "id\topened\tname\tamount\r\n1\t2017-01-10\tCafé €\t5\r\n".utf16 {
      utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    #expect(try name(#""delimiter": "\t""#, utf16) == "Café €")
  }

  @Test func `what cannot be decoded is refused with its place and the encoding`() throws {
    #expect {
      try name(#""delimiter": ";""#, latin)
    } throws: { error in
      "\(error)".hasPrefix(
        "deals.txt: line 2, column 14: field 3 (name) is not valid UTF-8: say in the recipe how")
    }
    let bytes = latin.map { $0 == 0x80 ? 0x81 : $0 }
    #expect {
      try name(#""delimiter": ";", "encoding": "windows-1252""#, bytes)
    } throws: { error in
      "\(error)"
        == "deals.txt: line 2, column 14: field 3 (name) is not valid WINDOWS-1252"
    }
  }

  @Test func `columns that stand apart by blanks need no delimiter`() throws {
    let text = "  1   2017-01-10\tDesk    5.50 \r\n\r\n 2 2017-01-11 Chair 7\n"
    let file = #""layout": "columns", "header": ["id", "opened", "name", "amount"]"#
    #expect(try name(file, Array(text.utf8)) == "Desk")
    #expect {
      try name(file, Array(" 1 2017-01-10 Desk\n".utf8))
    } throws: { "\($0)" == "deals.txt, row 1: it has 3 fields, the header has 4" }
  }

  @Test func `a file of commands is carried out in the order of its moments`() throws {
    let sample = try ImportSample()
    let lines = """
      {"do": "account.create", "reference": "A", "set": {"name": "Globex", "city": "Utrecht"}}
      {"do": "opportunity.win", "reference": "D1", "at": "2017-03-01T10:00:00+01:00"}

      {"do": "opportunity.open", "reference": "D1", "at": "2017-02-01", "set": {"account": "A"}}
      {"do": "account.change", "reference": "A", "set": {"city": ""}}
      """
    let file = ImportFile(name: "all.ndjson", bytes: Array(lines.utf8))
    #expect(
      CommandFiles.areAll(["x/all.NDJSON", "b.jsonl.gz"]) && !CommandFiles.areAll(["a.json"]))
    let importer = try Importer(CommandFiles.recipe(), files: [file])
    let report = try importer.run(sample.crm, as: sample.principal, history: true)
    #expect(report.commands == 4)
    #expect(try sample.account(1).details.city == nil)
    #expect(try sample.opportunity(1, at: Moment("2017-02-28")).status == .open)
    #expect(try sample.opportunity(1).status == .won)
    #expect(try importer.run(sample.crm, as: sample.principal).summary.events == 0)
  }

  @Test(arguments: [
    ("nonsense", "it is not a JSON object"), (#"{"do": "account.creat"}"#, "account.create"),
    (#"{"do": "account.create", "set": {"nam": "x"}}"#, "did you mean 'name'"),
    (#"{"do": "opportunity.win"}"#, "name it by"),
    (#"{"do": "account.create", "at": "soon"}"#, "is not a date"),
  ])
  func `a line that is no command is refused with its row`(line: String, words: String) throws {
    let sample = try ImportSample()
    let file = ImportFile(name: "all.ndjson", bytes: Array("\n\(line)\n".utf8))
    #expect {
      try Importer(CommandFiles.recipe(), files: [file])
        .run(sample.crm, as: sample.principal, history: true)
    } throws: { error in
      "\(error)".hasPrefix("all.ndjson, row 2") && "\(error)".contains(words)
    }
  }
}
