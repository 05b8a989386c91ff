import Bytes
import CRM
import Domain
import Exchange
import Reports
import Testing

extension Acceptance {
  /// Other cuts of the same files, in other shapes, against figures computed from the CSV here.
  @Suite(.needsSharedData) struct MavenCutTests {
    @Test(arguments: Cut.allCases)
    func `another cut of the opportunities`(cut: Cut) throws {
      let rows = try PlainRows(file: "sales_pipeline.csv").filtered(cut.keeps)
      let files = try MavenBook.files().map { file in
        file.name == "sales_pipeline.csv"
          ? ImportFile(name: "sales_pipeline_cut.csv", bytes: cut.bytes(rows)) : file
      }
      // As a new book has one: the recipe must not take it for its own.
      let own = NewPipeline(
        name: "Sales", stages: [NewStage(name: "Talk", probability: try Probability("10%"))])
      let book = try MavenBook(files, pipeline: own)
      #expect(book.report.files.last?.rows == rows.rows.count)
      try compareNow(book, rows)
      for day in ["2016-12-31", "2017-04-14", "2017-08-31", "2018-01-01"] {
        try compare(book, rows, asOf: day)
      }
    }

    private func compareNow(_ book: MavenBook, _ rows: PlainRows) throws {
      let outcomes = try book.ask("outcomes", ["by": "owner"])
      for (agent, deals) in Dictionary(grouping: rows.rows, by: { $0["sales_agent"] ?? "" }) {
        let won = deals.filter { $0["deal_stage"] == "Won" }
        let line = try outcomes.row(agent)
        #expect(try line.count("opportunities") == deals.count)
        #expect(try line.count("won") == won.count)
        #expect(try line.count("lost") == deals.filter { $0["deal_stage"] == "Lost" }.count)
        #expect(
          try line.dollars("won_amount")
            == won.reduce(0) { $0 + (Int($1["close_value"] ?? "") ?? 0) })
      }
      let undated = rows.rows.filter { $0["engage_date"] == "" }.count
      #expect(try book.ask("quality").row(key: "undated-openings").count("count") == undated)
    }

    private func compare(_ book: MavenBook, _ rows: PlainRows, asOf day: String) throws {
      let prices = try PlainRows(file: "products.csv").column("sales_price", by: "product")
      // Dates as ISO 8601 writes them are in order as texts.
      let begun = rows.rows.filter { ($0["engage_date"] ?? "").isInside(through: day) }
      let closed = begun.filter { ($0["close_date"] ?? "").isInside(through: day) }
      let open = begun.filter { !($0["close_date"] ?? "").isInside(through: day) }
      let value = open.reduce(0) { sum, row in
        let name = row["product"] == "GTXPro" ? "GTX Pro" : row["product"] ?? ""
        return sum + (Int(prices[name] ?? "") ?? 0)
      }
      for source in [
        try book.crm.source(at: Moment(day)),
        try book.crm.source(at: Moment(day)).fromTheFirstEvent,
      ] {
        let pipeline = try book.ask("pipeline", from: source).total
        #expect(try pipeline.count("count") == open.count)
        #expect(try open.isEmpty || pipeline.dollars("list_value") == value)
        let outcomes = try book.ask("outcomes", from: source).total
        #expect(
          try outcomes.count("won") == closed.filter { $0["deal_stage"] == "Won" }.count)
        #expect(
          try outcomes.count("lost") == closed.filter { $0["deal_stage"] == "Lost" }.count)
      }
    }

    @Test func `what was imported once is not written twice`() throws {
      let book = try MavenBook(MavenBook.files())
      let head = try book.crm.head()
      let importer = try Importer(SharedData.recipe("maven_crm"), files: MavenBook.files())
      let again = try importer.run(book.crm, as: book.principal)
      #expect(again.summary.events == 0)
      #expect(again.events.isEmpty)
      #expect(try book.crm.head() == head)
    }
  }
}

/// A choice of rows, and a shape to write them in.
enum Cut: String, CaseIterable, Sendable {
  case everyThird, otherColumnOrder, windows, onlyWon, fromTheEnd

  func keeps(_ index: Int, _ row: [String: String]) -> Bool {
    switch self {
    case .everyThird, .windows: index % 3 == 0
    case .otherColumnOrder: index % 7 == 2
    case .onlyWon: row["deal_stage"] == "Won"
    case .fromTheEnd: index % 5 != 0
    }
  }

  /// The file: comma-separated; as Windows writes it with a byte-order mark and CRLF.
  func bytes(_ rows: PlainRows) -> [UInt8] {
    let columns = self == .otherColumnOrder ? Array(rows.columns.reversed()) : rows.columns
    let end = self == .windows ? "\r\n" : "\n"
    let ordered = self == .fromTheEnd ? Array(rows.rows.reversed()) : rows.rows
    var lines = [columns.joined(separator: ",")]
    for row in ordered { lines.append(columns.map { row[$0] ?? "" }.joined(separator: ",")) }
    let mark: [UInt8] = self == .windows ? [0xEF, 0xBB, 0xBF] : []
    return mark + Array((lines.joined(separator: end) + end).utf8)
  }
}

/// The rows of a file without quotes, split at its commas: independent of the importer.
struct PlainRows {
  var columns: [String]
  var rows: [[String: String]]

  init(file: String) throws {
    let bytes = try SharedData.bytes("\(SharedData.directory)/maven_crm/\(file)")
    let text = String(decoding: bytes, as: UTF8.self)
    precondition(!text.contains("\""), "the file has no quoted fields")
    let lines = text.split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let columns = lines[0]
    self.columns = columns
    rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(columns, $0)) }
  }

  func filtered(_ keeps: (Int, [String: String]) -> Bool) -> PlainRows {
    var copy = self
    copy.rows = rows.enumerated().filter { keeps($0.offset, $0.element) }.map(\.element)
    return copy
  }

  func column(_ name: String, by key: String) -> [String: String] {
    Dictionary(uniqueKeysWithValues: rows.map { ($0[key] ?? "", $0[name] ?? "") })
  }
}

extension String {
  /// Whether the day it names is that day or before; an empty one is not.
  fileprivate func isInside(through day: String) -> Bool { !isEmpty && self <= day }
}
