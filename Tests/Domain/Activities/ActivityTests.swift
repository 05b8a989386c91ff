import Bytes
import Domain
import Testing

private let id = ActivityID(42)
private let noon = Instant(microseconds: 1_490_918_400_000_000)
private let slot = KeySlot(9)

private func facts(at instant: Instant = noon) -> TestFacts {
  var facts = TestFacts()
  facts.occurredAt = instant
  facts.users = [
    UserID(1): UserFacts(role: .representative), UserID(2): UserFacts(role: .representative),
    UserID(3): UserFacts(role: .representative, isActive: false),
  ]
  facts.standings = [
    AccountID(7).stream: .active, ContactID(5).stream: .active, OpportunityID(8).stream: .active,
  ]
  facts.accounts = [OpportunityID(8).stream: AccountID(7)]
  facts.keySlots = [ContactID(5): slot]
  return facts
}

private func newCall() -> NewActivity {
  var new = NewActivity(.call)
  (new.opportunity, new.subject) = (OpportunityID(8), " Spring order ")
  return new
}

private func planned(_ set: (inout ActivityPlanned) -> Void = { _ in }) -> ActivityEvent {
  var planned = ActivityPlanned()
  planned.about.kind = .call
  (planned.about.owner, planned.about.account) = (UserID(1), AccountID(7))
  planned.about.opportunity = OpportunityID(8)
  planned.words = Discreet(ActivityWords(subject: "Spring order"), slot: nil)
  set(&planned)
  return .planned(planned)
}

@Suite struct ActivityTests {
  @Test func `a planned activity belongs to the actor and to the opportunity's account`() {
    given(Activity.self, id, facts: facts()).when(.plan(newCall(), due: nil)).thenOnce([planned()])
  }

  @Test func `words about a contact are sealed under the contact's key`() {
    var new = newCall()
    new.contact = ContactID(5)
    given(Activity.self, id, facts: facts()).when(.plan(new, due: nil)).thenOnce([
      planned {
        $0.about.contact = ContactID(5)
        $0.words = Discreet(ActivityWords(subject: "Spring order"), slot: slot)
      }
    ])
  }

  @Test func `an activity belongs to something that exists, and to somebody active`() {
    let start = given(Activity.self, id, facts: facts())
    start.when(.plan(NewActivity(.task), due: nil)).refused(.nothingLinked)
    var new = newCall()
    new.opportunity = OpportunityID(9)
    start.when(.plan(new, due: nil)).refused(.unknownLink("opportunity O-9"))
    new = newCall()
    new.owner = UserID(3)
    start.when(.plan(new, due: nil)).refused(.owner(.inactive(UserID(3))))
    start.when(.cancel).refused(.unknown(id))
  }

  @Test func `nothing is planned with a contact who was erased`() {
    var facts = facts()
    facts.keySlots = [:]
    var new = newCall()
    new.contact = ContactID(5)
    given(Activity.self, id, facts: facts).when(.plan(new, due: nil)).refused(.erased(ContactID(5)))
  }

  @Test func `due times are set, changed and taken away`() throws {
    let due = Due.day(try Day(year: 2017, month: 4, day: 1))
    let start = given(Activity.self, id, planned { $0.due = due }, facts: facts())
    start.when(.reschedule(due)).thenNothing()
    start.when(.reschedule(.at(noon))).then([.rescheduled(ActivityRescheduled(.at(noon)))])
    start.when(.reschedule(nil)).then([.rescheduled(ActivityRescheduled(nil))])
  }

