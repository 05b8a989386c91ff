/// Why a text was not accepted for a field.
public enum TextRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes are not valid UTF-8.
  case notUTF8(field: String)
  /// Nothing is left after blanks at both ends are removed.
  case empty(field: String)
  /// The text has more bytes than the field may hold.
  case tooManyBytes(field: String, count: Int, limit: Int)
  /// The text has more characters than the field may hold.
  case tooManyCharacters(field: String, count: Int, limit: Int)
  /// The text holds a character that cannot be seen or that disturbs its reading; the place
  /// counts code points from 1.
  case forbidden(field: String, scalar: Unicode.Scalar, place: Int)
  /// The text is not an e-mail address.
  case notAnEmail(text: String, reason: String)
  /// The text is not a telephone number.
  case notAPhone(text: String, reason: String)

  /// The reason, in one sentence for the person who entered the text.
  public var description: String {
    switch self {
    case .notUTF8(let field):
      "the \(field) is not valid UTF-8 text"
    case .empty(let field):
      "the \(field) is empty"
    case .tooManyBytes(let field, let count, let limit):
      "the \(field) is \(Digits.grouped(count)) bytes long; at most \(Digits.grouped(limit)) "
        + "are allowed"
    case .tooManyCharacters(let field, let count, let limit):
      "the \(field) is \(Digits.grouped(count)) characters long; at most "
        + "\(Digits.grouped(limit)) are allowed"
    case .forbidden(let field, let scalar, let place):
      "the \(field) holds the forbidden character \(CodePoint.name(scalar)) at place \(place)"
    case .notAnEmail(let text, let reason):
      "\(Quoted(text)) is not an e-mail address: \(reason)"
    case .notAPhone(let text, let reason):
      "\(Quoted(text)) is not a telephone number: \(reason)"
    }
  }
}
