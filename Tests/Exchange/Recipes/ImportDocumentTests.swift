import CRM
import Domain
import Exchange
import FoundationEssentials
import Testing

/// docs/IMPORT.md is all that the author of a recipe reads: what it says must be so.
@Suite struct ImportDocumentTests {
  private let text: String

  init() throws {
    text = String(decoding: try Data(contentsOf: URL(filePath: Self.path)), as: UTF8.self)
  }

  private static let path: String = {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
    return root.joined(separator: "/") + "/docs/IMPORT.md"
  }()

  /// What stands in the code blocks, in order.
  private var blocks: [String] {
    let parts = text.split(separator: "```", omittingEmptySubsequences: false)
    return stride(from: 1, to: parts.count, by: 2).map { index in
      String(parts[index].drop { $0 != "\n" }.dropFirst())
    }
  }

  @Test func `every command and parameter is listed as the catalogue has it`() throws {
    let marker = "<!-- The list below is made from the catalogue; a test compares them. -->\n"
    let list = try #require(text.split(separator: marker, maxSplits: 1).last)
    if ProcessInfo.processInfo.environment["RAPPORT_WRITE_DOCUMENTS"] == "1" {
      let before = try #require(text.split(separator: marker, maxSplits: 1).first)
      let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
      try Data((before + marker + "\n" + Forms.markdown).utf8)
        .write(to: URL(filePath: root.joined(separator: "/") + "/docs/IMPORT.md"))
      return
    }
    #expect(String(list) == "\n" + Forms.markdown)
  }

  @Test func `the first recipe does what the page says`() throws {
    let crm = try CRM.foundInMemory(
      Foundation(
        company: "Firm", currency: .euro, zone: try SystemZones.zone(named: "Europe/Amsterdam"),
        administrator: "Ada"))
    func block(_ start: String) throws -> [UInt8] {
      Array(try #require(blocks.first { $0.hasPrefix(start) }).utf8)
    }
    let importer = try Importer(
      Recipe(parsing: block("{\n  \"format\"")),
      files: [
        ImportFile(name: "customers.csv", bytes: block("number,")),
        ImportFile(name: "deals.csv", bytes: block("deal,customer")),
      ])
    _ = try importer.run(crm, as: Principal(UserID(1)), history: true)
    func deal(_ number: UInt32, _ moment: Moment) throws -> Opportunity {
      try crm.source(at: moment).entity(Opportunity.self, OpportunityID(number))
    }
    #expect(try deal(1, Moment("2024-11-02")).exists == false)
    #expect(try deal(1, Moment("2024-12-14")).status == .open)
    #expect(try deal(1, Moment("2024-12-15")).status == .won)
    #expect(try deal(1, .now).amount == Money("1250", .euro))
    #expect(try deal(3, Moment("2024-12-31")).exists == false)
    #expect(try deal(3, .now).exists)
    let account = try crm.source().entity(Account.self, AccountID(1))
    #expect(account.name == "Globex" && account.owner == UserID(2))
  }

  @Test func `the page explains every key`() throws {
    let keys = [
      "match", "optional", "delimiter", "quote", "encoding", "header", "empty", "format", "zone",
      "decimal", "group", "from", "do", "distinct", "when", "at", "subject", "reference",
      "on-behalf-of", "set", "existing", "comment", "undated", "column", "value", "template",
      "list-price-of", "map", "unmapped", "times", "default", "clear", "in", "not-in", "name",
      "source", "description", "files", "dates", "numbers", "currency", "values", "setup", "steps",
    ]
    for key in keys { #expect(text.contains("`\(key)`") || text.contains("\"\(key)\""), "\(key)") }
  }
}
