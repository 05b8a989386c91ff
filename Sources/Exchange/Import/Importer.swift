import Bytes
public import CRM
import Domain
import Synchronization

/// Carries files into a book by a recipe: everything, or nothing.
///
/// ```swift
/// let recipe = try Recipe(parsing: bytes)
/// let importer = try Importer(recipe, files: [ImportFile(name: "deals.csv", bytes: deals)])
/// let report = try importer.run(crm, as: me, history: true)
/// ```
public struct Importer: Sendable {
  /// The recipe.
  public let recipe: Recipe
  private let tables: [RowTable]

  /// Reads the files; refused with an `ImportFailure` when one is missing, unknown or damaged.
  public init(_ recipe: Recipe, files: [ImportFile]) throws {
    self.recipe = recipe
    tables = try recipe.matched(files).map { try RowTable($0.0, $0.1) }
  }

  /// Imports the files into a book in the name of a user.
  ///
  /// With `history`, rows get their own instants on the book's time line, which only a book that
  /// is not in daily use accepts. A dry run carries everything out and takes it back. Throws an
  /// `ImportFailure` that names file, row and column; then the book is as it was.
  public func run(
    _ crm: CRM, as principal: Principal, history: Bool = false, dryRun: Bool = false,
    confirmsClock: Bool = false, progress: (@Sendable (ImportProgress) -> Void)? = nil
  ) throws -> ImportReport {
    let plan = try ImportPlan(recipe, tables, zone: crm.settings().zone)
    var request = ImportRequest(isHistory: history, isDryRun: dryRun, run: runOnRecord)
    request.confirmsClock = confirmsClock
    let rows = UInt64(tables.reduce(0) { $0 + $1.count })
    let tally = ResultBox()
    let summary = try crm.importJob(request, as: principal) { [recipe, tables] session in
      var work = ImportWork(recipe, tables, plan, zone: session.book.zone)
      try work.carryOut(&session, progress)
      tally.put(work.tally)
      return rows
    }
    return tally.taken.report(summary, tables, isDryRun: dryRun)
  }

  /// What the log remembers of the job.
  private var runOnRecord: ImportRun {
    var run = ImportRun()
    run.recipe = recipe.name
    run.recipeDigest = recipe.digest
    run.source = recipe.source
    run.files = tables.map {
      ImportedFile(name: $0.name, rows: UInt64($0.count), digest: $0.digest)
    }
    return run
  }
}

/// Takes the counts of the last attempt out of the writer's thread.
private final class ResultBox: Sendable {
  private let tally = Mutex(ImportTally())

  func put(_ value: ImportTally) { tally.withLock { $0 = value } }

  var taken: ImportTally { tally.withLock { $0 } }
}
