/// A row that was set aside because it could not be carried out.
public struct ImportReject: Sendable, Equatable {
  /// What is wrong with it, and where.
  public var failure: ImportFailure
  /// The name of its file, by which the recipe knows what it is.
  public var file: String
  /// The names of the columns of its file.
  public var columns: [String]
  /// What stands in them.
  public var texts: [String]

  /// More bad rows than this refuse an import even when they may be set aside.
  public static let limit = 100_000

  init(_ row: ImportRow, _ failure: ImportFailure) {
    self.failure = failure
    file = row.origin ?? row.table.name
    columns = row.table.kept.map { row.table.header.names[$0] }
    texts = row.keptTexts
  }
}

/// The file of rejected rows: comma-separated values that people correct and give to an import
/// again. It has four columns that say what is wrong, then the columns of all files concerned.
public enum RejectTable {
  static let file = "rapport.file"
  static let ownColumns = [file, "rapport.row", "rapport.column", "rapport.reason"]

  /// The bytes of a file with these rows.
  public static func bytes(_ rejects: [ImportReject]) -> [UInt8] {
    var columns: [String] = []
    for reject in rejects {
      for column in reject.columns where !columns.contains(column) { columns.append(column) }
    }
    var writer = CSVWriter()
    writer.write(ownColumns + columns)
    for reject in rejects {
      var texts = Dictionary(zip(reject.columns, reject.texts)) { first, _ in first }
      let failure = reject.failure
      let place = [
        reject.file, failure.row.map(String.init) ?? "", failure.column ?? "",
        (failure.value.map { VisibleText.quoted($0) + " " } ?? "") + failure.reason,
      ]
      writer.write(place + columns.map { texts.removeValue(forKey: $0) ?? "" })
    }
    return writer.take()
  }

  /// Whether a file is one of rejected rows: it begins as those do.
  static func isOne(_ given: ImportFile) throws -> Bool {
    let mark = Array(ownColumns.joined(separator: ",").utf8)
    var beginning = try given.beginning(mark.count + 3)
    if beginning.starts(with: [0xEF, 0xBB, 0xBF]) { beginning.removeFirst(3) }
    return beginning.starts(with: mark)
  }
}
