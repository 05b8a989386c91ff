/// Why something is not an amount of money.
public enum MoneyRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The code is not in ISO 4217.
  case unknownCurrency(String)
  /// The stored currency is not the packed form of a known code.
  case unknownPackedCurrency(UInt32)
  /// The number is not acceptable.
  case number(DecimalRefusal)
  /// The amount has more than 17 digits before the decimal point.
  case tooLarge(DecimalNumber, Currency)

  /// The reason, in one sentence for the person who typed the amount.
  public var description: String {
    switch self {
    case .unknownCurrency(let code):
      "\(Quoted(code)) is not a currency code of ISO 4217, such as EUR or USD"
    case .unknownPackedCurrency(let packed):
      "the stored currency number \(packed) is not a currency code of ISO 4217"
    case .number(let refusal):
      refusal.description
    case .tooLarge(let amount, let currency):
      "the amount \(amount) \(currency) is too large: at most 17 digits may stand before the "
        + "decimal point"
    }
  }
}
