public import Bytes
public import Domain
import EventLog
import Projections
public import Reports

/// One event as the log shows it: who did what, when, why and through which door.
public struct LogEntry: Equatable, Sendable {
  /// Where it stands.
  public var position: Position
  /// What the header says.
  public var header: EventHeader
  /// To what it happened, as people see it: `O-88`.
  public var subject: String
  /// What happened, as in `won`; `unknown-17` when this version does not know it.
  public var event: String
  /// Why and from where.
  public var envelope: Envelope
  /// What the event says, field by field.
  public var details: [Detail]

  /// One field of an event.
  public struct Detail: Equatable, Sendable {
    /// The name of the field.
    public var name: String
    /// Its value, as text.
    public var value: String
  }
}

extension CRM {
  /// The persons of whom entries show something: what lay in a box, or the name of whoever it
  /// happened to or who did it, which stands beside the number. A box on another stream than the
  /// person's, as of answers in words, is that of the contact whose key seals it.
  private func persons(in entries: [LogEntry]) throws -> Set<StreamID> {
    var persons: Set<StreamID> = []
    for entry in entries {
      let stream = entry.header.stream
      if entry.header.actor > 0 { persons.insert(UserID(entry.header.actor).stream) }
      if entry.envelope.isShut { continue }
      if stream.kind.isPerson {
        persons.insert(stream)
      } else if let slot = entry.envelope.keySlot, let contact = try contact(sealing: slot) {
        persons.insert(contact.stream)
      }
    }
    return persons
  }

  /// The contact whose key lies in a slot.
  private func contact(sealing slot: UInt32) throws -> ContactID? {
    try model(Contacts.self).rows.all.first { $0.1.keySlot == slot && $0.1.relationship != nil }?.0
  }
}

/// Which events are wanted.
public struct LogFilter: Sendable {
  /// Only those of these streams; all when empty.
  public var streams: Set<StreamID> = []
  /// Only those of this kind.
  public var kind: StreamKind?
  /// Only those of this name, as in `won`.
  public var event: String?
  /// Only those of this user.
  public var actor: UserID?
  /// Only those on the time line at or after this position.
  public var after = Position.none
  /// Only those up to this position; the head when nil.
  public var through: Position?

  /// Every event.
  public init() {}

  func admits(_ header: EventHeader) -> Bool {
    if !streams.isEmpty, !streams.contains(header.stream) { return false }
    if let kind, header.stream.kind != kind { return false }
    if let actor, header.actor != actor.number { return false }
    if let event { return EntityKinds.eventName(header.type, kind: header.stream.kind) == event }
    return true
  }
}

extension CRM {
  /// The events a filter admits, oldest first, for a user who may read the log; `body` answers
  /// whether to go on.
  public func readLog(
    _ filter: LogFilter, as principal: Principal, through channel: Origin.Channel = .embedded,
    _ body: (LogEntry) throws -> Bool
  ) throws {
    try rights(of: principal).requireLog()
    var recorded: Set<StreamID> = []
    var waiting: [LogEntry] = []
    var goesOn = true
    func hand() throws {
      // What is personal is on record before anybody sees it.
      let persons = try persons(in: waiting).subtracting(recorded)
      try recordAccess(persons, principal, channel, "log")
      recorded.formUnion(persons)
      for entry in waiting where goesOn { goesOn = try body(entry) }
      waiting = []
    }
    try scanLog(filter) { entry in
      waiting.append(entry)
      if waiting.count >= 256 { try hand() }
      return goesOn
    }
    try hand()
  }

