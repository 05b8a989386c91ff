import Bytes
import Cryptography
import Domain
import EventLog
import Projections

// The rules every command goes by before its entity is asked.

extension BookWriter {
  /// The outcome of an earlier command of this actor with the same id; nil when there is none.
  func earlierOutcome(_ principal: Principal, _ context: CommandContext) throws -> Outcome? {
    guard let identity = context.identity,
      let first = models.commands.position(of: identity.id, actor: principal.user.number)
    else { return nil }
    var outcome = Outcome(isRepeat: true)
    var hash: [UInt8] = []
    var isShut = false
    func note(_ position: Position, _ header: EventHeader, _ payload: Span<UInt8>) throws -> Bool {
      guard header.command == identity.id, header.actor == principal.user.number else {
        return false
      }
      if outcome.events.isEmpty {
        var envelope = Envelope()
        var coder = FieldCoder(reading: payload)
        envelope.code(&coder)
        try envelope.open(core.secrets.personal(in: payload, header: header, at: position))
        hash = envelope.requestHash
        isShut = envelope.isShut
      }
      outcome.events.append(
        WrittenEvent(
          position: position, stream: header.stream, version: header.version, type: header.type))
      return true
    }
    if first <= head.position {
      try core.log.scan(from: first) { record in
        let payload = try record.verifiedPayload()
        return try note(record.position, record.header, payload)
      }
    }
    let start = first > head.position ? Int(first.number - head.position.number) - 1 : 0
    for (index, record) in staged[start...].enumerated() {
      let position = Position(head.position.number + UInt64(start + index) + 1)
      if try !note(position, record.header, record.payload.span) { break }
    }
    if outcome.events.isEmpty { return nil }
    // What was asked about a person who was erased since, nobody can tell any more.
    guard isShut || hash == Array(Digest(of: identity.request.span).bytes.prefix(16)) else {
      throw CommandRefusal.differentRequest(identity.id)
    }
    return outcome
  }

  /// The instants of a live command; set-up stays at the beginning of time while history may come.
  func liveInstants(_ command: Command, _ context: CommandContext) throws -> CommandTime {
    let now = core.now()
    let instants = try WritingClock.instants(
      now: now, after: stagedHead, confirmsJump: context.confirmsClock)
    if command.isSetUp, timelineAt == .beginning, context.occurredAt == nil {
      let beginning = WritingInstants(recordedAt: now, timelineAt: .beginning)
      return CommandTime(
        instants: beginning, occurredAt: .beginning, flags: [.history, .undated])
    }
    if context.occurredAt == nil, let corrected = try correctedHeader(context) {
      return CommandTime(
        instants: instants, occurredAt: corrected.occurredAt,
        flags: corrected.flags.intersection(.undated))
    }
    let occurredAt = context.occurredAt ?? instants.timelineAt
    if occurredAt > instants.timelineAt { throw CommandRefusal.future }
    return CommandTime(instants: instants, occurredAt: occurredAt)
  }

  /// The header of the event a command corrects: what sets it right counts from when that happened.
  private func correctedHeader(_ context: CommandContext) throws -> EventHeader? {
    guard let position = context.corrects else { return nil }
    guard position > .none, position < nextPosition else {
      throw CommandRefusal.notCorrectable(position)
    }
    return try header(at: position)
  }

  /// Refuses when the stream moved on since the caller looked at it.
  func requireVersion(of stream: StreamID, _ context: CommandContext) throws {
    guard let seen = context.expectedVersion else { return }
    let now = models.streams[stream].version
    if seen != now { throw CommandRefusal.versionMoved(stream, seen: seen, now: now) }
  }

  /// Refuses what happened before the stream's last change, unless it corrects one of its events.
  func requireOrder(of stream: StreamID, _ context: CommandContext, _ stamp: Stamp) throws {
    if let position = context.corrects {
      guard position > .none, position < nextPosition,
        try self.stream(at: position) == stream
      else { throw CommandRefusal.notCorrectable(position) }
      return
    }
    let last = models.streams[stream]
    guard last.version > 0, stamp.occurredAt < last.occurredAt else { return }
    let zone = models.settings.book.zone
    throw CommandRefusal.beforeLastChange(InstantText.format(last.occurredAt, in: zone))
  }

  private func stream(at position: Position) throws -> StreamID {
    try header(at: position).stream
  }

  /// The header of an event, staged ones included.
  func header(at position: Position) throws -> EventHeader {
    if position <= head.position { return try core.log.record(at: position) { $0.header } }
    return staged[Int(position.number - head.position.number) - 1].header
  }

