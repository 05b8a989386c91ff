import Bytes
import CRM
import Domain

/// Reads the newest of the log, and then along with those who write.
struct LogFollowing {
  let book: OpenBook
  let filter: LogFilter
  let isJSON: Bool

  /// Prints the newest events, oldest first; all when `limit` is 0.
  ///
  /// Answers where the log ended, and how many events were printed.
  func newest(_ limit: Int) throws -> (end: Position, count: Int) {
    let head = try book.crm.head().position
    let end = min(filter.through ?? head, head)
    let writer = try writer()
    var count = 0
    func print(_ entry: LogEntry) throws {
      try writer.print(entry)
      count += 1
    }
    let start =
      limit == 0
      ? filter.after : try book.crm.position(beforeNewest: limit, of: filter, through: end)
    try read(after: start, through: end) { try print($0) }
    return (head, count)
  }

  /// Prints what comes after `start`, as it comes, until nobody wants it any more.
  func follow(after start: Position) throws {
    Terminal.watchInterrupts()
    var end = start
    while try book.crm.waitForEvents(
      after: end, while: { !Terminal.wasInterrupted && Terminal.hasReader })
    {
      let head = try book.crm.head().position
      let writer = try writer()
      try read(after: end, through: head) { try writer.print($0) }
      end = head
    }
  }

  /// What prints the events, with the names as they are now.
  private func writer() throws -> LogWriter {
    LogWriter(
      names: Names(source: try book.crm.source()), zone: try book.crm.settings().zone,
      isJSON: isJSON)
  }

  private func read(
    after start: Position, through end: Position, _ body: (LogEntry) throws -> Void
  ) throws {
    guard start < end else { return }
    var filter = filter
    (filter.after, filter.through) = (start, end)
    try book.crm.readLog(filter, as: book.principal, through: .commandLine) { entry in
      try body(entry)
      return !Terminal.wasInterrupted
    }
  }
}
