import CRM
import Domain

/// A line of a file of commands: a step of its own with constant values, as a JSON object.
struct CommandLine {
  /// The name the one column of such a file has.
  static let column = "command"

  /// What is to be done.
  let step: Recipe.Step
  /// When; nil when it is not said.
  let at: String?

  /// Reads the line; refused with its row.
  init(_ row: ImportRow) throws(ImportFailure) {
    do {
      let node = RecipeNode(
        value: try JSONValue(parsing: Array(row.text(at: 0).utf8)), place: nil)
      let object = try node.object([
        "do", "at", "subject", "reference", "on-behalf-of", "set", "existing", "comment",
      ])
      at = try object["at"]?.string()
      step = try Recipe.Step(line: object, file: row.table.file.key)
    } catch let refusal as RecipeRefusal {
      throw ImportFailure(
        file: row.table.name, row: row.number, column: Self.column, reason: refusal.reason)
    } catch {
      throw ImportFailure(
        file: row.table.name, row: row.number, column: Self.column,
        reason: "it is not a JSON object: \(error)")
    }
  }
}

extension Recipe.Step {
  /// The step a line of a file of commands stands for.
  init(line object: RecipeObject, file: String) throws(RecipeRefusal) {
    self.file = file
    form = try object.required("do").form()
    _ = try object["comment"]?.string()
    (distinct, conditions, moment) = ([], [], RowMoment())
    subject = try RowValue.constant(object["subject"])
    reference = try RowValue.constant(object["reference"])
    onBehalfOf = try RowValue.constant(object["on-behalf-of"])
    var values: [(name: String, value: RowValue)] = []
    for (name, place, node) in try object["set"]?.anyObject("an object of values").members ?? [] {
      try form.require(name, place)
      let isList = form.parameter(name)?.repeats ?? false
      if isList, case .array = node.value {
        for node in try node.array() {
          values.append((name, RowValue(source: .constant(try node.constant()))))
        }
        continue
      }
      var value = RowValue(source: .constant(try node.constant()))
      value.clears = true
      values.append((name, value))
    }
    self.values = values
    existing = try object["existing"]?.word(Recipe.Existing.self) ?? .skip
    try requireSense(object)
  }
}

extension RowValue {
  fileprivate static func constant(_ node: RecipeNode?) throws(RecipeRefusal) -> RowValue? {
    guard let node else { return nil }
    return RowValue(source: .constant(try node.constant()))
  }
}
