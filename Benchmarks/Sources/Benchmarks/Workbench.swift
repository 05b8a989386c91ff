import LMDB

/// Where a session of measurements keeps its books, its figures and its remarks.
final class Workbench {
  let options: Options
  let runner: Runner
  /// The book that is read; nothing is written to it but checkpoints.
  let book: SyntheticBook
  private(set) var figures: [Figure] = []
  private(set) var remarks: [String] = []
  private let root: String
  private var directories = 0

  init(_ options: Options) throws {
    self.options = options
    runner = Runner(runs: options.runs)
    root = options.directory + "/rapport-benchmarks-\(UInt64.random(in: 0 ... .max))"
    try FileSystem.makeDirectory(root)
    book = try SyntheticBook(directory: root + "/book", events: options.events)
  }

  /// A path nobody uses yet.
  func freshPath() -> String {
    directories += 1
    return root + "/\(directories)"
  }

  func add(_ figure: Figure) { figures.append(figure) }

  func remark(_ text: String) { remarks.append(text) }

  func removeEverything() throws { try FileSystem.removeTree(root) }
}
