import ArgumentParser
import Bytes
import CRM
import Domain
import Exchange

/// `rapport export sqlite`: a whole book as of a moment, for analysts.
struct ExportSQLiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sqlite", abstract: "The whole book, as of a moment, as a SQLite database.",
    discussion: """
      For analysts, managers, auditors and administrators. One table for each kind of thing, as it \
      stood at the moment, stages of opportunities through time, and all events up to it; \
      docs/EXPORT.md describes every table and column. It holds personal data: that you had it is \
      put on the access record.

      Examples: rapport export sqlite acme.db
                rapport export sqlite december.db --as-of 2025-12-31
                sqlite3 december.db 'SELECT status, count(*) FROM opportunities GROUP BY 1'
      """)

  @Argument(help: ArgumentHelp("The new file.", valueName: "file"))
  var file: String

  @Flag(help: "Replace the file if there is one.")
  var force = false

  @OptionGroup var moment: MomentOptions
  @OptionGroup(title: "Book") var options: BookOptions

  func run() throws {
    let book = try OpenBook(options, readOnly: true)
    let source = try book.source(moment)
    let progress = ProgressLine("exporting rows")
    defer { progress.clear() }
    let summary = try OutputFile.make(file, replacing: force) { path in
      try BookDatabase.export(
        book.crm, source, to: path, as: book.principal, through: .commandLine
      ) { progress.show($0, withRate: true) }
    }
    progress.clear()
    let console = Console.current
    try console.printLine(
      "Wrote \(LogText.grouped(UInt64(summary.entities))) things and "
        + "\(LogText.grouped(UInt64(summary.events))) events to \(VisibleLine.of(file)).")
    if summary.leavesOutEvents {
      try console.note("Events are left out: you may not read the log.")
    }
  }
}