  /// The position after which the newest `count` events that a filter admits stand, and no more;
  /// looks at headers only, so that nobody's box is opened for what is not shown.
  public func position(
    beforeNewest count: Int, of filter: LogFilter, through end: Position
  ) throws -> Position {
    let windowCount: UInt64 = 20_000
    var (end, missing) = (end, count)
    while end > filter.after, missing > 0 {
      let start = max(filter.after, Position(end.number - min(end.number, windowCount)))
      var admitted: [Position] = []
      try core.log.scan(from: start.next, through: end) { record in
        if filter.admits(record.header) { admitted.append(record.position) }
        return true
      }
      if admitted.count >= missing {
        return Position(admitted[admitted.count - missing].number - 1)
      }
      missing -= admitted.count
      end = start
    }
    return missing > 0 ? filter.after : end
  }

  /// The events behind a row of an answer: those of its source streams, up to the moment.
  ///
  /// Everyone who may see the row may see what it is made of; whose personal data are among it is
  /// put on record.
  public func explain(
    _ row: Row, at moment: AnswerMoment, as principal: Principal,
    through channel: Origin.Channel = .embedded
  ) throws -> [LogEntry] {
    let streams = try model(Streams.self)
    let horizon = Horizon(moment)
    var entries: [LogEntry] = []
    for stream in Set(row.sources) {
      let last = streams[stream].position
      guard last > .none else { continue }
      try core.log.streamBackwards(from: last) { record in
        if horizon.admits(record.header, at: record.position) {
          entries.append(try entry(record))
        }
        return true
      }
    }
    try recordAccess(try persons(in: entries), principal, channel, "explain")
    return entries.sorted { $0.position < $1.position }
  }

  /// The events a command wrote, as the log shows them; for whoever carried it out.
  public func entries(of outcome: Outcome) throws -> [LogEntry] {
    try outcome.events.map { event in
      try core.log.record(at: event.position) { try entry($0) }
    }
  }

  private func scanLog(_ filter: LogFilter, _ body: (LogEntry) throws -> Bool) throws {
    let end = try filter.through ?? core.log.head.position
    guard filter.after < end else { return }
    try core.log.scan(from: filter.after.next, through: end) { record in
      guard filter.admits(record.header) else { return true }
      return try body(entry(record))
    }
  }

  /// Everything that happened to one stream, oldest first.
  func events(of stream: StreamID) throws -> [LogEntry] {
    let last = try model(Streams.self)[stream].position
    guard last > .none else { return [] }
    var entries: [LogEntry] = []
    try core.log.streamBackwards(from: last) { record in
      entries.append(try entry(record))
      return true
    }
    return entries.reversed()
  }

  private func entry(_ record: borrowing RecordView) throws -> LogEntry {
    guard let type = EntityKinds.type(of: record.stream.kind) else {
      return try unknownEntry(record)
    }
    return try entry(record, type)
  }

  private func entry<Kind: Entity>(
    _ record: borrowing RecordView, _ type: Kind.Type
  ) throws -> LogEntry {
    let recorded: RecordedEvent<Kind.Event> = try core.recorded(record)
    let header = recorded.header
    var details = recorded.event.map(EventDetails.details) ?? []
    if recorded.envelope.isShut {
      details.append(LogEntry.Detail(name: "personal", value: "(erased)"))
    }
    return LogEntry(
      position: recorded.position, header: header, subject: EntityKinds.text(of: header.stream),
      event: recorded.event.map(EventDetails.name) ?? "unknown-\(header.type.number)",
      envelope: recorded.envelope, details: details)
  }

  private func unknownEntry(_ record: borrowing RecordView) throws -> LogEntry {
    let header = record.header
    var envelope = Envelope()
    var coder = FieldCoder(reading: try record.verifiedPayload())
    envelope.code(&coder)
    return LogEntry(
      position: record.position, header: header, subject: EntityKinds.text(of: header.stream),
      event: "unknown-\(header.type.number)", envelope: envelope, details: [])
  }

  /// Waits until the log is longer than `position`, looking ten times a second.
  public func waitForEvents(after position: Position, while isWanted: () -> Bool) throws -> Bool {
    while isWanted() {
      if try core.log.head.position > position { return true }
      Pause.tenthOfASecond()
    }
    return false
  }
}
