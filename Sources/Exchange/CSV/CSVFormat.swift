/// How a file of comma-separated values is written: RFC 4180, with the usual other delimiters.
public struct CSVFormat: Equatable, Sendable {
  /// What stands between two fields; the raw value is its ASCII byte.
  public enum Delimiter: UInt8, CaseIterable, Sendable {
    /// `,`
    case comma = 0x2C
    /// `;`, as spreadsheets write it where the comma is the decimal mark.
    case semicolon = 0x3B
    /// The tabulator.
    case tab = 0x09
    /// `|`
    case bar = 0x7C
  }

  /// What encloses a field that holds delimiters or line breaks; the raw value is its ASCII byte.
  public enum Quote: UInt8, CaseIterable, Sendable {
    /// `"`, as RFC 4180 has it.
    case double = 0x22
    /// `'`
    case single = 0x27
  }

  /// What stands between two fields.
  public var delimiter: Delimiter
  /// What encloses a field; doubled inside.
  public var quote: Quote
  /// The most bytes a field may have; 1 MiB unless told otherwise.
  public var fieldByteLimit: Int

  /// The format of RFC 4180 unless told otherwise.
  public init(
    delimiter: Delimiter = .comma, quote: Quote = .double, fieldByteLimit: Int = 1 << 20
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.fieldByteLimit = fieldByteLimit
  }
}

/// A place in a file: what an editor shows.
public struct CSVPlace: Hashable, Sendable, CustomStringConvertible {
  /// The line, counted from 1; CRLF, LF and CR each end one, inside quotes too.
  public var line: Int
  /// The column, counted from 1 in code points; a byte-order mark does not count.
  public var column: Int

  /// The place in this line and column.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// "line 3, column 7".
  public var description: String { "line \(line), column \(column)" }
}
