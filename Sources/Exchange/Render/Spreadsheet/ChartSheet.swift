internal import Domain
internal import Reports
internal import Spreadsheet

/// The sheet with the pictures of an answer as charts of the spreadsheet, and the figures they are
/// drawn from.
struct ChartSheet {
  static let name = "Chart"

  private let charts: [Chart]
  /// Rows a picture takes.
  private static let height = 26
  /// The first column of the figures: to the right of the pictures.
  static let figures = 16

  init(_ charts: [Chart]) {
    self.charts = charts
  }

  func write(to workbook: Workbook) throws(SpreadsheetError) {
    var start = 0
    var blocks: [ChartBlock] = []
    for chart in charts {
      guard let block = ChartBlock(chart, sheet: Self.name, row: start) else { continue }
      blocks.append(block)
      start += max(block.lines.count, Self.height) + 2
    }
    let width = blocks.map(\.width).max() ?? 0
    try workbook.addSheet(
      Self.name,
      widths: Array(repeating: 9, count: Self.figures) + [26]
        + Array(repeating: 16, count: max(0, width - 1)))
    for block in blocks { try write(block, to: workbook) }
    for block in blocks {
      try workbook.add(block.chart, row: block.row, column: 0)
    }
  }

  private func write(_ block: ChartBlock, to workbook: Workbook) throws(SpreadsheetError) {
    for (row, line) in block.lines.enumerated() {
      for (column, place) in line.places.enumerated() where place.value != .blank {
        try workbook.write(
          place.value, row: block.row + row, column: Self.figures + column, place.format,
          look: line.look)
      }
    }
  }
}
