public import Bytes
public import Domain
import EventLog
import LMDB
import Projections

/// A book that is made of the events of another one: the same events at the same positions, under
/// new keys and with a log identity of its own.
///
/// It is made beside its place and gets its name when it is whole: a run that ends in between
/// leaves no book.
public final class BookAssembly {
  private let directory: String
  private let work: PartialDirectory
  private let files: BookFiles
  private let log: LMDBLog
  private let keys: KeysFile
  private let seal: PayloadSeal
  private let now: @Sendable () -> Instant
  private var head = LogHead.empty
  private var batch: [NewRecord] = []
  private var batchByteCount = 0
  private var next = Position(1)
  private var timelineAt: Instant?
  private var streams: [StreamID: (version: UInt32, position: Position)] = [:]
  private var erased: Set<KeySlot> = []
  private var ensured: UInt32 = 0

  private static let batchLimit = 10_000
  private static let batchByteLimit = 8 << 20

  /// Starts a book that is to lie in a directory, which must be new or empty.
  public init(
    directory: String, now: @escaping @Sendable () -> Instant = CRM.systemClock
  ) throws {
    var path = directory
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    try CRM.requireFree(path)
    self.directory = path
    self.now = now
    work = try PartialDirectory(for: path)
    files = BookFiles(directory: work.path)
    let identity = LogIdentity.random()
    keys = try KeysFile.create(path: files.keys, bookID: identity)
    log = try LMDBLog.create(directory: files.log, bookID: identity)
    seal = PayloadSeal(keys: keys)
  }

  /// How many events there are so far.
  public var count: UInt64 { next.number - 1 }

  /// Adds the next event; what was personal is sealed under a new key.
  public func append(_ event: EventRecord) throws {
    guard event.position == next else {
      throw AssemblyRefusal.position(event.position.number, expected: next.number)
    }
    var header = event.header
    let last = streams[header.stream] ?? (0, .none)
    guard header.version == last.version + 1 else {
      throw AssemblyRefusal.version(
        EntityKinds.text(of: header.stream), header.version, expected: last.version + 1)
    }
    header.previous = last.position
    try requireReadable(event)
    let record = NewRecord(header: header, payload: try sealed(event))
    do {
      try record.requireValid(at: next, notBefore: timelineAt)
    } catch {
      throw AssemblyRefusal.invalid("\(error)")
    }
    streams[header.stream] = (header.version, next)
    timelineAt = header.timelineAt
    batch.append(record)
    batchByteCount += record.storedByteCount
    next = next.next
    if batch.count >= Self.batchLimit || batchByteCount >= Self.batchByteLimit { try flush() }
  }

  /// Erases the keys of those who were erased, and gives the book its name; it is whole and on disk
  /// when this returns.
  public func finish() throws {
    try flush()
    for slot in erased { try keys.erase(slot) }
    // Opening it for writing shows that it is a book, and carries erasures through.
    _ = try CRM.open(work.path, now: now).settings()
    try work.finish(as: directory)
  }

  /// Removes what was made.
  public func abandon() throws { try work.abandon() }

  private func flush() throws {
    guard !batch.isEmpty else { return }
    head = try log.append(batch, expecting: head.position)
    batch.removeAll(keepingCapacity: true)
    batchByteCount = 0
  }

  /// The payload as it is stored here.
  private func sealed(_ event: EventRecord) throws -> [UInt8] {
    let envelope = try Self.envelope(of: event.payload)
    guard let number = envelope.keySlot else {
      if event.personal != nil { throw AssemblyRefusal.noSlot }
      return event.payload
    }
    let slot = KeySlot(number)
    if number > ensured {
      do throws(KeysFault) { try ensure(slot) } catch { throw AssemblyRefusal.noSlot }
    }
    guard let personal = event.personal else {
      if !envelope.box.isEmpty { erased.insert(slot) }
      return event.payload
    }
    guard envelope.box.isEmpty else { throw AssemblyRefusal.twoBoxes }
    let box = try seal.seal(
      personal, slot: slot, stream: event.header.stream, version: event.header.version)
    return try PayloadBox.inserted(box, into: event.payload)
  }

  /// Slots follow one another: a number far beyond those before is a mistake, and would make a file
  /// of keys nobody needs.
  private func ensure(_ slot: KeySlot) throws(KeysFault) {
    guard slot.number > 0, UInt64(slot.number) <= UInt64(ensured) + 1_000_000 else {
      throw .missingSlot(slot)
    }
    do {
      try keys.ensure(slot)
    } catch {
      throw .missingSlot(slot)
    }
    ensured = slot.number
  }

  private static func envelope(of payload: [UInt8]) throws -> Envelope {
    var envelope = Envelope()
    var coder = FieldCoder(reading: payload.span)
    envelope.code(&coder)
    if let failure = coder.failure { throw AssemblyRefusal.unreadable("\(failure)") }
    return envelope
  }

  /// Refuses an event that this version knows and cannot read.
  private func requireReadable(_ event: EventRecord) throws {
    guard let type = EntityKinds.type(of: event.header.stream.kind) else { return }
    do {
      try Self.read(event, as: type)
    } catch let error as WireError {
      throw AssemblyRefusal.unreadable("\(error)")
    }
  }

  private static func read<Kind: Entity>(_ event: EventRecord, as type: Kind.Type) throws {
    _ = try Kind.Event.read(
      type: event.header.type, payload: event.payload.span, personal: event.personal)
  }
}

/// Why an event cannot be the next one of a book.
public enum AssemblyRefusal: DomainRefusal {
  /// Another position was due.
  case position(UInt64, expected: UInt64)
  /// Another version of the stream was due.
  case version(String, UInt32, expected: UInt32)
  /// It breaks a rule of the log.
  case invalid(String)
  /// Its payload makes no sense.
  case unreadable(String)
  /// It has something personal, and no key slot that could seal it.
  case noSlot
  /// It has both a box and what lay in it.
  case twoBoxes

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .position(let number, let expected):
      "position \(number) stands where \(expected) is due: a line is missing or out of place"
    case .version(let stream, let version, let expected):
      "version \(version) of \(stream) stands where \(expected) is due"
    case .invalid(let what): what
    case .unreadable(let what): "the event cannot be read: \(what)"
    case .noSlot: "it has something personal and no valid key_slot to seal it under"
    case .twoBoxes: "it has a box, and what lay in it"
    }
  }
}
