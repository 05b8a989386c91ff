/// How the answers of one version become a score on one side of the matrix, exactly.
///
/// The score is Σ weight × points ÷ Σ weight over the questions that were answered. All points are
/// brought to one common denominator beforehand, so that a score is two sums of whole numbers.
public struct AxisScale: Sendable {
  /// The side.
  public let axis: MatrixAxis
  private var weights: [UInt32: Weighted] = [:]
  private let denominator: Int128

  private struct Weighted: Sendable {
    let question: Question
    let weight: Int128
  }

  /// The scale of these questions; nil when a score could exceed 64 bits above or below the line.
  public init?(_ questions: [Question], _ axis: MatrixAxis) {
    self.axis = axis
    var common: Int128 = 1
    var weightSum: Int128 = 0
    for question in questions where question.weight(axis) > 0 {
      let weight = Int128(question.weight(axis))
      weights[question.number] = Weighted(question: question, weight: weight)
      weightSum += weight
      common = Self.leastCommonMultiple(common, question.pointsDenominator)
      if common > Self.limit { return nil }
    }
    denominator = common
    var worst: Int128 = common * weightSum
    if worst > Self.limit { return nil }
    worst = 0
    for held in weights.values {
      let (most, overflow) = (held.weight * common).multipliedReportingOverflow(
        by: held.question.mostPoints)
      if overflow { return nil }
      worst += most
      if worst > Self.limit { return nil }
    }
  }

  private static let limit = Int128(Int64.max)

  /// How many questions count.
  public var questionCount: Int { weights.count }

  /// The numbers of the questions that count.
  public var questions: Set<UInt32> { Set(weights.keys) }

  /// The score of a set of answers; nil when none of them counts.
  public func score(_ answers: some Sequence<GivenAnswer>) -> AxisScore? {
    var points: Int128 = 0
    var weightSum: Int128 = 0
    for answer in answers {
      guard let held = weights[answer.question],
        let numerator = held.question.pointsNumerator(of: answer.value)
      else { continue }
      points += held.weight * numerator * (denominator / held.question.pointsDenominator)
      weightSum += held.weight
    }
    return weightSum == 0 ? nil : AxisScore(points, denominator * weightSum)
  }

  private static func leastCommonMultiple(_ first: Int128, _ second: Int128) -> Int128 {
    first / greatestCommonDivisor(first, second) * second
  }
}

/// The greatest number that divides both; the first may be below zero.
func greatestCommonDivisor(_ first: Int128, _ second: Int128) -> Int128 {
  var (one, other) = (first.magnitude, second.magnitude)
  while other != 0 { (one, other) = (other, one % other) }
  return Int128(max(1, one))
}

/// An exact score on one side of the matrix, in lowest terms.
public struct AxisScore: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Above the line.
  public let numerator: Int64
  /// Below the line; above zero.
  public let denominator: Int64

  /// The fraction, which an `AxisScale` has seen to fit.
  init(_ numerator: Int128, _ denominator: Int128) {
    let divisor = greatestCommonDivisor(numerator, denominator)
    self.numerator = Int64(numerator / divisor)
    self.denominator = Int64(denominator / divisor)
  }

  /// `units` ten-thousandths.
  public init(tenThousandths units: Int64) {
    self.init(Int128(units), 10_000)
  }

  /// The value in the middle between two; exact as long as it fits, else the lower of the two.
  public static func middle(_ first: AxisScore, _ second: AxisScore) -> AxisScore {
    let (low, high) = (min(first, second), max(first, second))
    let above =
      Int128(low.numerator) * Int128(high.denominator)
      + Int128(high.numerator) * Int128(low.denominator)
    let below = Int128(low.denominator) * Int128(high.denominator)
    let divisor = greatestCommonDivisor(above, below)
    guard below / divisor <= Int128(Int64.max) / 2,
      (above / divisor).magnitude <= UInt128(Int64.max)
    else { return low }
    return AxisScore(above / divisor, below / divisor * 2)
  }

  /// The score rounded to two decimals, halves away from nought: `58.33`.
  public var description: String {
    let hundredths =
      (Int128(numerator.magnitude) * 200 + Int128(denominator)) / (2 * Int128(denominator))
    let cents = String(hundredths % 100)
    let sign = numerator < 0 && hundredths > 0 ? "-" : ""
    return "\(sign)\(hundredths / 100).\(cents.count < 2 ? "0" + cents : cents)"
  }

  /// Compares values.
  public static func < (first: AxisScore, second: AxisScore) -> Bool {
    Int128(first.numerator) * Int128(second.denominator)
      < Int128(second.numerator) * Int128(first.denominator)
  }
}

extension Question {
  /// What all points it can give are fractions of.
  fileprivate var pointsDenominator: Int128 {
    switch scoring {
    case .linear, .reversed: kind == .yesNo ? 1 : Int128((maximum ?? 1) - (minimum ?? 0))
    case .value: (0..<decimals).reduce(1) { power, _ in power * 10 }
    case .table: 10_000
    }
  }

  /// The points of an answer, above that line; nil when it gives none.
  fileprivate func pointsNumerator(of value: Int64) -> Int128? {
    switch scoring {
    case .linear:
      kind == .yesNo ? Int128(value) * 100 : (Int128(value) - Int128(minimum ?? 0)) * 100
    case .reversed:
      kind == .yesNo ? 100 - Int128(value) * 100 : (Int128(maximum ?? 0) - Int128(value)) * 100
    case .value: Int128(value)
    case .table: choices.first { $0.value == value }?.score.map { Int128($0) }
    }
  }

  /// The most points it can give, rounded up, whatever the sign.
  fileprivate var mostPoints: Int128 {
    switch scoring {
    case .linear, .reversed: return 100
    case .value:
      let most = max((minimum ?? 0).magnitude, (maximum ?? 0).magnitude)
      return Int128(most) / pointsDenominator + 1
    case .table:
      return Int128(choices.compactMap { $0.score?.magnitude }.max() ?? 0) / 10_000 + 1
    }
  }

  /// The points of an answer; nil when it gives none.
  public func points(of value: Int64) -> AxisScore? {
    pointsNumerator(of: value).map { AxisScore($0, pointsDenominator) }
  }
}
