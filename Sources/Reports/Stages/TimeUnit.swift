import Domain

/// The units exact times are shown in; the names are stable.
enum TimeUnit: String, CaseIterable, Sendable {
  case days, hours, minutes, seconds

  /// How many microseconds it has; a day has 24 hours here, whatever the clocks did.
  var microseconds: Int128 {
    switch self {
    case .days: 86_400_000_000
    case .hours: 3_600_000_000
    case .minutes: 60_000_000
    case .seconds: 1_000_000
    }
  }

  static let option = ReportOption(
    "unit", "UNIT", "the unit of times; a day is 24 hours", choices: allCases.map(\.rawValue),
    standard: "days")
}

/// Exact times of which mean, median and extremes are wanted.
struct TimeSample {
  private var values: [Int64] = []

  var count: Int { values.count }

  mutating func add(_ microseconds: Int64) { values.append(microseconds) }

  static func += (left: inout TimeSample, right: TimeSample) { left.values += right.values }

  /// All of them together, in microseconds.
  var sum: Int128 { values.reduce(0) { $0 + Int128($1) } }

  func mean(_ unit: TimeUnit) -> Cell { .ratio(sum, Int128(count) * unit.microseconds) }

  /// The middle one; of an even count the mean of the two in the middle.
  func median(_ unit: TimeUnit) -> Cell {
    guard count > 0 else { return .none }
    let sorted = values.sorted()
    let both = Int128(sorted[(count - 1) / 2]) + Int128(sorted[count / 2])
    return .ratio(both, 2 * unit.microseconds)
  }

  func minimum(_ unit: TimeUnit) -> Cell {
    values.min().map { .ratio(Int128($0), unit.microseconds) } ?? .none
  }

  func maximum(_ unit: TimeUnit) -> Cell {
    values.max().map { .ratio(Int128($0), unit.microseconds) } ?? .none
  }

  /// The value at this many hundredths of the way from the first to the last in order, straight
  /// between the two beside it.
  func percentile(_ percent: Int, _ unit: TimeUnit) -> Cell {
    guard count > 0 else { return .none }
    let sorted = values.sorted()
    let (place, rest) = (percent * (count - 1)).quotientAndRemainder(dividingBy: 100)
    let next = sorted[min(place + 1, count - 1)]
    let sum = Int128(sorted[place]) * Int128(100 - rest) + Int128(next) * Int128(rest)
    return .ratio(sum, 100 * unit.microseconds)
  }

  /// The standard deviation, to nine decimals: of a sample, or of all there is.
  func deviation(_ unit: TimeUnit, ofSample: Bool) -> Cell {
    let freedom = ofSample ? count - 1 : count
    guard freedom > 0 else { return .none }
    let mean = Double(sum) / Double(count)
    let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return .rounded((squares / Double(freedom)).squareRoot() / Double(unit.microseconds))
  }
}
