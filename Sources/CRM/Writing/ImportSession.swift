public import Bytes
public import Domain
import EventLog
import Projections

/// What an import wants of the book.
public struct ImportRequest: Sendable {
  /// Brings in what happened before the book was in use, at its own instants.
  public var isHistory: Bool
  /// Carries everything out and takes it back.
  public var isDryRun: Bool
  /// What the log should remember of the job; rows and events are filled in.
  public var run: ImportRun
  /// Accepts a clock that is implausibly far ahead of the last event.
  public var confirmsClock = false

  /// A request for a job.
  public init(isHistory: Bool, isDryRun: Bool, run: ImportRun) {
    self.isHistory = isHistory
    self.isDryRun = isDryRun
    self.run = run
  }
}

/// When a row of an import happened.
public enum ImportMoment: Equatable, Sendable {
  /// Nobody knows; it holds from the beginning.
  case undatedFirst
  /// At this instant.
  case at(Instant)
  /// Nobody knows; it is known since the import.
  case undatedLast
}

/// An import at work: it executes commands behind one another, all or none of which take effect.
public struct ImportSession {
  var writer: BookWriter
  let request: ImportRequest
  let principal: Principal
  let recordedAt: Instant
  let number: ImportID
  /// Who ran imports before, and the principal: a row any of them brought in is there.
  let importers: [Principal]
  /// From which source each earlier import was.
  let sources: [UInt32: String]
  /// How many events the job has written so far.
  public private(set) var eventCount = 0

  /// Carries out a command that a row stands for.
  ///
  /// A command with an identity that an import gave to one that wrote events before, whoever ran
  /// it, is not carried out again. Throws what the command would throw; the caller adds the row,
  /// and the whole job is undone. What happened before the moment, at `occurredAt`, was known late;
  /// `corrects` names the event it sets right.
  public mutating func execute(
    _ command: Command, at moment: ImportMoment, file: UInt32, row: UInt64,
    onBehalfOf user: UserID? = nil, identity: CommandIdentity? = nil,
    occurredAt: Instant? = nil, corrects: Position? = nil
  ) throws -> Outcome {
    if command.erasedPerson != nil { throw CommandRefusal.notInImports("erasing a person") }
    var context = CommandContext()
    context.identity = identity
    for importer in importers {
      if let earlier = try writer.earlierOutcome(importer, context) { return earlier }
    }
    context.origin.channel = .dataImport
    context.origin.importNumber = number.number
    (context.origin.file, context.origin.row) = (file, row)
    context.onBehalfOf = user
    context.corrects = corrects
    var time = try time(moment)
    if let occurredAt {
      if occurredAt > time.occurredAt { throw CommandRefusal.future }
      time.occurredAt = occurredAt
    }
    writer.forgetEntities()
    let outcome = try writer.carryOut(command, as: principal, context, time)
    eventCount += outcome.events.count
    return outcome
  }

  /// Brings something that exists to what a row says of it now: what the source changed since it
  /// was last imported is changed, and what users changed since then stays as it is.
  ///
  /// Where nothing is known of earlier imports of a kind, every command is carried out.
  public mutating func update(
    _ stream: StreamID, _ commands: [Command], at moment: ImportMoment, file: UInt32, row: UInt64,
    onBehalfOf user: UserID? = nil
  ) throws -> ImportMerge {
    var context = CommandContext()
    context.origin.channel = .dataImport
    context.origin.importNumber = number.number
    (context.origin.file, context.origin.row) = (file, row)
    context.onBehalfOf = user
    writer.forgetEntities()
    var stamp = try writer.stamp(principal, context, try time(moment))
    let (head, sources, source) = (writer.head.position, sources, request.run.source)
    func merge(_ commands: [Command]) throws -> ImportMerge? {
      let merge = try writer.merge(stream, commands, context, &stamp) { position, envelope in
        position > head || sources[envelope.origin.importNumber] == source
      }
      eventCount += merge?.events.count ?? 0
      return merge
    }
    if let merge = try merge(commands) { return merge }
    let custom = commands.filter { $0.customCommand != nil }
    var result = custom.isEmpty ? ImportMerge() : try merge(custom) ?? ImportMerge()
    var events: [WrittenEvent] = []
    for command in commands where command.customCommand == nil {
      events += try execute(command, at: moment, file: file, row: row, onBehalfOf: user).events
    }
    result.events += events
    return result
  }

