import Bytes
import Domain
import Testing

private let id = UserID(5)
private let slot = KeySlot(7)
private let reference = ExternalReference(source: "hr", identifier: "E-17")

private func registered(
  _ role: Role = .representative, manager: UserID? = nil, office: String? = "North",
  details: UserDetails? = UserDetails(name: "Ada", email: "Ada@x.org", login: "ada")
) -> UserEvent {
  var registered = UserRegistered()
  (registered.role, registered.manager, registered.office) = (role, manager, office)
  registered.personal = Personal(details, slot: slot)
  return .registered(registered)
}

private func sealed(_ text: String) -> Personal<TextChanged> {
  Personal(TextChanged(text), slot: slot)
}

private let ada = NewUser(
  name: "Ada ", email: " Ada@x.org", login: "ada", role: .representative, office: "North",
  references: [reference])

@Suite struct `Registering a user` {
  @Test func `what is personal is sealed under a key of the user's own`() {
    given(User.self, id).when(.register(ada)).thenOnce([
      registered(), .referenced(Personal(reference, slot: slot)),
    ])
  }

  @Test func `the first user is registered by the book itself`() {
    var facts = TestFacts()
    (facts.actor, facts.administratorCount) = (UserID(0), 0)
    let details = UserDetails(name: "Root")
    given(User.self, id, facts: facts).when(.register(NewUser(name: "Root", role: .administrator)))
      .thenOnce([registered(.administrator, office: nil, details: details)])
  }

  @Test func `a name is needed and an address must be one`() {
    given(User.self, id).when(.register(NewUser(name: " ", role: .analyst)))
      .refused(.text(.empty(field: "name")))
    given(User.self, id).when(.register(NewUser(name: "Ada", email: "ada", role: .analyst)))
      .refused(.text(.notAnEmail(text: "ada", reason: "it needs exactly one @")))
  }

  @Test func `an address belongs to one user, in any letters`() {
    var facts = TestFacts()
    facts.emails["ada@x.org"] = UserID(2).stream
    given(User.self, id, facts: facts).when(.register(ada))
      .refused(.emailTaken("Ada@x.org", by: UserID(2)))
    facts.emails["ada@x.org"] = ContactID(2).stream
    given(User.self, id, facts: facts).when(.register(ada))
      .thenOnce([registered(), .referenced(Personal(reference, slot: slot))])
  }

  @Test func `a login belongs to one user`() {
    var facts = TestFacts()
    facts.logins["ada"] = UserID(2)
    given(User.self, id, facts: facts).when(.register(ada))
      .refused(.loginTaken("ada", by: UserID(2)))
  }

  @Test func `a name in another system belongs to one user`() {
    var facts = TestFacts()
    facts.references[reference] = UserID(2).stream
    given(User.self, id, facts: facts).when(.register(ada))
      .refused(.reference(.taken(reference, by: "U-2")))
  }

  @Test func `a user who is not there cannot be changed`() {
    given(User.self, id).when(.deactivate).refused(.unknown(id))
  }
}

@Suite struct `Who reports to whom` {
  @Test func `a manager is set and taken away`() {
    var facts = TestFacts()
    facts.users[UserID(2)] = UserFacts(role: .manager)
    given(User.self, id, registered(), facts: facts).when(.setManager(UserID(2)))
      .then([.managerChanged(IDChanged(UserID(2)))])
    given(User.self, id, registered(manager: UserID(2)), facts: facts).when(.setManager(nil))
      .then([.managerChanged(IDChanged(nil))])
  }

  @Test func `a manager must be there and active`() {
    var facts = TestFacts()
    facts.users[UserID(2)] = UserFacts(role: .manager, isActive: false)
    given(User.self, id, registered(), facts: facts).when(.setManager(UserID(3)))
      .refused(.unknownManager(UserID(3)))
    given(User.self, id, registered(), facts: facts).when(.setManager(UserID(2)))
      .refused(.inactiveManager(UserID(2)))
    given(User.self, id, facts: facts)
      .when(.register(NewUser(name: "Ada", role: .analyst, manager: UserID(3))))
      .refused(.unknownManager(UserID(3)))
  }

