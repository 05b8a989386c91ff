/// What people may ask of a user.
public enum UserCommand: Equatable, Sendable {
  /// Enter a new user.
  case register(NewUser)
  /// Give the user another name.
  case rename(String)
  /// Give the user another e-mail address; none when nil.
  case changeEmail(String?)
  /// Tell by which name the operating system knows the user; by none when nil.
  case changeLogin(String?)
  /// Let the user do other things.
  case changeRole(Role)
  /// Let the user report to somebody else; to nobody when nil.
  case setManager(UserID?)
  /// Tell from which office the user works; from none when nil.
  case setOffice(String?)
  /// Let the user not work with the book any more.
  case deactivate
  /// Let the user work with the book again.
  case reactivate
  /// Note another system's name for the user.
  case reference(ExternalReference)
  /// Erase what is personal of a deactivated user, for good and for every past date, and say on
  /// what ground.
  case erase(reason: String)
}

/// What a new user starts with.
public struct NewUser: Equatable, Sendable {
  /// The name people see.
  public var name: String
  /// The e-mail address, unique among users.
  public var email: String?
  /// The operating system's name for the user, unique among users.
  public var login: String?
  /// What the user may do.
  public var role: Role
  /// To whom the user reports.
  public var manager: UserID?
  /// The branch or region the user works from.
  public var office: String?
  /// What other systems call the user.
  public var references: [ExternalReference]

  /// A new user of this name.
  public init(
    name: String, email: String? = nil, login: String? = nil, role: Role,
    manager: UserID? = nil, office: String? = nil, references: [ExternalReference] = []
  ) {
    self.name = name
    self.email = email
    self.login = login
    self.role = role
    self.manager = manager
    self.office = office
    self.references = references
  }
}

/// Why a user's file says no.
public enum UserRefusal: ReferringRefusal {
  /// There is no such user.
  case unknown(UserID)
  /// The user is there already.
  case exists(UserID)
  /// A text cannot be taken.
  case text(TextRefusal)
  /// Another user has that e-mail address.
  case emailTaken(String, by: UserID)
  /// Another user has that login.
  case loginTaken(String, by: UserID)
  /// The manager does not exist.
  case unknownManager(UserID)
  /// The manager was deactivated.
  case inactiveManager(UserID)
  /// The manager is the user, or reports to the user.
  case managerCircle(UserID)
  /// Nobody could run the book any more.
  case lastAdministrator(UserID)
  /// What was personal about the user has been erased, and nothing can be added to it.
  case erased(UserID)
  /// An erasure came without a reason.
  case erasureReasonMissing
  /// Only a deactivated user can be erased.
  case stillActive(UserID)
  /// Another user holds the reference.
  case reference(ReferenceRefusal)

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .unknown(let id): "there is no user \(id)"
    case .exists(let id): "user \(id) exists already"
    case .text(let refusal): refusal.description
    case .emailTaken(let email, let id): "user \(id) has the e-mail address '\(email)' already"
    case .loginTaken(let login, let id): "user \(id) has the login '\(login)' already"
    case .unknownManager(let id): "there is no user \(id) to report to"
    case .inactiveManager(let id): "user \(id) is deactivated, and nobody can report to them"
    case .managerCircle(let id): "nobody can report to themselves: \(id) is below the user"
    case .lastAdministrator(let id): "\(id) is the last active administrator of the book"
    case .erased(let id): "the personal data of user \(id) were erased"
    case .erasureReasonMissing: "say why the user is erased, as in 'request of 3 May'"
    case .stillActive(let id): "user \(id) is active: deactivate \(id) before erasing"
    case .reference(let refusal): refusal.description
    }
  }
}
