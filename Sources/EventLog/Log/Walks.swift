internal import Bytes

/// Follows one stream from its newest event to its first, checking each step.
struct StreamWalk {
  private var last: (stream: StreamID, version: UInt32, position: Position)?
  /// The position to look at next; `.none` when the stream's first event was seen.
  private(set) var next: Position

  /// Begins at `position`, with whatever stream is there.
  init(from position: Position) {
    next = position
  }

  /// Checks that the record is the one the walk was sent to, and moves on to its predecessor.
  mutating func step(_ record: borrowing RecordView) throws(LogFault) {
    let header = record.header
    if let last {
      guard header.stream == last.stream else {
        throw .damaged(last.position, what: "its back-pointer leads to another stream")
      }
      guard header.version &+ 1 == last.version else {
        throw .damaged(last.position, what: "its back-pointer skips a version of the stream")
      }
    }
    guard header.version >= 1, (header.version == 1) == (header.previous == .none),
      header.previous < record.position
    else {
      throw .damaged(record.position, what: "its back-pointer does not fit its version")
    }
    last = (header.stream, header.version, record.position)
    next = header.previous
  }
}

/// Finds a moment in the log.
enum TimelineSearch {
  /// The last position up to `head` that `holds`, given that all before it do and none after;
  /// `.none` when there is none. A binary search.
  static func lastPosition(
    upTo head: Position, where holds: (Position) throws -> Bool
  ) rethrows -> Position {
    var low = Position.none
    var high = head
    while low < high {
      let middle = Position(low.number + (high.number - low.number + 1) / 2)
      if try holds(middle) {
        low = middle
      } else {
        high = Position(middle.number - 1)
      }
    }
    return low
  }
}
