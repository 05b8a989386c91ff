public import Bytes

/// Where every stream stands: its last position and version, by kind and number.
///
/// From its head a stream is read backwards by the pointers in the headers; the next free number
/// of a kind is the count of its streams and one.
public struct Streams: LogIndex {
  public static let name = "streams"
  public static let version: UInt32 = 2
  public static let kinds = StreamKinds.all

  private var heads: [[StreamHead]] = []

  public init() {}

  /// The head of a stream; version 0 when it has no events.
  public subscript(stream: StreamID) -> StreamHead {
    let kind = Int(stream.kind.number)
    let index = Int(stream.number) - 1
    guard heads.indices.contains(kind), heads[kind].indices.contains(index) else {
      return StreamHead()
    }
    return heads[kind][index]
  }

  /// How many numbers of a kind are in use.
  public func count(of kind: StreamKind) -> UInt32 {
    heads.indices.contains(Int(kind.number)) ? UInt32(heads[Int(kind.number)].count) : 0
  }

  public mutating func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) {
    note(event.header, at: event.position)
  }

  /// Notes the header of the event at a position.
  public mutating func note(_ header: EventHeader, at position: Position) {
    let kind = Int(header.stream.kind.number)
    let index = Int(header.stream.number) - 1
    guard index >= 0 else { return }
    while heads.count <= kind { heads.append([]) }
    while heads[kind].count <= index { heads[kind].append(StreamHead()) }
    // A correction may have happened before the latest change, which stays the latest.
    let latest = heads[kind][index].occurredAt
    heads[kind][index] = StreamHead(
      position: position, version: header.version, occurredAt: max(latest, header.occurredAt))
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    var count = UInt32(heads.count)
    coder.number(&count)
    if coder.isReading { heads = Array(repeating: [], count: Int(min(count, 256))) }
    for kind in heads.indices { coder.rows(&heads[kind]) }
  }
}

/// Where a stream stands.
public struct StreamHead: ColumnRow, Hashable, Sendable {
  /// The position of its last event; `.none` when it has none.
  public var position = Position.none
  /// How many events it has.
  public var version: UInt32 = 0
  /// When the latest of its events happened in the business.
  public var occurredAt = Instant.beginning

  public init() {}

  /// The head at this event.
  public init(position: Position, version: UInt32, occurredAt: Instant) {
    self.position = position
    self.version = version
    self.occurredAt = occurredAt
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.position(&position)
    coder.number(&version)
    coder.instant(&occurredAt)
  }
}
