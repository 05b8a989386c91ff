import Domain

/// How likely something is, as an exact fraction: 3 of 4 that were decided were won.
struct Chance: Equatable, Sendable {
  /// Above the line, from 0 up to what is below it.
  var numerator: Int64
  /// Below the line; never 0.
  var denominator: Int64

  init(_ numerator: Int, of denominator: Int) {
    (self.numerator, self.denominator) = (Int64(numerator), Int64(denominator))
  }

  init(_ probability: Probability) {
    (numerator, denominator) = (Int64(probability.basisPoints), 10_000)
  }

  /// That part of an amount of 10^-13 units, rounded towards zero only when it has more decimals.
  @inline(__always)
  func part(of units: Int128) -> Int128 {
    let (whole, rest) = units.quotientAndRemainder(dividingBy: Int128(denominator))
    return whole * Int128(numerator) + rest * Int128(numerator) / Int128(denominator)
  }

  /// In parts of a million million, rounded down, so that many can be added and compared.
  var trillionths: Int64 { Int64(truncatingIfNeeded: part(of: Self.one)) }

  /// What stands for certainty when chances are added up.
  static let one: Int128 = 1_000_000_000_000

  static func < (left: Chance, right: Chance) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }
}
