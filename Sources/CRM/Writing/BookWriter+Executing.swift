import Bytes
import Cryptography
import Domain
import EventLog
import Projections

extension BookWriter {
  /// Carries out a command as a user, now.
  mutating func execute(
    _ command: Command, as principal: Principal, _ context: CommandContext
  ) throws -> Outcome {
    if let spoilt { throw spoilt }
    if let earlier = try earlierOutcome(principal, context) { return earlier }
    let instants = try liveInstants(command, context)
    return try atomically { writer in
      try writer.carryOut(command, as: principal, context, instants)
    }
  }

  /// Carries out a command with these instants; the caller sees to atomicity.
  mutating func carryOut(
    _ command: Command, as principal: Principal, _ context: CommandContext,
    _ time: CommandTime
  ) throws -> Outcome {
    let rights = try Rights(principal, team: models.team)
    try require(command, rights)
    try requireUnmerged(command)
    var context = context
    // The log tells for ever on what ground somebody was erased, or told apart.
    if let reason = command.statedReason, !reason.allSatisfy(\.isWhitespace) {
      context.reason = reason
    }
    var stamp = try stamp(principal, context, time)
    switch command {
    case .handOver(let handOver):
      return Outcome(events: try carryOut(handOver, context, &stamp))
    case .convertLead(let id, let conversion):
      return try convert(id, conversion, context, &stamp)
    case .customised(let base, let custom):
      stamp.custom = custom
      stamp.requiresFields = base.requiresFields
      return try carryOut(one: base, context, &stamp)
    case .merging(let merging):
      return Outcome(events: try carryOut(merging, context, &stamp))
    case .contact(let id?, .erase(let reason)):
      return Outcome(events: try erase(id, reason, context, &stamp))
    case .restore(let stream, let field, let moment):
      return Outcome(events: try restore(stream, field, to: moment, context, &stamp))
    default: break
    }
    stamp.requiresFields = command.requiresFields
    return try carryOut(one: command, context, &stamp)
  }

  /// Carries out a command that concerns one entity.
  mutating func carryOut(
    one command: Command, _ context: CommandContext, _ stamp: inout Stamp
  ) throws -> Outcome {
    let warnings = try duplicateWarnings(command)
    let events: [WrittenEvent] =
      switch command {
      case .user(let id, let command): try decide(User.self, id, command, context, &stamp)
      case .account(let id, let command): try decide(Account.self, id, command, context, &stamp)
      case .contact(let id, let command): try decide(Contact.self, id, command, context, &stamp)
      case .product(let id, let command): try decide(Product.self, id, command, context, &stamp)
      case .pipeline(let id, let command): try decide(Pipeline.self, id, command, context, &stamp)
      case .opportunity(let id, let command):
        try decide(Opportunity.self, id, command, context, &stamp)
      case .forecastCall(let id, let command):
        try decide(
          ForecastCall.self, id ?? forecastCall(of: command, stamp.actor), command, context, &stamp)
      case .target(let id, let command):
        try decide(Target.self, id ?? target(of: command), command, context, &stamp)
      case .questionnaire(let id, let command):
        try decide(Questionnaire.self, id, command, context, &stamp)
      case .response(let id, let command): try decide(Response.self, id, command, context, &stamp)
      case .lead(let id, let command): try decide(Lead.self, id, command, context, &stamp)
      case .order(let id, let command): try decide(Order.self, id, command, context, &stamp)
      case .activity(let id, let command): try decide(Activity.self, id, command, context, &stamp)
      case .book(let command): try decide(Book.self, BookID(1), command, context, &stamp)
      case .customField(let id, let command):
        try decide(CustomField.self, id, command, context, &stamp)
      case .handOver, .convertLead, .merging, .restore, .customised: []
      }
    return Outcome(events: events, warnings: events.isEmpty ? [] : warnings)
  }

