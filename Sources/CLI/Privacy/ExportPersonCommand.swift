import ArgumentParser
import Bytes
import CRM
import Domain
import Exchange
import Reports

/// `rapport export-person`: all that is held on a person.
struct ExportPersonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-person", abstract: "All that is held on a contact, a lead or a user.",
    discussion: """
      For auditors and administrators: to answer a person who asks. Every field, everything that \
      happened to it (by whom, when, why), what is linked to it, and who saw it. With --out or \
      --format json as JSON (docs/JSON.md, "A person's file"). It is put on record.

      Examples: rapport export-person C-12 --out c12.json
                rapport export-person C-12
      """)

  @Argument(help: ArgumentHelp("Whose: C-12, D-4 or U-3.", valueName: "person"))
  var person: String

  @Option(
    help: ArgumentHelp("A new file to write it into, as JSON.", valueName: "file"))
  var out: String?

  @OptionGroup(title: "Book") var options: BookOptions

  func validate() throws {
    if options.format == .csv || options.format == .xlsx {
      throw ValidationError("a person's file is a table to read, or JSON")
    }
  }

  func run() throws {
    let stream = try EntityText.stream(person)
    let book = try OpenBook(options, readOnly: true)
    let file = try book.crm.personFile(of: stream, as: book.principal, through: .commandLine)
    let names = Names(source: try book.crm.source(through: .commandLine))
    if out == nil, options.format == .table {
      return try PersonFileTable(file: file, names: names).print()
    }
    let bytes = try PersonFileJSON(file: file, names: names).bytes()
    guard let out else { return try Console.current.writeOutput(bytes) }
    try OutputFile.write(bytes, toNew: out)
    try Console.current.printLine("Wrote \(VisibleLine.of(out)).")
  }
}
