import Bytes
public import CRM
import Domain
import Synchronization

/// Carries files into a book by a recipe: everything, or nothing, unless good rows are to be kept.
///
/// ```swift
/// let recipe = try Recipe(parsing: bytes)
/// let importer = try Importer(recipe, files: [ImportFile(path: "deals.csv")])
/// let report = try importer.run(crm, as: me, history: true)
/// ```
public struct Importer: Sendable {
  /// The recipe.
  public let recipe: Recipe
  /// How many commands one job may have; more need good rows to be kept.
  public var commandLimit = 2_000_000
  /// How many commands are written in one transaction when good rows are kept.
  public var batchCount = 100_000
  /// How many bytes of rows are kept in memory while they are put in order.
  var sortingByteCount = EntrySorter.standardByteCount
  private let files: [MatchedFile]

  /// Looks the files over; refused with an `ImportFailure` when one is missing or unknown.
  public init(_ recipe: Recipe, files: [ImportFile]) throws {
    self.recipe = recipe
    self.files = try recipe.matched(files)
  }

  /// Imports the files into a book in the name of a user.
  ///
  /// With `history`, rows get their own instants on the book's time line, which only a book that
  /// is not in daily use accepts. A dry run carries everything out and takes it back. Throws an
  /// `ImportFailure` that names file, row and column; then the book is as it was. With `keepGood`,
  /// bad rows are set aside instead and the others are written, in several transactions.
  public func run(
    _ crm: CRM, as principal: Principal, history: Bool = false, dryRun: Bool = false,
    keepGood: Bool = false, confirmsClock: Bool = false,
    progress: (@Sendable (ImportProgress) -> Void)? = nil
  ) throws -> ImportReport {
    let zone = try crm.settings().zone
    var reading = ImportReading(
      recipe, zone: zone, setsAside: keepGood,
      sorter: EntrySorter(limitByteCount: sortingByteCount), progress)
    for file in files { try reading.read(file) }
    let entries = try reading.finish()
    var request = ImportRequest(isHistory: history, isDryRun: dryRun, run: run(of: reading))
    request.confirmsClock = confirmsClock
    let job = ImportJobs(
      crm: crm, principal: principal, request: request, tables: reading.tables,
      entries: entries, rows: reading.files.reduce(0) { $0 + $1.rows },
      files: files.contains { $0.file == nil } ? [] : Set(files.compactMap(\.file?.key)),
      progress: progress)
    let work = ImportWork(recipe, reading.tally, zone: zone)
    let (summary, tally) =
      keepGood && !dryRun
      ? try job.runInBatches(work, of: batchCount)
      : try job.runAtOnce(work, limit: commandLimit)
    return tally.report(summary, reading.files, isDryRun: dryRun)
  }

  /// What the log remembers of the job.
  private func run(of reading: ImportReading) -> ImportRun {
    var run = ImportRun()
    run.recipe = recipe.name
    run.recipeDigest = recipe.digest
    run.source = recipe.source
    run.files = zip(reading.files, reading.digests).map {
      ImportedFile(name: $0.name, rows: UInt64($0.rows), digest: $1)
    }
    return run
  }
}
