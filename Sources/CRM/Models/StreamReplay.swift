import Bytes
import EventLog
import Projections

/// The events of one stream in the order in which they happened in the business.
struct StreamReplay {
  private let log: any EventLog
  private let positions: [Position]

  /// The events of the stream from `last` back to its first, as far as they are admitted.
  init(
    log: any EventLog, from last: Position,
    where isAdmitted: (Position, EventHeader) -> Bool
  ) throws {
    self.log = log
    guard last > .none else {
      positions = []
      return
    }
    var places: [HappenedOrder] = []
    try log.streamBackwards(from: last) { record in
      let header = record.header
      if isAdmitted(record.position, header) {
        places.append(HappenedOrder(header, at: record.position))
      }
      return true
    }
    positions = places.sorted().map(\.position)
  }

  /// Shows the events, each in a read of its own.
  func show(_ body: (borrowing FoldEvent) throws -> Void) throws {
    for position in positions {
      try log.record(at: position) { record in
        let header = record.header
        let payload = try record.verifiedPayload()
        try body(FoldEvent(position: position, header: header, payload: payload))
      }
    }
  }
}

/// The place of an event among those of its stream: by when it happened, then as it was recorded.
struct HappenedOrder: Comparable {
  let occurredAt: Instant
  let position: Position

  init(_ header: EventHeader, at position: Position) {
    occurredAt = header.occurredAt
    self.position = position
  }

  static func < (left: HappenedOrder, right: HappenedOrder) -> Bool {
    (left.occurredAt, left.position) < (right.occurredAt, right.position)
  }
}
