/// Why a file is not the table it should be; nothing after the place was delivered.
public enum CSVError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file ends in a quoted field; the place is the opening quote.
  case unterminatedQuote(CSVPlace)
  /// Something other than a delimiter or a line end follows a closing quote.
  case textAfterQuote(CSVPlace)
  /// A quote stands in a field that does not begin with one.
  case quoteInUnquotedField(CSVPlace)
  /// A field is not valid UTF-8; the place is its beginning. `field` counts from 1, `name` is its
  /// column where the header is known.
  case notUTF8(CSVPlace, field: Int, name: String?)
  /// A field has more bytes than allowed; the place is its beginning.
  case fieldTooLong(CSVPlace, byteLimit: Int)
  /// A row has another number of fields than the header. Rows count from 1, the header included.
  case fieldCount(row: Int, line: Int, found: Int, header: Int)
  /// Two columns have the same name; columns count from 1.
  case duplicateColumn(name: String, first: Int, second: Int)
  /// The file has no header.
  case empty
  /// The header has no column of this name.
  case noColumn(name: String, header: [String])

  /// The reason, in one line for whoever has the file.
  public var description: String {
    switch self {
    case .unterminatedQuote(let place): "\(place): the quote that opens here is never closed"
    case .textAfterQuote(let place):
      "\(place): after a closing quote only a delimiter or the end of the line may stand"
    case .quoteInUnquotedField(let place):
      "\(place): a quote stands in a field that does not begin with one"
    case .notUTF8(let place, let field, let name):
      "\(place): field \(field)\(name.map { " (\(VisibleText.of($0)))" } ?? "") is not valid UTF-8"
    case .fieldTooLong(let place, let limit):
      "\(place): the field that begins here has more than \(limit) bytes"
    case .fieldCount(let row, let line, let found, let header):
      "row \(row)\(line == row ? "" : " (line \(line))") has \(Self.fields(found)), "
        + "the header has \(header)"
    case .duplicateColumn(let name, let first, let second):
      "columns \(first) and \(second) of the header are both named '\(VisibleText.of(name))'"
    case .empty: "the file is empty: it has no header"
    case .noColumn(let name, let header):
      "there is no column '\(VisibleText.of(name))'; the header has: "
        + header.map(VisibleText.of).joined(separator: ", ")
    }
  }

  /// The reason, where row and file were named before.
  var reasonInRow: String {
    guard case .fieldCount(let row, let line, let found, let header) = self else {
      return description
    }
    let place = line == row ? "" : " (line \(line))"
    return "it has \(Self.fields(found))\(place), the header has \(header)"
  }

  private static func fields(_ count: Int) -> String {
    count == 1 ? "1 field" : "\(count) fields"
  }
}
