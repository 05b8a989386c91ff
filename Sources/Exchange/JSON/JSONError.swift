/// Why a text is not JSON, and where.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Where the trouble begins.
  public var place: JSONPlace
  /// What the trouble is.
  public var reason: Reason

  /// What breaks the rules of RFC 8259 (or ours, which are narrower).
  public enum Reason: Equatable, Sendable {
    /// Something else was due here.
    case unexpected(found: String, expected: String)
    /// The text is over too early.
    case endOfText(expected: String)
    /// The text begins with a byte-order mark (RFC 8259 §8.1 forbids to write one).
    case byteOrderMark
    /// A string holds bytes that are not UTF-8.
    case notUTF8
    /// A string holds a control character that must be escaped.
    case controlCharacter(UInt8)
    /// A backslash is followed by something that is no escape.
    case badEscape
    /// A `\u` escape is one half of a surrogate pair without the other.
    case loneSurrogate
    /// A number has a zero in front.
    case leadingZero
    /// A number lacks digits, as `-`, `1.` and `1e` do.
    case badNumber
    /// A name occurs twice in one object.
    case duplicateName(String)
    /// Arrays and objects are nested deeper than the limit.
    case tooDeep(limit: Int)
  }

  /// Where, and what, in one line: `line 3, column 14: expected ':' after a name, found '}'`.
  public var description: String { "\(place): \(reason)" }
}

extension JSONError.Reason: CustomStringConvertible {
  /// What the trouble is, in one line.
  public var description: String {
    switch self {
    case .unexpected(let found, let expected): "expected \(expected), found \(found)"
    case .endOfText(let expected): "expected \(expected), but the text ends here"
    case .byteOrderMark: "the text begins with a byte-order mark: save it as UTF-8 without one"
    case .notUTF8: "the string that begins here is not valid UTF-8"
    case .controlCharacter(let byte):
      "a string holds the control character \(byte): write it as an escape such as \\n or \\t"
    case .badEscape: "a backslash is followed by one of \" \\ / b f n r t or u and four digits"
    case .loneSurrogate:
      "this \\u escape is half of a surrogate pair, and the other half is missing"
    case .leadingZero: "a number does not begin with 0, unless it is 0 or 0 and a fraction"
    case .badNumber: "a digit is missing in this number"
    case .duplicateName(let name): "the name '\(VisibleText.of(name))' occurs twice in one object"
    case .tooDeep(let limit): "arrays and objects are nested more than \(limit) deep"
    }
  }
}
