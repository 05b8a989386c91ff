import Bytes

/// How far one has come with a person; the numbers and the names are stored and stable.
public enum RelationshipStage: UInt8, Sendable, CaseIterable, CustomStringConvertible {
  /// Known by name only.
  case stranger = 1
  /// Might need what one sells.
  case prospect = 2
  /// Showed interest.
  case lead = 3
  /// Buys.
  case customer = 4
  /// Recommends one to others.
  case advocate = 5
  /// Turned away; there is a reason.
  case lost = 6

  /// The stable name, as files and commands spell it.
  public var description: String {
    switch self {
    case .stranger: "stranger"
    case .prospect: "prospect"
    case .lead: "lead"
    case .customer: "customer"
    case .advocate: "advocate"
    case .lost: "lost"
    }
  }

  /// The stage with this stable name, upper or lower case; nil when there is none.
  public init?(name: String) {
    let name = name.lowercased()
    guard let stage = Self.allCases.first(where: { $0.description == name }) else { return nil }
    self = stage
  }
}

extension FieldCoder {
  /// A relationship stage (`RelationshipStage`). Absent leaves it as it is; a number this version
  /// does not know is an error of the bytes, never another stage.
  mutating func stage(_ field: Int, _ value: inout RelationshipStage) {
    var number: UInt8? = value.rawValue
    self.number(field, &number)
    guard isReading, let number, number != 0 else { return }
    guard let known = RelationshipStage(rawValue: number) else {
      failure = failure ?? .outOfRange(field: field)
      return
    }
    value = known
  }
}
