/// The row a step is at.
struct Place {
  let step: Recipe.Step
  let row: ImportRow

  /// The number of the row in its file.
  var number: Int { row.number }

  func failure(_ reason: String) -> ImportFailure {
    ImportFailure(file: row.table.name, row: number, reason: reason)
  }

  /// A failure of a value, with the column it comes from.
  func failure(_ value: RowValue?, _ reason: String) -> ImportFailure {
    guard let column = value?.columns.first else { return failure(reason) }
    return ImportFailure(
      file: row.table.name, row: number, column: column, value: row.text(column),
      reason: reason)
  }

  /// What a form says of a parameter, told of the column it comes from.
  func failure(_ refusal: FormRefusal) -> ImportFailure {
    guard let parameter = refusal.parameter,
      let value = step.values.first(where: { $0.name == parameter })?.value,
      let column = value.columns.first
    else { return failure(refusal.description) }
    let raw = row.text(column)
    var reading = ""
    if case .badValue(_, let text, _) = refusal, text != raw {
      reading = "(read as \(VisibleText.quoted(text))) "
    }
    return ImportFailure(
      file: row.table.name, row: number, column: column, value: raw,
      reason: "\(reading)does not do as \(parameter): \(refusal.reason)")
  }
}

extension FormArguments {
  /// Adds what a source calls the new thing.
  mutating func add(_ identifier: String, of source: String) {
    values.append(Value("reference", source + ":" + identifier))
  }
}
