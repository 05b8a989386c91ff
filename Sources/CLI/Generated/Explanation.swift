import CRM
import Domain
import Reports

/// Shows the events behind a row, and checks that they alone, folded, give that row.
struct Explanation<Kind: Report> {
  let book: OpenBook
  let source: BookSource
  let report: Kind
  let answer: Answer

  /// Prints the events and the outcome of the check.
  func print(_ key: String, _ format: OutputFormat) throws {
    guard let row = answer.rows.first(where: { $0.key == key }) else {
      throw ExplanationRefusal.noRow(key, known: answer.rows.map(\.key))
    }
    let entries = try book.crm.explain(row, at: answer.moment)
    let writer = LogWriter(
      names: Names(source: try book.crm.source()), zone: answer.moment.zone,
      isJSON: format == .json)
    for entry in entries { try writer.print(entry) }
    let console = Console.current
    let count = entries.count == 1 ? "This event" : "These \(entries.count) events"
    switch try differences(from: row) {
    case nil: throw ExplanationRefusal.differs(key, what: "the row is missing")
    case .some(let titles) where titles.isEmpty:
      try console.note("\(count), folded alone, give the row '\(key)' exactly.")
    case .some(let titles):
      try console.note(
        """
        \(count), folded alone, give the row '\(key)' but for \(titles.joined(separator: ", ")), \
        which other rows or names from elsewhere have a part in.
        """)
    }
  }

  /// The headings of the columns in which folding the events alone gives something else; nil when
  /// that gives no such row.
  private func differences(from row: Row) throws -> [String]? {
    let alone = source.limited(to: Set(row.sources))
    let again = try book.crm.answer(report, as: book.principal, from: alone)
    guard let other = again.rows.first(where: { $0.key == row.key }) else { return nil }
    return answer.columns.indices.filter { index in
      !Self.agree(row.cells[index], other.cells[index])
    }.map { answer.columns[$0].title }
  }

  /// Whether two cells say the same; entities agree by number, since a name is no figure.
  private static func agree(_ first: Cell, _ second: Cell) -> Bool {
    if case .entity(let one, _) = first, case .entity(let other, _) = second { return one == other }
    return first == second
  }
}

/// Why a row cannot be explained.
enum ExplanationRefusal: DomainRefusal {
  /// The answer has no row of this key.
  case noRow(String, known: [String])
  /// Folding its events does not give the row.
  case differs(String, what: String)

  var description: String {
    switch self {
    case .noRow(let key, let known):
      known.isEmpty
        ? "the answer has no rows to explain"
        : "the answer has no row '\(key)'; its rows are "
          + known.prefix(10).joined(separator: ", ") + (known.count > 10 ? " …" : "")
    case .differs(let key, let what):
      "folding its events alone does not give the row '\(key)': \(what)"
    }
  }
}
