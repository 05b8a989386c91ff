public import Bytes
public import CRM
public import Domain
internal import Files
internal import FoundationEssentials

/// All events of a book as NDJSON: a line that says what it is, then an event a line.
///
/// The same events give the same bytes, from whatever book they come: so the digest of the file
/// tells whether two books say the same.
public enum EventFile {
  /// What a file came to.
  public struct Summary: Equatable, Sendable {
    /// How many events it has.
    public var count: UInt64
    /// SHA-256 of the file, as 64 hexadecimal digits.
    public var digest: String
  }

  /// The version of the form of the lines.
  static let format = 1

  /// Writes every event of a book up to its head into a file that is there and empty.
  public static func export(
    _ crm: CRM, to path: String, as principal: Principal,
    through channel: Origin.Channel = .embedded,
    progress: (_ done: UInt64, _ all: UInt64) throws -> Void = { _, _ in }
  ) throws -> Summary {
    let end = try crm.head().position
    let file = try OutputPieces(path)
    var hasher = FileHasher()
    var line = EventLine()
    func write(_ object: JSONObject) throws {
      var writer = JSONWriter(pretty: false)
      writer.value(.object(object))
      let bytes = writer.bytes + [UInt8(ascii: "\n")]
      hasher.update(bytes.span)
      try file.write(bytes)
    }
    try write(head(try crm.identity(), count: end.number))
    try crm.exportEvents(through: end, as: principal, through: channel) { event in
      try write(line.object(event))
      if event.position.number.isMultiple(of: 1_024) {
        try progress(event.position.number, end.number)
      }
    }
    try file.flush()
    return Summary(count: end.number, digest: hexadecimal(hasher.finish()))
  }

  private static func head(_ identity: String, count: UInt64) -> JSONObject {
    JSONObject([
      JSONObject.Member("rapport_events", .number("\(format)")),
      JSONObject.Member("book", .string(identity)),
      JSONObject.Member("events", .number("\(count)")),
    ])
  }

  static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension EventFile {
  /// Makes a book in a new or empty directory of the events of a file; whole or not at all.
  public static func makeBook(
    from path: String, in directory: String,
    now: @escaping @Sendable () -> Instant = CRM.systemClock,
    progress: (_ done: UInt64, _ all: UInt64) throws -> Void = { _, _ in }
  ) throws -> Summary {
    var reading = EventFileReading(directory: directory, now: now)
    do {
      let reader = try FileReader(path)
      try reader.readAll { piece in
        reading.hasher.update(piece)
        try reading.take(piece) { done, all in try progress(done, all) }
      }
      return try reading.finish()
    } catch {
      try reading.assembly?.abandon()
      throw error
    }
  }
}

/// A file of events on its way into a book.
private struct EventFileReading {
  let directory: String
  let now: @Sendable () -> Instant
  var hasher = FileHasher()
  private(set) var assembly: BookAssembly?
  private var events: UInt64 = 0
  private var lines = 0
  private var pending: [UInt8] = []
  private var line = EventLine()

  /// No event is longer than this as JSON: its payload has at most 16 MiB.
  private static let longestLine = 128 << 20

  init(directory: String, now: @escaping @Sendable () -> Instant) {
    self.directory = directory
    self.now = now
  }

  mutating func take(
    _ piece: Span<UInt8>, progress: (UInt64, UInt64) throws -> Void
  ) throws {
    for index in piece.indices {
      let byte = piece[index]
      if byte != UInt8(ascii: "\n") {
        pending.append(byte)
        continue
      }
      try takeLine()
      if lines.isMultiple(of: 1_024) { try progress(UInt64(lines), events) }
    }
    if pending.count > Self.longestLine { throw EventFileRefusal.line(lines + 1, "it is too long") }
  }

  /// What the file came to, once the book stands.
  mutating func finish() throws -> EventFile.Summary {
    if !pending.isEmpty { try takeLine() }
    guard let assembly else { throw EventFileRefusal.notEvents }
    guard assembly.count == events else {
      throw EventFileRefusal.incomplete(expected: events, found: assembly.count)
    }
    do {
      try assembly.finish()
    } catch let error as BookFault {
      throw EventFileRefusal.noBook("\(error)")
    }
    return EventFile.Summary(count: events, digest: EventFile.hexadecimal(hasher.finish()))
  }

  private mutating func takeLine() throws {
    let bytes = pending
    pending.removeAll(keepingCapacity: true)
    lines += 1
    do {
      guard case .object(let object) = try JSONValue(parsing: bytes) else {
        throw EventLineRefusal.wrongKind("the line", "an object")
      }
      guard let assembly else { return try takeHead(object) }
      guard assembly.count < events else { throw EventFileRefusal.tooMany(events) }
      try assembly.append(line.event(object))
    } catch let error as JSONError {
      throw EventFileRefusal.line(lines, "it is not JSON: \(error)")
    } catch let error as EventLineRefusal {
      throw EventFileRefusal.line(lines, "\(error)")
    } catch let error as AssemblyRefusal {
      throw EventFileRefusal.line(lines, "\(error)")
    }
  }

  private mutating func takeHead(_ object: JSONObject) throws {
    guard case .number(let format) = object["rapport_events"],
      case .number(let count) = object["events"], let count = UInt64(count), count > 0
    else { throw EventFileRefusal.notEvents }
    guard format == "\(EventFile.format)" else { throw EventFileRefusal.otherFormat(format) }
    events = count
    assembly = try BookAssembly(directory: directory, now: now)
  }
}

/// Why a file of events does not become a book.
public enum EventFileRefusal: DomainRefusal {
  /// The first line does not say that it is one.
  case notEvents
  /// It is of a later version.
  case otherFormat(String)
  /// A line makes no sense.
  case line(Int, String)
  /// It ends early.
  case incomplete(expected: UInt64, found: UInt64)
  /// It goes on after its last event.
  case tooMany(UInt64)
  /// The events do not make a book.
  case noBook(String)

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .notEvents:
      "this is no file of events: its first line must be as 'rapport export events' writes it"
    case .otherFormat(let format):
      "the file has form \(format), and this version knows form \(EventFile.format)"
    case .line(let number, let what): "line \(number): \(what)"
    case .incomplete(let expected, let found):
      "the file ends early: it has \(found) of \(expected) events"
    case .tooMany(let count): "the file goes on after its last event, \(count)"
    case .noBook(let what): "these events do not make a book: \(what)"
    }
  }
}
