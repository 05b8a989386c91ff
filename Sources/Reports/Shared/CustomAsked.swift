import Bytes
import Domain
import Projections

/// What is asked of custom fields and labels: the columns to show, and which rows to keep.
struct CustomAsked: Sendable {
  private let codes: [String]
  private let conditions: [CustomCondition]
  private let tags: [String]

  /// The options of every list of things that have custom fields and labels.
  static let options = [
    ReportOption(
      "fields", "CODES", "also these custom fields, as in trade,since; 'all' for every one in use"),
    ReportOption(
      "where", "CONDITION",
      "only those whose custom field is so: 'trade=steel', 'since>=2016-01-01', 'trade=' for none",
      repeats: true),
    ReportOption("tag", "LABEL", "only those with this label", repeats: true),
  ]
  /// The models it reads.
  static let needs: [any ReadModel.Type] = [CustomFields.self, CustomValues.self]

  init(_ values: OptionValues) throws(ReportRefusal) {
    codes = values["fields"]?.split(separator: ",").map { $0.filter { $0 != " " } } ?? []
    tags = values.list("tag")
    var conditions: [CustomCondition] = []
    for text in values.list("where") {
      guard let condition = CustomCondition(text) else {
        throw .badValue(
          option: "where", value: text,
          expected: "a condition such as trade=steel, trade!=steel or since>=2016-01-01")
      }
      conditions.append(condition)
    }
    self.conditions = conditions
  }

  /// Whether a column of this code is asked for by name.
  func shows(_ code: String) -> Bool { codes.contains(code) }

  /// Whether nothing is asked.
  var isEmpty: Bool { codes.isEmpty && conditions.isEmpty && tags.isEmpty }

  /// What was asked, held against the fields of a kind as they were at the moment.
  func view(of kind: StreamKind, _ source: some ReportSource) throws -> CustomView {
    let fields = try source.model(CustomFields.self).of(kind)
    let shown =
      codes == ["all"]
      ? fields.filter { !$0.isRetired } : try codes.map { try field($0, fields, "fields") }
    let wanted = try conditions.map { condition in
      let field = try field(condition.code, fields, "where")
      return CustomView.Wanted(
        field: field, condition: condition, value: try value(of: condition, field))
    }
    return CustomView(
      kind: kind, values: try source.model(CustomValues.self), shown: shown, wanted: wanted,
      tags: tags)
  }

  private func field(
    _ code: String, _ fields: [CustomField], _ option: String
  ) throws(ReportRefusal) -> CustomField {
    if let field = fields.first(where: { $0.code == code || $0.storedName == code }) {
      return field
    }
    let known = fields.map(\.code).joined(separator: ", ")
    throw .badValue(
      option: option, value: code,
      expected: known.isEmpty
        ? "a custom field: none was defined here" : "a custom field; there are: \(known)")
  }

  /// The stored number a condition asks for; nil for words, and when it asks for none.
  private func value(
    of condition: CustomCondition, _ field: CustomField
  ) throws(ReportRefusal) -> Int64? {
    let isWord = field.kind == .text || field.kind == .choice || field.kind == .yesNo
    if condition.test.isOrder, isWord || condition.text.isEmpty {
      throw .badValue(
        option: "where", value: condition.code + condition.test.rawValue + condition.text,
        expected: "possible: \(field.title) knows only = and != a value")
    }
    if field.kind == .text || condition.text.isEmpty { return nil }
    do throws(CustomRefusal) {
      if case .number(let number) = try field.value(of: condition.text) { return number }
      return nil
    } catch {
      throw .badValue(option: "where", value: condition.text, expected: "a value: \(error)")
    }
  }
}

/// Custom fields and labels of the things in a list.
struct CustomView {
  fileprivate let kind: StreamKind
  fileprivate let values: CustomValues
  fileprivate let shown: [CustomField]
  fileprivate let wanted: [Wanted]
  fileprivate let tags: [String]

