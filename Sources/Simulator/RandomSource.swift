/// A seeded source of chance: the same seed gives the same numbers on every machine.
///
/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
struct RandomSource: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// Sixty-four bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// From 0 up to, not including, 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Between these bounds.
  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// A whole number of the range.
  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// Yes with this probability.
  mutating func happens(_ probability: Double) -> Bool { unit() < probability }

  /// One of these.
  mutating func choice<Element>(_ elements: [Element]) -> Element {
    elements[whole(0...elements.count - 1)]
  }

  /// Standard normal, nearly: the sum of twelve uniform numbers less six, within six deviations.
  mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + unit() } }

  /// One of the two whole numbers around `x`, so that the mean is `x`.
  mutating func rounded(_ x: Double) -> Int {
    let low = x.rounded(.down)
    return Int(low) + (happens(x - low) ? 1 : 0)
  }

  /// Exponential with this mean.
  mutating func exponential(mean: Double) -> Double { -mean * Elementary.log(1 - unit()) }

  /// Poisson with this mean: the sum of ones with small means.
  mutating func poisson(mean: Double) -> Int {
    var (count, rest) = (0, mean)
    while rest > 20 {
      count += smallPoisson(mean: 20)
      rest -= 20
    }
    return count + smallPoisson(mean: rest)
  }

  /// Knuth's product of uniform numbers.
  private mutating func smallPoisson(mean: Double) -> Int {
    let limit = Elementary.exp(-mean)
    var (count, product) = (0, unit())
    while product > limit {
      count += 1
      product *= unit()
    }
    return count
  }
}

/// Exponential and logarithm from arithmetic alone, so that every machine gives the same bits.
enum Elementary {
  private static let ln2 = 0.693_147_180_559_945_3

  /// e to the power of `x`, to about 15 digits.
  static func exp(_ x: Double) -> Double {
    let power = (x / ln2).rounded()
    let rest = x - power * ln2
    var (sum, term) = (1.0, 1.0)
    for step in 1...16 {
      term *= rest / Double(step)
      sum += term
    }
    return sum * Double(sign: .plus, exponent: Int(power), significand: 1)
  }

  /// The natural logarithm of a positive number, to about 15 digits.
  static func log(_ x: Double) -> Double {
    precondition(x > 0, "only positive numbers have a logarithm")
    var (mantissa, exponent) = (x.significand, Double(x.exponent))
    if mantissa > 1.414 { (mantissa, exponent) = (mantissa / 2, exponent + 1) }
    let ratio = (mantissa - 1) / (mantissa + 1)
    var (sum, power) = (0.0, ratio)
    for step in stride(from: 1, through: 31, by: 2) {
      sum += power / Double(step)
      power *= ratio * ratio
    }
    return 2 * sum + exponent * ln2
  }

  /// The probability whose log-odds are `x`.
  static func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// The log-odds of a probability between 0 and 1.
  static func logOdds(_ probability: Double) -> Double { log(probability / (1 - probability)) }
}
