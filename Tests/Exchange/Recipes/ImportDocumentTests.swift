import CRM
import Domain
import FoundationEssentials
import Reports
import Testing

@testable import Exchange

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

  /// A block under a line that names it as a file, as in `log.csv`.
  private func file(_ name: String) throws -> ImportFile {
    let parts = text.split(separator: "\n`\(name)`\n```", maxSplits: 1)
    let block = try #require(parts.count == 2 ? parts[1].split(separator: "```").first : nil)
    return ImportFile(name: name, bytes: Array(block.drop { $0 != "\n" }.dropFirst().utf8))
  }

  /// The pipeline that a new book has.
  private static func pipeline() throws -> NewPipeline {
    NewPipeline(
      name: "Sales", stages: [NewStage(name: "Talk", probability: try Probability("10%"))])
  }

  private func imported(_ recipe: String, _ data: [String]) throws -> CRM {
    let crm = try CRM.foundInMemory(
      Foundation(
        company: "Firm", currency: .euro, zone: try SystemZones.zone(named: "Europe/Amsterdam"),
        administrator: "Ada", pipeline: Self.pipeline()))
    let recipe = try Recipe(parsing: file(recipe).beginning(1 << 20))
    let files = try data.map(file)
    let report = try Importer(recipe, files: files)
      .run(crm, as: Principal(UserID(1)), history: true)
    #expect(report.summary.events > 0)
    #expect(
      try Importer(recipe, files: files).run(crm, as: Principal(UserID(1)))
        .summary.events == 0)
    return crm
  }

  @Test func `the event table does what the page says`() throws {
    let crm = try imported("log.json", ["log.csv"])
    func loan(_ number: UInt32, _ moment: Moment = .now) throws -> Opportunity {
      try crm.source(at: moment).entity(Opportunity.self, OpportunityID(number))
    }
    #expect(try loan(1, Moment("2024-03-31T07:59:59Z")).stage == 1)
    #expect(try loan(1, Moment("2024-03-31T08:00:00Z")).stage == 2)
    #expect(try loan(1).status == .won)
    #expect(try loan(2).name == "Offer 1 after submitted")
    #expect(try loan(3).name == "Offer 2 after offer sent")
    #expect(try loan(4).status == .lost)
    #expect(try loan(4, Moment("2024-04-05T14:30:00Z")).status == .open)
  }

  @Test func `fields of one's own do what the page says`() throws {
    let crm = try imported("people.json", ["people.csv"])
    let source = try crm.source()
    func shown(_ number: UInt32) throws -> [String: FieldValue] {
      let fields = try source.shownFields(of: source.entity(Contact.self, ContactID(number)))
      return Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
    }
    let jo = try shown(1)
    #expect(jo["job"] == .text("services"))
    #expect(jo["balance"] == .money(try Money("1787.50", .euro)))
    #expect(jo["housing"] == .flag(true))
    #expect(jo["since"] == .day(try Day("2016-04-03")))
    #expect(jo["remarks"] == .text("prefers mornings"))
    #expect(try shown(3)["job"] == nil)
    let report = try #require(Reports.named("contacts"))
    let asked = OptionValues(["fields": "job,balance", "where": "balance>0", "tag": "bank"])
    #expect(try report.init(asked).answer(source).rows.map(\.key) == ["C-1"])
  }

  @Test func `order lines with US dates do what the page says`() throws {
    let crm = try imported("lines.json", ["lines.csv"])
    func order(_ number: UInt32, _ moment: Moment = .now) throws -> Order {
      try crm.source(at: moment).entity(Order.self, OrderID(number))
    }
    // The older order comes first.
    #expect(try order(1, Moment("2016-06-11")).exists == false)
    #expect(try order(1).lines.count == 1 && order(1).shippedOn == nil)
    #expect(try order(2, Moment("2016-11-08")).lines.count == 2)
    #expect(try order(2, Moment("2016-11-08")).shippedOn == nil)
    #expect(try order(2).shippedOn == Day("2016-11-11"))
    #expect(try crm.status().counts.first { $0.noun == "product" }?.count == 3)
  }

  @Test func `leads in two files do what the page says`() throws {
    let crm = try imported("leads.json", ["leads.txt", "signed.csv"])
    func lead(_ number: UInt32, _ moment: Moment = .now) throws -> Lead {
      try crm.source(at: moment).entity(Lead.self, LeadID(number))
    }
    #expect(try lead(1, Moment("2018-02-26T18:57:00Z")).status != .converted)
    #expect(try lead(1).status == .converted && lead(1).owner == UserID(2))
    #expect(try lead(2).details.source == "unknown")
    #expect(try lead(3).status == .converted && lead(4).details.source == "paid search")
    let account = try crm.source().entity(Account.self, AccountID(1))
    #expect(account.name == "Seller S-1" && account.references.map(\.identifier) == ["S-1"])
  }

  @Test func `calls do what the page says`() throws {
    let crm = try imported("calls.json", ["calls.csv"])
    let first = try crm.source().entity(Activity.self, ActivityID(1))
    #expect(first.workedMicroseconds == 220_000_000)
    let deal = try crm.source(at: Moment("2010-05-11")).entity(Opportunity.self, OpportunityID(1))
    #expect(deal.status == .won)
    #expect(try crm.source().entity(Opportunity.self, OpportunityID(2)).status == .lost)
  }

  @Test func `answers in rows do what the page says`() throws {
    let crm = try imported("long.json", ["long.csv"])
    let response = try crm.source().entity(Response.self, ResponseID(2))
    #expect(response.answers.count == 1)
  }

  @Test func `columns that stand apart by blanks do what the page says`() throws {
    let crm = try imported("sales.json", ["sales.txt"])
    #expect(try crm.status().counts.first { $0.noun == "account" }?.count == 2)
    #expect(
      try crm.source(at: Moment("1997-01-12")).entity(Opportunity.self, OpportunityID(2)).name
        == "1 discs")
  }

  @Test func `the file of commands does what the page says`() throws {
    let crm = try CRM.foundInMemory(
      Foundation(
        company: "Firm", currency: .euro, zone: try SystemZones.zone(named: "Europe/Amsterdam"),
        administrator: "Ada", pipeline: Self.pipeline()))
    _ = try Importer(CommandFiles.recipe(), files: [file("commands.ndjson")])
      .run(crm, as: Principal(UserID(1)), history: true)
    #expect(try crm.source().entity(Opportunity.self, OpportunityID(1)).status == .won)
  }

  @Test func `the page explains every key`() throws {
    let keys = [
      "match", "optional", "delimiter", "quote", "encoding", "header", "empty", "format", "zone",
      "decimal", "group", "from", "do", "distinct", "when", "at", "subject", "reference",
      "on-behalf-of", "set", "existing", "comment", "undated", "column", "value", "template",
      "list-price-of", "map", "unmapped", "times", "default", "clear", "in", "not-in", "name",
      "source", "description", "layout", "order", "computed", "count", "latest", "per", "files",
      "dates", "numbers", "currency", "values", "setup", "steps",
    ]
    for key in keys { #expect(text.contains("`\(key)`") || text.contains("\"\(key)\""), "\(key)") }
  }
}
