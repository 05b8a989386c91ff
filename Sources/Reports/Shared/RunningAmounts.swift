import Domain

/// A sum of amounts in the making, for loops that add many: fast while they share one currency.
struct RunningAmounts {
  private var currency: Currency?
  private var total: Int128 = 0
  private var others = Amounts()

  /// Adds an amount.
  @inline(__always)
  mutating func add(_ money: Money) { add(money.sumUnits, money.currency) }

  /// Adds amount × chance, exactly to 13 decimals.
  @inline(__always)
  mutating func add(_ money: Money, times chance: Chance) {
    add(chance.part(of: money.sumUnits), money.currency)
  }

  @inline(__always)
  private mutating func add(_ units: Int128, _ currency: Currency) {
    if self.currency == currency {
      total += units
    } else if self.currency == nil {
      self.currency = currency
      total = units
    } else {
      others.add(MoneySum(total: units, currency: currency))
    }
  }

  /// Adds what others sum up.
  static func += (left: inout RunningAmounts, right: RunningAmounts) {
    if let currency = right.currency { left.add(right.total, currency) }
    left.others += right.others
  }

  /// The totals, by currency.
  var amounts: Amounts {
    var amounts = others
    if let currency { amounts.add(MoneySum(total: total, currency: currency)) }
    return amounts
  }
}
