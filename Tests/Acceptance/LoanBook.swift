import CRM
import Domain
import Exchange
import FoundationEssentials
import Reports

/// A book into which the loan applications of BPI Challenge 2012 were imported, as history.
final class LoanBook: Sendable {
  let crm: CRM
  let principal = Principal(UserID(1))

  private init(_ crm: CRM) { self.crm = crm }

  private static let directory =
    FileManager.default.temporaryDirectory.path() + "rapport-acceptance-\(UUID().uuidString)"

  private static let made = Result {
    let foundation = Foundation(
      company: "Bank", currency: .euro, zone: try SystemZones.zone(named: "Europe/Amsterdam"),
      administrator: "Ada Admin")
    let crm = try CRM.found(foundation, in: directory)
    let importer = try Importer(
      SharedData.recipe("bpic2012"), files: [SharedData.unpacked("bpic2012", "events.csv.gz")])
    _ = try importer.run(crm, as: Principal(UserID(1)), history: true)
    _ = try crm.rebuild(every: 10_000)
    return LoanBook(crm)
  }

  /// One book on disk, imported once, with a checkpoint at every 10,000 events.
  static var shared: LoanBook { get throws { try made.get() } }

  static func removeShared() {
    guard FileManager.default.fileExists(atPath: directory) else { return }
    do { try FileManager.default.removeItem(atPath: directory) } catch {
      print("the temporary book could not be removed: \(error)")
    }
  }

  /// Shows a copy of the shared book without `derived/`, opened and rebuilt.
  static func withRebuiltCopy(_ body: (LoanBook) throws -> Void) throws {
    _ = try shared
    let copy = directory + "-copy-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
    defer {
      do { try FileManager.default.removeItem(atPath: copy) } catch {
        print("the copy could not be removed: \(error)")
      }
    }
    for part in ["log", "keys"] {
      try FileManager.default.copyItem(atPath: directory + "/" + part, toPath: copy + "/" + part)
    }
    let book = LoanBook(try CRM.open(copy))
    _ = try book.crm.rebuild()
    try body(book)
  }

  /// The answer of a public report.
  func ask(
    _ name: String, _ options: [String: String] = [:], _ source: BookSource
  ) throws -> Table {
    guard let type = Reports.named(name) else { throw MavenBook.NoReport(name: name) }
    return Table(try answer(try type.init(OptionValues(options)), source))
  }

  private func answer(_ report: some Report, _ source: BookSource) throws -> Answer {
    try crm.answer(report, as: principal, from: source)
  }
}

extension Line {
  /// Euros, as a number.
  func euros(_ key: String) throws -> Double {
    switch try cell(key) {
    case .money(let amounts): return Double(amounts[.euro].total) / 1e13
    case .meanMoney(let amounts, let count):
      return Double(amounts[.euro].total) / 1e13 / Double(count)
    default: throw Table.Missing(text: "\(key) is no money")
    }
  }
}
