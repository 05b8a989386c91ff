public import Bytes

/// What can happen to a user. Stored form: docs/schema/user.proto.
///
/// Names, addresses and logins are sealed under the user's key; roles, managers and offices are
/// not.
public enum UserEvent: StoredEvent {
  /// The user was entered.
  case registered(UserRegistered)
  /// The user goes by another name.
  case renamed(Personal<TextChanged>)
  /// The user has another e-mail address; none when empty.
  case emailChanged(Personal<TextChanged>)
  /// The operating system knows the user by another name; by none when empty.
  case loginChanged(Personal<TextChanged>)
  /// The user may do other things.
  case roleChanged(RoleChanged)
  /// The user reports to somebody else; to nobody when nil.
  case managerChanged(IDChanged<UserID>)
  /// The user works from another office; from none when empty.
  case officeChanged(TextChanged)
  /// The user may not work with the book any more.
  case deactivated(NothingElse)
  /// The user may work with the book again.
  case reactivated(NothingElse)
  /// Another system's name for the user was noted.
  case referenced(Personal<ExternalReference>)
  /// What is personal was erased, on request; why stands in the envelope, in the open.
  case erased(NothingElse)

  /// The kind of stream these events belong to.
  public static let kind = StreamKind.user

  /// The stored number of the case; never reused.
  public var type: EventType {
    switch self {
    case .registered: EventType(1)
    case .renamed: EventType(2)
    case .emailChanged: EventType(3)
    case .loginChanged: EventType(4)
    case .roleChanged: EventType(5)
    case .managerChanged: EventType(6)
    case .officeChanged: EventType(7)
    case .deactivated: EventType(8)
    case .reactivated: EventType(9)
    case .referenced: EventType(10)
    case .erased: EventType(11)
    }
  }

  /// The case with this number, its fields absent; nil when there is no such case.
  public init?(blank type: EventType) {
    switch type.number {
    case 1: self = .registered(UserRegistered())
    case 2: self = .renamed(Personal())
    case 3: self = .emailChanged(Personal())
    case 4: self = .loginChanged(Personal())
    case 5: self = .roleChanged(RoleChanged())
    case 6: self = .managerChanged(IDChanged())
    case 7: self = .officeChanged(TextChanged())
    case 8: self = .deactivated(NothingElse())
    case 9: self = .reactivated(NothingElse())
    case 10: self = .referenced(Personal())
    case 11: self = .erased(NothingElse())
    default: return nil
    }
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    switch self {
    case .registered(var fields):
      fields.code(&coder)
      self = .registered(fields)
    case .renamed(var personal):
      personal.codeSlot(&coder)
      self = .renamed(personal)
    case .emailChanged(var personal):
      personal.codeSlot(&coder)
      self = .emailChanged(personal)
    case .loginChanged(var personal):
      personal.codeSlot(&coder)
      self = .loginChanged(personal)
    case .roleChanged(var fields):
      fields.code(&coder)
      self = .roleChanged(fields)
    case .managerChanged(var fields):
      fields.code(&coder)
      self = .managerChanged(fields)
    case .officeChanged(var fields):
      fields.code(&coder)
      self = .officeChanged(fields)
    case .deactivated, .reactivated, .erased: break
    case .referenced(var personal):
      personal.codeSlot(&coder)
      self = .referenced(personal)
    }
  }
}

// MARK: - The personal part

extension UserEvent {
  /// The slot whose key seals the personal part; nil when there is none.
  public var keySlot: KeySlot? {
    switch self {
    case .registered(let registered): registered.personal.slot
    case .renamed(let personal), .emailChanged(let personal), .loginChanged(let personal):
      personal.slot
    case .referenced(let personal): personal.slot
    case .roleChanged, .managerChanged, .officeChanged, .deactivated, .reactivated, .erased: nil
    }
  }

  /// Whether what is personal was erased.
  public var isErasure: Bool { self == .erased(NothingElse()) }

  /// Shows the coder the fields of the personal part.
  public mutating func codePersonal(_ coder: inout FieldCoder) {
    switch self {
    case .registered(var registered):
      registered.personal.codeContent(&coder)
      self = .registered(registered)
    case .renamed(var personal):
      personal.codeContent(&coder)
      self = .renamed(personal)
    case .emailChanged(var personal):
      personal.codeContent(&coder)
      self = .emailChanged(personal)
    case .loginChanged(var personal):
      personal.codeContent(&coder)
      self = .loginChanged(personal)
    case .referenced(var personal):
      personal.codeContent(&coder)
      self = .referenced(personal)
    case .roleChanged, .managerChanged, .officeChanged, .deactivated, .reactivated, .erased: break
    }
  }
}

// MARK: - Payloads

/// The user was entered: message `UserRegistered`.
public struct UserRegistered: WireMessage {
  /// What the user may do.
  public var role = Role.representative
  /// To whom the user reports; nil for nobody.
  public var manager: UserID?
  /// The branch or region the user works from; nil for none.
  public var office: String?
  /// Name, address and login.
  public var personal = Personal<UserDetails>()

  /// The message all of whose fields are absent.
  public init() {}

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.choice(1, &role, unknown: .analyst)
    coder.id(2, &manager)
    coder.text(20, &office)
    personal.codeSlot(&coder)
  }
}

/// What is personal about a user, sealed: message `UserDetails`.
public struct UserDetails: WireMessage {
  /// The name people see.
  public var name = ""
  /// The e-mail address; nil for none.
  public var email: String?
  /// The operating system's name for the user; nil for none.
  public var login: String?

  /// The message all of whose fields are absent.
  public init() {}

  /// The details with these values.
  public init(name: String, email: String? = nil, login: String? = nil) {
    self.name = name
    self.email = email
    self.login = login
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.text(20, &name)
    coder.text(21, &email)
    coder.text(22, &login)
  }
}

/// The user may do other things: message `UserRoleChanged`.
public struct RoleChanged: WireMessage {
  /// What the user may do.
  public var role = Role.representative

  /// The message all of whose fields are absent.
  public init() {}

  /// The payload with this role.
  public init(_ role: Role) { self.role = role }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.choice(1, &role, unknown: .analyst)
  }
}
