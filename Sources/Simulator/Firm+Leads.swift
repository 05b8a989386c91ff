import Bytes
import CRM
import Domain

/// A lead on its way.
struct Prospect: Sendable {
  var lead: LeadID
  /// The place of the representative it was given to.
  var owner: Int
  var name: PersonName
  var source: Int
}

extension Firm {
  /// Somebody shows interest.
  mutating func captureLead(
    _ place: Int, _ now: Instant, _ session: inout ImportSession
  ) throws {
    let place = current(place)
    let user = staff[place].user
    let source = leadSource()
    let kind = SimulationTruth.leadSources[source]
    var new = NewLead()
    new.person.name = FirmNames.person(&random)
    new.person.email = "lead\(summary.leads + 1)@interested.example"
    new.owner = user
    new.details.source = kind.name
    new.details.segment = random.choice(FirmNames.industries)
    let day = zone.day(of: now)
    new.details.campaign = kind.campaign.map { "\($0) \(day.year)" }
    let number = try make(.lead(nil, .capture(new)), at: now, for: user, &session)
    summary.leads += 1
    let prospect = Prospect(
      lead: LeadID(number), owner: place, name: new.person.name, source: source)
    schedule(prospect, kind, day)
  }

  private mutating func schedule(
    _ prospect: Prospect, _ kind: SimulationTruth.LeadSource, _ day: Day
  ) {
    func later(_ days: Double) -> Day { day.adding(days: 1 + Int(days)) }
    if random.happens(0.8) {
      agenda.add(workingMoment(of: later(0)), .lead(prospect, .work))
    }
    let conversion = later(
      3 + random.exponential(mean: SimulationTruth.meanConversionDays))
    if random.happens(kind.conversion) {
      agenda.add(workingMoment(of: conversion), .lead(prospect, .convert))
    } else if random.happens(SimulationTruth.disqualifiedShare) {
      agenda.add(workingMoment(of: conversion), .lead(prospect, .disqualify))
    }
  }

  private mutating func leadSource() -> Int {
    var rest = random.unit()
    for (place, source) in SimulationTruth.leadSources.enumerated() {
      rest -= source.share
      if rest < 0 { return place }
    }
    return 0
  }

  /// The next thing happens to a lead.
  mutating func goOn(
    _ prospect: Prospect, _ step: LeadStep, _ now: Instant, _ session: inout ImportSession
  ) throws {
    let user = staff[current(prospect.owner)].user
    switch step {
    case .work:
      try execute(
        .lead(prospect.lead, .moveStatus(to: .working, reason: nil)), at: now, for: user, &session)
    case .disqualify:
      let reason = random.choice(FirmNames.disqualifications)
      try execute(
        .lead(prospect.lead, .moveStatus(to: .disqualified, reason: reason)), at: now, for: user,
        &session)
    case .convert: try convert(prospect, now, &session)
    }
  }

  /// A lead becomes an account with a contact and an opportunity.
  private mutating func convert(
    _ prospect: Prospect, _ now: Instant, _ session: inout ImportSession
  ) throws {
    let place = current(prospect.owner)
    let account = UInt32(customers.count + 1)
    let contact = contactCount + 1
    var (deal, new) = try draft(place, account: account, contact: contact, now)
    (new.account, new.contact) = (nil, nil)
    let source = SimulationTruth.leadSources[prospect.source]
    new.source = source.name
    var conversion = LeadConversion()
    conversion.accountName = FirmNames.account(account, &random)
    conversion.opportunity = new
    let outcome = try execute(
      .convertLead(prospect.lead, conversion), at: now, for: staff[place].user, &session)
    for event in outcome.events where event.stream.kind == .opportunity && event.version == 1 {
      deal.opportunity = OpportunityID(event.stream.number)
    }
    contactCount = contact
    keep(account, contacts: (contact, 1), place, now)
    if source.campaign == "fair" {
      try execute(
        .account(AccountID(account), .tag("met at a fair")), at: now, for: staff[place].user,
        &session)
    }
    begin(deal)
  }
}

/// What happens to a lead.
enum LeadStep: Sendable {
  case work
  case disqualify
  case convert
}
