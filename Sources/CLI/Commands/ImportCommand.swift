import ArgumentParser
import CRM
import Domain
import Exchange

/// `rapport import`: brings in what stands in files.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Bring in files by a recipe: all of them, or nothing.",
    discussion: """
      A recipe is a JSON file that says what the columns mean (docs/IMPORT.md). Each file is \
      recognised by its name.

      With --history, rows get their own dates on the time line, so that reports can go back to \
      before the book was founded; that is possible until the first entry of daily use. With \
      --dry-run nothing is kept: it shows what would be done.

      Examples: rapport import deals.json accounts.csv deals.csv --history --dry-run
                rapport import deals.json accounts.csv deals.csv --history
      """)

  @Argument(help: ArgumentHelp("The recipe.", valueName: "recipe"))
  var recipe: String

  @Argument(help: ArgumentHelp("The files.", valueName: "file"))
  var files: [String]

  @Flag(help: "Give every row its own date on the time line.")
  var history = false

  @Flag(name: .customLong("dry-run"), help: "Carry everything out and take it back again.")
  var isDryRun = false

  @Flag(name: .customLong("confirm-clock"), help: "The clock is right, though it jumped ahead.")
  var confirmsClock = false

  @OptionGroup var options: BookOptions

  func run() throws {
    let book = try OpenBook(options, readOnly: false)
    let importer = try Importer(
      try readRecipe(),
      files: files.map { ImportFile(path: $0) })
    let progress = ProgressLine(isDryRun ? "trying" : "importing")
    let report: ImportReport
    do {
      report = try importer.run(
        book.crm, as: book.principal, history: history, dryRun: isDryRun,
        confirmsClock: confirmsClock
      ) { state in
        progress.show(UInt64(state.done), of: state.total.map { UInt64($0) })
      }
    } catch {
      progress.clear()
      throw error
    }
    progress.clear()
    let moment = try book.crm.moment(.now)
    try AnswerPrinter(format: options.format).print(ImportSheet(report, moment: moment).answer)
    if !isDryRun { try DailyHead.signIfDue(book.crm) }
  }

  /// The recipe; when it is not JSON, the refusal names the file.
  private func readRecipe() throws -> Recipe {
    do {
      return try Recipe(parsing: try InputFile.read(recipe))
    } catch let error as JSONError {
      throw RecipeFileRefusal(path: recipe, reason: error)
    }
  }
}

/// A recipe is not JSON.
struct RecipeFileRefusal: DomainRefusal {
  var path: String
  var reason: JSONError

  var description: String { "the recipe \(path) is not JSON: \(reason)" }
}
