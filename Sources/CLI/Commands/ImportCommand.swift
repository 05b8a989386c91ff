import ArgumentParser
import CRM
import Domain
import Exchange

/// `rapport import`: brings in what stands in files.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Bring in files by a recipe: all of them, or nothing.",
    discussion: """
      A recipe is a JSON file that says what the columns mean (docs/IMPORT.md); --suggest drafts \
      one from a file. Each file is recognised by its name; files packed by gzip need not be \
      unpacked. A file of commands (.ndjson) needs no recipe.

      With --history, rows get their own dates on the time line, so that reports can go back to \
      before the book was founded; that is possible until the first entry of daily use. With \
      --dry-run nothing is kept: it shows what would be done.

      A bad row refuses the whole import. With --keep-good it is set aside instead, into the file \
      that --rejects names, to be corrected and given to an import again.

      Examples: rapport import --suggest deals.csv > deals.json
                rapport import deals.json accounts.csv deals.csv.gz --history --dry-run
                rapport import deals.json deals.csv --keep-good --rejects bad.csv
                rapport import deals.json bad.csv
      """)

  @Argument(help: ArgumentHelp("The recipe.", valueName: "recipe"))
  var recipe: String

  @Argument(help: ArgumentHelp("The files.", valueName: "file"))
  var files: [String] = []

  @Flag(help: "Give every row its own date on the time line.")
  var history = false

  @Flag(name: .customLong("dry-run"), help: "Carry everything out and take it back again.")
  var isDryRun = false

  @Flag(
    name: .customLong("keep-good"),
    help: "Set bad rows aside and keep the others; written in several steps.")
  var keepsGood = false

  @Option(help: ArgumentHelp("A new file for the rows set aside.", valueName: "file"))
  var rejects: String?

  @Flag(help: "Draft a recipe for a file instead: rapport import --suggest FILE.")
  var suggest = false

  @Flag(name: .customLong("confirm-clock"), help: "The clock is right, though it jumped ahead.")
  var confirmsClock = false

  @OptionGroup var options: BookOptions

  func validate() throws {
    if rejects != nil, !keepsGood {
      throw ValidationError("--rejects says where --keep-good puts bad rows: give both")
    }
    if suggest, !files.isEmpty {
      throw ValidationError("--suggest drafts a recipe for one file")
    }
  }

  func run() throws {
    if suggest {
      let draft = try RecipeDraft(ImportFile(path: recipe))
      return try Console.current.writeOutput(draft.json)
    }
    let importer = try importer()
    let book = try OpenBook(options, readOnly: false)
    let progress = ProgressLine(isDryRun ? "trying" : "importing")
    let report: ImportReport
    do {
      report = try importer.run(
        book.crm, as: book.principal, history: history, dryRun: isDryRun, keepGood: keepsGood,
        confirmsClock: confirmsClock
      ) { state in
        progress.show(UInt64(state.done), of: state.total.map { UInt64($0) }, withRate: true)
      }
    } catch {
      progress.clear()
      throw error
    }
    progress.clear()
    if let rejects, !report.rejects.isEmpty {
      try OutputFile.write(RejectTable.bytes(report.rejects), toNew: rejects)
    }
    let moment = try book.crm.moment(.now)
    try AnswerPrinter(format: options.format).print(
      ImportSheet(report, rejects: rejects, moment: moment).answer)
    if !isDryRun { try DailyHead.signIfDue(book.crm) }
  }

  /// The importer of the recipe, or of files of commands, which need none.
  private func importer() throws -> Importer {
    if CommandFiles.areAll([recipe] + files) {
      let paths = [recipe] + files
      return try Importer(CommandFiles.recipe(), files: paths.map(ImportFile.init(path:)))
    }
    guard !files.isEmpty else { throw NoFilesRefusal(recipe: recipe) }
    return try Importer(try readRecipe(), files: files.map(ImportFile.init(path:)))
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

/// There is a recipe and nothing to import.
struct NoFilesRefusal: DomainRefusal {
  var recipe: String

  var description: String {
    "give the files after the recipe; to draft a recipe: rapport import --suggest \(recipe)"
  }
}
