import ArgumentParser
import Bytes
import CRM
import Domain

/// `rapport example`: a small invented company to look around in.
struct ExampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "example",
    abstract: "Found a small invented company with half a year behind it.",
    discussion: """
      A maker of cargo bikes with two representatives, twelve customers and some two dozen \
      opportunities. Its story ends last Friday, so that there is something to see on any day of \
      the half year before.

      Example: rapport example bikes
      """)

  @Argument(help: ArgumentHelp("The directory to make.", valueName: "book"))
  var directory: String

  func run() throws {
    let console = Console.current
    let example = try ExampleBook(in: directory, console: console)
    let head = try example.crm.head().position.number
    try console.print(
      """
      Founded Lantern Cargo Bikes in \(VisibleLine.of(directory)): \(LogText.grouped(head)) events \
      up to \(example.lastDay).
      Try:  export RAPPORT_BOOK=\(VisibleLine.of(directory))

      """)
    let suggestions = Self.suggestions(example.lastDay)
    let width = suggestions.map(\.command.count).max() ?? 0
    for (command, meaning) in suggestions {
      let gap = String(repeating: " ", count: width - command.count + 2)
      try console.printLine("      " + command + gap + meaning)
    }
  }

  /// Commands to try, with days on which there is something to see.
  private static func suggestions(_ day: Day) -> [(command: String, meaning: String)] {
    let (then, between) = (day.adding(days: -60), day.adding(days: -42))
    return [
      ("rapport pipeline", "what is open now, by stage and owner"),
      ("rapport pipeline --as-of \(then)", "what was open then"),
      ("rapport flow --from \(then) --to \(day)", "what happened in between, to the cent"),
      ("rapport outcomes --by owner", "who won what"),
      ("rapport history O-5 --as-of \(between)", "one opportunity, as it was known then"),
      ("rapport customer A-1", "a customer's whole file"),
      ("rapport pipeline --by owner --explain U-2", "the events behind a figure"),
      ("rapport log --limit 10", "who did what, when and why"),
    ]
  }
}
