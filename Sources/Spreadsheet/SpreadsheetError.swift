/// Why a workbook cannot be written.
public enum SpreadsheetError: Error, Equatable, CustomStringConvertible {
  /// A sheet holds at most 1,048,576 rows and 16,384 columns.
  case tooLarge(rows: Int, columns: Int)
  /// The library failed: its own words.
  case library(String)

  public var description: String {
    switch self {
    case .tooLarge(let rows, let columns):
      """
      a spreadsheet holds at most 1,048,576 rows and 16,384 columns, and this has \(rows) and \
      \(columns): take csv or json instead
      """
    case .library(let text): "the spreadsheet could not be written: \(text)"
    }
  }
}
