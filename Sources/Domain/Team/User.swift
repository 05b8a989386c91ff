public import Bytes

/// A person who works with the book, folded from its events.
public struct User: Person {
  /// The number.
  public let id: UserID
  /// Whether the user was entered.
  public private(set) var exists = false
  /// The slot of the key that seals what is personal about the user; nil before the first event.
  public private(set) var keySlot: KeySlot?
  /// Whether what is personal was erased or may not be read; the details are empty then.
  public private(set) var isHidden = false
  /// Whether what is personal was erased, on request.
  public private(set) var isErased = false
  /// Name, address and login.
  public private(set) var details = UserDetails()
  /// What the user may do.
  public private(set) var role = Role.representative
  /// To whom the user reports.
  public private(set) var manager: UserID?
  /// The branch or region the user works from; reports are grouped by it.
  public private(set) var office: String?
  /// Whether the user may work with the book and own things.
  public private(set) var isActive = false
  /// What other systems call the user.
  public private(set) var references: [ExternalReference] = []

  /// The user before the first event.
  public init(id: UserID) {
    self.id = id
  }

  /// What decisions about other things need to know of the user.
  public var facts: UserFacts { UserFacts(role: role, manager: manager, isActive: isActive) }

  /// Folds one event.
  public mutating func evolve(_ event: UserEvent, _ time: EventTime) {
    switch event {
    case .registered(let registered):
      (exists, isActive) = (true, true)
      keySlot = registered.personal.slot
      (role, manager, office) = (registered.role, registered.manager, registered.office)
      note(registered.personal) { $0.details = $1 }
    case .renamed(let name): note(name) { $0.details.name = $1.text }
    case .emailChanged(let email): note(email) { $0.details.email = $1.text.nonempty }
    case .loginChanged(let login): note(login) { $0.details.login = $1.text.nonempty }
    case .roleChanged(let changed): role = changed.role
    case .managerChanged(let changed): manager = changed.id
    case .officeChanged(let changed): office = changed.text.nonempty
    case .deactivated: isActive = false
    case .reactivated: isActive = true
    case .referenced(let reference): note(reference) { $0.references.append($1) }
    case .erased:
      isErased = true
      hide()
    }
  }

  /// Takes over what is personal; when it cannot be read, nothing personal is known any more.
  private mutating func note<Value>(
    _ personal: Personal<Value>, _ take: (inout User, Value) -> Void
  ) {
    if let value = personal.value, !isHidden { return take(&self, value) }
    hide()
  }

  private mutating func hide() {
    isHidden = true
    details = UserDetails()
    references = []
  }

  /// The slot of the key that seals what is personal; nil before the first event.
  public var sealingSlot: KeySlot? { keySlot }

  /// What people see of it, in the order it is shown.
  public var fields: [Field] {
    var fields: [Field] = [Field("name", isHidden ? .hidden : .text(details.name))]
    if let email = details.email { fields.append(Field("email", .text(email))) }
    if let login = details.login { fields.append(Field("login", .text(login))) }
    fields.append(Field("role", .text(role.description)))
    if let manager { fields.append(Field("manager", .reference(manager.stream))) }
    if let office { fields.append(Field("office", .text(office))) }
    fields.append(Field("active", .flag(isActive)))
    for reference in references {
      fields.append(Field("reference-\(reference.source)", .text(reference.identifier)))
    }
    return fields
  }

  /// The commands that give a field its older value; nil when it cannot be restored.
  public func restoring(_ field: String, from older: User) -> [UserCommand]? {
    switch field {
    case "name": return older.isHidden ? nil : [.rename(older.details.name)]
    case "email": return older.isHidden ? nil : [.changeEmail(older.details.email)]
    case "login": return older.isHidden ? nil : [.changeLogin(older.details.login)]
    case "role": return [.changeRole(older.role)]
    case "manager": return [.setManager(older.manager)]
    case "office": return [.setOffice(older.office)]
    case "active": return [older.isActive ? .reactivate : .deactivate]
    default: return nil
    }
  }
}

extension String {
  /// The text itself; nil when it is empty, as stored events say "none".
  var nonempty: String? { isEmpty ? nil : self }
}
