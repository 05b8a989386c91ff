import Domain
import Projections

/// What counts as effort, and where a band of it ends and the next begins.
struct EffortBands: Sendable {
  /// What is counted.
  enum Measure: String, CaseIterable, Sendable {
    /// Completed activities.
    case activities
    /// Whole minutes worked.
    case minutes
  }

  let measure: Measure
  private let kind: ActivityKind?
  private let fixed: [Int64]
  /// How many bands of about equal size; nil for fixed ones.
  private let quantiles: Int?

  static let options = [
    ReportOption(
      "measure", "WHAT", "what effort is: completed activities, or minutes worked",
      choices: Measure.allCases.map(\.rawValue), standard: Measure.activities.rawValue),
    ReportOption(
      "type", "TYPE", "only activities of this type",
      choices: ActivityKind.allCases.map(\.description)),
    ReportOption(
      "bands", "LIST", "where bands begin, as in 1,3,6: 0, 1 to 2, 3 to 5, 6 and more; 1,3,6,10 "
        + "when not said, of minutes 1,60,180,360"),
    ReportOption("quantiles", "N", "instead: so many bands of about as many opportunities each"),
  ]

  init(_ values: OptionValues) throws(ReportRefusal) {
    measure = try values.choice("measure", as: Measure.self) ?? .activities
    kind = try values.named("type", ActivityKind.allCases.map { ($0.description, $0) })
    quantiles = try values.count("quantiles")
    if let quantiles, !(2...100).contains(quantiles) {
      throw .badValue(
        option: "quantiles", value: "\(quantiles)", expected: "a number of bands from 2 to 100")
    }
    if let text = values["bands"] {
      if quantiles != nil {
        throw .badValue(option: "bands", value: text, expected: "to be had without --quantiles")
      }
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      fixed = parts.compactMap { Int64($0) }
      guard fixed.count == parts.count, fixed.first.map({ $0 > 0 }) == true,
        zip(fixed, fixed.dropFirst()).allSatisfy({ $0 < $1 }), fixed.count <= 100
      else {
        throw .badValue(
          option: "bands", value: text, expected: "rising whole numbers above 0, as in 1,3,6")
      }
    } else {
      fixed = measure == .activities ? [1, 3, 6, 10] : [1, 60, 180, 360]
    }
  }

  /// Whether the bands depend on everything that is compared.
  var isRelative: Bool { quantiles != nil }

  /// What a piece of effort adds: activities, or microseconds.
  func value(_ effort: Effort, _ kind: ActivityKind) -> Int64 {
    guard self.kind == nil || self.kind == kind else { return 0 }
    return measure == .activities ? (effort.completes ? 1 : 0) : effort.microseconds
  }

  /// The effort in whole activities or minutes.
  func whole(_ value: Int64) -> Int64 { measure == .activities ? value : value / 60_000_000 }

  /// The mean of so many together.
  func mean(_ sum: Int64, of count: Int) -> Cell {
    Quotient(sum, Int64(count) * (measure == .activities ? 1 : 60_000_000))
      .map(Cell.quotient) ?? .none
  }

  /// Where the bands above the first begin, given everything that is compared.
  func boundaries(of values: [Int64]) -> [Int64] {
    guard let quantiles else { return fixed }
    let sorted = values.map(whole).sorted()
    var boundaries: [Int64] = []
    for number in 1..<quantiles where !sorted.isEmpty {
      let value = sorted[min(sorted.count - 1, (number * sorted.count + quantiles - 1) / quantiles)]
      if value > boundaries.last ?? 0 { boundaries.append(value) }
    }
    return boundaries
  }

  /// The band an effort falls into, from 0.
  func band(of value: Int64, _ boundaries: [Int64]) -> Int {
    boundaries.count { $0 <= whole(value) }
  }

  /// What a band is called, as in `0`, `1-2`, `6+`.
  static func label(_ band: Int, _ boundaries: [Int64]) -> String {
    let low = band == 0 ? 0 : boundaries[band - 1]
    guard band < boundaries.count else { return "\(low)+" }
    let high = boundaries[band] - 1
    return low == high ? "\(low)" : "\(low)-\(high)"
  }
}
