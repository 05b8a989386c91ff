import ArgumentParser
import Bytes
import CRM

/// `rapport head`: signs what the log holds now.
struct HeadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "head", abstract: "Sign what the log holds now, to be left with somebody else.",
    discussion: """
      Prints the signed head: the number of events and a hash over all of them, as a transparency \
      log's checkpoint. Leave it with a third party: 'rapport verify --head FILE' later shows \
      whether anything up to there was changed or removed.

      Example: rapport head --out head-2026-03.txt
      """)

  @Option(help: ArgumentHelp("Write it to this file.", valueName: "file"))
  var out: String?

  @OptionGroup(title: "Book") var options: BookOptions

  func run() throws {
    let book = try OpenBook(options, readOnly: false)
    let end = try book.crm.head().position.number
    let progress = ProgressLine("hashing")
    let signed = try book.crm.signHead { progress.show($0, of: end) }
    progress.clear()
    guard let out else { return try Console.current.print(signed.note) }
    try OutputFile.write(Array(signed.note.utf8), to: out)
    try Console.current.printLine(
      "Wrote the head of \(LogText.grouped(signed.head.size)) events to \(VisibleLine.of(out)).")
  }
}

/// A head a day, signed by the first command that writes after the day is over.
enum DailyHead {
  /// Signs when one is due. What was written stays written when that fails, so it is only told.
  static func signIfDue(_ crm: CRM) throws {
    do {
      try crm.signHeadIfDue()
    } catch {
      try Console.current.note(
        "rapport: it was done, but no head could be signed: \(VisibleLine.of("\(error)"))")
    }
  }
}
