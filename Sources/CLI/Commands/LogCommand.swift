import ArgumentParser
import Bytes
import CRM
import Domain

/// `rapport log`: who did what, when and why.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Who did what, when and why, event by event.",
    discussion: """
      For auditors, managers and administrators. Oldest first; with --limit, the newest ones.

      Examples: rapport log --stream O-88
                rapport log --kind opportunity --type won --since 2017-01-01 --until 2017-03-31
                rapport log --follow
                rapport log --json | jq .event
      """)

  @Option(help: ArgumentHelp("Only what happened to this: A-12, O-88 …", valueName: "number"))
  var stream: [String] = []

  @Option(help: ArgumentHelp("Only events of this name: won, renamed …", valueName: "event"))
  var type: String?

  @Option(help: ArgumentHelp("Only what happened to things of this kind.", valueName: "kind"))
  var kind: String?

  @Option(help: ArgumentHelp("Only what this user did.", valueName: "user"))
  var actor: String?

  @Option(help: ArgumentHelp("Only from this day or moment on.", valueName: "moment"))
  var since: String?

  @Option(help: ArgumentHelp("Only up to this day or moment.", valueName: "moment"))
  var until: String?

  @Option(
    help: ArgumentHelp(
      "Only so many of the newest; 0 shows all (default: 50, all with --json).", valueName: "n"))
  var limit: Int?

  @Flag(help: "Go on with new events as they come, until Ctrl-C.")
  var follow = false

  @Flag(help: "One JSON object a line, as docs/JSON.md describes it.")
  var json = false

  @OptionGroup var options: BookOptions

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit takes a number from 0 on") }
    if options.format == .csv || options.format == .xlsx { throw ValidationError("the log is shown as lines or as JSON") }
  }

  func run() throws {
    let book = try OpenBook(options, readOnly: true)
    let filter = try LogQuestion(
      streams: stream, event: type, kind: kind, actor: actor, since: since, until: until
    ).filter(book.crm)
    let isJSON = json || options.format == .json
    let reading = LogFollowing(book: book, filter: filter, isJSON: isJSON)
    let (end, count) = try reading.newest(limit ?? (isJSON ? 0 : Self.usualLimit))
    if limit == nil, !isJSON, count == Self.usualLimit {
      try Console.current.note("These are the newest \(count) events; --limit 0 shows all.")
    }
    if follow { try reading.follow(after: end) }
  }

  /// How many lines are shown unless told otherwise.
  private static let usualLimit = 50
}
