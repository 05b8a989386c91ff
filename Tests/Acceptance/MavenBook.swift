import CRM
import Domain
import Exchange
import FoundationEssentials
import Reports
import Synchronization

/// A book into which Maven's files were imported, as history.
final class MavenBook: Sendable {
  let crm: CRM
  let principal = Principal(UserID(1))
  let report: ImportReport

  /// Imports these files by the recipe of the repository; on disk where a directory is
  /// given, and in a book that has a pipeline of its own where one is given.
  init(
    _ files: [ImportFile], directory: String? = nil, pipeline: NewPipeline? = nil
  ) throws {
    let foundation = Foundation(
      company: "Maven", currency: .usDollar,
      zone: try SystemZones.zone(named: "America/New_York"), administrator: "Ada Admin",
      pipeline: pipeline)
    crm =
      if let directory { try CRM.found(foundation, in: directory) } else {
        try CRM.foundInMemory(foundation)
      }
    let importer = try Importer(SharedData.recipe("maven_crm"), files: files)
    report = try importer.run(crm, as: principal, history: true)
  }

  private init(reopening directory: String, report: ImportReport) throws {
    crm = try CRM.open(directory)
    self.report = report
  }

  /// The four files of the set.
  static func files() throws -> [ImportFile] {
    try ["sales_teams.csv", "accounts.csv", "products.csv", "sales_pipeline.csv"]
      .map { try SharedData.file("maven_crm", $0) }
  }

  // MARK: The book all tests share

  private static let directory =
    FileManager.default.temporaryDirectory.path() + "rapport-acceptance-\(UUID().uuidString)"

  private static let made = Result {
    let book = try MavenBook(files(), directory: directory)
    _ = try book.crm.rebuild(every: 5_000)
    return book
  }

  /// One book on disk, imported once, with a checkpoint at every 5,000 events.
  static var shared: MavenBook { get throws { try made.get() } }

  static func removeShared() {
    guard FileManager.default.fileExists(atPath: directory) else { return }
    do { try FileManager.default.removeItem(atPath: directory) } catch {
      print("the temporary book could not be removed: \(error)")
    }
  }

  /// A copy of the shared book without `derived/`, opened and rebuilt.
  static func rebuiltCopy() throws -> (book: MavenBook, directory: String) {
    let original = try shared
    let copy = directory + "-copy-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
    for part in ["log", "keys"] {
      try FileManager.default.copyItem(atPath: directory + "/" + part, toPath: copy + "/" + part)
    }
    let book = try MavenBook(reopening: copy, report: original.report)
    _ = try book.crm.rebuild()
    return (book, copy)
  }

  // MARK: Asking

  /// The answer of a public report.
  func ask(
    _ name: String, _ options: [String: String] = [:], from source: BookSource? = nil
  ) throws -> Table {
    guard let type = Reports.named(name) else { throw NoReport(name: name) }
    let report = try type.init(OptionValues(options))
    let source = try source ?? crm.source()
    return Table(try answer(report, source))
  }

  private func answer(_ report: some Report, _ source: BookSource) throws -> Answer {
    try crm.answer(report, as: principal, from: source)
  }

  struct NoReport: Error { var name: String }
}

/// An answer whose cells are found by what stands in the first columns.
struct Table {
  let answer: Answer

  init(_ answer: Answer) { self.answer = answer }

  struct Missing: Error { var text: String }

  /// The names of the rows, as their first column shows them.
  var names: [String] { answer.rows.map { Self.name($0.cells[0]) } }

  /// The row whose first cells show these names.
  func row(_ names: String...) throws -> Line {
    for row in answer.rows where zip(row.cells, names).allSatisfy({ Self.name($0) == $1 }) {
      return Line(columns: answer.columns, cells: row.cells)
    }
    throw Missing(text: "\(answer.report) has no row \(names)")
  }

  /// The row that the report gives this key.
  func row(key: String) throws -> Line {
    guard let row = answer.rows.first(where: { $0.key == key }) else {
      throw Missing(text: "\(answer.report) has no row with the key \(key)")
    }
    return Line(columns: answer.columns, cells: row.cells)
  }

  /// The line under the rows.
  var total: Line {
    get throws {
      guard let cells = answer.total else { throw Missing(text: "\(answer.report) has no total") }
      return Line(columns: answer.columns, cells: cells)
    }
  }

  static func name(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): text
    case .entity(_, let name): name
    default: "\(cell)"
    }
  }
}

/// One row of an answer.
struct Line {
  let columns: [Column]
  let cells: [Cell]

  func cell(_ key: String) throws -> Cell {
    // The total line has no cells for the groups.
    let missing = columns.count - cells.count
    guard let index = columns.firstIndex(where: { $0.key == key }), index >= missing else {
      throw Table.Missing(text: "there is no column \(key)")
    }
    return cells[index - missing]
  }

  func text(_ key: String) throws -> String { Table.name(try cell(key)) }

  func count(_ key: String) throws -> Int {
    guard case .integer(let number) = try cell(key) else {
      throw Table.Missing(text: "\(key) is no count")
    }
    return Int(number)
  }

  /// Whole dollars, exactly.
  func dollars(_ key: String) throws -> Int {
    guard case .money(let amounts) = try cell(key) else {
      throw Table.Missing(text: "\(key) is no money")
    }
    let unit = (0..<MoneySum.scale).reduce(Int128(1)) { power, _ in power * 10 }
    let total = amounts[.usDollar].total
    guard total % unit == 0, amounts.sums.allSatisfy({ $0.currency == .usDollar }) else {
      throw Table.Missing(text: "\(key) is not in whole dollars: \(amounts)")
    }
    return Int(total / unit)
  }

  /// A share, a mean or a number of days.
  func number(_ key: String) throws -> Double {
    switch try cell(key) {
    case .integer(let number): return Double(number)
    case .quotient(let quotient): return quotient.value
    case .money: return Double(try dollars(key))
    case .meanMoney(let amounts, let count):
      return Double(amounts[.usDollar].total) / 1e13 / Double(count)
    default: throw Table.Missing(text: "\(key) is no number: \(try cell(key))")
    }
  }
}

/// Whether two figures agree to 1e-6, as the expected ones are rounded.
func agree(_ first: Double, _ second: Double) -> Bool { abs(first - second) <= 1e-6 }
