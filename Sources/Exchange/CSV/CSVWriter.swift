/// Writes rows of comma-separated values (RFC 4180) as UTF-8 bytes, without a byte-order mark.
///
/// A field is quoted only where it must be. A field that a spreadsheet would take for a formula is
/// written as it is: whether to guard against that is for whoever knows where the file goes.
public struct CSVWriter: Sendable {
  /// How a line ends.
  public enum LineEnding: Sendable, CaseIterable {
    /// Carriage return and line feed, as RFC 4180 has it.
    case crlf
    /// Line feed.
    case lf
  }

  /// What was written and not yet taken.
  public private(set) var output: [UInt8] = []
  private let delimiter: UInt8
  private let quote: UInt8
  private let lineEnding: LineEnding
  private var isFirstRow = true

  /// A writer at the beginning of a file.
  public init(_ format: CSVFormat = CSVFormat(), lineEnding: LineEnding = .crlf) {
    delimiter = format.delimiter.rawValue
    quote = format.quote.rawValue
    self.lineEnding = lineEnding
  }

  /// Writes one row of at least one field.
  public mutating func write(_ fields: [String]) {
    precondition(!fields.isEmpty, "a row of comma-separated values has at least one field")
    for (column, field) in fields.enumerated() {
      if column > 0 { output.append(delimiter) }
      let isAlone = fields.count == 1
      write(field, quoted: mustQuote(field, isAlone: isAlone, isFirst: isFirstRow && column == 0))
    }
    if lineEnding == .crlf { output.append(0x0D) }
    output.append(0x0A)
    isFirstRow = false
  }

  /// The bytes written since the last time; the writer goes on without them.
  public mutating func take() -> [UInt8] {
    defer { output.removeAll() }
    return output
  }

  private mutating func write(_ field: String, quoted: Bool) {
    guard quoted else {
      output.append(contentsOf: field.utf8)
      return
    }
    output.append(quote)
    for byte in field.utf8 {
      if byte == quote { output.append(quote) }
      output.append(byte)
    }
    output.append(quote)
  }

  /// A lone empty field would read as a blank line, a byte-order mark at the beginning of the file
  /// as none of the field's.
  private func mustQuote(_ field: String, isAlone: Bool, isFirst: Bool) -> Bool {
    if isAlone, field.isEmpty { return true }
    if isFirst, field.utf8.starts(with: [0xEF, 0xBB, 0xBF]) { return true }
    return field.utf8.contains { byte in
      byte == delimiter || byte == quote || byte == 0x0A || byte == 0x0D
    }
  }
}
