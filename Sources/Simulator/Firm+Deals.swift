import Bytes
import CRM
import Domain

extension Firm {
  /// A representative finds somebody to sell to.
  mutating func open(_ place: Int, _ now: Instant, _ session: inout ImportSession) throws {
    let place = current(place)
    let account = try customer(of: place, now, &session)
    let people = contacts[Int(account) - 1]
    let contact = people.first + UInt32(random.whole(0...Int(people.count) - 1))
    let product = random.choice(products)
    let bias = staff[place].bias
    let draft = DealDraft(
      opened: now, zone: zone, bias: bias, price: product.price, random: &random)
    var new = NewOpportunity(pipeline: PipelineID(1))
    (new.owner, new.account, new.contact) = (
      staff[place].user, AccountID(account), ContactID(contact)
    )
    new.product = product.id
    new.amount = try Money(units: Int64(draft.firstAmount), scale: 0, currency: .euro)
    new.expectedClose = draft.firstClose
    new.source = random.choice(FirmNames.sources)
    var deal = Deal(owner: place, account: account, contact: contact, draft)
    deal.opportunity = OpportunityID(
      try make(.opportunity(nil, .open(new)), at: now, for: staff[place].user, &session))
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
    case .amount(let amount):
      try tell(.reviseAmount(try Money(units: Int64(amount), scale: 0, currency: .euro)))
    case .probability(let probability, let noise):
      let points = Int((owner.bias.stated(probability, noise: noise) * 100).rounded()) * 100
      try tell(.reviseProbability(try Probability(basisPoints: min(max(points, 100), 9_900))))
    case .expect(let day): try tell(.reviseExpectedClose(day))
    case .win(let amount):
      try tell(.win(try Money(units: Int64(amount), scale: 0, currency: .euro)))
      noteWin(amount, by: current(deals[slot].owner))
      deals.change(slot) { $0.isDecided = true }
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
      let new = activity(kind, deals[slot], owner)
      try execute(.activity(nil, .log(new, done)), at: now, for: owner, &session)
      summary.activities += 1
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

  // MARK: Customers

  /// An account of the representative, a new one in three of ten cases.
  private mutating func customer(
    of place: Int, _ now: Instant, _ session: inout ImportSession
  ) throws -> UInt32 {
    if !staff[place].accounts.isEmpty, random.happens(0.7) {
      return random.choice(staff[place].accounts)
    }
    let user = staff[place].user
    let number = UInt32(contacts.count + 1)
    var details = AccountDetails()
    details.industry = random.choice(FirmNames.industries)
    details.country = random.choice(FirmNames.countries)
    details.employees = UInt64(random.whole(4...2_000))
    let new = NewAccount(name: FirmNames.account(number, &random), owner: user, details: details)
    let account = try make(.account(nil, .create(new)), at: now, for: user, &session)
    let count = UInt32(random.whole(1...3))
    let first = contactCount + 1
    for _ in 0..<count { try enterContact(at: account, user, now, &session) }
    contacts.append((first, count))
    staff[place].accounts.append(account)
    summary.accounts += 1
    return account
  }

  private mutating func enterContact(
    at account: UInt32, _ owner: UserID, _ now: Instant, _ session: inout ImportSession
  ) throws {
    var person = NewContact(name: FirmNames.person(&random))
    person.account = AccountID(account)
    person.owner = owner
    person.role = random.choice(FirmNames.roles)
    person.relationship = .prospect
    person.emails = [EmailAddress("contact\(contactCount + 1)@account\(account).example")]
    person.birthday = try Day(
      year: random.whole(1955...2001), month: random.whole(1...12), day: random.whole(1...28))
    contactCount = try make(.contact(nil, .create(person)), at: now, for: owner, &session)
  }
}
