import Domain
import Testing

@testable import Reports

/// The answer to a question, by the report's stable name, as the command line asks it.
func ask(
  _ name: String, _ values: [String: String] = [:], _ source: TestSource
) throws -> Answer {
  let report = try #require(Reports.named(name), "no report is called \(name)")
  return try report.init(OptionValues(values)).answer(source)
}

extension Answer {
  /// The cell of a row and a column, by their keys; nil when there is none.
  func cell(_ row: String, _ column: String) -> Cell? {
    guard let index = columns.firstIndex(where: { $0.key == column }) else { return nil }
    return rows.first { $0.key == row }?.cells[index]
  }

  /// The cell of the total line in a column.
  func total(_ column: String) -> Cell? {
    guard let index = columns.firstIndex(where: { $0.key == column }) else { return nil }
    return total?[index]
  }

  /// The keys of the rows, in order.
  var keys: [String] { rows.map(\.key) }
}

/// A fraction that is known to exist.
func ratio(_ numerator: Int64, _ denominator: Int64) -> Cell {
  .quotient(Quotient(numerator, denominator)!)
}

/// Demands that every row of an answer follows from the events of its own streams alone.
func requireExplained(
  _ name: String, _ values: [String: String] = [:], _ book: TestBook
) throws {
  let answer = try ask(name, values, book.now)
  #expect(!answer.rows.isEmpty, "\(name) says nothing that could be explained")
  for row in answer.rows {
    #expect(row.cells.count == answer.columns.count, "\(name) \(row.key): one cell a column")
    let alone = try ask(name, values, book.now(only: row.sources))
    let again = alone.rows.first { $0.key == row.key }
    #expect(again?.cells == row.cells, "\(name) \(values), row \(row.key)")
  }
  #expect(Set(answer.keys).count == answer.keys.count, "\(name): every row has a key of its own")
}
