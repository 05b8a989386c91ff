import Bytes
import Domain
import EventLog

/// Finds where in the log a moment lies.
enum Moments {
  /// The last position that belongs to a moment.
  static func position(
    of moment: Moment, log: any EventLog, zone: Zone, now: Instant
  ) throws -> Position {
    let head = try log.head.position
    switch moment {
    case .now: return head
    case .position(let number):
      guard number <= head.number else {
        throw CommandRefusal.moment(
          "there is no event @\(number): the log ends at @\(head.number)")
      }
      return Position(number)
    case .today: return head
    case .day(let day): return try log.position(before: zone.end(of: day))
    case .local, .instant:
      guard let last = moment.lastInstant(in: zone, now: now) else { return head }
      return try log.position(atOrBefore: last)
    }
  }
}
