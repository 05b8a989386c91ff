import ArgumentParser
import Bytes
import CRM
import Domain
import Exchange

/// `rapport export`: a whole book, for others to read.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "A whole book as a file: for analysts, or to move it.",
    discussion: """
      A single report or list goes into a file by its own --output: 'rapport pipeline --output \
      pipeline.xlsx', 'rapport contacts --output contacts.csv'.

      Examples: rapport export sqlite acme.db --as-of 2025-12-31
                rapport export events acme.ndjson
      """,
    subcommands: [ExportSQLiteCommand.self, ExportEventsCommand.self])
}

/// `rapport export events`: every event, to be read by others or made a book of again.
struct ExportEventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Every event as a line of JSON; 'import-events' takes it back.",
    discussion: """
      For auditors and administrators. The file holds everything, personal data in the clear: keep \
      it as you keep the book. That you had it is put on the access record. Who was erased stays \
      erased. The same events give the same bytes, so the digest printed at the end tells whether \
      two books say the same (docs/EXPORT.md).

      Examples: rapport export events acme.ndjson
                rapport import-events acme.ndjson /srv/rapport/acme
      """)

  @Argument(help: ArgumentHelp("The new file.", valueName: "file"))
  var file: String

  @Flag(help: "Replace the file if there is one.")
  var force = false

  @OptionGroup(title: "Book") var options: BookOptions

  func run() throws {
    let book = try OpenBook(options, readOnly: true)
    let progress = ProgressLine("exporting")
    defer { progress.clear() }
    let summary = try OutputFile.make(file, replacing: force) { path in
      try EventFile.export(
        book.crm, to: path, as: book.principal, through: .commandLine
      ) { progress.show($0, of: $1, withRate: true) }
    }
    progress.clear()
    try Console.current.printLine(
      "Wrote \(LogText.grouped(summary.count)) events to \(VisibleLine.of(file)).")
    try Console.current.printLine("SHA-256 \(summary.digest)")
  }
}

/// `rapport import-events`: makes a book of the events of another.
struct ImportEventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-events",
    abstract: "Make a book, in a new directory, of the file 'export events' wrote.",
    discussion: """
      The book gives every answer the other one gives, for now and for any past moment. Personal \
      data are sealed under new keys, so its tree and its heads are new ones. All or nothing: a \
      line that makes no sense is refused with its number, and no book is left behind.

      Example: rapport import-events acme.ndjson /srv/rapport/acme
      """)

  @Argument(help: ArgumentHelp("The file; packed by gzip or not.", valueName: "file"))
  var file: String

  @Argument(help: ArgumentHelp("The directory to make.", valueName: "book"))
  var target: String

  func run() throws {
    let console = Console.current
    let progress = ProgressLine("importing")
    defer { progress.clear() }
    let summary = try EventFile.makeBook(from: file, in: target, now: console.now) {
      progress.show($0, of: $1, withRate: true)
    }
    progress.clear()
    try console.printLine(
      "Made a book of \(LogText.grouped(summary.count)) events in \(VisibleLine.of(target)).")
    try console.printLine("SHA-256 \(summary.digest)")
  }
}
