/// Whose business a plan (a submitted forecast, a target) is about. The numbers are stored.
public enum PlanScope: UInt8, Sendable, CaseIterable, CustomStringConvertible {
  /// What the owner works on.
  case own = 1
  /// What the owner works on, and everybody who reports to the owner, directly or through others.
  case team = 2
  /// Everything in the book.
  case book = 3

  /// The stable name.
  public var description: String {
    switch self {
    case .own: "own"
    case .team: "team"
    case .book: "book"
    }
  }

  /// Reads a stable name; nil when the text is something else.
  public init?(text: String) {
    guard let scope = Self.allCases.first(where: { $0.description == text }) else { return nil }
    self = scope
  }
}

/// Whose plan it is, about what, and for which period: there is one plan of a kind for each.
public struct PlanKey: Hashable, Sendable {
  /// Whose; nil for the whole book.
  public var owner: UserID?
  /// About whose business.
  public var scope: PlanScope
  /// For when.
  public var period: Period

  /// The key of a plan.
  public init(_ owner: UserID?, _ scope: PlanScope, _ period: Period) {
    self.owner = scope == .book ? nil : owner
    self.scope = scope
    self.period = period
  }
}
