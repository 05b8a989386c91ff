import Bytes
import Domain
import Testing

private let id = TargetID(5)
private let rob = UserID(2)

private func euros(_ text: String) -> Money { try! Money(text, .euro) }

private func key(_ owner: UserID? = rob, _ scope: PlanScope = .own) -> PlanKey {
  PlanKey(owner, scope, try! Period(label: "2017"))
}

private func set(_ amount: String, _ key: PlanKey = key()) -> TargetEvent {
  var set = TargetSet()
  set.amount = euros(amount)
  (set.owner, set.scope, set.period) = (key.owner, key.scope, key.period)
  return .set(set)
}

private var facts: TestFacts {
  var facts = TestFacts()
  facts.users = [rob: UserFacts(role: .representative)]
  return facts
}

@Suite struct `A target` {
  @Test func `is set for a user or the book, and set again it is revised`() {
    given(Target.self, id, facts: facts).when(.set(NewTarget(key(), euros("100"))))
      .then([set("100")])
    let book = key(rob, .book)
    #expect(book.owner == nil, "the book's target is nobody's")
    given(Target.self, id, facts: facts).when(.set(NewTarget(book, euros("100"))))
      .then([set("100", book)])
    given(Target.self, id, set("100"), facts: facts).when(.set(NewTarget(key(), euros("120"))))
      .then([.revised(MoneyChanged(euros("120")))])
  }

  @Test func `is above zero and somebody's`() {
    given(Target.self, id, facts: facts).when(.set(NewTarget(key(), euros("0"))))
      .refused(.notPositive(euros("0")))
    given(Target.self, id, set("100"), facts: facts).when(.revise(euros("-1")))
      .refused(.notPositive(euros("-1")))
    given(Target.self, id, facts: facts).when(.set(NewTarget(key(nil), euros("1"))))
      .refused(.ownerMissing(.own))
    given(Target.self, id, facts: facts).when(.set(NewTarget(key(rob, .team), euros("1"))))
      .refused(.noTeam(rob))
    given(Target.self, id, facts: facts).when(.set(NewTarget(key(UserID(8)), euros("1"))))
      .refused(.owner(.unknown(UserID(8))))
  }

  @Test func `is one for each owner, scope and period`() {
    var taken = facts
    taken.plans[key()] = TargetID(1).stream
    given(Target.self, id, facts: taken).when(.set(NewTarget(key(), euros("1"))))
      .refused(.taken(TargetID(1)))
    given(Target.self, id, set("1"), facts: facts)
      .when(.set(NewTarget(key(nil, .book), euros("1")))).refused(.another(id))
  }

  @Test func `is retired, and may be set again`() throws {
    let retired = TargetEvent.retired(NothingElse())
    given(Target.self, id, set("100"), facts: facts).when(.retire).then([retired])
    given(Target.self, id, set("100"), retired, facts: facts).when(.revise(euros("1")))
      .refused(.retired(id))
    given(Target.self, id, set("100"), retired, facts: facts)
      .when(.set(NewTarget(key(), euros("100")))).then([set("100")])
    given(Target.self, id).when(.retire).refused(.unknown(id))
    let (older, newer) = (Target.folded(id, set("100")), Target.folded(id, set("90")))
    try expectRestored("amount", of: newer, to: older)
    try expectRoundTrips([set("1.5"), .revised(MoneyChanged(euros("2"))), retired])
  }
}
