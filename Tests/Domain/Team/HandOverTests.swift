import Domain
import Testing

private let giver = UserID(2)
private let (ann, bob) = (UserID(10), UserID(11))

private func world(giver role: Role = .representative, manager: UserID? = nil) -> TestFacts {
  var facts = TestFacts()
  facts.users[giver] = UserFacts(role: role, manager: manager)
  facts.users[ann] = UserFacts(role: .representative)
  facts.users[bob] = UserFacts(role: .manager)
  return facts
}

private func accounts(_ numbers: UInt32...) -> [AccountID] { numbers.map { AccountID($0) } }

private func contact(_ number: UInt32, at account: UInt32?) -> HandOver.Held<ContactID> {
  HandOver.Held(ContactID(number), account: account.map { AccountID($0) })
}

private func opportunity(_ number: UInt32, at account: UInt32?) -> HandOver.Held<OpportunityID> {
  HandOver.Held(OpportunityID(number), account: account.map { AccountID($0) })
}

private func owners<ID: EntityID>(_ assignments: [HandOver.Assignment<ID>]) -> [UInt32: UserID] {
  Dictionary(uniqueKeysWithValues: assignments.map { ($0.id.number, $0.owner) })
}

@Suite struct `Handing customers over` {
  @Test func `one receiver gets everything`() throws {
    let holdings = HandOver.Holdings(
      accounts: accounts(1, 2), contacts: [contact(5, at: 1), contact(6, at: nil)],
      opportunities: [opportunity(9, at: 2)])
    let plan = try HandOver(from: giver, to: [ann]).decide(holdings, world())
    #expect(owners(plan.accounts) == [1: ann, 2: ann])
    #expect(owners(plan.contacts) == [5: ann, 6: ann])
    #expect(owners(plan.opportunities) == [9: ann])
    #expect(!plan.deactivates)
  }

  @Test func `several receivers get accounts in turn, with what belongs to them`() throws {
    let holdings = HandOver.Holdings(
      accounts: accounts(3, 1, 2), contacts: [contact(7, at: 2), contact(5, at: 1)],
      opportunities: [opportunity(9, at: 2), opportunity(8, at: 3)])
    let plan = try HandOver(from: giver, to: [ann, bob]).decide(holdings, world())
    #expect(plan.accounts.map(\.id) == accounts(1, 2, 3))
    #expect(plan.accounts.map(\.owner) == [ann, bob, ann])
    #expect(owners(plan.contacts) == [5: ann, 7: bob])
    #expect(owners(plan.opportunities) == [8: ann, 9: bob])
  }

  @Test func `what belongs to somebody else's account stays together too`() throws {
    let holdings = HandOver.Holdings(
      accounts: accounts(1), contacts: [contact(5, at: 50), contact(6, at: 51)],
      opportunities: [opportunity(9, at: 50), opportunity(8, at: 50)])
    let plan = try HandOver(from: giver, to: [ann, bob]).decide(holdings, world())
    #expect(owners(plan.accounts) == [1: ann])
    #expect(owners(plan.contacts) == [5: bob, 6: ann])
    #expect(owners(plan.opportunities) == [8: bob, 9: bob])
  }

  @Test func `what belongs to no account is dealt one by one`() throws {
    let holdings = HandOver.Holdings(
      contacts: [contact(2, at: nil), contact(1, at: nil), contact(3, at: nil)],
      opportunities: [opportunity(9, at: nil)])
    let plan = try HandOver(from: giver, to: [ann, bob]).decide(holdings, world())
    #expect(owners(plan.contacts) == [1: ann, 2: bob, 3: ann])
    #expect(owners(plan.opportunities) == [9: bob])
  }

  @Test func `with nothing left there is nothing to do`() throws {
    let plan = try HandOver(from: giver, to: [ann]).decide(HandOver.Holdings(), world())
    #expect(plan.isEmpty)
  }
}

@Suite struct `Handing reports over` {
  @Test func `reports go to the first receiver who leads others`() throws {
    let holdings = HandOver.Holdings(reports: [UserID(21), UserID(20)])
    let plan = try HandOver(from: giver, to: [ann, bob]).decide(holdings, world())
    #expect(plan.managers.map(\.user) == [UserID(20), UserID(21)])
    #expect(plan.managers.map(\.manager) == [bob, bob])
  }

