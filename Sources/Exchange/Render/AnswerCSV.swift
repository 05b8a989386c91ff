internal import Domain
public import Reports

/// The rows of an answer as CSV by RFC 4180: UTF-8, commas, CRLF, a header of column keys.
///
/// - An entity takes two columns, `owner` with its number and `owner_name`.
/// - Money takes one column for each currency that occurs anywhere in the answer, as in
///   `amount_EUR`, in the order of the codes, or just `amount` when there is no money at all.
/// - Numbers have a point and no grouping; a share of a quarter is `0.25`; days and instants are
///   ISO 8601, instants with the offset of the zone.
/// - Nothing is an empty field; what was erased is `(erased)`.
///
/// Text is written as it is, also when a spreadsheet would take it for a formula.
public enum AnswerCSV {
  /// The rows as one file; with the total as a last line if asked for and if there is one.
  public static func bytes(_ answer: Answer, includingTotal: Bool = false) -> [UInt8] {
    let drawing = CSVDrawing(answer)
    var writer = CSVWriter()
    writer.write(drawing.header)
    for row in answer.rows { writer.write(drawing.fields(row.cells)) }
    if includingTotal, let total = answer.total { writer.write(drawing.fields(total)) }
    return writer.output
  }
}

/// One answer on its way to CSV.
private struct CSVDrawing {
  let answer: Answer
  let currencies: [Currency]

  init(_ answer: Answer) {
    self.answer = answer
    let cells = answer.rows.flatMap(\.cells) + (answer.total ?? [])
    currencies = Set(cells.flatMap { $0.amounts?.sums.map(\.currency) ?? [] }).sorted()
  }

  var header: [String] {
    answer.columns.flatMap { column in
      switch column.kind {
      case .entity: [column.key, column.key + "_name"]
      case .money where !currencies.isEmpty: currencies.map { column.key + "_" + $0.code }
      default: [column.key]
      }
    }
  }

  func fields(_ cells: [Cell]) -> [String] {
    precondition(cells.count == answer.columns.count, "a row has one cell for each column")
    return zip(answer.columns, cells).flatMap { column, cell in fields(cell, in: column) }
  }

  private func fields(_ cell: Cell, in column: Column) -> [String] {
    switch cell {
    case .entity(let id, let name): column.kind == .entity ? [id, name] : [id + " " + name]
    case .money(let amounts): money { amounts[$0].exactText() }
    case .meanMoney(let amounts, let count):
      money { ExactText.mean(amounts[$0], of: count) }
    default: padded(field(cell), in: column)
    }
  }

  private func money(_ text: (Currency) -> String) -> [String] {
    currencies.isEmpty ? ["0"] : currencies.map(text)
  }

  /// A field that says the same of every column the cell has; words among entities stand as a name.
  private func padded(_ field: String, in column: Column) -> [String] {
    switch column.kind {
    case .entity: ["", field]
    case .money: [String](repeating: field, count: max(1, currencies.count))
    default: [field]
    }
  }

  private func field(_ cell: Cell) -> String {
    switch cell {
    case .none: ""
    case .erased: "(erased)"
    case .text(let text): text
    case .integer(let count): String(count)
    case .quotient(let quotient): ExactText.quotient(quotient)
    case .day(let day): day.description
    case .instant(let instant): InstantText.format(instant, in: answer.moment.zone)
    case .entity, .money, .meanMoney: preconditionFailure("these take several fields")
    }
  }
}
