/// An exact rate between two currencies, and the rates of the book it was made from.
public struct Conversion: Hashable, Sendable {
  /// The currency it makes amounts of.
  public let currency: Currency
  /// Above the line.
  let numerator: Int128
  /// Below the line; above zero.
  let denominator: Int128
  /// The rates of the book it goes by: one, or two by way of the currency of the book.
  public let steps: [Step]

  /// A rate of the book that a conversion goes by.
  public struct Step: Hashable, Sendable {
    /// Of what, in what.
    public var pair: CurrencyPair
    /// The rate.
    public var entry: ExchangeRates.Entry
  }

  /// A sum of one currency in the other.
  ///
  /// Exact, and then held like any sum at 13 decimals, rounded half to even where a division leaves
  /// more. Nil when the result would be beyond 8 × 10^21, which no business reaches.
  public func callAsFunction(_ sum: MoneySum) -> MoneySum? {
    let product = sum.total.multipliedFullWidth(by: numerator)
    guard let quotient = Self.quotient(product, denominator), quotient.magnitude < Self.limit
    else { return nil }
    return MoneySum(total: quotient, currency: currency)
  }

  /// Times 10^13, what a sum holds at most: then a thousand such sums still add up.
  private static let limit = UInt128(1) << 116

  /// A wide product divided, rounded half to even; nil when it does not fit.
  private static func quotient(
    _ product: (high: Int128, low: UInt128), _ divisor: Int128
  ) -> Int128? {
    let isNegative = product.high < 0
    var (high, low) = (UInt128(bitPattern: product.high), product.low)
    if isNegative {
      let (negated, carries) = (~low).addingReportingOverflow(1)
      (high, low) = (~high &+ (carries ? 1 : 0), negated)
    }
    let divisor = UInt128(divisor)
    guard high < divisor else { return nil }
    let (quotient, remainder) = divisor.dividingFullWidth((high, low))
    let rest = divisor - remainder
    let roundsUp = remainder > rest || (remainder == rest && quotient & 1 == 1)
    guard let magnitude = Int128(exactly: quotient) else { return nil }
    let rounded = magnitude + (roundsUp ? 1 : 0)
    return isNegative ? -rounded : rounded
  }
}

extension ExchangeRates {
  /// How amounts of one currency become amounts of another on a day: by a rate in force, set either
  /// way round (the newer one counts, of the same day the direct one), else by way of `base`. Nil
  /// when no rate is in force: then the amounts stand apart.
  public func conversion(
    of currency: Currency, to target: Currency, on day: Day, base: Currency
  ) -> Conversion? {
    if let direct = step(currency, target, day) { return Conversion([direct], target) }
    guard currency != base, target != base, let first = step(currency, base, day),
      let second = step(base, target, day)
    else { return nil }
    return Conversion([first, second], target)
  }

  private func step(
    _ currency: Currency, _ target: Currency, _ day: Day
  ) -> (Conversion.Step, isInverse: Bool)? {
    let (there, back) = (CurrencyPair(currency, in: target), CurrencyPair(target, in: currency))
    let direct = inForce(there, on: day)
    let inverse = inForce(back, on: day)
    if let direct, direct.from >= inverse?.from ?? .first {
      return (Conversion.Step(pair: there, entry: direct), false)
    }
    return inverse.map { (Conversion.Step(pair: back, entry: $0), true) }
  }
}

extension Conversion {
  fileprivate init(_ steps: [(Step, isInverse: Bool)], _ target: Currency) {
    var (above, below): (Int128, Int128) = (1, 1)
    for (step, isInverse) in steps {
      let rate = step.entry.rate
      let (units, unit) = (Int128(rate.units), PowerOfTen.wide(Int(rate.scale)))
      above *= isInverse ? unit : units
      below *= isInverse ? units : unit
    }
    let divisor = Self.commonDivisor(above, below)
    self.init(
      currency: target, numerator: above / divisor, denominator: below / divisor,
      steps: steps.map(\.0))
  }

  private static func commonDivisor(_ first: Int128, _ second: Int128) -> Int128 {
    second == 0 ? first : commonDivisor(second, first % second)
  }
}

extension Amounts {
  /// The totals as one in `target`, as far as rates are in force on the day; the rest stands beside
  /// it. `note` hears of every conversion, and of every currency without one.
  public func converted(
    to target: Currency, on day: Day, by rates: ExchangeRates, base: Currency,
    _ note: (Currency, Conversion?) -> Void
  ) -> Amounts {
    var result = Amounts()
    for sum in sums {
      if sum.currency == target {
        result.add(sum)
        continue
      }
      let conversion = rates.conversion(of: sum.currency, to: target, on: day, base: base)
      note(sum.currency, conversion)
      result.add(conversion?(sum) ?? sum)
    }
    return result
  }

  /// Adds a sum to the total of its currency.
  public mutating func add(_ sum: MoneySum) {
    self += Amounts(sum)
  }
}
