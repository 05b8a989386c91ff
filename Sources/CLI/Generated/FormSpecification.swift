import Bytes
import CRM
import Domain
import Exchange

extension Specification {
  /// The subcommand of a form; its verb is what stands behind the dot of the form's name.
  init(_ form: Form) {
    let own = form.parameters.map { Parameter($0, isPositional: Self.standsByPlace($0, form)) }
    let subject = form.subject.map { [Parameter(subject: $0)] } ?? []
    let taken = Set(own.map(\.name))
    let name = form.name.split(separator: ".").last ?? ""
    self.init(
      name: String(name), summary: form.summary + ".",
      discussion: "Example: " + Self.example(form),
      parameters: subject + own + Parameter.ofEveryForm.filter { !taken.contains($0.name) },
      action: .form(form))
  }

  /// Some forms read best as a sentence: `rapport restore A-1 industry --to 2026-01-31`, `rapport
  /// rate set USD 0.92 --from 2026-01-01`; a file reads best by its place, too.
  private static func standsByPlace(_ parameter: Exchange.Parameter, _ form: Form) -> Bool {
    switch form.name {
    case "restore": ["entity", "field"].contains(parameter.name)
    case "rate.set", "rate.withdraw": ["currency", "rate"].contains(parameter.name)
    default: parameter.kind == .definition
    }
  }

  private static func example(_ form: Form) -> String {
    switch form.name {
    case "restore": "rapport restore A-1 name --to 2017-03-31"
    case "rate.set": "rapport rate set USD 0.92 --from 2026-01-01 --source 'ECB reference rate'"
    case "rate.withdraw": "rapport rate withdraw USD --from 2026-01-01"
    default: form.example
    }
  }
}

extension Specification.Parameter {
  /// The name under which the entity a form is done to is kept.
  static let subjectName = "(subject)"

  /// The entity a form is done to, by its place.
  init(subject: StreamKind) {
    let noun = EntityKinds.noun(of: subject)
    self.init(
      name: Self.subjectName, placeholder: noun,
      help: "The \(noun): its number, its name, or source:identifier.", shape: .positional,
      isRequired: true)
  }

  /// A parameter of a form.
  init(_ parameter: Exchange.Parameter, isPositional: Bool) {
    self.init(
      name: parameter.name, placeholder: Self.placeholder(parameter.kind), help: parameter.help,
      shape: isPositional ? .positional : parameter.repeats ? .repeated : .option,
      isRequired: parameter.isRequired)
  }

  private static func placeholder(_ kind: Exchange.Parameter.Kind) -> String {
    switch kind {
    case .line, .labelled: "text"
    case .money: "amount"
    case .day: "date"
    case .probability: "share"
    case .count: "n"
    case .year: "year"
    case .month: "month"
    case .flag: "yes|no"
    case .orderLines: "lines"
    case .leadStatus: "status"
    case .role: "role"
    case .relationship, .stage: "stage"
    case .category: "category"
    case .entity(let kind): EntityKinds.noun(of: kind)
    case .anyEntity: "number"
    case .stageOrder, .stages: "stages"
    case .definition: "file"
    case .answer: "question=answer"
    case .customValue: "field=value"
    case .customisable: "kind"
    case .fieldType: "type"
    case .options: "options"
    case .keptField: "field=number"
    case .reference: "source:identifier"
    case .field: "field"
    case .moment: "moment"
    case .zone: "zone"
    case .period: "period"
    case .scope: "scope"
    case .currency: "currency"
    case .decimal: "number"
    case .naming: "end|start"
    case .activityKind: "type"
    case .activityOutcome: "outcome"
    case .due: "date"
    case .instant: "moment"
    }
  }

  /// What every form takes unless it has a parameter of that name itself.
  static let ofEveryForm: [Self] = [
    Self(name: "reason", placeholder: "text", help: "why; kept in the log"),
    Self(name: "on-behalf-of", placeholder: "user", help: "for whom you do it"),
    Self(
      name: "occurred", placeholder: "moment",
      help: "when it happened, if not now: 2017-03-31, 2017-03-31T14:05"),
    Self(
      name: "corrects", placeholder: "position",
      help: "the event this sets right: it counts from when that happened, or from --occurred, and "
        + "what changed later stays"),
    Self(
      name: "expect", placeholder: "version",
      help: "refuse if it was changed since this version of it"),
    Self(
      name: "command-id", placeholder: "id",
      help: "32 hexadecimal digits of your own; doing the same again under it changes nothing"),
    Self(
      name: "confirm-clock", placeholder: "", help: "the clock is right, though it jumped ahead",
      shape: .flag),
  ]
}
