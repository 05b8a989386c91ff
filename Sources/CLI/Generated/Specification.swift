import CRM
import Domain
import Exchange
import Reports

/// A subcommand that follows from a catalogue: what it is called, what it takes, what it does.
struct Specification: Sendable {
  /// Its name under its parent.
  var name: String
  /// One line that says what it does.
  var summary: String
  /// The definition, with an example.
  var discussion: String
  /// What it takes besides the common options.
  var parameters: [Parameter]
  /// What it does.
  var action: Action

  /// One thing the command takes.
  struct Parameter: Sendable {
    /// The stable name; the option on the command line.
    var name: String
    /// What stands for the value in the help.
    var placeholder: String
    /// What it means.
    var help: String
    /// The value when nothing is said.
    var standard: String?
    /// How it is given.
    var shape = Shape.option
    /// Whether the command makes no sense without it.
    var isRequired = false
  }

  /// How a parameter is given.
  enum Shape: Sendable {
    /// By its place.
    case positional
    /// By its name, once.
    case option
    /// By its name, as often as one likes.
    case repeated
    /// By its name alone.
    case flag
  }

  /// What a generated command does.
  enum Action: Sendable {
    /// Answers a report.
    case report(any Report.Type)
    /// Answers a report at many days.
    case replay(any Report.Type)
    /// Carries out the command a form makes.
    case form(Form)
  }
}

// MARK: - Reports

extension Specification {
  /// The subcommand of a report.
  init(_ report: any Report.Type) {
    self.init(
      name: report.name, summary: report.summary, discussion: report.discussion,
      parameters: report.options.map(Parameter.init), action: .report(report))
    if !parameters.contains(where: { $0.name == "limit" }) {
      parameters.append(
        Parameter(name: "limit", placeholder: "N", help: "show this many rows; 0 shows all"))
    }
  }
}

extension Specification.Parameter {
  /// The parameter of an option of a report.
  init(_ option: ReportOption) {
    let choices = option.choices.isEmpty ? "" : ": " + option.choices.joined(separator: ", ")
    self.init(
      name: option.name, placeholder: option.placeholder, help: option.help + choices,
      standard: option.standard,
      shape: option.isPositional ? .positional : option.repeats ? .repeated : .option,
      isRequired: option.isPositional && option.standard == nil)
  }
}

/// Every generated subcommand, by number.
enum Specifications {
  /// The reports, in the order of their catalogue.
  ///
  /// A report that is called like a noun is the noun's subcommand `report`, and answers when no
  /// other is named: `rapport pipeline` beside `rapport pipeline rename`.
  static let reports: [Specification] = Reports.all.map { report in
    var specification = Specification(report)
    if isNoun(report.name) { specification.name = "report" }
    return specification
  }

  private static func isNoun(_ name: String) -> Bool {
    Forms.all.contains { $0.name.hasPrefix(name + ".") }
  }

  /// All of them, reports first; a generated command knows its place here.
  static let all: [Specification] =
    reports + Forms.all.map { Specification($0) } + Reports.all.map { Specification(replaying: $0) }
}
