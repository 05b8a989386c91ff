import CRM
import Domain
import LMDB
import Synthetic

/// Where a session of measurements keeps its books, its figures and its remarks.
final class Workbench {
  /// The user in whose name the benchmarks ask: the first one, an administrator.
  static let analyst = Principal(UserID(1))

  let options: Options
  let runner: Runner
  /// The book that is read; nothing is written to it but checkpoints.
  let book: MeasuredBook
  private(set) var figures: [Figure] = []
  private(set) var remarks: [String] = []
  private let root: String
  private var directories = 0
  private var hasCheckpoints = false

  init(_ options: Options) throws {
    self.options = options
    runner = Runner(runs: options.runs)
    root = options.directory + "/rapport-benchmarks-\(UInt64.random(in: 0 ... .max))"
    try FileSystem.makeDirectory(root)
    book =
      options.book.isEmpty
      ? try MeasuredBook(synthetic: root + "/book", events: options.events)
      : try MeasuredBook(given: options.book)
  }

  /// A path nobody uses yet.
  func freshPath() -> String {
    directories += 1
    return root + "/\(directories)"
  }

  func add(_ figure: Figure) { figures.append(figure) }

  func remark(_ text: String) { remarks.append(text) }

  /// Writes the checkpoints of the book, once: twenty of every model, evenly spread.
  func writeCheckpoints() throws {
    if hasCheckpoints { return }
    hasCheckpoints = true
    let crm = try book.open()
    let interval = UInt64(max(1, book.events / 20))
    var written = 0
    let took = try seconds { written = try crm.rebuild(every: interval) }
    let bytes = try crm.status().checkpoints.reduce(0) { $0 + $1.bytes }
    remark(
      """
      a checkpoint of every model at every \(interval) events: \(written) files, \
      \(Figure.decimal(Double(bytes) / 1e6)) MB, made in \(Figure.time(took))
      """)
  }

  func removeEverything() throws { try FileSystem.removeTree(root) }
}