  /// A condition and the field it is about.
  fileprivate struct Wanted {
    let field: CustomField
    let condition: CustomCondition
    let value: Int64?

    /// Whether only the words themselves can tell.
    var isAboutWords: Bool { field.kind == .text && !condition.text.isEmpty }
  }

  /// The columns to add.
  var columns: [Column] { shown.map(\.column) }

  /// The definitions that rows rest on.
  var sources: [StreamID] {
    (shown.map(\.id) + wanted.map(\.field.id)).reduce(into: []) { streams, id in
      if !streams.contains(id.stream) { streams.append(id.stream) }
    }
  }

  /// Whether only the entities themselves can tell which are kept.
  var needsWords: Bool { wanted.contains(where: \.isAboutWords) }

  /// Those that numbers and labels do not rule out.
  func filter<ID: EntityID>(_ candidates: [ID]) -> [ID] {
    let labels = tags.map { values.number(ofLabel: $0) }
    if labels.contains(nil) { return [] }
    if labels.isEmpty, wanted.isEmpty { return candidates }
    return candidates.filter { id in
      let held = labels.isEmpty ? [] : values.labels(of: id.stream)
      return labels.allSatisfy { $0.map(held.contains) ?? false }
        && wanted.allSatisfy { wanted in
          let value = values.value(of: wanted.field.id, id.number)
          if wanted.isAboutWords { return value != nil || wanted.condition.test == .unequal }
          return wanted.condition.holds(value, wanted.value)
        }
    }
  }

  /// Whether the words of an entity are those asked for.
  func keeps(_ state: CustomState) -> Bool {
    wanted.filter(\.isAboutWords).allSatisfy {
      $0.condition.holds(state.values[$0.field.id])
    }
  }

  /// The cells to add to the row of an entity.
  func cells(_ state: CustomState) -> [Cell] {
    shown.map { field in
      switch state.values[field.id] {
      case nil: .none
      case .hidden?: .erased
      case .words(let text)?: text.cell
      case .number(let number)?: field.cell(number)
      }
    }
  }

  /// What a list is ordered by when it is ordered by a custom field.
  func order(_ code: String, _ entity: UInt32) -> SortKey {
    guard let field = shown.first(where: { $0.code == code }),
      let value = values.value(of: field.id, entity)
    else { return .none }
    if field.kind == .choice { return .folded(field.choice(value)?.label) }
    return .number(Int128(value))
  }

  /// Whether the code is that of a text field, whose words order the list.
  func isWords(_ code: String) -> Bool {
    shown.contains { $0.code == code && $0.kind == .text }
  }

  /// The words of a text field as a key of order; nothing when there are none, or they were erased.
  func order(_ code: String, _ state: CustomState) -> SortKey {
    guard let field = shown.first(where: { $0.code == code }),
      case .words(let text)? = state.values[field.id]
    else { return .none }
    return .folded(text)
  }
}

extension CustomField {
  /// Its column in a list.
  var column: Column {
    let key = "field_" + code.split(separator: "-").joined(separator: "_")
    return Column(key, unit.isEmpty ? label : "\(label) (\(unit))", columnKind)
  }

  private var columnKind: Column.Kind {
    switch kind {
    case .text, .choice, .yesNo: .text
    case .number: decimals == 0 ? .integer : .decimal
    case .money: .money
    case .date: .day
    }
  }

  /// A stored number as a cell.
  func cell(_ value: Int64) -> Cell {
    switch shown(value) {
    case .text(let text): text.cell
    case .flag(let flag): .flag(flag)
    case .day(let day): .day(day)
    case .money(let money): .amount(money)
    case .decimal:
      decimals == 0
        ? .integer(value)
        : .ratio(Int128(value), (0..<decimals).reduce(Int128(1)) { power, _ in power * 10 })
    default: .integer(value)
    }
  }
}
