import Bytes
import Domain

/// A currency sign before or behind a number, as in `€ 1.234,50` and `-$5`.
struct CurrencySign {
  let sign: Character
  /// The number without it.
  let rest: String

  /// Nil where no sign stands at either end.
  init?(in text: String) {
    let body = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let minus = text.hasPrefix("-") ? "-" : ""
    if let first = body.first, Self.codes[first] != nil {
      (sign, rest) = (first, minus + String(body.dropFirst().trimmingBlanks))
    } else if let last = body.last, Self.codes[last] != nil {
      (sign, rest) = (last, minus + String(body.dropLast().trimmingBlanks))
    } else {
      return nil
    }
  }

  /// Whether a currency is written with the sign.
  func fits(_ currency: Currency) -> Bool {
    Self.codes[sign]?.contains(currency.description) ?? false
  }

  private static let codes: [Character: Set<String>] = [
    "€": ["EUR"], "£": ["GBP"], "¥": ["JPY", "CNY"], "₹": ["INR"],
    "$": ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP"],
  ]
}
