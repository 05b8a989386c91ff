import ArgumentParser
import Bytes
import CRM

/// `rapport restore-book`: makes a book from a backup.
struct RestoreBookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore-book", abstract: "Make a book from a backup, in a new directory.",
    discussion: """
      The backup is verified, copied, and the copy verified again before it gets its name. No book \
      opens without its keys: name the newest copy of them. Whoever was erased since that copy was \
      made is erased again. ('rapport … restore' is another thing: one old value of a field.)

      Examples: rapport restore-book /mnt/backup/acme acme --keys /mnt/safe/acme.keys
                rapport restore-book /mnt/backup/acme copy --without-keys
      """)

  @Argument(help: ArgumentHelp("The directory of the backup.", valueName: "backup"))
  var backup: String

  @Argument(help: ArgumentHelp("The directory to make.", valueName: "book"))
  var target: String

  @Option(help: ArgumentHelp("The copy of the keys.", valueName: "file"))
  var keys: String?

  @Flag(
    name: .customLong("without-keys"),
    help: "Restore a book that can be verified, and not be opened until its keys are there.")
  var withoutKeys = false

  func validate() throws {
    if keys != nil && withoutKeys {
      throw ValidationError("--keys and --without-keys exclude each other")
    }
  }

  func run() throws {
    let console = Console.current
    let progress = ProgressLine("verifying")
    let restored = try CRM.restoreBook(
      from: backup, to: target, keys: keys, withoutKeys: withoutKeys, now: console.now(),
      progress: { progress.show($0, of: $1) })
    progress.clear()
    try console.printLine(
      "Restored \(LogText.grouped(restored.head.number)) events to "
        + "\(VisibleLine.of(restored.directory)): verified.")
    for remark in restored.remarks { try console.note("rapport: " + VisibleLine.of(remark)) }
  }
}
