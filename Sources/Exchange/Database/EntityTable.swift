internal import Bytes
internal import CRM
internal import Database
internal import Domain

/// A table with a row an entity: the fields people see of it, each in a column.
///
/// `docs/EXPORT.md` lists the tables; a test holds the two together.
struct EntityTable<Kind: Entity>: Sendable {
  let name: String
  /// The column of the number, which is the key.
  let key: String
  let columns: [TableColumn<Kind>]

  /// The statement that makes the table.
  var definition: String {
    let lines = ["\(key) TEXT PRIMARY KEY"] + columns.flatMap(\.definitions)
    return "CREATE TABLE \(name) (\n  \(lines.joined(separator: ",\n  "))\n) WITHOUT ROWID"
  }

  /// How many places a row has.
  var width: Int { 1 + columns.reduce(0) { $0 + $1.definitions.count } }

  /// The row of an entity.
  func row(_ entity: Kind) -> [DatabaseValue] {
    let fields = Dictionary(entity.fields.map { ($0.name, $0.value) }) { first, _ in first }
    return [.text("\(entity.id)")] + columns.flatMap { $0.values(entity, fields) }
  }
}

/// A column of a table, or the four of an amount.
struct TableColumn<Kind: Entity>: Sendable {
  let definitions: [String]
  let values: @Sendable (Kind, [String: FieldValue]) -> [DatabaseValue]

  private static func column(
    _ definition: String, _ field: String
  ) -> TableColumn {
    TableColumn(definitions: [definition]) { _, fields in [DatabaseValue(fields[field])] }
  }

  /// Words, a day or an instant; the field is called like the column, with hyphens.
  static func text(_ name: String, field: String? = nil) -> TableColumn {
    column("\(name) TEXT", field ?? Self.fieldName(name))
  }

  /// A whole number, or a flag: 1 or 0.
  static func integer(_ name: String, field: String? = nil) -> TableColumn {
    column("\(name) INTEGER", field ?? Self.fieldName(name))
  }

  /// A share of one.
  static func share(_ name: String) -> TableColumn {
    column("\(name) REAL", Self.fieldName(name))
  }

  /// Yes or no, which is no when nothing is said.
  static func flag(_ name: String, field: String) -> TableColumn {
    TableColumn(definitions: ["\(name) INTEGER NOT NULL"]) { _, fields in
      [fields[field] == .flag(true) ? .integer(1) : .integer(0)]
    }
  }

  /// The number of another entity.
  static func reference(_ name: String, _ table: String, field: String) -> TableColumn {
    column("\(name) TEXT REFERENCES \(table)", field)
  }

  /// An amount: exactly, and as a number to reckon with.
  static func money(_ name: String, field: String? = nil) -> TableColumn {
    let field = field ?? fieldName(name)
    return TableColumn(definitions: MoneyColumns.definitions(name)) { _, fields in
      guard case .money(let money) = fields[field] else { return MoneyColumns.none }
      return MoneyColumns.values(money)
    }
  }

  /// Whether the person was erased.
  static func erased() -> TableColumn {
    TableColumn(definitions: ["is_erased INTEGER NOT NULL"]) { entity, _ in
      [(entity as? any Person)?.isErased == true ? .integer(1) : .integer(0)]
    }
  }

  /// What no field says by itself.
  static func made(
    _ definitions: [String], _ value: @escaping @Sendable (Kind) -> [DatabaseValue]
  ) -> TableColumn {
    TableColumn(definitions: definitions) { entity, _ in value(entity) }
  }

  private static func fieldName(_ name: String) -> String {
    String(name.map { $0 == "_" ? "-" : $0 })
  }
}

/// An amount in four columns: whole units of 10^-scale, the scale, the currency, and the number.
enum MoneyColumns {
  static func definitions(_ name: String) -> [String] {
    [
      "\(name)_units INTEGER", "\(name)_scale INTEGER", "\(name)_currency TEXT", "\(name) REAL",
    ]
  }

  static let none = [DatabaseValue](repeating: .null, count: 4)

  static func values(_ money: Money) -> [DatabaseValue] {
    [
      .integer(money.units), .integer(Int64(money.scale)), .text(money.currency.code),
      Double(money.text()).map(DatabaseValue.real) ?? .null,
    ]
  }

  /// A number that is an amount of a currency said elsewhere.
  static func values(_ number: DecimalNumber?) -> [DatabaseValue] {
    guard let number else { return [.null, .null, .null] }
    return [
      .integer(number.units), .integer(Int64(number.scale)),
      Double(number.description).map(DatabaseValue.real) ?? .null,
    ]
  }
}

extension DatabaseValue {
  /// A field as it is stored; what is hidden is absent.
  init(_ field: FieldValue?) {
    switch field {
    case nil, .some(.none), .hidden: self = .null
    case .text(let text): self = .text(text)
    case .list(let texts): self = .text(texts.joined(separator: "; "))
    case .number(let number), .custom(_, let number): self = .integer(number)
    case .decimal(let number, _): self = .text(number.description)
    case .flag(let flag): self = .integer(flag ? 1 : 0)
    case .money(let money): self = .text("\(money)")
    case .probability(let probability):
      self = .real(Double(probability.basisPoints) / 10_000)
    case .day(let day): self = .text(day.description)
    case .instant(let instant): self = DatabaseValue(instant)
    case .reference(let stream): self = .text(EntityKinds.text(of: stream))
    }
  }

  /// An instant as ISO 8601, UTC.
  init(_ instant: Instant) { self = .text(InstantText.format(instant, in: .utc)) }

  /// The number of an entity; nothing when there is none.
  init(_ id: (some EntityID)?) { self = id.map { .text("\($0)") } ?? .null }
}
