import ArgumentParser
import Bytes
import CRM
import Domain

/// `rapport backup`: copies the book while it is in use.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the book, verified, while it is in use.",
    discussion: """
      A full backup goes into a new directory; with --incremental, what is new is added to one that \
      is there. Others may write meanwhile. The keys with which names, addresses and other personal \
      data are read are not in it: copy them elsewhere with --keys, and destroy old copies when they \
      expire, so that a person who was erased stays erased. How to restore: 'rapport restore-book'.

      Examples: rapport backup /mnt/backup/acme --keys /mnt/safe/acme.keys
                rapport backup /mnt/backup/acme --incremental --keys /mnt/safe/acme.keys
      """)

  @Argument(help: ArgumentHelp("The directory of the backup.", valueName: "target"))
  var target: String

  @Flag(help: "Add what is new to the backup that is there.")
  var incremental = false

  @Option(
    help: ArgumentHelp("Copy the keys to this file; not in the target.", valueName: "file"))
  var keys: String?

  @Option(
    name: .customLong("keys-days"),
    help: ArgumentHelp(
      "After how many days the copy of the keys is to be destroyed.", valueName: "days"))
  var keysDays = 30

  @Flag(
    name: .customLong("with-signing-key"),
    help: "Include the private key that signs heads. Whoever has it can sign for this book.")
  var includesSigningKey = false

  @OptionGroup(title: "Book") var options: BookOptions

  func validate() throws {
    guard (1...3_650).contains(keysDays) else {
      throw ValidationError("--keys-days takes a number from 1 to 3650")
    }
  }

  func run() throws {
    var request = BackupRequest(target: target)
    request.isIncremental = incremental
    request.keys = keys
    request.keysDays = keysDays
    request.includesSigningKey = includesSigningKey
    let console = Console.current
    let progress = ProgressLine("verifying")
    let report = try CRM.backUp(
      try OpenBook.directory(options), request, now: console.now(),
      progress: { progress.show($0, of: $1) })
    progress.clear()
    try tell(report, console)
  }

  private func tell(_ report: BackupReport, _ console: Console) throws {
    let all = LogText.grouped(report.head.number)
    try console.printLine(
      "Backed up \(all) events, \(LogText.grouped(report.added)) of them new, to "
        + "\(VisibleLine.of(report.target)): verified.")
    if let keys = report.keys {
      let day = keys.expiresAt.map { Zone.utc.day(of: $0).description } ?? ""
      try console.printLine(
        "Copied the keys to \(VisibleLine.of(keys.path)): destroy that copy by \(day).")
    } else {
      try console.printLine(
        "The keys are not in it: names and addresses cannot be read from this backup alone, and "
          + "no book opens without them. Copy them elsewhere with --keys FILE.")
    }
    for remark in report.remarks { try console.note("rapport: " + VisibleLine.of(remark)) }
  }
}
