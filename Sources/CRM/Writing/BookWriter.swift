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
      let event = FoldEvent(position: record.position, header: header, payload: payload)
      try models.apply(event, core.secrets)
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
    if models.entities.count > BookWriter.entitiesKept { models.entities = [:] }
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

  /// Adds a record behind what is staged, and folds it into the models.
  mutating func stage(_ record: NewRecord) throws {
    let event = FoldEvent(
      position: nextPosition, header: record.header, payload: record.payload.span)
    try models.apply(event, core.secrets)
    staged.append(record)
    timelineAt = record.header.timelineAt
  }

  /// The entity as it is, what is staged included.
  func entity<Kind: Entity>(_ type: Kind.Type, _ id: Kind.ID) throws -> Kind {
    if let known = models.entities[id.stream] as? Kind { return known }
    let last = committedHead(of: id.stream)
    var entity = try core.entity(type, id, from: last, through: head.position)
    if models.streams[id.stream].position > head.position { try evolve(&entity) }
    models.entities[id.stream] = entity
    return entity
  }

  /// Folds the staged events of its stream into an entity.
  private func evolve<Kind: Entity>(_ entity: inout Kind) throws {
    for (index, record) in staged.enumerated() where record.header.stream == entity.id.stream {
      let position = Position(head.position.number + UInt64(index) + 1)
      let event = FoldEvent(
        position: position, header: record.header, payload: record.payload.span)
      if let what = try event.everything(as: Kind.Event.self, core.secrets) {
        entity.evolve(what, event.time)
      }
    }
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
