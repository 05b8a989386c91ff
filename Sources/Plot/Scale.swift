import Domain
import Reports

/// From values to places along an axis, with ticks at round values.
struct Scale {
  /// The ends.
  let low: Double
  let high: Double
  /// Round values, with what is written there.
  private(set) var ticks: [Tick]

  /// A round value.
  struct Tick {
    var value: Double
    var text: String
  }

  /// Where a value lies between two places; far beyond them it is held at a million.
  func callAsFunction(_ value: Double, _ from: Double, _ to: Double) -> Double {
    let place = from + (value - low) / (high - low) * (to - from)
    return place.isFinite ? min(max(place, -1e6), 1e6) : from
  }

  /// Whether a value lies between the ends.
  func holds(_ value: Double) -> Bool { low <= value && value <= high }

  /// The scale of an axis for these values, with about so many ticks.
  init(_ values: [Double], _ axis: Chart.Axis, fromZero: Bool, ticks count: Int = 6) {
    let finite = values.filter(\.isFinite)
    if axis.unit == .date {
      self = Scale(days: finite, range: axis.range, count: count)
      return
    }
    var low = axis.range?.lowerBound ?? finite.min() ?? 0
    var high = axis.range?.upperBound ?? finite.max() ?? 1
    if fromZero, axis.range == nil { (low, high) = (min(low, 0), max(high, 0)) }
    if high <= low { (low, high) = Self.opened(low) }
    var step = Self.round((high - low) / Double(max(count - 1, 1)))
    if axis.unit == .count { step = max(1, step.rounded(.up)) }
    if axis.range == nil {
      low = (low / step).rounded(.down) * step
      high = (high / step).rounded(.up) * step
    }
    (self.low, self.high) = (low, high)
    let first = (low / step).rounded(.up)
    let last = (high / step + 1e-9).rounded(.down)
    let largest = max(low.magnitude, high.magnitude)
    ticks = stride(from: first, through: last, by: 1).prefix(50).map { number in
      let value = number * step
      return Tick(
        value: value,
        text: NumberText.tick(value, step: step, largest: largest, axis.unit))
    }
  }

  /// A stretch around a single value.
  private static func opened(_ value: Double) -> (Double, Double) {
    value == 0 ? (0, 1) : (min(value * 0.9, value * 1.1), max(value * 0.9, value * 1.1))
  }

  /// The next round number: 1, 2, 2.5 or 5 times a power of ten (after Paul Heckbert, "Nice Numbers
  /// for Graph Labels", Graphics Gems, 1990).
  static func round(_ raw: Double) -> Double {
    guard raw > 0, raw.isFinite else { return 1 }
    var power = 1.0
    while power * 10 <= raw { power *= 10 }
    while power > raw { power /= 10 }
    let fraction = raw / power
    for nice in [1, 2, 2.5, 5] where fraction <= nice * 1.000001 { return nice * power }
    return 10 * power
  }
}

// MARK: - Days

extension Scale {
  /// The scale of days: ticks on days, Mondays, firsts of months, quarters or years.
  private init(days: [Double], range: ClosedRange<Double>?, count: Int) {
    var low = range?.lowerBound ?? days.min() ?? 0
    var high = range?.upperBound ?? days.max() ?? 1
    if high <= low {
      let room = max(1, low.magnitude / 1000)
      (low, high) = (low - room, low + room)
    }
    (self.low, self.high) = (low, high)
    ticks = []
    guard let first = NumberText.day(low), let last = NumberText.day(high) else { return }
    for (kind, every) in Self.steps where Self.count(kind, first, last) / every <= count + 1 {
      ticks = Self.ticks(kind, every, first, last)
      return
    }
  }

  private static let steps: [(Period.Kind, Int)] = [
    (.day, 1), (.day, 2), (.week, 1), (.week, 2), (.month, 1), (.month, 2), (.quarter, 1),
    (.quarter, 2), (.year, 1), (.year, 2), (.year, 5), (.year, 10), (.year, 50), (.year, 1000),
  ]

  private static func count(_ kind: Period.Kind, _ first: Day, _ last: Day) -> Int {
    let days = first.days(to: last)
    return switch kind {
    case .day: days
    case .week: days / 7
    case .month: days / 30
    case .quarter: days / 91
    default: days / 365
    }
  }

  private static func ticks(
    _ kind: Period.Kind, _ every: Int, _ first: Day, _ last: Day
  ) -> [Tick] {
    let starts = Period.sequence(kind, from: first, through: last)
      .filter { $0.first >= first && number($0) % every == 0 }
    return starts.map { period in
      Tick(value: Double(period.first.number), text: text(period))
    }
  }

  /// The number of a period among those of its kind, so that every second one is always the same.
  private static func number(_ period: Period) -> Int {
    let (year, month, _) = period.first.civil
    return switch period.kind {
    case .month: year * 12 + month - 1
    case .quarter: year * 4 + (month - 1) / 3
    case .year: year
    default: Int(period.first.number.magnitude) / (period.kind == .week ? 7 : 1)
    }
  }

  private static func text(_ period: Period) -> String {
    switch period.kind {
    case .month: period.label
    case .quarter, .year: period.label
    default: period.first.description
    }
  }
}
