import ArgumentParser
import Domain
import Exchange
import Reports

/// What can be done to things of one kind: `rapport account create`, `rapport account rename` …
struct NounCommand<Place: Numeral>: ParsableCommand {
  private static var noun: Noun { Noun.all[Place.value] }

  static var configuration: CommandConfiguration {
    let commands = noun.places.map(Specifications.command(at:))
    let report = noun.report.map(Specifications.command(at:))
    return CommandConfiguration(
      commandName: noun.name, abstract: noun.summary, discussion: noun.discussion,
      subcommands: (report.map { [$0] } ?? []) + commands, defaultSubcommand: report)
  }

  init() {}
}

/// A kind of thing something can be done to, and where in the table its commands stand.
struct Noun: Sendable {
  /// What it is called.
  var name: String
  /// The places of its forms.
  var places: [Int]
  /// The place of the report of the same name; nil when there is none.
  var report: Int?

  /// Every noun, in the order of the forms.
  static let all: [Noun] = {
    var nouns: [Noun] = []
    for (index, form) in Forms.all.enumerated() {
      guard let dot = form.name.firstIndex(of: ".") else { continue }
      let name = String(form.name[..<dot])
      if nouns.last?.name != name {
        let report = Reports.all.firstIndex { $0.name == name }
        nouns.append(Noun(name: name, places: [], report: report))
      }
      nouns[nouns.count - 1].places.append(Specifications.reports.count + index)
    }
    return nouns
  }()

  /// The types of the commands of all nouns.
  static var commands: [any ParsableCommand.Type] {
    all.indices.map { command(numeral($0)) }
  }

  private static func command<Place: Numeral>(_ place: Place.Type) -> any ParsableCommand.Type {
    NounCommand<Place>.self
  }

  fileprivate var summary: String {
    let verbs = places.prefix(3).map { Specifications.all[$0].name }.joined(separator: ", ")
    let rest = places.count > 3 ? " …" : ""
    guard let report else { return "Change \(plural): \(verbs)\(rest)" }
    return "\(Specifications.all[report].summary). Or change \(plural): \(verbs)\(rest)"
  }

  private var plural: String {
    if name == BookID.noun { return "the book" }
    return name.hasSuffix("y") ? name.dropLast() + "ies" : name + "s"
  }

  fileprivate var discussion: String {
    guard report != nil else { return "" }
    return """
      Without a subcommand it answers the report, which 'rapport \(name) report --help' explains.
      """
  }
}

extension Specifications {
  /// The type of the command at a place of the table.
  static func command(at place: Int) -> any ParsableCommand.Type { command(numeral(place)) }

  private static func command<Place: Numeral>(_ place: Place.Type) -> any ParsableCommand.Type {
    GeneratedCommand<Place>.self
  }

  /// The reports that no noun has taken in.
  static var reportCommands: [any ParsableCommand.Type] {
    let taken = Set(Noun.all.compactMap(\.report))
    return reports.indices.filter { !taken.contains($0) }.map(command(at:))
  }

  /// The subcommands of `replay`, one a report.
  static var replayCommands: [any ParsableCommand.Type] {
    Reports.all.indices.map { command(at: reports.count + Forms.all.count + $0) }
  }

  /// The forms without a noun.
  static var plainForms: [any ParsableCommand.Type] {
    Forms.all.indices.filter { !Forms.all[$0].name.contains(".") }
      .map { command(at: reports.count + $0) }
  }
}
