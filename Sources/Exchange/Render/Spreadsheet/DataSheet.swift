internal import Domain
internal import Reports
internal import Spreadsheet

/// The sheet with the rows of an answer: headings that stay in sight and filter, a total below.
struct DataSheet {
  static let name = "Data"

  private let answer: Answer
  private let columns: [SheetColumn]
  private var exactTexts = 0
  private var rounded = 0
  private var cut = 0

  init(_ answer: Answer) {
    self.answer = answer
    columns = SheetColumn.all(of: answer)
  }

  /// What had to be given up, in sentences.
  var remarks: [String] {
    var remarks: [String] = []
    if exactTexts > 0 {
      remarks.append(
        """
        \(exactTexts) exact numbers have more than 15 significant digits, which a spreadsheet would \
        round: they stand there as text, and sums of the spreadsheet leave them out.
        """)
    }
    if rounded > 0 {
      remarks.append(
        "\(rounded) computed amounts were rounded to 15 significant digits; JSON and CSV have all.")
    }
    if cut > 0 { remarks.append("\(cut) texts were cut to the 32,767 characters a place holds.") }
    return remarks
  }

  mutating func write(to workbook: Workbook) throws(SpreadsheetError) {
    try workbook.addSheet(Self.name, widths: widths(), frozenRows: 1)
    for (place, column) in columns.enumerated() {
      try workbook.write(.text(column.title), row: 0, column: place, look: .heading)
    }
    if !columns.isEmpty {
      try workbook.addFilter(row: 0, lastRow: answer.rows.count, lastColumn: columns.count - 1)
    }
    for (row, line) in answer.rows.enumerated() {
      try write(line.cells, row: row + 1, .plain, to: workbook)
    }
    if let total = answer.total {
      try write(total, row: answer.rows.count + 1, .total, to: workbook)
    }
  }

  private mutating func write(
    _ cells: [Cell], row: Int, _ look: SheetLook, to workbook: Workbook
  ) throws(SpreadsheetError) {
    for (place, column) in columns.enumerated() {
      let placed = column.placed(cells[column.index], in: answer.moment.zone)
      if placed.isExactText { exactTexts += 1 }
      if placed.isRounded { rounded += 1 }
      if case .text(let text) = placed.value, text.utf16.count > Workbook.mostCharacters {
        cut += 1
      }
      if placed.value == .blank, look == .plain { continue }
      try workbook.write(placed.value, row: row, column: place, placed.format, look: look)
    }
  }
}

// MARK: - Widths

extension DataSheet {
  /// The narrowest and the widest a column is made, in characters.
  private static let narrowest = 8, widest = 60
  /// Rows that are looked at for the widths.
  private static let sample = 2_000

  private func widths() -> [Double] {
    let lines = answer.rows.prefix(Self.sample).map(\.cells) + (answer.total.map { [$0] } ?? [])
    return columns.map { column in
      // The button of the filter takes room beside the heading.
      var width = DisplayWidth.of(column.title) + 3
      for cells in lines {
        width = max(width, Self.width(column.placed(cells[column.index], in: answer.moment.zone)))
      }
      return Double(min(Self.widest, max(Self.narrowest, width + 1)))
    }
  }

  /// About as many characters as a program shows of a value.
  private static func width(_ placed: PlacedValue) -> Int {
    switch placed.value {
    case .blank: return 0
    case .text(let text):
      return text.split(separator: "\n").map { DisplayWidth.of(String($0)) }.max() ?? 0
    case .number(let number):
      guard number.magnitude < 1e18 else { return 20 }
      let figures = String(Int64(number)).count
      return switch placed.format {
      case .day: 10
      case .moment: 19
      case .percent: figures + 5
      case .decimals(let count): figures + figures / 3 + count + 1
      case .money(_, let count): figures + figures / 3 + count + 5
      case .general, .whole: figures + figures / 3
      }
    }
  }
}
