public import Domain

/// Why an import was refused: file, row, column, the value there, and the reason, in one line.
public struct ImportFailure: DomainRefusal {
  /// The name of the file; nil when it is about no file.
  public var file: String?
  /// The row, counted from 1, the header included; nil when it is about the whole file.
  public var row: Int?
  /// The column; nil when it is about the whole row.
  public var column: String?
  /// What stands there; nil when that does not matter.
  public var value: String?
  /// What is wrong.
  public var reason: String

  /// As in `deals.csv, row 17, column opened: '20/10/2016' is not a date as in yyyy-MM-dd`.
  public var description: String {
    var place = [file.map { VisibleText.of($0) }].compactMap { $0 }
    if let row { place.append("row \(row)") }
    if let column { place.append("column \(VisibleText.of(column))") }
    let shown = value.map { VisibleText.quoted($0) + " " } ?? ""
    return (place.isEmpty ? "" : place.joined(separator: ", ") + ": ") + shown + reason
  }
}
