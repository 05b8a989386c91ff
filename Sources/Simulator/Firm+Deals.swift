import Bytes
import CRM
import Domain

extension Firm {
  /// A representative finds somebody to sell to.
  mutating func open(_ place: Int, _ now: Instant, _ session: inout ImportSession) throws {
    let place = current(place)
    let account = try customer(of: place, now, &session)
    let people = customers[Int(account) - 1].contacts
    let contact = people.first + UInt32(random.whole(0...Int(people.count) - 1))
    var (deal, new) = try draft(place, account: account, contact: contact, now)
    new.source = random.choice(FirmNames.sources)
    deal.opportunity = OpportunityID(
      try make(.opportunity(nil, .open(new)), at: now, for: staff[place].user, &session))
    begin(deal)
  }

  /// An opportunity that is about to be opened: what will happen to it, and what is said of it.
  mutating func draft(
    _ place: Int, account: UInt32, contact: UInt32, _ now: Instant
  ) throws -> (Deal, NewOpportunity) {
    let product = random.choice(products)
    let bias = staff[place].bias
    let draft = DealDraft(
      opened: now, zone: zone, bias: bias, price: product.price, random: &random)
    var new = NewOpportunity(pipeline: PipelineID(1))
    (new.owner, new.account, new.contact) = (
      staff[place].user, AccountID(account), ContactID(contact)
    )
    new.product = product.id
    new.amount = try euros(draft.firstAmount)
    new.probability = try stated(draft.chance, noise: draft.firstNoise, by: bias)
    new.expectedClose = draft.firstClose
    return (Deal(owner: place, account: account, contact: contact, draft), new)
  }

  /// The probability somebody states, in whole per cent.
  private func stated(
    _ chance: Double, noise: Double, by bias: OwnerBias
  ) throws -> Probability {
    let points = Int((bias.stated(chance, noise: noise) * 100).rounded()) * 100
    return try Probability(basisPoints: min(max(points, 100), 9_900))
  }

  /// An opportunity was opened.
  mutating func begin(_ deal: Deal) {
    summary.opportunities += 1
    schedule(deals.keep(deal))
  }

  /// Notes in the agenda when a deal goes on; lets it go when nothing more happens to it.
  private mutating func schedule(_ slot: Int) {
    if let next = deals[slot].steps.last {
      agenda.add(next.at, .deal(slot))
    } else {
      deals.drop(slot)
    }
  }

  /// The next thing happens to a deal.
  mutating func goOn(_ slot: Int, _ now: Instant, _ session: inout ImportSession) throws {
    guard let step = deals.change(slot, { $0.steps.popLast() }) else { return }
    let owner = staff[current(deals[slot].owner)]
    let id = deals[slot].opportunity
    func tell(_ command: OpportunityCommand) throws {
      try execute(.opportunity(id, command), at: now, for: owner.user, &session)
    }
    switch step.what {
    case .advance, .moveBack:
      let stage = deals.change(slot) { $0.nextStage(step.what) }
      try tell(.move(to: stage))
    case .amount(let amount): try tell(.reviseAmount(try euros(amount)))
    case .probability(let chance, let noise):
      try tell(.reviseProbability(try stated(chance, noise: noise, by: owner.bias)))
    case .expect(let day): try tell(.reviseExpectedClose(day))
    case .win(let amount): try win(slot, amount, now, &session)
    case .lose(let reason):
      try tell(.lose(reason: reason))
      deals.change(slot) { $0.isDecided = true }
    default: try goOn(slot, step.what, now, owner.user, &session)
    }
    schedule(slot)
  }

