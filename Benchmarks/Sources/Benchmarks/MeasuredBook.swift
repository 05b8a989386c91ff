import Bytes
import CRM
import Domain
import EventLog
import Synthetic

/// The book that is read: a synthetic one, or one that was given.
struct MeasuredBook {
  let directory: String
  let events: Int
  /// When its last five years begin, and when they end: the moments that are asked about.
  let start: Instant
  let end: Instant
  /// Whether it was made by the benchmark, with its one opportunity of a thousand events.
  let isSynthetic: Bool

  var log: String { directory + "/log" }

  /// Makes a synthetic book.
  init(synthetic directory: String, events: Int) throws {
    let book = try SyntheticBook(directory: directory, events: events)
    self.directory = book.directory
    self.events = events
    start = Instant(microseconds: SyntheticBook.start)
    end = Instant(microseconds: SyntheticBook.end)
    isSynthetic = true
  }

  /// Takes a book that is there, as `rapport demo` makes them.
  init(given directory: String) throws {
    self.directory = directory
    let head = try LMDBLog.open(directory: directory + "/log", readOnly: true).head
    events = Int(head.position.number)
    end = head.timelineAt
    let fiveYears: Int64 = 5 * 365 * 86_400_000_000
    start = Instant(microseconds: end.microseconds - fiveYears)
    isSynthetic = false
  }

  /// Opens the book; its clock stands at its end.
  func open() throws -> CRM {
    let end = end
    return try CRM.open(directory, now: { end })
  }

  /// A moment of the five years.
  func moment(_ random: inout Seeded) -> Moment {
    let part = (end.microseconds - start.microseconds) / 10_000
    return .instant(
      Instant(microseconds: start.microseconds + Int64(1 + random.below(10_000)) * part))
  }

  /// The last of so many equal parts of the five years.
  func end(ofPart part: Int, of parts: Int) -> Moment {
    let span = end.microseconds - start.microseconds
    return .instant(
      Instant(microseconds: start.microseconds + span / Int64(parts) * Int64(part)))
  }
}
