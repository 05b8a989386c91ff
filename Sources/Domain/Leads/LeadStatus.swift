import Bytes

/// How far one has come with a lead; the numbers and the names are stored and stable.
public enum LeadStatus: UInt8, Sendable, CaseIterable, CustomStringConvertible {
  /// Nobody spoke to the lead yet.
  case new = 1
  /// Somebody does.
  case working = 2
  /// It is worth a salesperson's time.
  case qualified = 3
  /// It will come to nothing; there is a reason.
  case disqualified = 4
  /// It became a customer.
  case converted = 5

  /// The stable name, as files and commands spell it.
  public var description: String {
    switch self {
    case .new: "new"
    case .working: "working"
    case .qualified: "qualified"
    case .disqualified: "disqualified"
    case .converted: "converted"
    }
  }

  /// The status with this stable name; nil when there is none.
  public init?(name: String) {
    let name = name.lowercased()
    guard let status = Self.allCases.first(where: { $0.description == name }) else { return nil }
    self = status
  }
}

extension FieldCoder {
  /// The status of a lead (`LeadStatus`). Absent leaves it as it is; a number this version does not
  /// know is an error of the bytes, never another status.
  mutating func status(_ field: Int, _ value: inout LeadStatus) {
    var number: UInt8? = value.rawValue
    self.number(field, &number)
    guard isReading, let number, number != 0 else { return }
    guard let known = LeadStatus(rawValue: number) else {
      failure = failure ?? .outOfRange(field: field)
      return
    }
    value = known
  }
}