  /// Lets an entity decide, and stages what it decided.
  mutating func decide<Kind: Entity>(
    _ type: Kind.Type, _ id: Kind.ID?, _ command: Kind.Command, _ context: CommandContext,
    _ stamp: inout Stamp
  ) throws -> [WrittenEvent] {
    let id = id ?? Kind.ID(models.nextNumber(of: Kind.ID.kind))
    try requireVersion(of: id.stream, context)
    // An import says again what it said before: what was so at its own time changes nothing.
    let saysAgain = context.origin.channel == .dataImport && context.corrects == nil
    if !saysAgain { try requireOrder(of: id.stream, context, stamp) }
    let entity = try entity(type, id, at: stamp.occurredAt)
    let events: [Kind.Event]
    do { events = try customised(entity, decisions(entity, command, stamp), stamp) } catch {
      // That it comes too late says more than what it would have been refused for.
      try requireOrder(of: id.stream, context, stamp)
      throw error
    }
    if events.isEmpty { return [] }
    try requireOrder(of: id.stream, context, stamp)
    return try stage(events, on: entity, &stamp)
  }

  /// The events an entity decides on; the facts do not outlive the decision.
  func decisions<Kind: Entity>(
    _ entity: Kind, _ command: Kind.Command, _ stamp: Stamp
  ) throws -> [Kind.Event] {
    try withFacts(stamp) { try entity.decide(command, $0) }
  }

  /// Asks with what may be looked up at the time of the stamp; the facts do not outlive it.
  func withFacts<R>(_ stamp: Stamp, _ body: (WriterFacts) throws -> R) throws -> R {
    let lookup = EntityLookup(self)
    let answer = try body(
      WriterFacts(
        models: models, secrets: core.secrets, actor: stamp.actor, occurredAt: stamp.occurredAt,
        recordedAt: stamp.instants.recordedAt, isUndated: stamp.flags.contains(.undated),
        entities: lookup))
    if let fault = lookup.fault { throw fault }
    return answer
  }

  /// What all events of the command carry.
  func stamp(
    _ principal: Principal, _ context: CommandContext, _ time: CommandTime
  ) throws -> Stamp {
    var envelope = Envelope()
    if !context.reason.isEmpty {
      do throws(TextRefusal) {
        envelope.reason = try Text.note(context.reason, field: "reason")
      } catch {
        throw CommandRefusal.text(error)
      }
    }
    envelope.origin = try origin(context)
    if let user = context.onBehalfOf {
      guard models.team.rows[user].role != nil else {
        throw CommandRefusal.unknownBeneficiary(user)
      }
      envelope.onBehalfOf = user.number
    }
    envelope.corrects = context.corrects?.number ?? 0
    var flags: EventFlags = [.commandStart]
    if let identity = context.identity {
      envelope.requestHash = Array(Digest(of: identity.request.span).bytes.prefix(16))
      flags.insert(.identified)
    }
    flags.formUnion(time.flags)
    return Stamp(
      instants: time.instants, occurredAt: time.occurredAt, actor: principal.user,
      command: context.identity?.id ?? .random(), flags: flags, envelope: envelope,
      causation: context.causation ?? .none)
  }
}

extension BookWriter {
  /// Through which door the command came. The operating system's name of whoever ran it is kept as
  /// the user whose login it is: a login is personal, and an open field cannot be erased.
  private func origin(_ context: CommandContext) throws -> Origin {
    var origin = context.origin
    guard !origin.systemUser.isEmpty,
      let hit = models.lookups.holder(
        origin.systemUser, domain: .login, kind: .user, core.secrets),
      try entity(User.self, UserID(hit.number)).details.login == origin.systemUser
    else { return origin }
    origin.systemUser = ""
    origin.systemUserID = hit.number
    return origin
  }
}

extension Command {
  /// The person whose personal data the command erases; nil when it is another command.
  var erasedPerson: StreamID? {
    switch self {
    case .contact(let id, .erase): id?.stream
    case .user(let id, .erase): id?.stream
    case .lead(let id, .erase): id?.stream
    case .customised(let base, _): base.erasedPerson
    default: nil
    }
  }

  /// Why the command erases a person, or tells two apart; nil when it is another command.
  fileprivate var statedReason: String? {
    switch self {
    case .contact(_, .erase(let reason)), .user(_, .erase(let reason)),
      .lead(_, .erase(let reason)):
      reason
    case .merging(.distinguish(_, _, let reason)): reason
    default: nil
    }
  }
}

/// The instants of one command's events, and what its flags say of them.
struct CommandTime {
  var instants: WritingInstants
  var occurredAt: Instant
  var flags: EventFlags = []
}
