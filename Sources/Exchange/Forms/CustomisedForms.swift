import Bytes
import CRM
import Domain

// Custom fields and labels for every kind of thing that has them: the same forms, made once.

extension Forms {
  /// The forms of a kind, with custom fields and labels in those that enter or change a thing, and
  /// with forms that are about nothing else.
  static func customised(_ kind: StreamKind, _ forms: [Form]) -> [Form] {
    let named = Set(forms.map(\.name))
    return forms.map { $0.customised(kind) }
      + customForms(kind).filter { !named.contains($0.name) }
  }

  private static func customForms(_ kind: StreamKind) -> [Form] {
    let noun = EntityKinds.noun(of: kind)
    let article = "aeiou".contains(noun.first ?? " ") ? "an" : "a"
    let number = EntityKinds.text(of: StreamID(kind, 1))
    return [
      .changing(
        kind, "\(noun).set", "Fill, change or empty custom fields of \(article) \(noun)",
        [
          .required(
            "field", .customValue, "a field and its value, as in 'trade=steel'; 'trade=' empties it",
            repeats: true)
        ],
        example: "rapport \(noun) set \(number) --field trade=steel --field since=2016-04-01"
      ) { .custom($0, .set($0.list("field"))) },
      .changing(
        kind, "\(noun).tag", "Give \(article) \(noun) a label", [.required("tag", .line, "the label")],
        example: "rapport \(noun) tag \(number) --tag key"
      ) { .custom($0, .tag($0.required("tag"))) },
      .changing(
        kind, "\(noun).untag", "Take a label away from \(article) \(noun)",
        [.required("tag", .line, "the label")],
        example: "rapport \(noun) untag \(number) --tag key"
      ) { .custom($0, .untag($0.required("tag"))) },
    ]
  }
}

extension Form {
  /// The form with custom fields and labels, where it enters or changes a thing.
  fileprivate func customised(_ kind: StreamKind) -> Form {
    let isCreating = creates == kind
    guard isCreating || (subject == kind && name.hasSuffix(".change")) else { return self }
    var more: [Parameter] = [
      .optional("field", .customValue, "a custom field, as in 'trade=steel'", repeats: true)
    ]
    if isCreating { more.append(.optional("tag", .line, "a label", repeats: true)) }
    let (build, update) = (build, update)
    var updateAll: (@Sendable (FormValues, StreamID) -> [Command])?
    if let update {
      updateAll = { values, stream in
        update(values, stream)
          + values.customCommands.compactMap { Command.custom(stream, $0) }
      }
    }
    return Form(
      name: name, summary: summary, parameters: parameters + more, example: example,
      subject: subject, creates: creates, needsSomething: needsSomething,
      build: { values in
        let custom = values.customCommands
        return custom.isEmpty ? build(values) : .customised(build(values), custom)
      }, update: updateAll)
  }
}

extension FormValues {
  /// What is said of custom fields and labels besides.
  fileprivate var customCommands: [CustomCommand] {
    let fields: [WrittenField] = list("field")
    let tags: [String] = list("tag")
    return (fields.isEmpty ? [] : [.set(fields)]) + tags.map { .tag($0) }
  }
}

extension Command {
  /// A command about custom fields and labels of the thing a form is done to.
  fileprivate static func custom(_ values: FormValues, _ command: CustomCommand) -> Command {
    guard let subject = values.subject, let command = Command.custom(subject, command) else {
      preconditionFailure("the subject was looked up before the form was built")
    }
    return command
  }
}