  private func time(_ moment: ImportMoment) throws(CommandRefusal) -> CommandTime {
    let head = writer.timelineAt
    guard request.isHistory else { return try liveTime(moment, after: head) }
    switch moment {
    case .undatedFirst:
      let instants = WritingInstants(recordedAt: recordedAt, timelineAt: head)
      return CommandTime(instants: instants, occurredAt: head, flags: [.history, .undated])
    case .at(let instant):
      if instant > recordedAt { throw .future }
      if instant < head { throw historyTooOld(instant, head) }
      let instants = WritingInstants(recordedAt: recordedAt, timelineAt: instant)
      return CommandTime(instants: instants, occurredAt: instant, flags: .history)
    case .undatedLast:
      let timelineAt = max(recordedAt, head)
      let instants = WritingInstants(recordedAt: recordedAt, timelineAt: timelineAt)
      return CommandTime(instants: instants, occurredAt: timelineAt, flags: [.history, .undated])
    }
  }

  private func liveTime(
    _ moment: ImportMoment, after head: Instant
  ) throws(CommandRefusal) -> CommandTime {
    let timelineAt = max(recordedAt, head)
    let instants = WritingInstants(recordedAt: recordedAt, timelineAt: timelineAt)
    guard case .at(let instant) = moment else {
      return CommandTime(instants: instants, occurredAt: timelineAt, flags: .undated)
    }
    if instant > timelineAt { throw .future }
    return CommandTime(instants: instants, occurredAt: instant)
  }

  private func historyTooOld(_ instant: Instant, _ head: Instant) -> CommandRefusal {
    let zone = writer.models.settings.book.zone
    return .historyTooOld(
      """
      the book already holds history up to \(InstantText.format(head, in: zone)), and this row is \
      of \(InstantText.format(instant, in: zone)): bring in all history in one job
      """)
  }

  /// The book, as the job sees it.
  public var book: Book { writer.models.settings.book }

  /// The list price of a product, as the job sees it.
  public func listPrice(of product: ProductID) -> Money? {
    writer.models.products.rows[product].listPrice
  }

  /// The pipeline, as the job sees it.
  public func pipeline(_ id: PipelineID) -> Pipeline? { writer.models.pipelines[id] }

  /// The pipeline an opportunity goes through, as the job sees it.
  public func pipeline(of opportunity: OpportunityID) -> Pipeline? {
    writer.models.opportunities.rows[opportunity].pipeline.flatMap { pipeline($0) }
  }

  /// The commands that set a thing up, or bring one that is there to the same: a choice field that
  /// knows fewer options gets the others.
  public func completing(_ command: Command) -> [Command] {
    guard case .customField(nil, .define(let new)) = command, new.kind == .choice,
      let known = writer.models.customFields.of(new.entity).first(where: { $0.code == new.code }),
      known.kind == .choice
    else { return [command] }
    let missing = new.choices.filter { wanted in
      !known.choices.contains { $0.code == wanted.code }
    }
    return missing.map { .customField(known.id, .addChoice($0)) } + [command]
  }

  /// The entity a text names: a number, a reference in `source`, or a name.
  public func resolve(
    _ text: String, kind: StreamKind, source: String?
  ) throws -> StreamID {
    try NameResolver(writer: writer).resolve(text, kind: kind, source: source)
  }

  /// The entity another system calls so, as it was entered, whatever it goes on as; nil when there
  /// is none.
  public func holder(of reference: ExternalReference, kind: StreamKind) -> StreamID? {
    writer.models.lookups.holder(
      Lookups.text(of: reference), domain: .reference, kind: kind, writer.core.secrets)
  }

  /// What a thing goes on as since it was merged; itself otherwise.
  public func survivor(of stream: StreamID) -> StreamID {
    writer.models.merges.survivor(of: stream)
  }

  /// The same as `resolve`, but the thing as it was entered, whatever it goes on as.
  public func resolveRecorded(
    _ text: String, kind: StreamKind, source: String?
  ) throws -> StreamID {
    try NameResolver(writer: writer).recorded(text, kind: kind, source: source)
  }

