import Bytes
import Domain
import EventLog
import Projections

/// The state one writer decides by: models at the head, what is staged, and how to stage more.
struct BookWriter: WriterState {
  let core: BookCore
  private(set) var head = LogHead.empty
  private(set) var staged: [NewRecord] = []
  private(set) var models = WriterModels()
  /// The `timelineAt` of the last event, staged ones included.
  private(set) var timelineAt = Instant.beginning
  /// Why the models hold what was taken back; nil when they can be trusted.
  private(set) var spoilt: (any Error)?
  /// How many erasures there had been when the models were folded.
  private var erasures: UInt32 = 0

  /// A writer that has not looked at the log yet.
  init(core: BookCore) {
    self.core = core
  }

  /// The position the next staged record gets.
  var nextPosition: Position { Position(head.position.number + UInt64(staged.count) + 1) }

  /// The head, what is staged included, for the clock to compare with.
  var stagedHead: LogHead {
    guard let last = staged.last else { return head }
    return LogHead(
      position: Position(nextPosition.number - 1), recordedAt: last.header.recordedAt,
      timelineAt: timelineAt, checksum: 0)
  }

  mutating func catchUp() throws {
    if spoilt != nil { return try reload() }
    let now = try core.log.head
    if now == head { return try forgetErased() }
    if head.position == .none { return try reload() }
    let models = models
    try core.log.scan(from: head.position.next, through: now.position) { record in
      let header = record.header
      let payload = try record.verifiedPayload()
      let position = record.position
      let event = FoldEvent(position: position, header: header, payload: payload)
      try models.apply(event, core.secrets) { body in
        try StreamReplay(log: core.log, from: position) { _, _ in true }.show(body)
      }
      models.entities[header.stream] = nil
      return true
    }
    (head, timelineAt) = (now, now.timelineAt)
    try forgetErased()
  }

  /// Forgets what was folded from boxes that may be shut by now.
  private mutating func forgetErased() throws {
    let now = try core.secrets.keys.erasureCount
    if now == erasures { return }
    models.lookups = try core.store.model(Lookups.self, through: head.position)
    models.entities = [:]
    erasures = now
  }

  mutating func committed(at head: LogHead) {
    self.head = head
    staged = []
    timelineAt = head.timelineAt
    forgetEntities()
  }

  mutating func reload() throws {
    staged = []
    spoilt = nil
    let now = try core.log.head
    erasures = try core.secrets.keys.erasureCount
    models = try WriterModels(core.store, through: now.position)
    (head, timelineAt) = (now, now.timelineAt)
  }

  /// How many folded entities are kept between batches.
  private static let entitiesKept = 100_000

  /// Runs `body`; when it throws, what it staged is taken back and the models are made anew.
  mutating func atomically<R>(_ body: (inout BookWriter) throws -> R) throws -> R {
    let mark = staged.count
    do {
      return try body(&self)
    } catch {
      if staged.count > mark { try takeBack(to: mark) }
      throw error
    }
  }

  /// Takes back everything staged after `mark`: the models forget it and fold the rest again.
  ///
  /// When a fault keeps them from it, the records before the mark stay staged, and the fault is
  /// told to everyone who asks for more until the models can be made anew.
  mutating func takeBack(to mark: Int) throws {
    let kept = Array(staged.prefix(mark))
    staged = []
    timelineAt = head.timelineAt
    do {
      models = try WriterModels(core.store, through: head.position)
      for record in kept { try stage(record) }
    } catch {
      staged = kept
      spoilt = error
      throw error
    }
  }

  /// Gives up the staged records to a session that works with a copy of this writer, so that the
  /// array has one owner; the session hands everything back when it ends.
  mutating func lend() {
    staged = []
  }

  /// Forgets folded entities when there are many; they are folded again when they are needed.
  mutating func forgetEntities() {
    if models.entities.count > BookWriter.entitiesKept { models.entities = [:] }
  }

