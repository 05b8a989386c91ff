internal import Domain
internal import Reports

/// Numbers as files have them: a point, no grouping, no digit lost that an exact value has.
enum ExactText {
  /// The quotient with up to 10 decimals, rounded half to even, without zeros at the end.
  static func quotient(_ quotient: Quotient) -> String {
    RoundedDecimal(quotient, digits: 10).shortest.text()
  }

  /// The mean with 4 decimals more than the currency usually has, rounded half to even.
  static func mean(_ sum: MoneySum, of count: Int64) -> String {
    sum.mean(of: count, digits: sum.currency.minorDigits + 4)
  }
}

extension Column.Kind {
  /// The stable name of the kind, as in JSON.
  var name: String {
    switch self {
    case .text: "text"
    case .entity: "entity"
    case .integer: "integer"
    case .decimal: "decimal"
    case .money: "money"
    case .share: "share"
    case .day: "day"
    case .instant: "instant"
    }
  }
}

extension Cell {
  /// The amounts in it, if it holds money.
  var amounts: Amounts? {
    switch self {
    case .money(let amounts), .meanMoney(let amounts, _): amounts
    default: nil
    }
  }
}
