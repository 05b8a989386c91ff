internal import CXLSXWriter

/// A workbook on its way to a file in the format of ECMA-376 (`.xlsx`), by libxlsxwriter.
///
/// Rows are written in order, sheet after sheet; each row goes to a temporary file when the next
/// one begins, so that a sheet of a million rows takes no more memory than one of ten.
///
/// Safe, since the pointers stay inside: `close` and `deinit` are the only ones that free them.
@safe public final class Workbook {
  /// Most rows of a sheet.
  public static let mostRows = 1_048_576
  /// Most columns of a sheet.
  public static let mostColumns = 16_384
  /// Most characters of one place, counted as UTF-16 does.
  public static let mostCharacters = 32_767

  private var book: UnsafeMutablePointer<lxw_workbook>?
  private var sheet: UnsafeMutablePointer<lxw_worksheet>?
  private var styles: [Style: UnsafeMutablePointer<lxw_format>] = unsafe [:]

  private struct Style: Hashable {
    let format: SheetFormat
    let look: SheetLook
  }

  /// Starts a workbook that is to lie at `path`; `createdAt` are seconds since 1970, UTC.
  public init(at path: String, title: String, createdAt: Int) throws(SpreadsheetError) {
    var options = unsafe lxw_workbook_options()
    unsafe options.constant_memory = UInt8(LXW_TRUE.rawValue)
    // SAFETY: the library copies the path; the options live for the length of the call.
    guard let book = unsafe workbook_new_opt(path, &options) else { throw .library("no memory") }
    unsafe self.book = unsafe book
    // SAFETY: the library reads the title, and copies it, within the call.
    unsafe title.withCString { title in
      var properties = unsafe lxw_doc_properties()
      unsafe properties.title = unsafe UnsafeMutablePointer(mutating: title)
      unsafe properties.created = createdAt
      _ = unsafe workbook_set_properties(book, &properties)
    }
  }

  deinit { if let book = unsafe book { unsafe lxw_workbook_free(book) } }

  /// Starts the next sheet; what is written goes there from now on. Names have at most 31 letters
  /// and none of `[]:*?/\`.
  ///
  /// `widths` are those of the columns in letters; the first `frozenRows` rows stay in sight.
  public func addSheet(
    _ name: String, widths: [Double], frozenRows: Int = 0
  ) throws(SpreadsheetError) {
    guard let sheet = unsafe workbook_add_worksheet(book, name) else {
      throw .library("there can be no sheet '\(name)'")
    }
    for (column, width) in widths.enumerated() {
      let column = UInt16(column)
      _ = unsafe worksheet_set_column(sheet, column, column, width, nil)
    }
    // On paper: as wide as a page that lies, the headings on every page.
    unsafe worksheet_set_landscape(sheet)
    unsafe worksheet_fit_to_pages(sheet, 1, 0)
    if frozenRows > 0 {
      unsafe worksheet_freeze_panes(sheet, UInt32(frozenRows), 0)
      _ = unsafe worksheet_repeat_rows(sheet, 0, UInt32(frozenRows) - 1)
    }
    unsafe self.sheet = unsafe sheet
  }

  /// Makes a row as high as so many lines of words.
  public func setHeight(ofRow row: Int, lineCount: Int) throws(SpreadsheetError) {
    try Workbook.check(unsafe worksheet_set_row(sheet, UInt32(row), 15 * Double(lineCount), nil))
  }

  /// Writes one place of the sheet; rows in order.
  public func write(
    _ value: SheetValue, row: Int, column: Int, _ format: SheetFormat = .general,
    look: SheetLook = .plain
  ) throws(SpreadsheetError) {
    guard row < Self.mostRows, column < Self.mostColumns else {
      throw .tooLarge(rows: row + 1, columns: column + 1)
    }
    let style = unsafe try style(Style(format: format, look: look))
    let (row, column) = (UInt32(row), UInt16(column))
    let code =
      switch value {
      case .blank: unsafe worksheet_write_blank(sheet, row, column, style)
      case .number(let number):
        unsafe worksheet_write_number(sheet, row, column, number, style)
      case .text(let text):
        unsafe worksheet_write_string(sheet, row, column, SheetText.stored(text), style)
      }
    try Workbook.check(code)
  }

  /// Lets people filter the rows below `row`, up to `lastRow`; to be said before the rows below
  /// are written.
  public func addFilter(row: Int, lastRow: Int, lastColumn: Int) throws(SpreadsheetError) {
    try Workbook.check(
      unsafe worksheet_autofilter(sheet, UInt32(row), 0, UInt32(lastRow), UInt16(lastColumn)))
  }

  /// Puts a picture into the sheet, its corner at a place; it is 960 by 480 pixels large.
  public func add(_ chart: SheetChart, row: Int, column: Int) throws(SpreadsheetError) {
    guard let drawn = unsafe workbook_add_chart(book, UInt8(chart.form.code.rawValue)) else {
      throw .library("no memory")
    }
    try unsafe ChartDrawing(chart: chart).draw(drawn)
    var options = unsafe lxw_chart_options()
    unsafe options.x_scale = 2
    unsafe options.y_scale = 480.0 / 288
    try Workbook.check(
      unsafe worksheet_insert_chart_opt(sheet, UInt32(row), UInt16(column), drawn, &options))
  }

  /// Writes the file; nothing may be added any more. Nothing lies at the path before; on failure
  /// something half may.
  public func close() throws(SpreadsheetError) {
    guard let book = unsafe book else { return }
    unsafe self.book = nil
    // The call frees the workbook, even when it fails.
    try Workbook.check(unsafe workbook_close(book))
  }

  /// A format of the library, made when first used.
  private func style(
    _ style: Style
  ) throws(SpreadsheetError) -> UnsafeMutablePointer<lxw_format>? {
    if style.format == .general, style.look == .plain { return nil }
    if let made = unsafe styles[style] { return unsafe made }
    guard let made = unsafe workbook_add_format(book) else { throw .library("no memory") }
    unsafe format_set_num_format(made, style.format.code)
    switch style.look {
    case .plain: break
    case .bold: unsafe format_set_bold(made)
    case .heading:
      unsafe format_set_bold(made)
      unsafe format_set_bottom(made, UInt8(LXW_BORDER_THIN.rawValue))
    case .total:
      unsafe format_set_bold(made)
      unsafe format_set_top(made, UInt8(LXW_BORDER_THIN.rawValue))
    case .wrapped:
      unsafe format_set_text_wrap(made)
      unsafe format_set_align(made, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    }
    unsafe styles[style] = unsafe made
    return unsafe made
  }

  static func check(_ code: lxw_error) throws(SpreadsheetError) {
    guard code != LXW_NO_ERROR else { return }
    // SAFETY: the library answers a constant text.
    let words = unsafe lxw_strerror(code).map { unsafe String(cString: $0) }
    throw .library(words ?? "error \(code.rawValue)")
  }
}
