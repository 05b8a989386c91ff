import ArgumentParser
import Bytes
import CRM
import Domain
import Simulator

/// `rapport demo`: a simulated firm with years behind it, whose truth is known.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Simulate a firm with years behind it, to try reports and forecasts on.",
    discussion: """
      A maker of measuring instruments: its staff comes and goes, its prices rise, its leads come from \
      sources of different worth, its opportunities change in amount, probability and expected close, \
      its orders have seasons, its customers grow, and each representative misjudges in a way of their \
      own. What is true in it is known (docs/SIMULATOR.md), so that one can see whether reports \
      find it. The same seed, size and days give the same business.

      Example: rapport demo marram --events 100000 --seed 7
      """)

  @Argument(help: ArgumentHelp("The directory to make.", valueName: "book"))
  var directory: String

  @Option(help: ArgumentHelp("About how many events there should be.", valueName: "n"))
  var events = 60_000

  @Option(help: ArgumentHelp("The chance the business is drawn by.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("How many years of history, 1 to 40.", valueName: "n"))
  var years = 4

  @Option(
    help: ArgumentHelp("The last day of the history (default: yesterday).", valueName: "date"))
  var until: String?

  func validate() throws {
    if !(1...40).contains(years) { throw ValidationError("--years takes a number from 1 to 40") }
    if events < 2_000 { throw ValidationError("--events takes a number from 2000 on") }
  }

  func run() throws {
    let console = Console.current
    let (start, now) = (console.now(), console.now)
    let plan = try plan(console)
    let crm = try Simulation.found(
      in: directory, administrator: "You",
      login: console.systemUser.isEmpty ? nil : console.systemUser, now: now)
    let progress = ProgressLine("simulating")
    let summary = try Simulation(plan).run(crm, as: Principal(UserID(1))) { done in
      progress.show(UInt64(done), of: UInt64(max(plan.eventCount, done)), withRate: true)
    }
    progress.clear()
    let milliseconds = max(1, Int(now().microseconds - start.microseconds) / 1_000)
    try console.print(
      """
      Simulated \(try crm.settings().company) in \(VisibleLine.of(directory)), \(plan.firstDay) to \(plan.lastDay): \
      \(count(summary.events)) events (\(count(summary.events * 1_000 / milliseconds)) a second), \
      \(count(summary.opportunities)) opportunities, \(count(summary.activities)) activities, \
      \(count(summary.leads)) leads, \(count(summary.orders)) orders, \
      \(count(summary.responses)) filled questionnaires, \(count(summary.accounts)) accounts, \
      \(count(summary.staff)) people.
      Try:  export RAPPORT_BOOK=\(VisibleLine.of(directory))

      """)
    let suggestions = Self.suggestions(plan.lastDay, summary.representative)
    let width = suggestions.map(\.command.count).max() ?? 0
    for (command, meaning) in suggestions {
      let gap = String(repeating: " ", count: width - command.count + 2)
      try console.printLine("      " + command + gap + meaning)
    }
  }

  private func plan(_ console: Console) throws -> SimulationPlan {
    let zone = try SystemZones.zone(named: "Europe/Amsterdam")
    let yesterday = zone.day(of: console.now()).adding(days: -1)
    let last = try until.map { try Day($0) } ?? yesterday
    if last > yesterday { throw ValidationError("--until takes a day before today") }
    return SimulationPlan(seed: seed, eventCount: events, years: years, lastDay: last)
  }

  private func count(_ number: Int) -> String { LogText.grouped(UInt64(number)) }

  /// Commands to try, with days on which there is something to see.
  private static func suggestions(
    _ day: Day, _ representative: UserID
  ) -> [(command: String, meaning: String)] {
    let year = day.adding(years: -1)
    return [
      ("rapport pipeline --by owner", "what is open now, by owner"),
      ("rapport pipeline --by owner --as-of \(year)", "what was open a year before"),
      ("rapport flow --from \(year) --to \(day)", "what happened in between, to the cent"),
      (
        "rapport forecast-accuracy --by owner --summary yes --lead 0 --periods 36 --as-of \(day)",
        "forecasts and calls held against what was won"
      ),
      ("rapport slippage --status won --as-of \(day)", "whose close dates slip, and how far"),
      ("rapport outcomes --by opened-month", "the seasons of the business"),
      ("rapport lead-conversion", "which sources bring customers"),
      ("rapport turnover --by month", "what was ordered, sent and given back, month by month"),
      ("rapport matrix --by category", "how big customers are, and how much more there is to win"),
      ("rapport effort-outcome", "visits and calls per won and per lost opportunity"),
      ("rapport effort --by user,quarter --from \(year)", "who worked how much"),
      (
        "rapport agenda --as-of \(day) --to \(day.adding(days: 14))",
        "what was to be done in the fortnight after"
      ),
      ("rapport day --user \(representative) --as-of \(day)", "one representative's day"),
      ("rapport customer A-1", "a customer's whole file"),
    ]
  }
}
