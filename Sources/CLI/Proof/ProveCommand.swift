import ArgumentParser
import Bytes
import CRM
import Exchange

/// `rapport prove`: proofs that others can check without the book.
struct ProveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove", abstract: "Write a proof that others can check without the book.",
    discussion: """
      docs/PROOFS.md describes the files; Tests/Proof/check_proof.py checks them.

      Examples: rapport prove event @1234 --out event.json
                rapport prove extension --from 1000 --to 1234 --out extension.json
      """,
    subcommands: [ProveEventCommand.self, ProveExtensionCommand.self])
}

/// `rapport prove event`: an event is in the log.
struct ProveEventCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "event", abstract: "Prove that an event is in the log.",
    discussion: """
      For auditors, managers and administrators. The file holds the event as it is stored, personal \
      data sealed.

      Example: rapport prove event @1234 --out event.json
      """)

  @Argument(help: ArgumentHelp("The position of the event, such as @1234.", valueName: "position"))
  var position: String

  @Option(
    help: ArgumentHelp("As of so many events (default: the newest head's).", valueName: "events"))
  var size: UInt64?

  @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
  var out: String

  @OptionGroup(title: "Book") var options: BookOptions

  func validate() throws {
    if number == nil { throw ValidationError("'\(position)' is not a position such as @1234") }
  }

  func run() throws {
    let book = try OpenBook(options, readOnly: true)
    let proof = try book.crm.proveEvent(
      Position(number ?? 0), size: size, as: book.principal)
    try OutputFile.write(ProofJSON.bytes(proof), to: out)
    try Console.current.printLine(
      "Wrote the proof of @\(number ?? 0) among \(LogText.grouped(proof.size)) events to "
        + "\(VisibleLine.of(out)).")
  }

  private var number: UInt64? {
    UInt64(position.hasPrefix("@") ? String(position.dropFirst()) : position)
  }
}

/// `rapport prove extension`: a later log begins with an earlier one.
struct ProveExtensionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extension", abstract: "Prove that nothing before was changed as the log grew.",
    discussion: "Example: rapport prove extension --from 1000 --to 1234 --out extension.json")

  @Option(help: ArgumentHelp("How many events the earlier log had.", valueName: "events"))
  var from: UInt64

  @Option(help: ArgumentHelp("How many events the later log had.", valueName: "events"))
  var to: UInt64

  @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
  var out: String

  @OptionGroup(title: "Book") var options: BookOptions

  func run() throws {
    let book = try OpenBook(options, readOnly: true)
    let proof = try book.crm.proveExtension(from: from, to: to)
    try OutputFile.write(ProofJSON.bytes(proof), to: out)
    try Console.current.printLine(
      "Wrote the proof that \(LogText.grouped(to)) events begin with \(LogText.grouped(from)) to "
        + "\(VisibleLine.of(out)).")
  }
}
