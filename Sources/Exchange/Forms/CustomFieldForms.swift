import Bytes
import CRM
import Domain

extension Forms {
  static let customFields: [Form] = [
    .creating(
      .customField, "field.define", "Add a field of your own to accounts, contacts, orders …",
      [
        .required("entity", .customisable, "what gets the field"),
        .required("code", .line, "what commands and files call it: small letters, digits, '-'"),
        .required("type", .fieldType, "what it holds"),
        .optional("label", .line, "what people read; the code when not given"),
        .optional(
          "options", .options, "of a choice, what there is to choose: 'steel; wood=Wood, all kinds'"),
        .optional("decimals", .count, "of a number, how many decimals it may have; 0 when not given"),
        .optional("unit", .line, "of a number, what it counts, as in kg"),
        .optional("currency", .currency, "of money, its currency; the book's when not given"),
        .optional("required", .flag, "yes: whoever enters or changes one must fill it"),
      ],
      example: "rapport field define --entity account --code trade --type choice --label Trade "
        + "--options 'steel; wood; other=Something else'"
    ) { .customField(nil, .define(newField($0))) },
    field(
      "rename", "Let people read another label; the code stays", "--label 'Line of trade'",
      [.required("label", .line, "the new label")]
    ) { .rename($0.required("label")) },
    field(
      "add-option", "Let there be one more thing to choose", "--option glass --label 'Glass, china'",
      [
        .required("option", .line, "what commands and files call it"),
        .optional("label", .line, "what people read; the same when not given"),
      ]
    ) { .addChoice(CustomChoice($0.required("option"), label: $0.optional("label") ?? "")) },
    field(
      "rename-option", "Let people read another label for an option", "--option wood --label Timber",
      [
        .required("option", .line, "the option"),
        .required("label", .line, "the new label"),
      ]
    ) { .renameChoice($0.required("option"), label: $0.required("label")) },
    field(
      "retire-option", "Let nobody choose an option any more; what has it keeps it", "--option other",
      [.required("option", .line, "the option")]
    ) { .retireChoice($0.required("option")) },
    field(
      "reinstate-option", "Let an option be chosen again", "--option other",
      [.required("option", .line, "the option")]
    ) { .reinstateChoice($0.required("option")) },
    field(
      "require", "Say whether a field must be filled", "--required yes",
      [.required("required", .flag, "yes or no")]
    ) { .require($0.required("required")) },
    field("retire", "Let nobody fill a field any more; its values stay", "", []) { _ in .retire },
    field("reinstate", "Let a field be filled again", "", []) { _ in .reinstate },
  ]

  private static func field(
    _ verb: String, _ summary: String, _ options: String, _ parameters: [Parameter],
    _ build: @escaping @Sendable (FormValues) -> CustomFieldCommand
  ) -> Form {
    .changing(
      .customField, "field." + verb, summary, parameters,
      example: example("field \(verb) K-1", options)
    ) { .customField($0.subjectID(), build($0)) }
  }

  private static func newField(_ values: FormValues) -> NewCustomField {
    var new = NewCustomField(
      values.required("entity"), values.required("code"), label: values.optional("label"),
      values.required("type"))
    let decimals: UInt64? = values.optional("decimals")
    new.decimals = decimals.map { UInt8(clamping: $0) }
    new.unit = values.optional("unit")
    new.currency = values.optional("currency")
    new.isRequired = values.optional("required") ?? false
    new.choices = values.optional("options", as: [CustomChoice].self) ?? []
    return new
  }

  /// The verb of a command to a custom field.
  static func name(of command: CustomFieldCommand) -> String {
    switch command {
    case .define: "define"
    case .rename: "rename"
    case .addChoice: "add-option"
    case .renameChoice: "rename-option"
    case .retireChoice: "retire-option"
    case .reinstateChoice: "reinstate-option"
    case .require: "require"
    case .retire: "retire"
    case .reinstate: "reinstate"
    }
  }

  /// The verb of a command about custom fields and labels.
  static func name(of command: CustomCommand) -> String {
    switch command {
    case .set, .put: "set"
    case .tag: "tag"
    case .untag: "untag"
    }
  }
}

/// The choices of a field as people write them: `steel; wood=Wood, all kinds`, or a JSON array.
enum OptionsText {
  /// Why a text is no list of choices.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  static func choices(_ text: String) throws(Refusal) -> [CustomChoice] {
    if text.drop(while: \.isWhitespace).first == "[" { return try json(text) }
    return text.split(separator: ";").map { part in
      guard let sign = part.firstIndex(of: "=") else {
        return CustomChoice(String(part.trimmingBlanks))
      }
      return CustomChoice(
        String(part[..<sign].trimmingBlanks),
        label: String(part[part.index(after: sign)...].trimmingBlanks))
    }
  }

  private static func json(_ text: String) throws(Refusal) -> [CustomChoice] {
    let value: JSONValue
    do { value = try JSONValue(parsing: Array(text.utf8)) } catch {
      throw Refusal(description: "is no JSON: \(error)")
    }
    guard case .array(let items) = value else {
      throw Refusal(description: "expected an array of options")
    }
    var choices: [CustomChoice] = []
    for item in items {
      switch item {
      case .string(let code): choices.append(CustomChoice(code))
      case .object(let members):
        guard case .string(let code)? = members["code"] else {
          throw Refusal(description: "an option is a text, or an object with \"code\" and \"label\"")
        }
        var label = ""
        if case .string(let text)? = members["label"] { label = text }
        choices.append(CustomChoice(code, label: label))
      default:
        throw Refusal(description: "an option is a text, or an object with \"code\" and \"label\"")
      }
    }
    return choices
  }
}
