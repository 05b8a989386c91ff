import Bytes
import Domain
import Reports

/// An answer of fields and their values, one a row.
struct FieldSheet {
  var answer: Answer

  init(report: String, title: String, moment: AnswerMoment) {
    answer = Answer(
      report: report, title: title, moment: moment,
      columns: [Column("field", "Field", .text), Column("value", "Value", .text)])
  }

  /// Adds a field.
  mutating func add(_ name: String, _ value: Cell, title: String? = nil) {
    answer.rows.append(Row(key: name, cells: [.text(title ?? name), value], sources: []))
  }

  /// Adds a field of an entity, with names next to numbers.
  mutating func add(_ field: Field, _ names: Names) throws {
    add(field.name, try Self.cell(field.value, names), title: field.title)
  }

  private static func cell(_ value: FieldValue, _ names: Names) throws -> Cell {
    switch value {
    case .none: return .none
    case .hidden: return .erased
    case .text(let text): return .text(text)
    case .list(let texts): return .text(texts.joined(separator: ", "))
    case .number(let number), .custom(_, let number): return .integer(number)
    case .decimal(let number, let unit):
      return .text(unit.isEmpty ? number.description : "\(number) \(unit)")
    case .flag(let flag): return .text(flag ? "yes" : "no")
    case .money(let money):
      var amounts = Amounts()
      amounts.add(money)
      return .money(amounts)
    case .probability(let probability): return .text(probability.description)
    case .day(let day): return .day(day)
    case .instant(let instant): return .instant(instant)
    case .reference(let stream):
      return .entity(
        stream.number == 0 ? "" : EntityText.number(stream), name: try names.name(stream))
    }
  }
}