  @Test func `nobody reports to themselves, not even through others`() {
    var facts = TestFacts()
    facts.users[UserID(2)] = UserFacts(role: .manager, manager: UserID(3))
    facts.users[UserID(3)] = UserFacts(role: .manager, manager: id)
    facts.users[id] = UserFacts(role: .manager)
    given(User.self, id, registered(), facts: facts).when(.setManager(id))
      .refused(.managerCircle(id))
    given(User.self, id, registered(), facts: facts).when(.setManager(UserID(2)))
      .refused(.managerCircle(UserID(2)))
  }
}

@Suite struct `Changing a user` {
  @Test func `what is personal stays under the same key`() {
    given(User.self, id, registered()).when(.rename("Ada L")).then([.renamed(sealed("Ada L"))])
    given(User.self, id, registered()).when(.changeEmail("a@y.org"))
      .then([.emailChanged(sealed("a@y.org"))])
    given(User.self, id, registered()).when(.changeLogin("al")).then([.loginChanged(sealed("al"))])
    given(User.self, id, registered()).when(.reference(reference))
      .then([.referenced(Personal(reference, slot: slot))])
  }

  @Test func `an address, a login and an office can be taken away`() {
    given(User.self, id, registered()).when(.changeEmail(nil)).then([.emailChanged(sealed(""))])
    given(User.self, id, registered()).when(.changeLogin(nil)).then([.loginChanged(sealed(""))])
    given(User.self, id, registered()).when(.setOffice(nil)).then([.officeChanged(TextChanged())])
  }

  @Test func `an address or login of another user is refused, one's own is not`() {
    var facts = TestFacts()
    facts.emails = ["b@y.org": UserID(2).stream, "ada@x.org": id.stream]
    facts.logins = ["bob": UserID(2), "ada": id]
    given(User.self, id, registered(), facts: facts).when(.changeEmail("B@y.org"))
      .refused(.emailTaken("B@y.org", by: UserID(2)))
    given(User.self, id, registered(), facts: facts).when(.changeLogin("bob"))
      .refused(.loginTaken("bob", by: UserID(2)))
    given(User.self, id, registered(), facts: facts).when(.changeEmail("ada@x.org"))
      .then([.emailChanged(sealed("ada@x.org"))])
    given(User.self, id, registered(), facts: facts).when(.changeLogin("ada")).thenNothing()
  }

  @Test func `office and role are changed in the open`() {
    given(User.self, id, registered()).when(.setOffice("South"))
      .then([.officeChanged(TextChanged("South"))])
    given(User.self, id, registered()).when(.changeRole(.auditor))
      .then([.roleChanged(RoleChanged(.auditor))])
    given(User.self, id, registered()).when(.setOffice("North")).thenNothing()
  }

  @Test func `users are deactivated and reactivated`() {
    given(User.self, id, registered()).when(.deactivate).then([.deactivated(NothingElse())])
    given(User.self, id, registered()).when(.reactivate).thenNothing()
    given(User.self, id, registered(), .deactivated(NothingElse())).when(.reactivate)
      .then([.reactivated(NothingElse())])
  }

  @Test func `the last active administrator stays one`() {
    given(User.self, id, registered(.administrator)).when(.deactivate)
      .refused(.lastAdministrator(id))
    given(User.self, id, registered(.administrator)).when(.changeRole(.manager))
      .refused(.lastAdministrator(id))
    given(User.self, id, registered(.administrator)).when(.changeRole(.administrator))
      .thenNothing()
  }

  @Test func `one of two administrators may go`() {
    var facts = TestFacts()
    facts.administratorCount = 2
    given(User.self, id, registered(.administrator), facts: facts).when(.deactivate)
      .then([.deactivated(NothingElse())])
    given(User.self, id, registered(.administrator), facts: facts).when(.changeRole(.manager))
      .then([.roleChanged(RoleChanged(.manager))])
  }

  @Test func `an administrator who is deactivated already may get another role`() {
    given(User.self, id, registered(.administrator), .deactivated(NothingElse()))
      .when(.changeRole(.analyst)).then([.roleChanged(RoleChanged(.analyst))])
  }
}