  /// Adds a record behind what is staged, and folds it into the models.
  mutating func stage(_ record: NewRecord) throws {
    let position = nextPosition
    let committed = committedHead(of: record.header.stream)
    staged.append(record)
    let event = FoldEvent(
      position: position, header: record.header, payload: record.payload.span)
    try models.apply(event, core.secrets) { body in
      try replay(record.header.stream, from: committed, body)
    }
    timelineAt = record.header.timelineAt
  }

  /// Shows the events of a stream in the order in which they happened, staged ones included.
  private func replay(
    _ stream: StreamID, from committed: Position, _ body: (borrowing FoldEvent) throws -> Void
  ) throws {
    var events: [(place: HappenedOrder, header: EventHeader, payload: [UInt8])] = []
    try StreamReplay(log: core.log, from: committed) { _, _ in true }.show { event in
      events.append(
        (
          HappenedOrder(event.header, at: event.position), event.header,
          [UInt8](copying: event.payload)
        ))
    }
    for (position, record) in stagedRecords(of: stream) {
      events.append(
        (HappenedOrder(record.header, at: position), record.header, record.payload))
    }
    for (place, header, payload) in events.sorted(by: { $0.place < $1.place }) {
      try body(FoldEvent(position: place.position, header: header, payload: payload.span))
    }
  }

  /// The staged records of a stream, in the order in which they were staged.
  ///
  /// Each knows the one before it, so that a long job looks at no others. The last may be one that
  /// the models are about to fold.
  private func stagedRecords(of stream: StreamID) -> [(Position, NewRecord)] {
    var records: [(Position, NewRecord)] = []
    var position = models.streams[stream].position
    if staged.last?.header.stream == stream { position = Position(nextPosition.number - 1) }
    while position > head.position {
      let record = staged[Int(position.number - head.position.number) - 1]
      records.append((position, record))
      position = record.header.previous
    }
    return records.reversed()
  }

  /// The entity as it is, what is staged included.
  func entity<Kind: Entity>(_ type: Kind.Type, _ id: Kind.ID) throws -> Kind {
    if let known = models.entities[id.stream] as? Kind { return known }
    let entity = try history(type, id).entity(type, id)
    models.entities[id.stream] = entity
    return entity
  }

  /// The entity that a command of this instant is about: as it is, or, for a correction that
  /// belongs before later changes, as it is known to have been then.
  ///
  /// Nothing of an erased person can be corrected, since nothing of them is known any more.
  func entity<Kind: Entity>(
    _ type: Kind.Type, _ id: Kind.ID, at occurredAt: Instant
  ) throws -> Kind {
    let current = try entity(type, id)
    guard occurredAt < models.streams[id.stream].occurredAt,
      (current as? any Person)?.isErased != true
    else { return current }
    return try history(type, id).filter { $0.header.occurredAt <= occurredAt }.entity(type, id)
  }

  /// Everything that happened to an entity, staged events included, in the order in which it
  /// happened.
  func history<Kind: Entity>(
    _ type: Kind.Type, _ id: Kind.ID
  ) throws -> [RecordedEvent<Kind.Event>] {
    let committed = try core.history(
      type, id, from: committedHead(of: id.stream), within: Horizon(through: head.position))
    guard models.streams[id.stream].position > head.position else { return committed }
    let staged: [RecordedEvent<Kind.Event>] = try stagedRecords(of: id.stream).map {
      position, record in
      let event = FoldEvent(
        position: position, header: record.header, payload: record.payload.span)
      return RecordedEvent(
        position: position, header: record.header, envelope: Envelope(),
        event: try event.everything(as: Kind.Event.self, core.secrets))
    }
    return (committed + staged).inOrder()
  }

  /// The last event of a stream that is in the log already.
  func committedHead(of stream: StreamID) -> Position {
    var position = models.streams[stream].position
    while position > head.position {
      position = staged[Int(position.number - head.position.number) - 1].header.previous
    }
    return position
  }
}
