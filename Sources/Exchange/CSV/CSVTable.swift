/// The names of a table's columns, blanks at both ends removed.
public struct CSVHeader: Equatable, Sendable {
  /// The names, in the order of the columns.
  public let names: [String]
  private let columns: [String: Int]

  /// A header of these names; refused when two are the same.
  public init(_ names: [String]) throws(CSVError) {
    self.names = names.map(Self.trimmed)
    var columns: [String: Int] = [:]
    for (column, name) in self.names.enumerated() {
      if let first = columns.updateValue(column, forKey: name) {
        throw .duplicateColumn(name: name, first: first + 1, second: column + 1)
      }
    }
    self.columns = columns
  }

  /// The column of this name, counted from 0; nil when there is none. Upper and lower case differ.
  public func column(_ name: String) -> Int? { columns[Self.trimmed(name)] }

  /// The column of this name, counted from 0; refused when there is none.
  public func required(_ name: String) throws(CSVError) -> Int {
    guard let column = column(name) else { throw .noColumn(name: name, header: names) }
    return column
  }

  private static func trimmed(_ name: String) -> String {
    let scalars = name.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}

/// One row of a table, its values by the names of their columns.
public struct CSVRecord: Sendable {
  /// The names of the columns.
  public let header: CSVHeader
  /// The row as it stands in the file; it has as many fields as the header.
  public let row: CSVRow

  /// The value in the column of this name; nil when there is no such column.
  public subscript(name: String) -> String? { header.column(name).map { row[$0] } }

  /// The value in a column, counted from 0.
  public subscript(column: Int) -> String { row[column] }
}

/// Reads a table out of bytes that are pushed in: the first row is the header, every other row has
/// as many fields as it. After an error the table says it again.
public struct CSVTable: Sendable {
  /// The header; nil until its row was read.
  public private(set) var header: CSVHeader?
  private var parser: CSVParser
  private var failure: CSVError?

  /// A table at the beginning of a file.
  public init(_ format: CSVFormat = CSVFormat()) {
    parser = CSVParser(format)
  }

  /// Reads the next piece of the file and hands over every record that it completes.
  ///
  /// Throws a `CSVError`, or what `deliver` throws; then the rest of the piece is not read.
  public mutating func feed(_ bytes: Span<UInt8>, _ deliver: (CSVRecord) throws -> Void) throws {
    try read(bytes, isLast: false, deliver)
  }

  /// As `feed(_:_:)` with an array.
  public mutating func feed(_ bytes: [UInt8], _ deliver: (CSVRecord) throws -> Void) throws {
    try feed(bytes.span, deliver)
  }

  /// Says that the file ends here, and hands over the last record if no line end completed it.
  /// Refuses a file without a header.
  public mutating func finish(_ deliver: (CSVRecord) throws -> Void) throws {
    try read(Span(), isLast: true, deliver)
    if header == nil { throw CSVError.empty }
  }

  /// Runs the parser over a piece, the last one or not; remembers and names what goes wrong.
  private mutating func read(
    _ bytes: Span<UInt8>, isLast: Bool, _ deliver: (CSVRecord) throws -> Void
  ) throws {
    if let failure { throw failure }
    var header = header
    defer { self.header = header }
    do {
      try parser.feed(bytes) { row in try Self.take(row, &header, deliver) }
      if isLast { try parser.finish { row in try Self.take(row, &header, deliver) } }
    } catch let error as CSVError {
      failure = Self.named(error, header)
      throw failure ?? error
    }
  }

  /// The error with the name of the column it is in, where there is one.
  private static func named(_ error: CSVError, _ header: CSVHeader?) -> CSVError {
    guard case .notUTF8(let place, let field, nil) = error, let names = header?.names,
      names.indices.contains(field - 1)
    else { return error }
    return .notUTF8(place, field: field, name: names[field - 1])
  }

  private static func take(
    _ row: CSVRow, _ header: inout CSVHeader?, _ deliver: (CSVRecord) throws -> Void
  ) throws {
    guard let known = header else {
      header = try CSVHeader(row.texts)
      return
    }
    guard row.count == known.names.count else {
      throw CSVError.fieldCount(
        row: row.number, line: row.line, found: row.count, header: known.names.count)
    }
    try deliver(CSVRecord(header: known, row: row))
  }
}