  /// Refuses what the user may not do.
  func require(_ command: Command, _ rights: Rights) throws(CommandRefusal) {
    switch command {
    case .book: try rights.requireSetUp("changing the book")
    case .contact(_, .erase), .user(_, .erase), .lead(_, .erase):
      try rights.requireSetUp("erasing a person")
    case .user: try rights.requireSetUp("managing users")
    case .pipeline: try rights.requireSetUp("setting up pipelines")
    case .product: try rights.requireSetUp("managing products")
    case .questionnaire: try rights.requireSetUp("setting up questionnaires")
    case .customField: try rights.requireSetUp("setting up custom fields")
    case .customised(let base, _): try require(base, rights)
    case .response(let id, let command): try requireResponse(id, command, rights)
    case .handOver(let handOver): try requireHandOver(handOver, rights)
    case .account(let id, _):
      try rights.requireWrite(id.flatMap { models.accounts.rows[$0].owner }, "the account")
    case .contact(let id, _):
      try rights.requireWrite(id.flatMap { models.contacts.rows[$0].owner }, "the contact")
    case .opportunity(let id, _):
      try rights.requireWrite(
        id.flatMap { models.opportunities.rows[$0].owner }, "the opportunity")
    case .forecastCall(let id, let command):
      try rights.requireWrite(owner(of: id, command) ?? rights.user, "the forecast")
    case .target(let id, let command):
      try rights.requireTarget(of: owner(of: id, command))
    case .lead(let id, _): try requireLead(id, rights)
    case .convertLead(let id, let conversion):
      try requireLead(id, rights)
      try rights.requireWrite(
        conversion.account.flatMap { models.accounts.rows[$0].owner }, "the account")
      try rights.requireWrite(
        conversion.contact.flatMap { models.contacts.rows[$0].owner }, "the contact")
    case .order(let id, _):
      try rights.requireWrite(id.flatMap { models.orders.rows[$0].owner }, "the order")
    case .activity(let id, _):
      try rights.requireWrite(id.flatMap { models.activities.rows[$0].owner }, "the activity")
    case .merging(let merging): try requireMerging(merging, rights)
    case .restore(let stream, _, _): try requireRestore(stream, rights)
    }
  }

  /// Answers are written by whoever may write the customer they are about: of a person who is with
  /// an account, either will do.
  private func requireResponse(
    _ id: ResponseID?, _ command: ResponseCommand, _ rights: Rights
  ) throws(CommandRefusal) {
    var row = id.map { models.responses.rows[$0] } ?? ResponseRow()
    if id == nil, case .record(let new) = command {
      (row.account, row.contact) = (new.account, new.contact)
    }
    if let contact = row.contact {
      let owner = models.contacts.rows[contact].owner
      if row.account == nil || rights.mayWrite(owner) {
        return try rights.requireWrite(owner, "the contact")
      }
    }
    try rights.requireWrite(
      row.account.flatMap { models.accounts.rows[$0].owner }, "the account")
  }

  /// A lead may be written by whoever sells to it and by whoever qualifies it.
  private func requireLead(_ id: LeadID?, _ rights: Rights) throws(CommandRefusal) {
    let row = id.map { models.leads.rows[$0] }
    if row?.qualifier == rights.user, row?.qualifier != nil {
      return try rights.requireWrite(nil, "the lead")
    }
    try rights.requireWrite(row?.owner, "the lead")
  }

  private func requireHandOver(
    _ handOver: HandOver, _ rights: Rights
  ) throws(CommandRefusal) {
    try rights.requireHandOver(from: handOver.from)
    if handOver.deactivate { try rights.requireSetUp("deactivating a user") }
  }

  private func requireRestore(_ stream: StreamID, _ rights: Rights) throws(CommandRefusal) {
    switch stream.kind {
    case .account:
      try rights.requireWrite(models.accounts.rows[AccountID(stream.number)].owner, "the account")
    case .contact:
      try rights.requireWrite(models.contacts.rows[ContactID(stream.number)].owner, "the contact")
    case .opportunity:
      try rights.requireWrite(
        models.opportunities.rows[OpportunityID(stream.number)].owner, "the opportunity")
    case .forecastCall:
      try rights.requireWrite(
        models.forecasts.rows[ForecastCallID(stream.number)].owner, "the forecast")
    case .target:
      try rights.requireTarget(of: models.targets.rows[TargetID(stream.number)].owner)
    case .response: try requireResponse(ResponseID(stream.number), .retract, rights)
    case .lead: try requireLead(LeadID(stream.number), rights)
    case .order:
      try rights.requireWrite(models.orders.rows[OrderID(stream.number)].owner, "the order")
    case .activity:
      try rights.requireWrite(
        models.activities.rows[ActivityID(stream.number)].owner, "the activity")
    default: try rights.requireSetUp("restoring set-up")
    }
  }
}

extension Command {
  /// Whether it sets the book up rather than records business.
  var isSetUp: Bool {
    switch self {
    case .customised(let base, _): base.isSetUp
    case .user, .pipeline, .product, .questionnaire, .customField, .book: true
    case .account, .contact, .opportunity, .activity, .lead, .convertLead, .order, .forecastCall,
      .target, .response, .handOver, .merging, .restore:
      false
    }
  }
}
