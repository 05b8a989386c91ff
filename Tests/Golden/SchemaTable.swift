/// Which message of the schema an event is: the table of docs/schema/README.md, read as data.
struct SchemaTable {
  /// One row of the table.
  struct Row {
    let kind: UInt8
    let file: String
    let type: UInt16
    let message: String
    /// The message of the opened box; nil where the event has no personal part.
    let box: String?
  }

  let rows: [Row]

  /// Reads the rows of `| kind | file | type | message | box |`; other lines are prose.
  init(_ markdown: String) {
    rows = markdown.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { cell in
        String(cell.filter { $0 != " " && $0 != "`" })
      }
      guard cells.count == 5, let kind = UInt8(cells[0]), let type = UInt16(cells[2])
      else { return nil }
      return Row(
        kind: kind, file: cells[1], type: type, message: cells[3],
        box: cells[4] == "–" ? nil : cells[4])
    }
  }

  /// The table as it stands in the repository.
  static func read() throws -> SchemaTable {
    SchemaTable(try GoldenFiles.text(GoldenFiles.repository + "/docs/schema/README.md"))
  }

  /// The row of an event; nil when the table has none.
  subscript(kind: UInt8, type: UInt16) -> Row? {
    rows.first { $0.kind == kind && $0.type == type }
  }
}
