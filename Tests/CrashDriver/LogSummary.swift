import Bytes
import Domain
import EventLog

/// What one scan of a log finds: every record verified, and who wrote what.
struct LogSummary {
  struct Written {
    var first: Position
    var last: Position
    var count: Int
  }

  private(set) var count: UInt64 = 0
  /// How many sealed boxes there are whose person was not erased.
  private(set) var sealed = 0
  /// The persons whose boxes open, those whose boxes do not, those who were erased.
  private var open: Set<StreamID> = []
  private var closed: Set<StreamID> = []
  private var erased: Set<StreamID> = []
  /// The events of each command, by its id.
  private(set) var commands: [CommandID: Written] = [:]
  /// The events of each import job, its own event not counted.
  private(set) var imported: [UInt32: Int] = [:]
  /// How many events each finished job says it wrote.
  private(set) var jobs: [UInt32: Int] = [:]
  private var streams: [StreamID: (version: UInt32, position: Position)] = [:]
  private var timelineAt = Instant.beginning
  private var last = CommandID(high: 0, low: 0)

  /// Scans the log; throws at the first record that is wrong.
  init(_ log: LMDBLog, keys: any KeyStore) throws {
    let seal = PayloadSeal(keys: keys)
    try log.scan(from: Position(1)) { record in
      try note(record.header, at: record.position)
      var envelope = Envelope()
      var coder = FieldCoder(reading: try record.verifiedPayload())
      envelope.code(&coder)
      try coder.finish()
      try noteImport(record, envelope)
      try noteErasure(record)
      try openBox(record, envelope, seal)
      return true
    }
    guard try log.head.position.number == count else { throw Broken("the log has a gap") }
    if let person = closed.subtracting(erased).first {
      throw Broken("the key of \(person.kind.number)-\(person.number) is lost")
    }
    if let person = open.intersection(erased).first {
      throw Broken("\(person.kind.number)-\(person.number) was erased and can still be read")
    }
  }

  private mutating func note(_ header: EventHeader, at position: Position) throws {
    count += 1
    guard position.number == count else { throw Broken("@\(position.number) follows a gap") }
    let before = streams[header.stream] ?? (0, .none)
    guard header.version == before.version + 1, header.previous == before.position else {
      throw Broken("@\(count) does not follow its stream")
    }
    streams[header.stream] = (header.version, position)
    guard header.timelineAt >= timelineAt, header.occurredAt <= header.timelineAt else {
      throw Broken("@\(count) is out of time")
    }
    timelineAt = header.timelineAt
    try note(header.command, isStart: header.flags.contains(.commandStart), at: position)
  }

  private mutating func note(_ command: CommandID, isStart: Bool, at position: Position) throws {
    if var written = commands[command] {
      guard last == command, !isStart else { throw Broken("@\(count): a command is not in one piece") }
      written.last = position
      written.count += 1
      commands[command] = written
    } else {
      guard isStart else { throw Broken("@\(count): a command has lost its beginning") }
      commands[command] = Written(first: position, last: position, count: 1)
    }
    last = command
  }

  private mutating func noteImport(_ record: borrowing RecordView, _ envelope: Envelope) throws {
    guard envelope.origin.importNumber > 0 else { return }
    if record.stream.kind == .importJob {
      jobs[record.stream.number] = Int(try importedCount(record))
    } else {
      imported[envelope.origin.importNumber, default: 0] += 1
    }
  }

  private mutating func noteErasure(_ record: borrowing RecordView) throws {
    switch record.stream.kind {
    case .contact:
      if case .erased? = ContactEvent(blank: record.type) { erased.insert(record.stream) }
    case .user:
      if case .erased? = UserEvent(blank: record.type) { erased.insert(record.stream) }
    default: return
    }
  }

  /// A box that opens to nothing was sealed under a key that is gone.
  private mutating func openBox(
    _ record: borrowing RecordView, _ envelope: Envelope, _ seal: PayloadSeal
  ) throws {
    let header = record.header
    guard header.flags.contains(.sealed) else { return }
    guard let slot = envelope.keySlot else { throw Broken("@\(count) has no key slot") }
    let plain = try seal.open(
      envelope.box.span, slot: KeySlot(slot), stream: header.stream, version: header.version,
      at: record.position)
    if plain == nil {
      closed.insert(header.stream)
    } else {
      open.insert(header.stream)
      sealed += 1
    }
  }
}

/// What is wrong with a book.
struct Broken: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// How many events an import job says it wrote.
private func importedCount(_ record: borrowing RecordView) throws -> UInt64 {
  let payload = try record.verifiedPayload()
  guard case .ran(let run) = try ImportEvent.read(type: record.type, payload: payload) else {
    throw Broken("@\(record.position.number) is no import")
  }
  return run.events
}
