/// An exact amount of money: a decimal number with up to 9 decimals, in one currency.
///
/// An amount is kept with the fewest decimals that hold it, so 4821 EUR and 4821.00 EUR are the
/// same value, with equal fields; how it was typed is not kept. It is written with at least the
/// currency's usual decimals. Below ±10^17 whole units, so that sums over any log fit 128 bits.
public struct Money: Hashable, Sendable {
  /// The number, without its currency.
  public let amount: DecimalNumber
  /// The currency of the amount.
  public let currency: Currency

  /// The amount times 10^`scale`: 1100.04 is stored as 110004 with scale 2.
  public var units: Int64 { amount.units }
  /// The number of decimals that `units` has, 0…9.
  public var scale: UInt8 { amount.scale }

  private static let limit = PowerOfTen.wide(17)
  /// 10^17: fewer units are below the limit with any number of decimals.
  private static var smallUnits: UInt64 { 100_000_000_000_000_000 }

  /// An amount in a currency; refused at ±10^17 and beyond.
  public init(_ amount: DecimalNumber, _ currency: Currency) throws(MoneyRefusal) {
    // Nearly every amount is small enough whatever its scale; dividing 128 bits is slow.
    if amount.units.magnitude >= Self.smallUnits {
      let whole = Int128(amount.units) / PowerOfTen.wide(Int(amount.scale))
      guard whole > -Self.limit, whole < Self.limit else { throw .tooLarge(amount, currency) }
    }
    self.amount = amount
    self.currency = currency
  }

  /// `units` ÷ 10^`scale` of a currency; refused outside 0…9 decimals and at ±10^17 and beyond.
  public init(units: Int64, scale: Int, currency: Currency) throws(MoneyRefusal) {
    let amount: DecimalNumber
    do { amount = try DecimalNumber(units: units, scale: scale) } catch { throw .number(error) }
    try self.init(amount, currency)
  }

  /// Reads an amount, such as `1100.04` or `-12`, by the rules of ``DecimalNumber``.
  public init(
    _ text: String, _ currency: Currency, style: DecimalStyle = .plain
  ) throws(MoneyRefusal) {
    let amount: DecimalNumber
    do { amount = try DecimalNumber(text, style: style) } catch { throw .number(error) }
    try self.init(amount, currency)
  }

  /// Nothing, in a currency.
  public static func zero(_ currency: Currency) -> Money { Money(zeroIn: currency) }

  private init(zeroIn currency: Currency) {
    amount = .zero
    self.currency = currency
  }

  /// Whether the amount is below zero.
  public var isNegative: Bool { units < 0 }
}

extension Money: Comparable, CustomStringConvertible {
  /// By currency code first, then by value: amounts in different currencies have no common order
  /// of value.
  public static func < (left: Money, right: Money) -> Bool {
    left.currency == right.currency
      ? left.amount < right.amount : left.currency < right.currency
  }

  /// The plain number and the code: `1234567.50 EUR`.
  public var description: String { text() + " " + currency.code }

  /// The number alone, exact, with at least the currency's usual decimals: `1234567.50`, or
  /// `1,234,567.50` in the English style.
  public func text(style: DecimalStyle = .plain) -> String {
    amount.text(minimumDigits: currency.minorDigits, style: style)
  }
}
