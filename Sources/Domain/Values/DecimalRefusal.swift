/// Why a text or a pair of fields is not a decimal number.
public enum DecimalRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text does not follow the style.
  case notANumber(String, DecimalStyle)
  /// The text holds a currency symbol.
  case currencySymbol(String)
  /// The number does not fit into 64 bits with its decimals.
  case tooLarge(String)
  /// The number has more than 9 decimals that are not zeros.
  case tooManyDecimals(String)
  /// A stored scale is not in 0…9.
  case scaleOutOfRange(Int)

  /// The reason, in one sentence for the person who typed the number.
  public var description: String {
    switch self {
    case .notANumber(let text, let style):
      "expected a number such as \(Self.example(style)), found \(Quoted(text))"
    case .currencySymbol(let text):
      "expected a number without a currency symbol, found \(Quoted(text))"
    case .tooLarge(let text):
      "the number \(Quoted(text)) is too large"
    case .tooManyDecimals(let text):
      "the number \(Quoted(text)) has more than 9 decimals"
    case .scaleOutOfRange(let scale):
      "a number with \(scale) decimals; 0 to 9 are allowed"
    }
  }

  private static func example(_ style: DecimalStyle) -> String {
    DecimalText(value: 123_450, scale: 2).text(minimumDigits: 2, style: style)
  }
}
