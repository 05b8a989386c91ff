internal import Bytes
internal import Domain
public import Reports

/// An answer as JSON, with stable keys; `docs/JSON.md` describes them.
///
/// Nothing exact is lost: money is text with all its decimals, by currency. Shares and other
/// quotients are numbers with up to 10 decimals, means of money text with 4 decimals more than the
/// currency usually has; these are rounded half to even.
public enum AnswerJSON {
  /// The answer as one JSON text in UTF-8.
  public static func bytes(_ answer: Answer, pretty: Bool = true) -> [UInt8] {
    var writer = JSONWriter(pretty: pretty)
    write(answer, to: &writer)
    return writer.bytes
  }

  /// Writes the answer as the next value.
  public static func write(_ answer: Answer, to writer: inout JSONWriter) {
    let drawing = JSONDrawing(answer: answer)
    writer.object { drawing.members(&$0) }
  }
}

/// One answer on its way to JSON.
private struct JSONDrawing {
  let answer: Answer

  func members(_ writer: inout JSONWriter) {
    writer.name("report")
    writer.string(answer.report)
    writer.name("title")
    writer.string(answer.title)
    writer.name("as_of")
    writer.object { moment(&$0) }
    writer.name("parameters")
    writer.object { writer in
      for parameter in answer.parameters {
        writer.name(parameter.name)
        writer.string(parameter.value)
      }
    }
    writer.name("columns")
    writer.array { writer in for column in answer.columns { self.column(column, &writer) } }
    writer.name("rows")
    writer.array { writer in for row in answer.rows { self.row(row, &writer) } }
    writer.name("total")
    total(&writer)
    writer.name("notes")
    writer.array { writer in for note in answer.notes { writer.string(note) } }
    writer.name("rows_before_limit")
    if let count = answer.rowsBeforeLimit { writer.number(count) } else { writer.null() }
  }

  private func moment(_ writer: inout JSONWriter) {
    let moment = answer.moment
    writer.name("position")
    writer.number(moment.position.number)
    writer.name("day")
    if let day = moment.day { writer.string(day.description) } else { writer.null() }
    writer.name("instant")
    writer.string(InstantText.format(moment.instant, in: moment.zone))
    writer.name("zone")
    writer.string(moment.zone.name)
    writer.name("now")
    writer.bool(moment.isNow)
    writer.name("known_through")
    if let known = moment.knownThrough { writer.number(known.number) } else { writer.null() }
  }

  private func column(_ column: Column, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.name("key")
      writer.string(column.key)
      writer.name("title")
      writer.string(column.title)
      writer.name("kind")
      writer.string(column.kind.name)
    }
  }

  private func row(_ row: Row, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.name("key")
      writer.string(row.key)
      cells(row.cells, &writer)
    }
  }

  private func total(_ writer: inout JSONWriter) {
    guard let total = answer.total else { return writer.null() }
    writer.object { cells(total, &$0) }
  }

  private func cells(_ cells: [Cell], _ writer: inout JSONWriter) {
    precondition(cells.count == answer.columns.count, "a row has one cell for each column")
    for (column, cell) in zip(answer.columns, cells) {
      precondition(column.key != "key", "the name 'key' is taken by the key of the row")
      writer.name(column.key)
      self.cell(cell, &writer)
    }
  }

  private func cell(_ cell: Cell, _ writer: inout JSONWriter) {
    switch cell {
    case .none: writer.null()
    case .erased: object([("erased", .bool(true))], &writer)
    case .text(let text): writer.string(text)
    case .entity(let id, let name):
      object([("id", .string(id)), ("name", .string(name))], &writer)
    case .integer(let count): writer.number(count)
    case .quotient(let quotient): writer.number(ExactText.quotient(quotient))
    case .money(let amounts):
      object(amounts.sums.map { ($0.currency.code, .string($0.exactText())) }, &writer)
    case .meanMoney(let amounts, let count):
      object(
        amounts.sums.map { ($0.currency.code, .string(ExactText.mean($0, of: count))) }, &writer)
    case .day(let day): writer.string(day.description)
    case .instant(let instant):
      writer.string(InstantText.format(instant, in: answer.moment.zone))
    }
  }

  private func object(_ members: [(String, JSONValue)], _ writer: inout JSONWriter) {
    writer.object { writer in
      for (name, value) in members {
        writer.name(name)
        writer.value(value)
      }
    }
  }
}
