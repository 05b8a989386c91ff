import CRM
import Domain
import Exchange
import FoundationEssentials
import Reports
import Synchronization

/// A book into which the files of one public set were imported, as history.
final class SetBook: Sendable {
  let crm: CRM
  let principal = Principal(UserID(1))
  let report: ImportReport
  let directory: String

  private init(
    _ set: String, _ files: [ImportFile], currency: String, zone: String, every: UInt64 = 4_000
  ) throws {
    let foundation = Foundation(
      company: set, currency: try Currency(code: currency),
      zone: try SystemZones.zone(named: zone), administrator: "Ada Admin", pipeline: nil)
    directory = Self.temporary(set)
    crm = try CRM.found(foundation, in: directory)
    let importer = try Importer(
      SharedData.recipe(set), files: files)
    report = try importer.run(crm, as: principal, history: true)
    _ = try crm.rebuild(every: every)
  }

  private init(reopening directory: String, report: ImportReport) throws {
    crm = try CRM.open(directory)
    (self.directory, self.report) = (directory, report)
  }

  private static func temporary(_ set: String) -> String {
    let path =
      FileManager.default.temporaryDirectory.path() + "rapport-\(set)-\(UUID().uuidString)"
    made.withLock { $0.append(path) }
    return path
  }

  /// Every directory that was made, to be removed at the end.
  private static let made = Mutex<[String]>([])

  static func removeAll() {
    for directory in made.withLock(\.self) where FileManager.default.fileExists(atPath: directory) {
      do { try FileManager.default.removeItem(atPath: directory) } catch {
        print("a temporary book could not be removed: \(error)")
      }
    }
  }

  // MARK: The books all tests share

  private static let superstores = Result {
    try SetBook(
      "superstore", files("superstore", "superstore.csv"), currency: "USD",
      zone: "America/New_York")
  }
  private static let olists = Result {
    try SetBook(
      "olist",
      files(
        "olist", "olist_marketing_qualified_leads_dataset.csv", "olist_closed_deals_dataset.csv"),
      currency: "BRL", zone: "America/Sao_Paulo")
  }

  private static let cdnows = Result {
    let file = try SharedData.file("cdnow", "CDNOW_sample.txt")
    return try SetBook("cdnow", [file], currency: "USD", zone: "America/New_York")
  }

  private static let loanLogs = Result {
    try SetBook(
      "bpic2012_log", [SharedData.unpacked("bpic2012", "events.csv.gz")], currency: "EUR",
      zone: "Europe/Amsterdam", every: 50_000)
  }

  private static func files(_ set: String, _ names: String...) throws -> [ImportFile] {
    try names.map { try SharedData.file(set, $0) }
  }

  static var loanLog: SetBook { get throws { try loanLogs.get() } }
  static var cdnow: SetBook { get throws { try cdnows.get() } }
  static var superstore: SetBook { get throws { try superstores.get() } }
  static var olist: SetBook { get throws { try olists.get() } }

  /// A copy without `derived/`, opened and rebuilt.
  func rebuilt() throws -> SetBook {
    let copy = Self.temporary("copy")
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
    for part in ["log", "keys"] {
      try FileManager.default.copyItem(atPath: directory + "/" + part, toPath: copy + "/" + part)
    }
    let book = try SetBook(reopening: copy, report: report)
    _ = try book.crm.rebuild()
    return book
  }

  // MARK: Asking

  /// The answer of a public report.
  func ask(
    _ name: String, _ options: [String: String] = [:], from source: BookSource? = nil
  ) throws -> Table {
    guard let type = Reports.named(name) else { throw MavenBook.NoReport(name: name) }
    let report = try type.init(OptionValues(options))
    return Table(try answer(report, try source ?? crm.source()))
  }

  private func answer(_ report: some Report, _ source: BookSource) throws -> Answer {
    try crm.answer(report, as: principal, from: source)
  }

  /// The book at the end of a day: from checkpoints, folded from the first event, and rebuilt.
  func asOf(_ day: String, _ compare: (SetBook, BookSource) throws -> Void) throws {
    try compare(self, crm.source(at: Moment(day)))
    try compare(self, crm.source(at: Moment(day)).fromTheFirstEvent)
    let copy = try rebuilt()
    try compare(copy, copy.crm.source(at: Moment(day)))
  }
}

extension Line {
  /// Whether a column holds exactly this amount of money, and no other currency.
  func holds(_ key: String, _ figures: Figures, _ currency: Currency) throws -> Bool {
    guard case .money(let amounts) = try cell(key) else {
      throw Table.Missing(text: "\(key) is no money: \(try cell(key))")
    }
    return amounts == Amounts(MoneySum(try Money(figures.decimal, currency)))
  }

  /// A share, a mean, or a number of days.
  func agrees(_ key: String, _ figures: Figures, _ currency: Currency = .usDollar) throws -> Bool {
    let number: Double =
      switch try cell(key) {
      case .integer(let number): Double(number)
      case .quotient(let quotient): quotient.value
      case .meanMoney(let amounts, let count):
        Double(amounts[currency].total) / 1e13 / Double(count)
      case let cell: throw Table.Missing(text: "\(key) is no number: \(cell)")
      }
    return try agree(number, figures.double)
  }
}

extension Figures {
  /// A number with all its decimals.
  var decimal: DecimalNumber {
    get throws {
      guard case .number(let text) = value else { throw Missing(path: path) }
      return try DecimalNumber(text)
    }
  }
}
