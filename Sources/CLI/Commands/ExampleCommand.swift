import ArgumentParser
import Bytes
import CRM
import Domain

/// `rapport example`: a small invented company to look around in.
struct ExampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "example", abstract: "Found a small invented company, with half a year of history.",
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
    let day = example.lastDay
    func date(_ days: Int) -> Day { day.adding(days: days) }
    try console.print(
      """
      Founded Lantern Cargo Bikes in \(VisibleLine.of(directory)): \(LogText.grouped(head)) events \
      up to \(day).
      Try:  export RAPPORT_BOOK=\(VisibleLine.of(directory))
            rapport pipeline                          what is open now, by stage and owner
            rapport pipeline --as-of \(date(-60))       … and what was open then
            rapport flow --from \(date(-60)) --to \(day)   what happened in between, to the cent
            rapport outcomes --by owner               who won what
            rapport history O-5 --as-of \(date(-42))    one opportunity, as it was known then
            rapport customer A-1                      a customer's whole file
            rapport pipeline --by owner --explain U-2 the events behind a figure
            rapport log --limit 10                    who did what, when and why

      """)
  }
}
