import CRM
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
    /// Whether it is given without a name.
    var isPositional = false
    /// Whether the command makes no sense without it.
    var isRequired = false
  }

  /// What a generated command does.
  enum Action: Sendable {
    /// Answers a report.
    case report(any Report.Type)
  }
}

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
      standard: option.standard, isPositional: option.isPositional,
      isRequired: option.isPositional && option.standard == nil)
  }
}

/// Every generated subcommand, by number.
enum Specifications {
  /// The reports, in the order of their catalogue.
  static let reports: [Specification] = Reports.all.map(Specification.init)

  /// All of them; a generated command knows its place here.
  static let all: [Specification] = reports
}
