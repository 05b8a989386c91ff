import Bytes
import Domain
import Testing

private let id = AccountID(1042)
private let owner = UserID(3)
private let parent = AccountID(7)
private let reference = ExternalReference(source: "erp", identifier: "K-9")

private func euros(_ text: String) -> Money {
  do { return try Money(text, .euro) } catch { fatalError("\(error)") }
}

private func details() -> AccountDetails {
  var details = AccountDetails()
  (details.annualRevenue, details.employees, details.founded) = (euros("1100.04"), 40, 1987)
  (details.industry, details.website, details.phone) = ("retail", "x.org", "+31 20 1234567")
  (details.street, details.postalCode, details.city) = ("Dam 1", "1012 JS", "Amsterdam")
  (details.region, details.country) = ("Noord-Holland", "Netherlands")
  return details
}

private func created(details: AccountDetails = details()) -> AccountEvent {
  var created = AccountCreated()
  (created.name, created.owner, created.parent) = ("Acme", owner, parent)
  created.details = details
  return .created(created)
}

private func newAccount(details: AccountDetails = details()) -> NewAccount {
  NewAccount(
    name: " Acme", owner: owner, parent: parent, details: details, references: [reference])
}

private func changes(_ set: (inout AccountChanges) -> Void) -> AccountChanges {
  var changes = AccountChanges()
  set(&changes)
  return changes
}

/// A world with the owner, an inactive user 4, and the parent below account 8.
private var world: TestFacts {
  var facts = TestFacts()
  facts.users[owner] = UserFacts(role: .representative)
  facts.users[UserID(4)] = UserFacts(role: .representative, isActive: false)
  facts.standings = [parent.stream: .active, AccountID(8).stream: .active]
  facts.parents = [parent: AccountID(8)]
  return facts
}

@Suite struct `Entering an account` {
  @Test func `everything known of it goes into one event, references follow`() {
    given(Account.self, id, facts: world).when(.create(newAccount()))
      .thenOnce([created(), .referenced(reference)])
  }

  @Test func `a name is needed`() {
    given(Account.self, id).when(.create(NewAccount(name: "  ")))
      .refused(.text(.empty(field: "name")))
  }

  @Test func `the owner must be there and active`() {
    given(Account.self, id, facts: world).when(.create(NewAccount(name: "A", owner: UserID(9))))
      .refused(.owner(.unknown(UserID(9))))
    given(Account.self, id, facts: world).when(.create(NewAccount(name: "A", owner: UserID(4))))
      .refused(.owner(.inactive(UserID(4))))
  }

  @Test func `the year must be possible and the revenue not below zero`() {
    var wrong = AccountDetails()
    wrong.founded = 10_000
    given(Account.self, id).when(.create(NewAccount(name: "A", details: wrong)))
      .refused(.impossibleYear(10_000))
    wrong = AccountDetails()
    wrong.annualRevenue = euros("-1")
    given(Account.self, id).when(.create(NewAccount(name: "A", details: wrong)))
      .refused(.negativeRevenue)
  }

  @Test func `a name in another system belongs to one account`() {
    var facts = world
    facts.references[reference] = AccountID(5).stream
    given(Account.self, id, facts: facts).when(.create(newAccount()))
      .refused(.reference(.taken(reference, by: "A-5")))
  }

  @Test func `an account that is not there cannot be changed`() {
    given(Account.self, id).when(.rename("B")).refused(.unknown(id))
  }
}

@Suite struct `Changing an account` {
  @Test func `only what differs is stored`() {
    var event = AccountDetailsChanged()
    event.details.employees = 41
    event.cleared = [5, 25]
    let change = changes {
      ($0.employees, $0.founded, $0.postalCode) = (.set(41), .clear, .clear)
      ($0.industry, $0.city) = (.set("retail"), .keep)
    }
    given(Account.self, id, created()).when(.change(change)).then([.detailsChanged(event)])
    given(Account.self, id, created()).when(.change(AccountChanges())).thenNothing()
  }

  @Test func `what was taken away is gone, what was not named stays`() {
    var event = AccountDetailsChanged()
    event.details.employees = 41
    event.cleared = [3, 25]
    var expected = details()
    (expected.employees, expected.annualRevenue, expected.postalCode) = (41, nil, nil)
    #expect(Account.folded(id, created(), .detailsChanged(event)).details == expected)
  }

  @Test func `it is assigned to somebody or nobody`() {
    given(Account.self, id, created(), facts: world).when(.assign(nil))
      .then([.ownerChanged(IDChanged(nil))])
    given(Account.self, id, created(), facts: world).when(.assign(UserID(4)))
      .refused(.owner(.inactive(UserID(4))))
    given(Account.self, id, created(), facts: world).when(.assign(owner)).thenNothing()
  }

  @Test func `it belongs to another account, never to itself`() {
    given(Account.self, id, created(), facts: world).when(.setParent(AccountID(8)))
      .then([.parentChanged(IDChanged(AccountID(8)))])
    given(Account.self, id, created(), facts: world).when(.setParent(AccountID(9)))
      .refused(.unknownParent(AccountID(9)))
    given(Account.self, id, created(), facts: world).when(.setParent(id))
      .refused(.parentCircle(id))
    given(Account.self, AccountID(8), created(), facts: world).when(.setParent(parent))
      .refused(.parentCircle(parent))
  }

  @Test func `labels are given once and taken away once`() {
    given(Account.self, id, created()).when(.tag("vip")).then([.tagged(TextChanged("vip"))])
    given(Account.self, id, created(), .tagged(TextChanged("vip"))).when(.untag("vip"))
      .then([.untagged(TextChanged("vip"))])
    given(Account.self, id, created()).when(.untag("vip")).thenNothing()
  }

  @Test func `old values can be restored`() throws {
    let older = Account.folded(id, created(), .tagged(TextChanged("vip")))
    let newer = Account.folded(
      id, created(details: AccountDetails()), .renamed(TextChanged("B")),
      .ownerChanged(IDChanged(nil)), .parentChanged(IDChanged(nil)), .tagged(TextChanged("x")))
    for field in older.fields.map(\.name) {
      try expectRestored(field, of: newer, to: older, facts: world)
    }
    #expect(newer.restoring("colour", from: older) == nil)
  }

  @Test func `every event reads back from its bytes`() throws {
    var changed = AccountDetailsChanged()
    changed.details.founded = 2001
    changed.cleared = [3, 28]
    try expectRoundTrips([
      created(), .renamed(TextChanged("B")), .detailsChanged(changed),
      .ownerChanged(IDChanged(nil)), .parentChanged(IDChanged(parent)),
      .tagged(TextChanged("vip")), .untagged(TextChanged("vip")), .referenced(reference),
    ])
  }
}
