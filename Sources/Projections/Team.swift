public import Bytes
public import Domain

/// Every user as plain numbers: role, manager, branch, whether active.
public struct Team: ReadModel {
  public static let name = "team"
  public static let version: UInt32 = 2
  public static let kinds = StreamKinds(.user)

  /// One row a user.
  public private(set) var rows = EntityRows<UserID, UserRow>()
  /// The branches users work from.
  public private(set) var offices = Words()

  public init() {}

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    guard let what = try event.texts(as: UserEvent.self) else { return }
    var office: UInt32?
    switch what {
    case .registered(let registered): office = offices.number(of: registered.office)
    case .officeChanged(let changed): office = offices.number(of: changed.text.nonEmpty)
    default: break
    }
    rows.change(event.header.stream.number) { row in
      row.apply(what)
      row.office = office ?? row.office
      row.keySlot = what.keySlot.map { max($0.number, row.keySlot) } ?? row.keySlot
    }
  }

  /// The branch a user works from; nil when none is known.
  public func office(of user: UserID) -> String? { offices[rows[user].office] }

  /// Whether `manager` stands above `user`, at any distance.
  public func reports(_ user: UserID, to manager: UserID) -> Bool {
    var next = rows[user].manager
    var steps = 0
    while let above = next, steps <= rows.count {
      if above == manager { return true }
      next = rows[above].manager
      steps += 1
    }
    return false
  }

  public mutating func forget(_ stream: StreamID) { rows.clear(stream.number) }

  public mutating func code(_ coder: inout ColumnCoder) {
    rows.code(&coder)
    offices.code(&coder)
  }
}

/// A user without name and addresses.
public struct UserRow: ColumnRow, Equatable, Sendable {
  /// What the user may do; nil when the number was never used.
  public var role: Role?
  /// To whom the user reports.
  public var manager: UserID?
  /// Whether the user may work and own things.
  public var isActive = false
  /// The branch, by its number among the words.
  public var office: UInt32 = 0
  /// The slot of the user's key.
  public var keySlot: UInt32 = 0
  /// Whether what is personal was erased.
  public var isErased = false

  public init() {}

  mutating func apply(_ event: UserEvent) {
    switch event {
    case .registered(let registered):
      (role, manager, isActive) = (registered.role, registered.manager, true)
    case .roleChanged(let changed): role = changed.role
    case .managerChanged(let changed): manager = changed.id
    case .deactivated: isActive = false
    case .reactivated: isActive = true
    case .erased: isErased = true
    default: break
    }
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    var code = role?.rawValue ?? 0
    coder.number(&code)
    role = Role(rawValue: code)
    coder.id(&manager)
    coder.flag(&isActive)
    coder.number(&office)
    coder.number(&keySlot)
    coder.flag(&isErased)
  }
}

extension String {
  /// The text, or nil when it is empty.
  var nonEmpty: String? { isEmpty ? nil : self }
}
