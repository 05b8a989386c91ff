public import Bytes

/// What can happen to a target. Stored form: docs/schema/target.proto.
public enum TargetEvent: StoredEvent {
  /// It was set; also again, after it was retired.
  case set(TargetSet)
  /// It is another amount now.
  case revised(MoneyChanged)
  /// It does not count any more.
  case retired(NothingElse)

  public static let kind = StreamKind.target

  public var type: EventType {
    switch self {
    case .set: EventType(1)
    case .revised: EventType(2)
    case .retired: EventType(3)
    }
  }

  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .set(TargetSet())
    case 2: self = .revised(MoneyChanged())
    case 3: self = .retired(NothingElse())
    default: return nil
    }
  }

  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .set(var fields): self = .set(coder.coded(&fields))
    case .revised(var fields): self = .revised(coder.coded(&fields))
    case .retired(var fields): self = .retired(coder.coded(&fields))
    }
  }
}

/// Whose target it is, for when, and how much: message `TargetSet`.
public struct TargetSet: WireMessage {
  /// What is to be won.
  public var amount: Money?
  /// Whose it is; nil for that of the whole book.
  public var owner: UserID?
  /// About the owner's own business, the team's or the book's.
  public var scope = PlanScope.own
  /// For when.
  public var period: Period?

  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {
    coder.money(1, &amount)
    coder.id(2, &owner)
    coder.choice(3, &scope, unknown: .own)
    coder.period(4, &period)
  }
}
