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
}
