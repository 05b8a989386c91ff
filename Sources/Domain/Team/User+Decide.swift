import Bytes

extension User {
  /// What happens when the command is carried out; nothing when it changes nothing.
  public func decide(
    _ command: UserCommand, _ facts: some Facts
  ) throws(UserRefusal) -> [UserEvent] {
    if case .register(let new) = command { return try register(new, facts) }
    guard exists else { throw .unknown(id) }
    switch command {
    case .register: throw .exists(id)
    case .rename, .changeEmail, .changeLogin, .reference: return try personal(command, facts)
    case .changeRole(let role):
      if role == self.role { return [] }
      try requireAnotherAdministrator(facts)
      return [.roleChanged(RoleChanged(role))]
    case .setManager(let manager):
      if manager == self.manager { return [] }
      try requireManager(manager, facts)
      return [.managerChanged(IDChanged(manager))]
    case .setOffice(let text):
      let office = try checkedOffice(text)
      return office == self.office ? [] : [.officeChanged(TextChanged(office ?? ""))]
    case .deactivate:
      guard isActive else { return [] }
      try requireAnotherAdministrator(facts)
      return [.deactivated(NothingElse())]
    case .reactivate:
      if isErased { throw .erased(id) }
      return isActive ? [] : [.reactivated(NothingElse())]
    case .erase(let reason):
      if Text.trimmed(reason).isEmpty { throw .erasureReasonMissing }
      // An active user is never erased; so the last active administrator cannot be, either.
      if isActive { throw .stillActive(id) }
      return isErased ? [] : [.erased(NothingElse())]
    }
  }

  private func register(
    _ new: NewUser, _ facts: some Facts
  ) throws(UserRefusal) -> [UserEvent] {
    if exists { throw .exists(id) }
    let slot = facts.freeKeySlot
    let details = UserDetails(
      name: try checkedName(new.name), email: try checkedEmail(new.email, facts),
      login: try checkedLogin(new.login, facts))
    var registered = UserRegistered()
    registered.personal = Personal(details, slot: slot)
    registered.role = new.role
    try requireManager(new.manager, facts)
    registered.manager = new.manager
    registered.office = try checkedOffice(new.office)
    let references = try newReferences(new.references, held: [], facts)
    return [.registered(registered)] + references.map { .referenced(Personal($0, slot: slot)) }
  }

  /// Decides what touches the personal part, which is sealed under the user's own key.
  private func personal(
    _ command: UserCommand, _ facts: some Facts
  ) throws(UserRefusal) -> [UserEvent] {
    guard let keySlot, !isHidden else { throw .erased(id) }
    func sealed(_ text: String?) -> Personal<TextChanged> {
      Personal(TextChanged(text ?? ""), slot: keySlot)
    }
    switch command {
    case .rename(let text):
      let name = try checkedName(text)
      return name == details.name ? [] : [.renamed(sealed(name))]
    case .changeEmail(let text):
      let email = try checkedEmail(text, facts)
      return email == details.email ? [] : [.emailChanged(sealed(email))]
    case .changeLogin(let text):
      let login = try checkedLogin(text, facts)
      return login == details.login ? [] : [.loginChanged(sealed(login))]
    case .reference(let reference):
      return try newReferences([reference], held: references, facts)
        .map { .referenced(Personal($0, slot: keySlot)) }
    case .register, .changeRole, .setManager, .setOffice, .deactivate, .reactivate, .erase:
      return []
    }
  }
}

// MARK: - Rules

extension User {
  private func checkedName(_ text: String) throws(UserRefusal) -> String {
    try line(text, "name", limit: 200)
  }

  private func checkedOffice(_ text: String?) throws(UserRefusal) -> String? {
    guard let text else { return nil }
    return try line(text, "office", limit: 100)
  }

  private func checkedEmail(
    _ text: String?, _ facts: some Facts
  ) throws(UserRefusal) -> String? {
    guard let text else { return nil }
    let email: Email
    do throws(TextRefusal) { email = try Email(text) } catch { throw .text(error) }
    if let holder = facts.holder(ofEmail: email.normalised, kind: .user), holder != id.stream {
      throw .emailTaken(email.text, by: UserID(holder.number))
    }
    return email.text
  }

  private func checkedLogin(
    _ text: String?, _ facts: some Facts
  ) throws(UserRefusal) -> String? {
    guard let text else { return nil }
    let login = try line(text, "login", limit: 100)
    if let holder = facts.holder(ofLogin: login), holder != id {
      throw .loginTaken(login, by: holder)
    }
    return login
  }

  /// Refuses a manager who is not there, or who is the user or below the user.
  private func requireManager(_ manager: UserID?, _ facts: some Facts) throws(UserRefusal) {
    guard let manager else { return }
    if manager == id { throw .managerCircle(manager) }
    guard let user = facts.user(manager) else { throw .unknownManager(manager) }
    guard user.isActive else { throw .inactiveManager(manager) }
    var superior = user.manager
    while let next = superior {
      if next == id { throw .managerCircle(manager) }
      superior = facts.user(next)?.manager
    }
  }

  /// Refuses to take the last active administrator away from the book.
  private func requireAnotherAdministrator(_ facts: some Facts) throws(UserRefusal) {
    guard isActive, role == .administrator else { return }
    if facts.administratorCount <= 1 { throw .lastAdministrator(id) }
  }
}