@Suite struct `Reading a user` {
  @Test func `everything known is shown`() {
    let user = User.folded(
      id, registered(.manager, manager: UserID(2)), .referenced(Personal(reference, slot: slot)))
    expectFields(
      user, ["name", "email", "login", "role", "manager", "office", "active", "reference-hr"])
    #expect(user.facts == UserFacts(role: .manager, manager: UserID(2)))
    #expect(user.keySlot == slot)
  }

  @Test func `after erasure the name is hidden and the rest stands`() {
    let user = User.folded(
      id, registered(details: nil), .referenced(Personal(nil, slot: slot)),
      .roleChanged(RoleChanged(.manager)))
    #expect(user.isHidden)
    expectFields(user, ["name", "role", "office", "active"])
    #expect(user.value(of: "name") == .hidden)
    #expect(user.role == .manager)
  }

  @Test func `one box that cannot be read hides all that is personal`() {
    let later = User.folded(id, registered(), .renamed(Personal(nil, slot: slot)))
    let earlier = User.folded(id, registered(details: nil), .renamed(sealed("X")))
    for user in [later, earlier] {
      #expect(user.isHidden)
      #expect(user.details == UserDetails())
    }
  }

  @Test func `nothing personal can be added to an erased user`() {
    let commands: [UserCommand] = [
      .rename("X"), .changeEmail("a@x.org"), .changeLogin("x"), .reference(reference),
    ]
    for command in commands {
      given(User.self, id, registered(details: nil)).when(command).refused(.erased(id))
    }
    given(User.self, id, registered(details: nil)).when(.deactivate)
      .then([.deactivated(NothingElse())])
  }

  @Test func `old values can be restored`() throws {
    let older = User.folded(id, registered(manager: UserID(2)))
    let newer = User.folded(
      id, registered(), .renamed(sealed("X")), .emailChanged(sealed("")),
      .loginChanged(sealed("x")), .roleChanged(RoleChanged(.analyst)),
      .managerChanged(IDChanged(nil)), .officeChanged(TextChanged()), .deactivated(NothingElse()))
    var facts = TestFacts()
    facts.users[UserID(2)] = UserFacts(role: .manager)
    for field in ["name", "email", "login", "role", "manager", "office", "active"] {
      try expectRestored(field, of: newer, to: older, facts: facts)
    }
    #expect(newer.restoring("colour", from: older) == nil)
    #expect(newer.restoring("name", from: User.folded(id, registered(details: nil))) == nil)
  }

  @Test func `every event reads back from its bytes`() throws {
    try expectRoundTrips(everyEvent)
  }

  @Test func `without the box nothing personal is read`() throws {
    for event in everyEvent where event.keySlot != nil {
      let read = try #require(try withoutBox(event))
      #expect(read.keySlot == slot)
      switch read {
      case .registered(let registered): #expect(registered.personal.value == nil)
      case .renamed(let text), .emailChanged(let text), .loginChanged(let text):
        #expect(text.value == nil)
      case .referenced(let reference): #expect(reference.value == nil)
      default: Issue.record("\(read) has no personal part")
      }
    }
  }

  @Test func `no personal word stands in the open payload`() {
    for event in everyEvent where event.keySlot != nil {
      let payload = String(decoding: event.payloadBytes(), as: UTF8.self)
      for word in ["Ada", "x.org", "ada", "E-17", "hr"] { #expect(!payload.contains(word)) }
    }
  }

  @Test func `roles have stable numbers and names`() {
    #expect(Role.allCases.map(\.rawValue) == [1, 2, 3, 4, 5])
    let names = ["representative", "manager", "analyst", "auditor", "administrator"]
    #expect(Role.allCases.map(\.description) == names)
    #expect(names.compactMap(Role.init(text:)) == Role.allCases)
    #expect(Role(text: "boss") == nil)
  }
}

private let everyEvent: [UserEvent] = [
  registered(.administrator, manager: UserID(2)), .renamed(sealed("Ada")),
  .emailChanged(sealed("ada@x.org")), .loginChanged(sealed("ada")),
  .roleChanged(RoleChanged(.auditor)), .managerChanged(IDChanged(UserID(3))),
  .officeChanged(TextChanged("South")), .deactivated(NothingElse()), .reactivated(NothingElse()),
  .referenced(Personal(reference, slot: slot)), .erased(NothingElse()),
]
