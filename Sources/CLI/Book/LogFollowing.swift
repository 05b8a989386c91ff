import Bytes
import CRM

/// Reads the newest of the log, and then along with those who write.
struct LogFollowing {
  let book: OpenBook
  let filter: LogFilter
  let writer: LogWriter

  /// Prints the newest events, oldest first; all when `limit` is 0. Answers where the log ended.
  func newest(_ limit: Int) throws -> Position {
    let head = try book.crm.head().position
    let end = min(filter.through ?? head, head)
    if limit == 0 {
      try read(after: filter.after, through: end) { try writer.print($0) }
      return head
    }
    let start = try book.crm.position(beforeNewest: limit, of: filter, through: end)
    try read(after: start, through: end) { try writer.print($0) }
    return head
  }

  /// Prints what comes after `start`, as it comes, until nobody wants it any more.
  func follow(after start: Position) throws {
    Terminal.watchInterrupts()
    var end = start
    while try book.crm.waitForEvents(
      after: end, while: { !Terminal.wasInterrupted && Terminal.hasReader })
    {
      let head = try book.crm.head().position
      try read(after: end, through: head) { try writer.print($0) }
      end = head
    }
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
