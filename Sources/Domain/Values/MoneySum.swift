/// An exact sum of amounts in one currency, weighted or not.
///
/// The total is held in 128 bits at 13 decimals: 9 of an amount and 4 of a probability in basis
/// points, so that nothing is ever rounded before it is written. Amounts are below 10^17, so more
/// than 170 million of the largest fit.
public struct MoneySum: Hashable, Sendable {
  /// The number of decimals in which the total is held.
  public static let scale = 13

  /// The currency of everything in this sum.
  public let currency: Currency
  /// The exact total times 10^13.
  public private(set) var total: Int128

  /// An empty sum.
  public init(_ currency: Currency) { self.init(total: 0, currency: currency) }

  /// A sum with a known exact total, given times 10^13.
  public init(total: Int128, currency: Currency) {
    self.total = total
    self.currency = currency
  }

  /// A sum that holds one amount.
  public init(_ money: Money) {
    self.init(money.currency)
    add(money)
  }

  /// Whether the total is exactly zero.
  public var isZero: Bool { total == 0 }

  /// Adds an amount of the same currency.
  public mutating func add(_ money: Money) {
    requireSame(money.currency)
    total += money.amount.scaled(to: Self.scale)
  }

  /// Takes away an amount of the same currency.
  public mutating func subtract(_ money: Money) {
    requireSame(money.currency)
    total -= money.amount.scaled(to: Self.scale)
  }

  /// Adds amount × probability, exactly.
  public mutating func add(_ money: Money, weightedBy probability: Probability) {
    add(money, timesBasisPoints: Int(probability.basisPoints))
  }

  /// Takes away amount × probability, exactly.
  public mutating func subtract(_ money: Money, weightedBy probability: Probability) {
    add(money, timesBasisPoints: -Int(probability.basisPoints))
  }

  /// Adds amount × `basisPoints` ÷ 10,000, exactly; the factor may be −10,000…10,000.
  public mutating func add(_ money: Money, timesBasisPoints basisPoints: Int) {
    requireSame(money.currency)
    precondition(basisPoints.magnitude <= 10_000, "a weight lies between -100 % and 100 %")
    total += money.amount.scaled(to: Self.scale - 4) * Int128(basisPoints)
  }

  private func requireSame(_ other: Currency) {
    precondition(other == currency, "amounts of different currencies are never added")
  }
}

extension Money {
  /// The exact amount times 10^13, as sums hold it; for loops that add many amounts.
  public var sumUnits: Int128 { amount.scaled(to: MoneySum.scale) }
}

extension MoneySum {
  /// Adds another sum of the same currency.
  public static func += (left: inout MoneySum, right: MoneySum) {
    left.requireSame(right.currency)
    left.total += right.total
  }

  /// Takes away another sum of the same currency.
  public static func -= (left: inout MoneySum, right: MoneySum) {
    left.requireSame(right.currency)
    left.total -= right.total
  }

  /// The sum of two sums of one currency.
  public static func + (left: MoneySum, right: MoneySum) -> MoneySum {
    var sum = left
    sum += right
    return sum
  }

  /// The difference of two sums of one currency.
  public static func - (left: MoneySum, right: MoneySum) -> MoneySum {
    var difference = left
    difference -= right
    return difference
  }
}

extension MoneySum: Comparable, CustomStringConvertible {
  /// By currency code first, then by value.
  public static func < (left: MoneySum, right: MoneySum) -> Bool {
    (left.currency, left.total) < (right.currency, right.total)
  }

  /// The exact number with at least the currency's usual decimals, and the code.
  public var description: String { exactText() + " " + currency.code }

  /// The exact number with all its decimals, and at least the currency's usual ones.
  public func exactText(style: DecimalStyle = .plain) -> String {
    DecimalText(value: total, scale: Self.scale)
      .text(minimumDigits: currency.minorDigits, style: style)
  }

  /// The number with exactly `digits` decimals (the currency's usual ones if nil), rounded half to
  /// even.
  public func text(digits: Int? = nil, style: DecimalStyle = .plain) -> String {
    let digits = digits ?? currency.minorDigits
    precondition((0...Self.scale).contains(digits), "a sum is written with 0 to 13 decimals")
    return DecimalText(value: total, scale: Self.scale).text(digits: digits, style: style)
  }
}
