import ArgumentParser
import Bytes
import CRM

/// `rapport rebuild`: makes the derived files anew.
struct RebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Make the checkpoints anew from the log.",
    discussion: """
      Nothing is lost when they are missing: they only make answers about a long log faster. With \
      --every, past moments are made fast as well.

      Example: rapport rebuild --every 100000
      """)

  @Option(
    help: ArgumentHelp("A checkpoint at every so many events, too.", valueName: "events"))
  var every: UInt64?

  @OptionGroup var options: BookOptions

  func validate() throws {
    if every == 0 { throw ValidationError("--every takes a number from 1 on") }
  }

  func run() throws {
    let book = try OpenBook(options, readOnly: false)
    let end = try book.crm.head().position.number
    let progress = ProgressLine("rebuilding")
    let count = try book.crm.rebuild(every: every) { position in
      progress.show(position.number, of: end)
    }
    progress.clear()
    try Console.current.printLine(
      count == 0
        ? "The log is short: no checkpoints are needed."
        : "Wrote \(count) checkpoint\(count == 1 ? "" : "s") up to @\(LogText.grouped(end)).")
  }
}
