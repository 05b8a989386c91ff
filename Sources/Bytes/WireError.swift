/// Why bytes are not the protocol-buffers message they should be.
public enum WireError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The bytes end within a field.
  case truncated
  /// A variable-length number goes on for more than ten bytes, or past 64 bits.
  case overlongNumber
  /// A field has another wire type than its number promises.
  case unexpectedWireType(field: Int)
  /// A field number of 0 or above 536,870,911, or a wire type that proto3 does not have.
  case invalidTag
  /// A text field is not UTF-8.
  case invalidText(field: Int)
  /// A number does not fit its field.
  case outOfRange(field: Int)
  /// A field stands after one with a higher number, or a single field stands there twice.
  case fieldsOutOfOrder(field: Int)

  /// One line that says what is wrong with the bytes.
  public var description: String {
    switch self {
    case .truncated: "the payload ends in the middle of a field"
    case .overlongNumber: "a number in the payload is longer than ten bytes"
    case .unexpectedWireType(let field): "field \(field) has an unexpected wire type"
    case .invalidTag: "the payload holds a tag that does not exist"
    case .invalidText(let field): "field \(field) is not valid UTF-8"
    case .outOfRange(let field): "the number in field \(field) is out of range"
    case .fieldsOutOfOrder(let field): "field \(field) stands out of order or twice"
    }
  }
}