  @Test func `without such a receiver they go to the giver's nearest active superior`() throws {
    var facts = world(manager: UserID(30))
    facts.users[UserID(30)] = UserFacts(role: .manager, manager: UserID(31), isActive: false)
    facts.users[UserID(31)] = UserFacts(role: .manager)
    let holdings = HandOver.Holdings(reports: [UserID(20)])
    let plan = try HandOver(from: giver, to: [ann]).decide(holdings, facts)
    #expect(plan.managers.map(\.manager) == [UserID(31)])
    let alone = try HandOver(from: giver, to: []).decide(holdings, world())
    #expect(alone.managers.map(\.manager) == [nil])
  }

  @Test func `a receiver who reported to the giver does not come to lead themselves`() throws {
    var facts = world(manager: UserID(31))
    facts.users[UserID(31)] = UserFacts(role: .manager)
    facts.users[bob] = UserFacts(role: .manager, manager: giver)
    let carl = UserID(12)
    facts.users[carl] = UserFacts(role: .manager, manager: giver)
    let holdings = HandOver.Holdings(reports: [bob, carl, UserID(20)])
    let plan = try HandOver(from: giver, to: [bob, carl]).decide(holdings, facts)
    #expect(plan.managers.map(\.user) == [bob, carl, UserID(20)])
    #expect(plan.managers.map(\.manager) == [UserID(31), bob, bob])
  }

  @Test func `whoever leads the receiver does not come to report to them`() throws {
    var facts = world()
    facts.users[UserID(20)] = UserFacts(role: .manager, manager: giver)
    facts.users[bob] = UserFacts(role: .manager, manager: UserID(20))
    let holdings = HandOver.Holdings(reports: [UserID(20), UserID(21)])
    let plan = try HandOver(from: giver, to: [bob]).decide(holdings, facts)
    #expect(plan.managers.map(\.manager) == [nil, bob])
  }
}

@Suite struct `What a hand-over refuses` {
  private func refuses(
    _ handOver: HandOver, _ facts: TestFacts, _ refusal: HandOverRefusal,
    holdings: HandOver.Holdings = HandOver.Holdings(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(throws: refusal, sourceLocation: sourceLocation) {
      try handOver.decide(holdings, facts)
    }
    #expect(!refusal.description.isEmpty, sourceLocation: sourceLocation)
  }

  @Test func `giver and receivers must be there, and the receivers active`() {
    var facts = world()
    facts.users[ann]?.isActive = false
    refuses(HandOver(from: UserID(99), to: [bob]), facts, .unknown(UserID(99)))
    let stranger = HandOver(from: giver, to: [UserID(98)])
    refuses(stranger, facts, .receiver(.unknown(UserID(98))))
    refuses(HandOver(from: giver, to: [bob, ann]), facts, .receiver(.inactive(ann)))
  }

  @Test func `nobody receives twice or from themselves`() {
    refuses(HandOver(from: giver, to: [giver]), world(), .toSelf(giver))
    refuses(HandOver(from: giver, to: [bob, ann, bob]), world(), .namedTwice(bob))
  }

  @Test func `customers need a receiver`() {
    let holdings = HandOver.Holdings(contacts: [contact(1, at: nil)])
    refuses(HandOver(from: giver, to: []), world(), .noReceiver(giver), holdings: holdings)
  }

  @Test func `the last administrator cannot leave`() {
    let leaving = HandOver(from: giver, to: [bob], deactivate: true)
    refuses(leaving, world(giver: .administrator), .lastAdministrator(giver))
  }

  @Test func `the giver is deactivated when asked, once`() throws {
    let leaving = HandOver(from: giver, to: [bob], deactivate: true)
    var facts = world()
    #expect(try leaving.decide(HandOver.Holdings(), facts).deactivates)
    facts.users[giver]?.isActive = false
    #expect(try leaving.decide(HandOver.Holdings(), facts).isEmpty)
  }
}
