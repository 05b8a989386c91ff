/// Totals in several currencies side by side: shown apart, never added to each other.
public struct Amounts: Hashable, Sendable {
  /// One sum for each currency whose total is not zero, in the order of the codes.
  public private(set) var sums: [MoneySum] = []

  /// No amounts.
  public init() {}

  /// One total.
  public init(_ sum: MoneySum) { sums = sum.isZero ? [] : [sum] }

  /// Whether every total is zero.
  public var isEmpty: Bool { sums.isEmpty }

  /// The total in one currency; zero if it never took part.
  public subscript(currency: Currency) -> MoneySum {
    let index = place(of: currency)
    return holds(currency, at: index) ? sums[index] : MoneySum(currency)
  }

  /// Adds an amount to the total of its currency.
  public mutating func add(_ money: Money) {
    change(money.currency) { $0.add(money) }
  }

  /// Takes an amount from the total of its currency.
  public mutating func subtract(_ money: Money) {
    change(money.currency) { $0.subtract(money) }
  }

  /// Adds amount × probability to the total of its currency, exactly.
  public mutating func add(_ money: Money, weightedBy probability: Probability) {
    change(money.currency) { $0.add(money, weightedBy: probability) }
  }

  /// Takes amount × probability from the total of its currency, exactly.
  public mutating func subtract(_ money: Money, weightedBy probability: Probability) {
    change(money.currency) { $0.subtract(money, weightedBy: probability) }
  }

  /// Adds the totals of others, currency by currency.
  public static func += (left: inout Amounts, right: Amounts) {
    for sum in right.sums { left.change(sum.currency) { $0 += sum } }
  }

  /// Takes away the totals of others, currency by currency.
  public static func -= (left: inout Amounts, right: Amounts) {
    for sum in right.sums { left.change(sum.currency) { $0 -= sum } }
  }

  private mutating func change(_ currency: Currency, by step: (inout MoneySum) -> Void) {
    let index = place(of: currency)
    if !holds(currency, at: index) { sums.insert(MoneySum(currency), at: index) }
    step(&sums[index])
    if sums[index].isZero { sums.remove(at: index) }
  }

  private func place(of currency: Currency) -> Int {
    sums.firstIndex { $0.currency >= currency } ?? sums.count
  }

  private func holds(_ currency: Currency, at index: Int) -> Bool {
    index < sums.count && sums[index].currency == currency
  }
}

extension Amounts: CustomStringConvertible {
  /// Each total, rounded to its currency's usual decimals: `1200.00 EUR + 30.00 USD`, or `0`.
  public var description: String {
    sums.isEmpty
      ? "0" : sums.map { $0.text() + " " + $0.currency.code }.joined(separator: " + ")
  }
}
