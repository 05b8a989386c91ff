public import Bytes
import Domain

/// What came to be known after it had happened, and how much was written down at all.
///
/// An event is late when it happened before the moment it was recorded: it was backdated, or it
/// corrects an earlier one. History that was imported with its own dates is not late.
public struct LateEvents: LogIndex {
  public static let name = "late-events"
  public static let version: UInt32 = 1
  public static let kinds = StreamKinds.all

  /// The late events, as they were recorded.
  public private(set) var rows: [LateEvent] = []
  /// How many events were written in daily use, by month, user and type; the oldest month first.
  public private(set) var counts: [EntryCount] = []
  private var settings = BookSettings()
  private var month = CurrentMonth()

  public init() {}

  /// The streams with events recorded after one position, up to another, that had happened by an
  /// instant: those that look otherwise in hindsight.
  public func streams(
    recordedAfter start: Position, through end: Position, happenedBy instant: Instant
  ) -> Set<StreamID> {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].position <= start { low = middle + 1 } else { high = middle }
    }
    var streams: Set<StreamID> = []
    for row in rows[low...] where row.position <= end && row.occurredAt <= instant {
      streams.insert(row.stream)
    }
    return streams
  }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    let header = event.header
    if header.stream.kind == .book {
      try settings.apply(event, secrets)
      month = CurrentMonth()
    }
    if header.occurredAt < header.timelineAt {
      rows.append(LateEvent(header, at: event.position))
    }
    if header.flags.isDisjoint(with: [.history, .undated]) { count(header) }
  }

  private mutating func count(_ header: EventHeader) {
    if header.timelineAt.microseconds >= month.endMicroseconds {
      month = CurrentMonth(of: header.timelineAt, in: settings.book.zone, counts)
    }
    var entry = EntryCount()
    (entry.month, entry.actor) = (month.number, header.actor)
    (entry.kind, entry.type) = (header.stream.kind.number, header.type.number)
    if let place = month.places[entry.key] {
      counts[place].count += 1
    } else {
      month.places[entry.key] = counts.count
      entry.count = 1
      counts.append(entry)
    }
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.rows(&rows)
    coder.rows(&counts)
    settings.code(&coder)
    if coder.isReading { month = CurrentMonth() }
  }
}

/// An event that came to be known after it had happened.
public struct LateEvent: ColumnRow, Equatable, Sendable {
  /// Where it stands.
  public var position = Position.none
  /// To what it happened.
  public var stream = StreamID(StreamKind(0), 0)
  /// What happened.
  public var type: UInt16 = 0
  /// Who recorded it.
  public var actor: UInt32 = 0
  /// When it happened.
  public var occurredAt = Instant.beginning
  /// When it came to be known.
  public var timelineAt = Instant.beginning
  /// Whether nobody knows when it happened.
  public var isUndated = false
  /// Whether it belongs before events of its stream that were recorded earlier: a correction.
  public var isOutOfOrder = false

  public init() {}

  init(_ header: EventHeader, at position: Position) {
    self.position = position
    (stream, type, actor) = (header.stream, header.type.number, header.actor)
    (occurredAt, timelineAt) = (header.occurredAt, header.timelineAt)
    isUndated = header.flags.contains(.undated)
    isOutOfOrder = header.flags.contains(.outOfOrder)
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    var kind = stream.kind.number
    var number = stream.number
    coder.position(&position)
    coder.number(&kind)
    coder.number(&number)
    if coder.isReading { stream = StreamID(StreamKind(kind), number) }
    coder.number(&type)
    coder.number(&actor)
    coder.instant(&occurredAt)
    coder.instant(&timelineAt)
    coder.flag(&isUndated)
    coder.flag(&isOutOfOrder)
  }
}

/// How many events of a type a user wrote in a month, in daily use and with a known time.
public struct EntryCount: ColumnRow, Hashable, Sendable {
  /// The month in which they came to be known: days from the first of the calendar to its first.
  public var month: UInt32 = 0
  /// Who wrote them.
  public var actor: UInt32 = 0
  /// The kind of stream.
  public var kind: UInt8 = 0
  /// What happened.
  public var type: UInt16 = 0
  /// How many.
  public var count: UInt32 = 0

  public init() {}

  /// What is counted apart within a month, as one number: it is looked up for every event.
  fileprivate var key: UInt64 { UInt64(actor) << 32 | UInt64(kind) << 16 | UInt64(type) }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.number(&month)
    coder.number(&actor)
    coder.number(&kind)
    coder.number(&type)
    coder.number(&count)
  }
}

/// The month that is being counted; moments only ever go forward, so it changes seldom.
private struct CurrentMonth: Sendable {
  var number: UInt32 = 0
  var endMicroseconds = Int64.min
  /// Where the counts of this month stand, by their keys.
  var places: [UInt64: Int] = [:]

  init() {}

  init(of instant: Instant, in zone: Zone, _ counts: [EntryCount]) {
    let period = Period(.month, containing: zone.day(of: instant))
    number = UInt32(clamping: Day.first.days(to: period.first))
    endMicroseconds = zone.end(of: period.last).microseconds
    for place in counts.indices.reversed() {
      let entry = counts[place]
      guard entry.month == number else { break }
      places[entry.key] = place
    }
  }
}
