/// How firmly opportunities at a stage are counted on. The numbers are stored.
public enum ForecastCategory: UInt8, Sendable, CaseIterable, CustomStringConvertible {
  /// Possible, but nobody counts on it yet.
  case pipeline = 1
  /// To be won if all goes well.
  case bestCase = 2
  /// As good as promised.
  case commit = 3
  /// Left out of every forecast.
  case omitted = 4

  /// The stable name, as in `best-case`.
  public var description: String {
    switch self {
    case .pipeline: "pipeline"
    case .bestCase: "best-case"
    case .commit: "commit"
    case .omitted: "omitted"
    }
  }

  /// Reads a stable name; nil when the text is something else.
  public init?(text: String) {
    guard let category = Self.allCases.first(where: { $0.description == text }) else { return nil }
    self = category
  }
}
