/// A probability in whole basis points: 0 is never, 10,000 is certain.
public struct Probability: Hashable, Sendable {
  /// Hundredths of a per cent, 0…10,000.
  public let basisPoints: UInt16

  /// Never.
  public static let never = Probability(inRange: 0)
  /// Certain.
  public static let certain = Probability(inRange: 10_000)

  /// That many basis points; refused above 10,000.
  public init(basisPoints: Int) throws(ProbabilityRefusal) {
    guard (0...10_000).contains(basisPoints) else {
      throw .outOfRange(basisPoints: basisPoints)
    }
    self.basisPoints = UInt16(basisPoints)
  }

  /// That many per cent, 0…100 with at most two decimals.
  public init(percent: DecimalNumber) throws(ProbabilityRefusal) {
    try self.init(percent, digits: 2, written: percent.description + "%")
  }

  /// That share, 0…1 with at most four decimals.
  public init(fraction: DecimalNumber) throws(ProbabilityRefusal) {
    try self.init(fraction, digits: 4, written: fraction.description)
  }

  /// Reads `35%`, `35.5 %` or `0.355`.
  ///
  /// With a per cent sign the number is per cent, 0…100. Without one it must be a share from 0 to 1
  /// that is written with a decimal point. A bare whole number such as `1` or `35` is refused,
  /// since it can be read both ways; only `0` means the same either way.
  public init(_ text: String) throws(ProbabilityRefusal) {
    let hasSign = text.utf8.last == UInt8(ascii: "%")
    let number = hasSign ? Text.trimmed(String(text.dropLast())) : text
    let value: DecimalNumber
    do { value = try DecimalNumber(number) } catch { throw .notAProbability(text) }
    guard hasSign || number.utf8.contains(UInt8(ascii: ".")) || number == "0" else {
      throw .notAProbability(text)
    }
    try self.init(value, digits: hasSign ? 2 : 4, written: text)
  }

  private init(
    _ number: DecimalNumber, digits: Int, written: String
  ) throws(ProbabilityRefusal) {
    guard number.scale <= digits else { throw .tooFine(written) }
    let whole = Int128(number.units) * PowerOfTen.wide(digits - Int(number.scale))
    guard whole >= 0, whole <= 10_000 else { throw .outside(written) }
    basisPoints = UInt16(whole)
  }

  private init(inRange basisPoints: UInt16) { self.basisPoints = basisPoints }

  /// The probability as a share from 0 to 1, for statistics.
  public var fraction: Double { Double(basisPoints) / 10_000 }
}

extension Probability: Comparable, CustomStringConvertible {
  /// The less probable comes first.
  public static func < (left: Probability, right: Probability) -> Bool {
    left.basisPoints < right.basisPoints
  }

  /// Per cent with the decimals that are needed: `35 %`, `35.5 %`.
  public var description: String {
    DecimalText(value: Int128(basisPoints), scale: 2).text(minimumDigits: 0, style: .plain) + " %"
  }
}

/// Why something is not a probability.
public enum ProbabilityRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text is neither a percentage nor a share with a decimal point.
  case notAProbability(String)
  /// The number is below 0 or above 100 %.
  case outside(String)
  /// The number has parts of a basis point.
  case tooFine(String)
  /// A stored number of basis points is not in 0…10,000.
  case outOfRange(basisPoints: Int)

  /// The reason, in one sentence for the person who typed the probability.
  public var description: String {
    switch self {
    case .notAProbability(let text):
      "expected a probability such as 35% or 0.35, found \(Quoted(text))"
    case .outside(let text):
      "the probability \(Quoted(text)) is not between 0% and 100%"
    case .tooFine(let text):
      "the probability \(Quoted(text)) is finer than a hundredth of a per cent"
    case .outOfRange(let basisPoints):
      "a probability of \(basisPoints) basis points; 0 to 10,000 are allowed"
    }
  }
}
