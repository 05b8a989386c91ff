public import Bytes

/// How healthy a book is: a line for each thing looked at.
public struct HealthReport: Equatable, Sendable {
  /// What was looked at, in the order of importance.
  public internal(set) var lines: [HealthLine] = []

  /// Where the log ends; `.none` when that could not be found out.
  public internal(set) var head = Position.none

  /// Whether nothing is broken; warnings do not count.
  public var isSound: Bool { faultCount == 0 }
  /// How many lines are faults.
  public var faultCount: Int { lines.count { $0.state == .fault } }

  mutating func ok(_ part: String, _ finding: String) {
    lines.append(HealthLine(part: part, state: .ok, finding: finding, advice: ""))
  }

  mutating func warn(_ part: String, _ finding: String, _ advice: String) {
    lines.append(HealthLine(part: part, state: .warning, finding: finding, advice: advice))
  }

  mutating func fault(_ part: String, _ finding: String, _ advice: String) {
    lines.append(HealthLine(part: part, state: .fault, finding: finding, advice: advice))
  }
}

/// One thing that was looked at.
public struct HealthLine: Equatable, Sendable {
  /// What was looked at, as in `keys`; stable.
  public let part: String
  /// How it is.
  public let state: HealthState
  /// What was found.
  public let finding: String
  /// What to do; empty when all is well.
  public let advice: String
}

/// How something is.
public enum HealthState: String, Equatable, Sendable {
  /// As it should be.
  case ok
  /// It works, and should be seen to.
  case warning
  /// It is broken.
  case fault
}