  /// The next thing happens to an activity of a deal.
  private mutating func goOn(
    _ slot: Int, _ what: Deal.What, _ now: Instant, _ owner: UserID,
    _ session: inout ImportSession
  ) throws {
    func tell(_ number: Int, _ command: ActivityCommand) throws {
      guard let id = deals[slot].activities[number] else { return }
      try execute(.activity(id, command), at: now, for: owner, &session)
    }
    switch what {
    case .plan(let number, let kind, let due):
      let new = activity(kind, deals[slot], owner)
      let id = try make(.activity(nil, .plan(new, due: .day(due))), at: now, for: owner, &session)
      deals.change(slot) { $0.activities[number] = ActivityID(id) }
      summary.activities += 1
    case .log(let kind, let outcome, let minutes):
      let done = ActivityDone(outcome, durationSeconds: UInt32(minutes * 60))
      let entry = LateEntry(
        activity: activity(kind, deals[slot], owner), done: done, happened: now,
        owner: deals[slot].owner)
      if random.happens(SimulationTruth.lateShare) {
        agenda.add(lateMoment(after: now), .record(entry))
      } else {
        try record(entry, now, &session)
      }
    case .reschedule(let number, let day): try tell(number, .reschedule(.day(day)))
    case .start(let number): try tell(number, .start(.set(owner)))
    case .stop(let number): try tell(number, .stop())
    case .complete(let number, let outcome, let minutes):
      let seconds = minutes == 0 ? nil : UInt32(minutes * 60)
      try tell(number, .complete(ActivityDone(outcome, durationSeconds: seconds)))
      deals.change(slot) { $0.activities[number] = nil }
    case .cancel(let number): try tell(number, .cancel)
    case .advance, .moveBack, .amount, .probability, .expect, .win, .lose: break
    }
  }

  private func activity(_ kind: ActivityKind, _ deal: Deal, _ owner: UserID) -> NewActivity {
    var new = NewActivity(kind)
    new.owner = owner
    new.opportunity = deal.opportunity
    // An offer is computed about a deal; the other activities are with a person.
    if kind != .task { new.contact = ContactID(deal.contact) }
    new.subject = FirmNames.subject(kind)
    if kind == .task { new.label = "Offer" }
    return new
  }

  // MARK: What is entered late or wrong

  /// Enters something that was done, now or some time ago.
  mutating func record(
    _ entry: LateEntry, _ now: Instant, _ session: inout ImportSession
  ) throws {
    var entry = entry
    entry.activity.owner = staff[current(entry.owner)].user
    try execute(
      .activity(nil, .log(entry.activity, entry.done)), at: now, for: entry.activity.owner,
      happened: entry.happened, &session)
    summary.activities += 1
  }

  /// When something is entered late: days later, on the Monday when that is a weekend.
  private mutating func lateMoment(after now: Instant) -> Instant {
    let days = random.exponential(mean: SimulationTruth.meanLateDays)
    let later = Instant(microseconds: now.microseconds + Int64(days * 86_400 * 1_000_000))
    let shift =
      switch zone.day(of: later).weekday {
      case .saturday: 2
      case .sunday: 1
      default: 0
      }
    return Instant(microseconds: later.microseconds + Int64(shift) * 86_400 * 1_000_000)
  }

  private mutating func win(
    _ slot: Int, _ amount: Int, _ now: Instant, _ session: inout ImportSession
  ) throws {
    let deal = deals[slot]
    let place = current(deal.owner)
    let user = staff[place].user
    let isMistyped = random.happens(SimulationTruth.mistypedShare)
    let outcome = try execute(
      .opportunity(deal.opportunity, .win(try euros(isMistyped ? amount * 10 : amount))), at: now,
      for: user, &session)
    noteWin(amount, by: place)
    deals.change(slot) { $0.isDecided = true }
    try execute(
      .contact(ContactID(deal.contact), .moveRelationship(to: .customer)), at: now, for: user,
      &session)
    guard isMistyped, let event = outcome.events.last else { return }
    let fix = WinFix(
      opportunity: deal.opportunity, amount: amount, position: event.position, happened: now,
      owner: place)
    let day = zone.day(of: now).adding(days: random.whole(2...20))
    agenda.add(workingMoment(of: day), .fixWin(fix))
  }

  /// Sets a mistyped win right: it is taken back and entered as it was.
  mutating func fixWin(_ fix: WinFix, _ now: Instant, _ session: inout ImportSession) throws {
    let user = staff[current(fix.owner)].user
    for command in [OpportunityCommand.reopen(stage: nil), .win(try euros(fix.amount))] {
      try execute(
        .opportunity(fix.opportunity, command), at: now, for: user, happened: fix.happened,
        corrects: fix.position, &session)
    }
  }
}

/// Something that was done and is entered afterwards.
struct LateEntry: Sendable {
  var activity: NewActivity
  var done: ActivityDone
  var happened: Instant
  /// The place of whoever did it.
  var owner: Int
}

/// A win that was entered with a wrong amount.
struct WinFix: Sendable {
  var opportunity: OpportunityID
  var amount: Int
  /// Where the wrong win stands, and when it happened.
  var position: Position
  var happened: Instant
  var owner: Int
}
