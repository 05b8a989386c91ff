/// A telephone number: kept as typed, with 3 to 20 digits, an optional leading `+`, and blanks,
/// hyphens, dots, slashes and parentheses between them.
public struct Phone: Hashable, Sendable, CustomStringConvertible {
  /// The number as it was typed, without blanks at both ends.
  public let text: String

  /// The ASCII digits alone, with the leading `+` if there is one, for lookups and comparison.
  public var normalised: String {
    (text.hasPrefix("+") ? "+" : "") + text.filter { $0.isASCII && $0.isNumber }
  }
  /// The number as it was typed.
  public var description: String { text }

  /// Checks a number; refused with the rule that it breaks.
  public init(_ raw: String) throws(TextRefusal) {
    let text = try Text.line(raw, field: "telephone number", limit: 60)
    var digits = 0
    for (index, scalar) in text.unicodeScalars.enumerated() {
      switch scalar {
      case "0"..."9": digits += 1
      case "+" where index == 0: break
      case " ", "-", ".", "/", "(", ")", "\u{A0}": break
      default:
        throw .notAPhone(text: text, reason: "at place \(index + 1) stands \(Quoted("\(scalar)"))")
      }
    }
    guard (3...20).contains(digits) else {
      throw .notAPhone(text: text, reason: "it has \(digits) digits; 3 to 20 are allowed")
    }
    self.text = text
  }
}