  @Test func `work begins and ends, several times in one activity`() {
    let start = given(Activity.self, id, planned(), facts: facts())
    start.when(.start(.keep)).then([.started(IDChanged(UserID(1)))])
    start.when(.start(.clear)).then([.started(IDChanged(nil))])
    start.when(.start(.set(UserID(99)))).refused(.owner(.unknown(UserID(99))))
    start.when(.stop()).refused(.notStarted(id))
    let busy = given(Activity.self, id, planned(), .started(IDChanged(UserID(2))), facts: facts())
    busy.when(.start(.set(UserID(2)))).thenNothing()
    busy.when(.start(.keep)).refused(.underWay(id, by: UserID(2)))
    #expect(
      busy.when(.start(.keep, again: true)).result == .success([.started(IDChanged(UserID(1)))]))
    busy.when(.stop()).thenOnce([.stopped(NothingElse())])
  }

  @Test func `worked time adds up over stretches, and a duration somebody says counts as said`() {
    // Events one second apart: two stretches of one second, and a completion that says 90 seconds.
    var completed = ActivityCompleted()
    completed.result = ActivityResult(.agreed, durationSeconds: 90)
    let activity = Activity.folded(
      id, planned(), .started(IDChanged(UserID(1))), .stopped(NothingElse()),
      .started(IDChanged(UserID(2))), .stopped(NothingElse()), .completed(completed))
    #expect(activity.workedMicroseconds == 92_000_000)
    #expect(activity.status == .completed && activity.outcome == .agreed && activity.work == nil)
  }

  @Test func `an activity is completed once, with what came of it`() {
    let start = given(Activity.self, id, planned(), facts: facts())
    var completed = ActivityCompleted()
    completed.result = ActivityResult(.followUp, durationSeconds: 60)
    completed.words.open.result = "call again"
    let done = ActivityDone(.followUp, durationSeconds: 60, result: "call again")
    start.when(.complete(done)).then([.completed(completed)])
    let closed = given(Activity.self, id, planned(), .completed(completed), facts: facts())
    closed.when(.complete(ActivityDone(.agreed))).refused(.notOpen(id, .completed))
    closed.when(.reschedule(nil)).refused(.notOpen(id, .completed))
    closed.when(.cancel).refused(.notOpen(id, .completed))
    closed.when(.reopen).thenOnce([.reopened(NothingElse())])
  }

  @Test func `nothing begins after it ended or takes longer than 31 days`() {
    let start = given(Activity.self, id, planned(), facts: facts())
    let later = Instant(microseconds: noon.microseconds + 1)
    start.when(.complete(ActivityDone(startedAt: later))).refused(.startAfterEnd)
    start.when(.complete(ActivityDone(durationSeconds: 31 * 86_400 + 1))).refused(.tooLong)
  }

  @Test func `an activity is cancelled, and opened again`() {
    let start = given(Activity.self, id, planned(), facts: facts())
    start.when(.cancel).then([.cancelled(NothingElse())])
    start.when(.reopen).refused(.stillOpen(id))
    given(Activity.self, id, planned(), .cancelled(NothingElse()), facts: facts())
      .when(.complete(ActivityDone())).refused(.notOpen(id, .cancelled))
  }

  @Test func `links change but for the contact, and one must stay`() {
    let start = given(Activity.self, id, planned(), facts: facts())
    start.when(.link(account: .keep, opportunity: .clear))
      .then([.linked(ActivityLinked(AccountID(7), nil))])
    start.when(.link(account: .clear, opportunity: .clear)).refused(.nothingLinked)
    start.when(.link(account: .set(AccountID(1)), opportunity: .keep))
      .refused(.unknownLink("account A-1"))
  }

  @Test func `fields come back to what they were`() throws {
    let due = Due.day(try Day(year: 2017, month: 4, day: 1))
    let older = Activity.folded(id, planned { $0.due = due })
    let newer = Activity.folded(
      id, planned { $0.due = due }, .rescheduled(ActivityRescheduled(nil)),
      .ownerChanged(IDChanged(UserID(2))), .renamed(Discreet(ActivityWords(), slot: nil)),
      .linked(ActivityLinked(AccountID(7), nil)))
    for field in ["due", "owner", "subject", "opportunity"] {
      try expectRestored(field, of: newer, to: older, facts: facts())
    }
    #expect(newer.restoring("status", from: older) == nil)
  }

  @Test func `when a box stays shut every word is hidden, and the figures stand`() {
    let sealed = planned {
      $0.about.contact = ContactID(5)
      $0.words.sealed = Personal(nil, slot: slot)
    }
    let activity = Activity.folded(id, sealed, .completed(ActivityCompleted()))
    #expect(activity.isHidden && activity.words.isEmpty && activity.status == .completed)
    #expect(activity.value(of: "subject") == .hidden)
    #expect(activity.value(of: "contact") == .reference(ContactID(5).stream))
    let open = given(Activity.self, id, sealed, facts: facts())
    open.when(.complete(ActivityDone(result: "tall"))).refused(.erased(ContactID(5)))
    open.when(.complete(ActivityDone())).then([.completed(ActivityCompleted())])
  }

  @Test func `an activity is known to other systems by one name each`() {
    let reference = ExternalReference(source: "calendar", identifier: "7")
    let start = given(Activity.self, id, planned(), facts: facts())
    start.when(.reference(reference)).then([.referenced(reference)])
  }
}
