import Bytes
import Domain
import EventLog
import Projections

// Commands that touch several streams or ask for the past.

extension BookWriter {
  /// Hands everything one user has to others: one command, many streams.
  ///
  /// The version the caller saw is that of the giver. A hand-over corrects no event, since an event
  /// belongs to one stream.
  mutating func carryOut(
    _ handOver: HandOver, _ context: CommandContext, _ stamp: inout Stamp
  ) throws -> [WrittenEvent] {
    if let position = context.corrects { throw CommandRefusal.notCorrectable(position) }
    try requireVersion(of: handOver.from.stream, context)
    let plan = try plan(handOver, stamp)
    for stream in plan.streams(from: handOver.from) { try requireOrder(of: stream, context, stamp) }
    var written: [WrittenEvent] = []
    for assignment in plan.accounts {
      let entity = try entity(Account.self, assignment.id)
      written += try stage([.ownerChanged(IDChanged(assignment.owner))], on: entity, &stamp)
    }
    for assignment in plan.contacts {
      let entity = try entity(Contact.self, assignment.id)
      written += try stage([.ownerChanged(IDChanged(assignment.owner))], on: entity, &stamp)
    }
    for assignment in plan.opportunities {
      let entity = try entity(Opportunity.self, assignment.id)
      written += try stage([.ownerChanged(IDChanged(assignment.owner))], on: entity, &stamp)
    }
    for assignment in plan.leads {
      let entity = try entity(Lead.self, assignment.id)
      written += try stage([.ownerChanged(IDChanged(assignment.owner))], on: entity, &stamp)
    }
    for assignment in plan.qualified {
      let entity = try entity(Lead.self, assignment.id)
      written += try stage([.qualifierChanged(IDChanged(assignment.owner))], on: entity, &stamp)
    }
    for assignment in plan.activities {
      let entity = try entity(Activity.self, assignment.id)
      written += try stage([.ownerChanged(IDChanged(assignment.owner))], on: entity, &stamp)
    }
    for change in plan.managers {
      let entity = try entity(User.self, change.user)
      written += try stage([.managerChanged(IDChanged(change.manager))], on: entity, &stamp)
    }
    if plan.deactivates {
      let entity = try entity(User.self, handOver.from)
      written += try stage([.deactivated(NothingElse())], on: entity, &stamp)
    }
    return written
  }

  private func plan(_ handOver: HandOver, _ stamp: Stamp) throws -> HandOver.Plan {
    try withFacts(stamp) { try handOver.decide(holdings(of: handOver.from), $0) }
  }

  private func holdings(of user: UserID) -> HandOver.Holdings {
    HandOver.Holdings(
      accounts: models.accounts.rows.all.filter { $0.1.owner == user }.map(\.0),
      contacts: models.contacts.rows.all.filter { $0.1.owner == user }
        .map { HandOver.Held($0.0, account: $0.1.account) },
      opportunities: models.opportunities.rows.all
        .filter { $0.1.owner == user && $0.1.status == .open }
        .map { HandOver.Held($0.0, account: $0.1.account) },
      activities: models.activities.rows.all
        .filter { $0.1.owner == user && $0.1.status == .open }
        .map { HandOver.Held($0.0, account: $0.1.account) },
      leads: leads(of: user) { $0.owner }, qualified: leads(of: user) { $0.qualifier },
      reports: models.team.rows.all.filter { $0.1.manager == user && $0.1.isActive }.map(\.0))
  }

  /// The leads a user still has to do with.
  private func leads(of user: UserID, _ field: (LeadRow) -> UserID?) -> [LeadID] {
    models.leads.rows.all.filter { lead in
      guard field(lead.1) == user, let status = lead.1.status else { return false }
      return status != .converted && status != .disqualified
    }.map(\.0)
  }

  /// Gives a field the value it had at a moment before.
  mutating func restore(
    _ stream: StreamID, _ field: String, to moment: Moment, _ context: CommandContext,
    _ stamp: inout Stamp
  ) throws -> [WrittenEvent] {
    switch stream.kind {
    case .user: try restore(User.self, stream, field, to: moment, context, &stamp)
    case .account: try restore(Account.self, stream, field, to: moment, context, &stamp)
    case .contact: try restore(Contact.self, stream, field, to: moment, context, &stamp)
    case .product: try restore(Product.self, stream, field, to: moment, context, &stamp)
    case .pipeline: try restore(Pipeline.self, stream, field, to: moment, context, &stamp)
    case .questionnaire:
      try restore(Questionnaire.self, stream, field, to: moment, context, &stamp)
    case .customField: try restore(CustomField.self, stream, field, to: moment, context, &stamp)
    case .response: try restore(Response.self, stream, field, to: moment, context, &stamp)
    case .opportunity: try restore(Opportunity.self, stream, field, to: moment, context, &stamp)
    case .forecastCall: try restore(ForecastCall.self, stream, field, to: moment, context, &stamp)
    case .target: try restore(Target.self, stream, field, to: moment, context, &stamp)
    case .lead: try restore(Lead.self, stream, field, to: moment, context, &stamp)
    case .order: try restore(Order.self, stream, field, to: moment, context, &stamp)
    case .activity: try restore(Activity.self, stream, field, to: moment, context, &stamp)
    default: throw CommandRefusal.notRestorable(field)
    }
  }

