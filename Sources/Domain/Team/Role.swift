/// What a user may do; the rights themselves are kept by the door. The numbers are stored.
public enum Role: UInt8, Sendable, CaseIterable, CustomStringConvertible {
  /// Sells: looks after customers of their own.
  case representative = 1
  /// Leads: looks after a team of users.
  case manager = 2
  /// Asks: reads and exports, changes nothing about customers.
  case analyst = 3
  /// Checks: reads everything, the records of who read what included.
  case auditor = 4
  /// Runs the book: users, pipelines, products, configuration.
  case administrator = 5

  /// The stable name, as in `representative`.
  public var description: String {
    switch self {
    case .representative: "representative"
    case .manager: "manager"
    case .analyst: "analyst"
    case .auditor: "auditor"
    case .administrator: "administrator"
    }
  }

  /// Reads a stable name; nil when the text is something else.
  public init?(text: String) {
    guard let role = Self.allCases.first(where: { $0.description == text }) else { return nil }
    self = role
  }
}
