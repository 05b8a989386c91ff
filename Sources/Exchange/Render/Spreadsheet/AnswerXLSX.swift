public import Bytes
public import Domain
public import Reports
internal import Spreadsheet

/// An answer as a workbook for spreadsheet programs: the sheet `Data` with a typed column for every
/// column, `Chart` with native charts where the answer has pictures, and `About`, which says what
/// it is.
///
/// - An entity takes two columns, its number and its name; money takes one for each currency.
/// - Days and instants are dates of the spreadsheet, instants in the zone of the book.
/// - Numbers hold 15 significant digits. An exact amount or count with more stands there as text,
///   and `About` says so.
/// - Words are words, also when they begin with an equals sign.
public enum AnswerXLSX {
  /// What a reader should know besides the answer.
  public struct Provenance: Sendable {
    /// The name of the book.
    public var book: String
    /// What the report tells, in one line, and its definition.
    public var summary: String, definition: String
    /// When the file is made, by the wall clock.
    public var writtenAt: Instant

    /// What a reader should know.
    public init(book: String, summary: String = "", definition: String = "", writtenAt: Instant) {
      self.book = book
      self.summary = summary
      self.definition = definition
      self.writtenAt = writtenAt
    }
  }

  /// Writes the workbook to a path; on failure something half may lie there.
  public static func write(
    _ answer: Answer, _ provenance: Provenance, to path: String
  ) throws {
    let rows = answer.rows.count + 2
    guard rows <= Workbook.mostRows else {
      throw SpreadsheetRefusal.tooManyRows(answer.rows.count)
    }
    let workbook = try Workbook(
      at: path, title: TableTexts.title(answer),
      createdAt: Int(provenance.writtenAt.microseconds / 1_000_000))
    var data = DataSheet(answer)
    try data.write(to: workbook)
    if !answer.charts.isEmpty { try ChartSheet(answer.charts).write(to: workbook) }
    try AboutSheet(answer, provenance, remarks: data.remarks).write(to: workbook)
    try workbook.close()
  }
}

/// Why an answer cannot be had as a spreadsheet.
public enum SpreadsheetRefusal: DomainRefusal {
  /// A sheet holds 1,048,576 rows.
  case tooManyRows(Int)

  public var description: String {
    switch self {
    case .tooManyRows(let count):
      "a sheet holds 1,048,576 rows, and this answer has \(count): take csv or json, or --limit"
    }
  }
}