  /// What earlier imports of this source created and may be missing now: things of some kinds, with
  /// the name of the file each came from.
  public func createdBefore(
    _ kinds: Set<StreamKind>
  ) throws -> [(stream: StreamID, file: String)] {
    let own = Set(sources.filter { $0.value == request.run.source }.map(\.key))
    guard !own.isEmpty else { return [] }
    var runs: [UInt32: [ImportedFile]] = [:]
    for number in own {
      runs[number] = try writer.entity(ImportJob.self, ImportID(number)).run?.files
    }
    var found: [(stream: StreamID, file: String)] = []
    try writer.core.log.scan(from: Position(1), through: writer.head.position) { record in
      let header = record.header
      guard header.version == 1, kinds.contains(header.stream.kind) else { return true }
      var envelope = Envelope()
      var coder = FieldCoder(reading: try record.verifiedPayload())
      envelope.code(&coder)
      let origin = envelope.origin
      guard own.contains(origin.importNumber), let files = runs[origin.importNumber],
        origin.file > 0, Int(origin.file) <= files.count
      else { return true }
      found.append((header.stream, files[Int(origin.file) - 1].name))
      return true
    }
    return found
  }

  mutating func finish(rows: UInt64) throws {
    var run = request.run
    run.rows = rows
    run.events = UInt64(eventCount)
    run.isHistory = request.isHistory
    let head = writer.timelineAt
    let timelineAt = request.isHistory ? head : max(recordedAt, head)
    var time = CommandTime(
      instants: WritingInstants(recordedAt: recordedAt, timelineAt: timelineAt),
      occurredAt: timelineAt)
    if request.isHistory { time.flags = .history }
    var context = CommandContext()
    context.origin.channel = .dataImport
    context.origin.importNumber = number.number
    var stamp = try writer.stamp(principal, context, time)
    _ = try writer.decide(ImportJob.self, number, .record(run), context, &stamp)
  }
}

/// What an import did, or would have done.
public struct ImportSummary: Equatable, Sendable {
  /// The number of the job; what a dry run would have been.
  public var number: ImportID
  /// How many events it wrote.
  public var events: Int
  /// How many rows took part.
  public var rows: UInt64
}

extension CRM {
  /// Runs an import: every command of `body`, or none of them.
  ///
  /// `body` answers how many rows took part. It may run again when another process wrote meanwhile.
  public func importJob(
    _ request: ImportRequest, as principal: Principal,
    _ body: @escaping @Sendable (inout ImportSession) throws -> UInt64
  ) throws -> ImportSummary {
    try writer.submitAndWait { writer in
      try writer.runImport(request, as: principal, body)
    }
  }
}

extension BookWriter {
  fileprivate mutating func runImport(
    _ request: ImportRequest, as principal: Principal,
    _ body: (inout ImportSession) throws -> UInt64
  ) throws -> ImportSummary {
    if let spoilt { throw spoilt }
    try Rights(principal, team: models.team).requireSetUp("importing")
    if request.isHistory { try requireHistoryPhase() }
    let recordedAt = try WritingClock.instants(
      now: core.now(), after: stagedHead, confirmsJump: request.confirmsClock
    ).recordedAt
    let mark = staged.count
    let number = ImportID(models.nextNumber(of: .importJob))
    let importers = try importers(and: principal)
    let sources = try importSources()
    let summary = try atomically { writer in
      var session = ImportSession(
        writer: writer, request: request, principal: principal, recordedAt: recordedAt,
        number: number, importers: importers, sources: sources)
      // The session owns the staged records while it works: one array, never copied.
      writer.lend()
      do {
        let rows = try body(&session)
        if session.eventCount > 0 { try session.finish(rows: rows) }
        writer = session.writer
        return ImportSummary(number: number, events: session.eventCount, rows: rows)
      } catch {
        writer = session.writer
        throw error
      }
    }
    if request.isDryRun, staged.count > mark { try takeBack(to: mark) }
    return summary
  }

  /// The principal, and everybody else who ran an import that wrote something.
  private func importers(and principal: Principal) throws -> [Principal] {
    var users: Set<UInt32> = []
    for number in 1..<models.nextNumber(of: .importJob) {
      let last = models.streams[ImportID(number).stream].position
      users.insert(try header(at: last).actor)
    }
    users.remove(principal.user.number)
    return [principal] + users.sorted().map { Principal(UserID($0)) }
  }

  /// The source of every import on record.
  private func importSources() throws -> [UInt32: String] {
    var sources: [UInt32: String] = [:]
    for number in 1..<models.nextNumber(of: .importJob) {
      sources[number] = try entity(ImportJob.self, ImportID(number)).run?.source
    }
    return sources
  }

  /// Refuses when a live entry was made already.
  private func requireHistoryPhase() throws {
    if let last = staged.last {
      if !last.header.flags.contains(.history) { throw CommandRefusal.historyClosed }
      return
    }
    guard head.position > .none else { return }
    let flags = try core.log.record(at: head.position) { $0.header.flags }
    if !flags.contains(.history) { throw CommandRefusal.historyClosed }
  }
}
