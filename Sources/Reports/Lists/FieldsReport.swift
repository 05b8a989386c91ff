import Bytes
import Domain
import Projections

/// The custom fields there are, and how many things have a value in each.
struct FieldsReport: Report {
  static let name = "fields"
  static let summary = "Custom fields: of what, type, options, required or not, how often filled"
  static let discussion = """
    Codes and labels are those of the moment; the code of a field never changes. Options that are \
    retired stand in brackets. 'Filled' counts the things that have a value in the field, those of \
    a retired field too.

    Example: a choice field 'trade' of accounts, two of which have it filled, shows 2.
    """
  static let options = [
    ReportOption(
      "entity", "KIND", "only those of this kind of thing",
      choices: StreamKind.customisable.compactMap(\.customisableNoun)),
    ReportOption("retired", "YES", "only retired ones, or not", choices: ["yes", "no"]),
  ]
  static let needs = CustomAsked.needs

  private let entity: StreamKind?
  private let retired: Bool?
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    entity = try values.named(
      "entity", StreamKind.customisable.map { ($0.customisableNoun ?? "", $0) })
    retired = try values.named("retired", [("yes", true), ("no", false)])
    asked = values.parameters(Self.options)
  }

  private static let columns = [
    Column("field", "Field", .entity),
    Column("entity", "Of", .text),
    Column("code", "Code", .text),
    Column("type", "Type", .text),
    Column("options", "Options", .text),
    Column("decimals", "Decimals", .integer),
    Column("unit", "Unit", .text),
    Column("required", "Required", .text),
    Column("retired", "Retired", .text),
    Column("filled", "Filled", .integer),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    let values = try source.model(CustomValues.self)
    var answer = Answer(
      report: Self.name, title: "Custom fields", moment: source.moment, parameters: asked,
      columns: Self.columns)
    let fields = try source.model(CustomFields.self).all.filter { field in
      field.exists && (entity == nil || field.entity == entity)
        && (retired == nil || field.isRetired == retired)
    }
    for field in fields.sorted(by: Self.comesBefore) {
      answer.rows.append(row(field, values.holders(of: field.id)))
    }
    return answer
  }

  private static func comesBefore(_ first: CustomField, _ second: CustomField) -> Bool {
    (first.entity.number, first.id) < (second.entity.number, second.id)
  }

  private func row(_ field: CustomField, _ holders: [UInt32]) -> Row {
    let options = field.choices.map { choice in
      let name = choice.label == choice.code ? choice.code : "\(choice.code)=\(choice.label)"
      return choice.isRetired ? "(\(name))" : name
    }
    let hasDecimals = field.kind == .number || field.kind == .money
    return Row(
      key: field.id.description,
      cells: [
        .entity(field.id.description, name: field.label),
        (field.entity.customisableNoun ?? "").cell, field.code.cell,
        field.kind.description.cell, options.joined(separator: "; ").cell,
        hasDecimals ? .integer(Int64(field.decimals)) : .none,
        (field.currency?.code ?? field.unit).cell, .flag(field.isRequired),
        .flag(field.isRetired), .integer(Int64(holders.count)),
      ],
      sources: [field.id.stream] + holders.map { StreamID(field.entity, $0) })
  }
}
