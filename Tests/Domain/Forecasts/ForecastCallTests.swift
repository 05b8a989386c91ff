import Bytes
import Domain
import Testing

private let id = ForecastCallID(3)
private let rob = UserID(2)
private let mona = UserID(4)

private func euros(_ text: String) -> Money { try! Money(text, .euro) }

private func quarter(_ text: String = "2017Q2") -> Period { try! Period(label: text) }

private func figures(_ amount: String, commit: String? = nil, best: String? = nil)
  -> ForecastFigures
{
  var figures = ForecastFigures(amount: euros(amount))
  figures.commit = commit.map(euros)
  figures.bestCase = best.map(euros)
  return figures
}

private func call(
  _ figures: ForecastFigures, _ owner: UserID? = rob, _ scope: PlanScope = .own,
  _ period: Period = quarter()
) -> NewForecastCall {
  var call = NewForecastCall(period, figures)
  (call.owner, call.scope) = (owner, scope)
  return call
}

private func submitted(
  _ figures: ForecastFigures, _ owner: UserID = rob, _ scope: PlanScope = .own
) -> ForecastCallEvent {
  var submitted = ForecastSubmitted()
  submitted.figures = figures
  (submitted.owner, submitted.scope, submitted.period) = (owner, scope, quarter())
  return .submitted(submitted)
}

private var facts: TestFacts {
  var facts = TestFacts(actor: rob)
  facts.users = [
    rob: UserFacts(role: .representative), mona: UserFacts(role: .manager),
    UserID(9): UserFacts(role: .representative, isActive: false),
  ]
  return facts
}

@Suite struct `Submitting a forecast` {
  @Test func `somebody says what will be won in a period, the actor unless said otherwise`() {
    given(ForecastCall.self, id, facts: facts).when(.submit(call(figures("9000"), nil)))
      .then([submitted(figures("9000"))])
    given(ForecastCall.self, id, facts: facts)
      .when(.submit(call(figures("9000", commit: "5000", best: "12000"), mona, .team)))
      .then([submitted(figures("9000", commit: "5000", best: "12000"), mona, .team)])
  }

  @Test func `said again it is a revision, and the same again is nothing`() {
    let before = submitted(figures("9000"))
    given(ForecastCall.self, id, before, facts: facts).when(.submit(call(figures("8000"))))
      .then([.revised(figures("8000"))])
    given(ForecastCall.self, id, before, facts: facts).when(.submit(call(figures("9000"))))
      .thenNothing()
  }

  @Test func `there is one for each owner, scope and period`() {
    var taken = facts
    taken.plans[PlanKey(rob, .own, quarter())] = ForecastCallID(1).stream
    given(ForecastCall.self, id, facts: taken).when(.submit(call(figures("1"))))
      .refused(.taken(ForecastCallID(1)))
    given(ForecastCall.self, id, submitted(figures("1")), facts: facts)
      .when(.submit(call(figures("1"), rob, .own, quarter("2017Q3")))).refused(.another(id))
  }

  @Test func `a part is never larger than what it is part of`() {
    given(ForecastCall.self, id, facts: facts)
      .when(.submit(call(figures("9000", commit: "9000.01"))))
      .refused(.order("commit", euros("9000.01"), than: "amount", euros("9000")))
    given(ForecastCall.self, id, facts: facts).when(.submit(call(figures("9000", best: "8000"))))
      .refused(.order("amount", euros("9000"), than: "best case", euros("8000")))
    var mixed = figures("9000")
    mixed.pipeline = try! Money("20000", .usDollar)
    given(ForecastCall.self, id, facts: facts).when(.submit(call(mixed))).refused(.currencies)
    given(ForecastCall.self, id, facts: facts).when(.submit(call(figures("-1"))))
      .refused(.negative(euros("-1")))
  }

  @Test func `only who may is asked`() {
    given(ForecastCall.self, id, facts: facts).when(.submit(call(figures("1"), rob, .team)))
      .refused(.noTeam(rob))
    given(ForecastCall.self, id, facts: facts).when(.submit(call(figures("1"), UserID(9))))
      .refused(.owner(.inactive(UserID(9))))
    given(ForecastCall.self, id, facts: facts).when(.submit(call(figures("1"), rob, .book)))
      .refused(.scope(.book))
    let day = Period(.day, containing: .first)
    given(ForecastCall.self, id, facts: facts)
      .when(.submit(call(figures("1"), rob, .own, day))).refused(.singleDay)
  }
}

@Suite struct `Changing a submitted forecast` {
  @Test func `figures are revised one by one, and the note goes with the figures`() {
    var before = figures("9000", commit: "5000")
    before.note = "if Globex signs"
    var changes = ForecastCallChanges()
    changes.commit = .clear
    changes.bestCase = .set(euros("9500"))
    given(ForecastCall.self, id, submitted(before), facts: facts).when(.revise(changes))
      .then([.revised(figures("9000", best: "9500"))])
  }

  @Test func `it is withdrawn once, and may be submitted again`() {
    let before = submitted(figures("9000"))
    given(ForecastCall.self, id, before, facts: facts).when(.withdraw)
      .then([.withdrawn(NothingElse())])
    given(ForecastCall.self, id, before, .withdrawn(NothingElse()), facts: facts)
      .when(.revise(ForecastCallChanges())).refused(.withdrawn(id))
    given(ForecastCall.self, id, before, .withdrawn(NothingElse()), facts: facts)
      .when(.submit(call(figures("9000")))).then([before])
  }

  @Test func `what is not there cannot be changed`() {
    given(ForecastCall.self, id).when(.withdraw).refused(.unknown(id))
  }

  @Test func `old figures can be restored, whose it is cannot`() throws {
    let older = ForecastCall.folded(id, submitted(figures("9000", commit: "5000", best: "9500")))
    let newer = ForecastCall.folded(
      id, submitted(figures("1")), .revised(figures("7000", commit: "4000", best: "7500")))
    for field in ["amount", "commit"] {
      try expectRestored(field, of: older, to: newer)
    }
    try expectRestored("best-case", of: newer, to: older)
    #expect(newer.restoring("owner", from: older) == nil)
    #expect(newer.restoring("period", from: older) == nil)
  }

  @Test func `every event reads back from its bytes`() throws {
    var full = figures("9000", commit: "5000", best: "9500")
    full.pipeline = euros("20000.123456789")
    full.note = "é"
    try expectRoundTrips([
      submitted(full, mona, .team), .revised(full), .withdrawn(NothingElse()),
    ])
  }
}
