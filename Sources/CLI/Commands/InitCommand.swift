import ArgumentParser
import CRM
import Domain

/// `rapport init`: founds a book.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Found a book in a new or empty directory.",
    discussion: """
      A book is one company's data. You become its first user, an administrator.

      Example: rapport init acme --currency EUR --time-zone Europe/Amsterdam --user "Anna Smit"
      """)

  @Argument(help: ArgumentHelp("The directory to make.", valueName: "book"))
  var directory: String

  @Option(help: ArgumentHelp("The currency amounts are in, such as EUR.", valueName: "code"))
  var currency: String

  @Option(
    name: .customLong("time-zone"),
    help: ArgumentHelp(
      "The zone days are cut by, such as Europe/Amsterdam (default: the machine's).",
      valueName: "zone"))
  var timeZone: String?

  @Option(
    help: ArgumentHelp("Whose book it is (default: the directory's name).", valueName: "name"))
  var company: String?

  @Option(help: ArgumentHelp("Your name (default: your login).", valueName: "name"))
  var user: String?

  @Option(
    name: .customLong("fiscal-year-start"),
    help: ArgumentHelp("The month in which the fiscal year starts, 1 to 12.", valueName: "month"))
  var fiscalYearStart = 1

  @Flag(name: .customLong("no-pipeline"), help: "Leave out the usual pipeline, 'Sales'.")
  var leavesOutPipeline = false

  func run() throws {
    let console = Console.current
    let book = try CRM.found(try foundation(console), in: directory, now: console.now)
    let settings = try book.settings()
    try book.signHead()
    try console.print(
      """
      Founded the book of \(VisibleLine.of(settings.company)) in \(VisibleLine.of(directory)): \
      amounts in \(settings.currency), days in \(settings.zone.name); you are U-1, an administrator.
      Next: export RAPPORT_BOOK=\(VisibleLine.of(directory))
            rapport account create --name "Globex"
            rapport import --help      bring in what you have in files, with its history
            rapport status

      """)
  }

  private func foundation(_ console: Console) throws -> Foundation {
    var foundation = Foundation(
      company: company ?? Self.lastPart(of: directory), currency: try Currency(code: currency),
      zone: try SystemZones.zone(named: timeZone ?? SystemZones.local),
      administrator: user ?? console.systemUser,
      login: console.systemUser.isEmpty ? nil : console.systemUser,
      pipeline: leavesOutPipeline ? nil : try StandardPipeline.make())
    foundation.fiscalYearStart = fiscalYearStart
    return foundation
  }

  private static func lastPart(of directory: String) -> String {
    let name = directory.split(separator: "/").last.map(String.init) ?? ""
    return name.isEmpty || name == "." || name == ".." ? "My company" : name
  }
}

/// The pipeline a book starts with unless it is told not to.
enum StandardPipeline {
  static func make() throws -> NewPipeline {
    NewPipeline(
      name: "Sales",
      stages: [
        try stage("Qualification", percent: 10, .pipeline),
        try stage("Needs analysis", percent: 25, .pipeline),
        try stage("Proposal", percent: 50, .bestCase),
        try stage("Negotiation", percent: 75, .commit),
      ])
  }

  private static func stage(
    _ name: String, percent: Int, _ category: ForecastCategory
  ) throws -> NewStage {
    NewStage(
      name: name, probability: try Probability(basisPoints: percent * 100), category: category)
  }
}