  private mutating func restore<Kind: Entity>(
    _ type: Kind.Type, _ stream: StreamID, _ field: String, to moment: Moment,
    _ context: CommandContext, _ stamp: inout Stamp
  ) throws -> [WrittenEvent] {
    let id = Kind.ID(stream.number)
    let end = try Moments.position(
      of: moment, log: core.log, zone: models.settings.book.zone, now: stamp.instants.recordedAt)
    let current = try entity(type, id)
    let older = try core.entity(
      type, id, from: committedHead(of: stream), within: Horizon(through: end))
    guard current.exists, older.exists else {
      throw CommandRefusal.moment("\(id) did not exist at that moment")
    }
    guard let commands = current.restoring(storedName(of: field, type), from: older) else {
      throw CommandRefusal.notRestorable(field)
    }
    var written: [WrittenEvent] = []
    var first = context
    for command in commands {
      written += try decide(type, id, command, first, &stamp)
      first.expectedVersion = nil
    }
    return written
  }

  /// The name an entity knows a field by: that of a custom field is its number.
  private func storedName<Kind: Entity>(of field: String, _ type: Kind.Type) -> String {
    let custom = models.customFields.of(Kind.ID.kind).first { $0.code == field }
    return custom?.storedName ?? field
  }

  /// What a new entity may be a duplicate of.
  func duplicateWarnings(_ command: Command) throws -> [Warning] {
    switch command {
    case .customised(let base, _): return try duplicateWarnings(base)
    case .account(nil, .create(let new)):
      let name = SearchText.folded(new.name)
      guard let hit = holder(name, .name, .account),
        SearchText.folded(try entity(Account.self, AccountID(hit.number)).name) == name
      else { return [] }
      return [.possibleDuplicate(of: models.merges.survivor(of: hit), agreesIn: "name")]
    case .contact(nil, .create(let new)):
      return try duplicateWarnings(Contact.duplicateHints(new: new), among: [.contact])
    case .lead(nil, .capture(let new)):
      return try duplicateWarnings(
        Lead.duplicateHints(new.person), among: [.lead, .contact])
    default: return []
    }
  }

  /// The persons of these kinds that agree in a hint, each with the points it agrees in.
  private func duplicateWarnings(
    _ hints: [DuplicateHint], among kinds: [StreamKind]
  ) throws -> [Warning] {
    var points: [StreamID: [String]] = [:]
    for (hint, kind) in kinds.flatMap({ kind in hints.map { ($0, kind) } }) {
      let domain = LookupDomain(hint)
      guard let hit = holder(hint.value, domain, kind), try whatFinds(hit).contains(hint) else {
        continue
      }
      points[models.merges.survivor(of: hit), default: []].append(domain.title)
    }
    return points.sorted {
      ($0.key.kind.number, $0.key.number) < ($1.key.kind.number, $1.key.number)
    }.map { hit, points in
      .possibleDuplicate(of: hit, agreesIn: points.joined(separator: ", "))
    }
  }

  /// What a person is found by today.
  private func whatFinds(_ person: StreamID) throws -> [DuplicateHint] {
    person.kind == .lead
      ? try entity(Lead.self, LeadID(person.number)).duplicateHints
      : try entity(Contact.self, ContactID(person.number)).duplicateHints
  }

  private func holder(_ value: String, _ domain: LookupDomain, _ kind: StreamKind) -> StreamID? {
    models.lookups.holder(value, domain: domain, kind: kind, core.secrets)
  }
}

extension HandOver.Plan {
  /// Every stream that gets an event.
  fileprivate func streams(from giver: UserID) -> [StreamID] {
    accounts.map(\.id.stream) + contacts.map(\.id.stream) + opportunities.map(\.id.stream)
      + activities.map(\.id.stream)
      + Set((leads + qualified).map(\.id.stream)).sorted { $0.number < $1.number }
      + managers.map(\.user.stream) + (deactivates ? [giver.stream] : [])
  }
}

extension LookupDomain {
  /// What people call it.
  var title: String {
    switch self {
    case .reference: "reference"
    case .email: "e-mail"
    case .login: "login"
    case .phone: "phone"
    case .name: "name"
    }
  }
}
