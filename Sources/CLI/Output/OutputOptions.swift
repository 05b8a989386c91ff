import ArgumentParser
import Domain

/// Into which file a command answers.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the answer into this new file. Without --format, its ending decides: .xlsx, .csv, "
        + ".json. All rows are written unless --limit says otherwise.", valueName: "file"))
  var output: String?

  @Flag(help: "Replace the file of --output if there is one.")
  var force = false

  func validate() throws {
    if force, output == nil { throw ValidationError("--force goes with --output") }
  }
}

extension BookOptions {
  /// The format that was asked for, else the one of the file's ending, else a table.
  func format(for options: OutputOptions) throws(OutputRefusal) -> OutputFormat {
    let ending = options.output?.split(separator: ".").last.map { $0.lowercased() }
    let format = chosenFormat ?? ending.flatMap(OutputFormat.init(rawValue:)) ?? .table
    if format == .xlsx, options.output == nil { throw .needsFile }
    return format
  }
}

/// Why an answer cannot be had in a format.
enum OutputRefusal: DomainRefusal {
  /// A spreadsheet is bytes that nobody can read on a terminal.
  case needsFile
  /// What the command says is no table.
  case noSpreadsheet

  var description: String {
    switch self {
    case .needsFile: "a spreadsheet is a file: give --output FILE.xlsx"
    case .noSpreadsheet:
      "this command has no spreadsheet: take --format table, json or csv, as it offers them"
    }
  }
}
