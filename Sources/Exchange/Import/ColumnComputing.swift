/// Makes the columns of a row that do not stand in the file, in the order of the file.
struct ColumnComputing {
  private let columns: [ComputedColumn]
  private var counts: [[[String]: Int]]
  private var latest: [[[String]: String]]

  init(_ columns: [ComputedColumn]) {
    self.columns = columns
    counts = Array(repeating: [:], count: columns.count)
    latest = Array(repeating: [:], count: columns.count)
  }

  /// Adds the columns to a row, in their order; one may read those before it.
  mutating func add(to row: inout ImportRow, _ reader: RowReader) throws(ImportFailure) {
    for (index, column) in columns.enumerated() {
      let group = column.groups.map(row.text)
      let holds = reader.holds(column.conditions, row)
      switch column.kind {
      case .count:
        if holds { counts[index][group, default: 0] += 1 }
        row.append(String(counts[index][group] ?? 0))
      case .latest(let source):
        let text = row.text(source)
        row.append(latest[index][group] ?? "")
        if holds { latest[index][group] = text }
      case .value(let value): row.append(holds ? try reader.plainText(value, row) : "")
      }
    }
  }
}
