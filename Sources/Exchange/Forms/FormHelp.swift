import Bytes
import CRM
import Domain

extension Parameter.Kind {
  /// What it takes in a few words, for help and documents: `an amount`.
  public var noun: String {
    switch self {
    case .line: "text"
    case .labelled: "text (label)"
    case .money: "an amount"
    case .day: "a day"
    case .probability: "a probability"
    case .count: "a whole number"
    case .year: "a year"
    case .month: "a month, 1 to 12"
    case .flag: "yes or no"
    case .orderLines: "lines of an order"
    case .leadStatus: Self.words(LeadStatus.self)
    case .role: Self.words(Role.self)
    case .relationship: Self.words(RelationshipStage.self)
    case .category: Self.words(ForecastCategory.self)
    case .entity(let kind): EntityKinds.noun(of: kind)
    case .anyEntity: "a number such as A-12"
    case .stage: "stage"
    case .stageOrder: "stages with commas between them"
    case .stages: "new stages"
    case .definition: "a questionnaire in JSON"
    case .answer: "question=answer"
    case .customValue: "field=value"
    case .customisable:
      StreamKind.customisable.map { EntityKinds.noun(of: $0) }.joined(separator: ", ")
    case .fieldType: Self.words(CustomFieldKind.self)
    case .options: "options with semicolons between them"
    case .keptField: "field=number"
    case .reference: "source:identifier"
    case .field: "a field"
    case .moment: "a moment"
    case .zone: "a time zone"
    case .period: "a period"
    case .scope: Self.words(PlanScope.self)
    case .currency: "a currency, by its code"
    case .decimal: "a number"
    case .naming: Self.words(FiscalCalendar.Naming.self)
    case .activityKind: Self.words(ActivityKind.self)
    case .activityOutcome: Self.words(ActivityOutcome.self)
    case .due: "a day, or a day and a time"
    case .instant: "a day and a time"
    }
  }

  private static func words<Words: CaseIterable>(_ type: Words.Type) -> String {
    Words.allCases.map { "\($0)" }.joined(separator: ", ")
  }
}

extension Forms {
  /// The catalogue as a page of Markdown, which docs/IMPORT.md holds: a list of all forms, then a
  /// heading and a table a form.
  ///
  /// Erasing a person is left out: it is refused in imports.
  public static var markdown: String {
    let forms = all.filter { !$0.name.hasSuffix(".erase") }
    return index(of: forms) + "\n" + forms.map(markdown(of:)).joined(separator: "\n")
  }

  /// A line for each kind of thing, with a link to each of its forms.
  private static func index(of forms: [Form]) -> String {
    var lines = ["| about | commands |", "| --- | --- |"]
    var nouns: [String] = []
    for form in forms {
      let noun = String(form.name.prefix { $0 != "." })
      if !nouns.contains(noun) { nouns.append(noun) }
    }
    for noun in nouns {
      let links = forms.filter { $0.name.prefix { $0 != "." } == noun }.map { form in
        let verb = form.name.dropFirst(noun.count + 1)
        let anchor = form.name.filter { $0 != "." }
        return "[\(verb.isEmpty ? noun[...] : verb)](#\(anchor))"
      }
      lines.append("| `\(noun)` | \(links.joined(separator: ", ")) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func markdown(of form: Form) -> String {
    let subject = form.subject.map { ", done to: \(EntityKinds.noun(of: $0))" } ?? ""
    var lines = ["#### `\(form.name)`", "", "\(form.summary)\(subject).", ""]
    if !form.parameters.isEmpty {
      lines += ["| parameter | takes | meaning |", "| --- | --- | --- |"]
      lines += form.parameters.map { parameter in
        let marks =
          (parameter.isRequired ? " (needed)" : "") + (parameter.repeats ? " (several)" : "")
        return "| `\(parameter.name)`\(marks) | \(parameter.kind.noun) | \(parameter.help) |"
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }
}
