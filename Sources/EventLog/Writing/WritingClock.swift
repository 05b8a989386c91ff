public import Bytes

/// The two instants a record gets when it is written live.
public struct WritingInstants: Hashable, Sendable {
  /// The raw wall clock.
  public var recordedAt: Instant
  /// The later of the wall clock and the last event's `timelineAt`.
  public var timelineAt: Instant

  /// A record written at one instant and known from another.
  public init(recordedAt: Instant, timelineAt: Instant) {
    self.recordedAt = recordedAt
    self.timelineAt = timelineAt
  }
}

/// Why nothing is written at this moment: the computer's clock cannot be right.
public enum ClockRefusal: Error, Equatable, CustomStringConvertible {
  /// The clock is more than five minutes behind the last event, by so many seconds.
  case behind(seconds: Int64)
  /// The clock is so many seconds ahead of the last event, more than is plausible.
  case jumpedAhead(seconds: Int64)

  /// One sentence for the person who reads it.
  public var description: String {
    switch self {
    case .behind(let seconds):
      "the computer's clock is \(seconds) seconds behind the last event; set it right first"
    case .jumpedAhead(let seconds):
      """
      the computer's clock is \(seconds / 86_400) days ahead of the last event; confirm that it is \
      right
      """
    }
  }
}

/// Decides whether the wall clock may be trusted, and what a live record's instants are.
public enum WritingClock {
  /// How far the clock may lie behind the last event, in microseconds: five minutes.
  public static let tolerance: Int64 = 300 * 1_000_000
  /// How far the clock may lie ahead of the last event, in microseconds: 400 days, so that a book
  /// used once a year asks nothing.
  public static let plausibleJump: Int64 = 400 * 86_400 * 1_000_000

  /// The instants of a record written now, behind a log that ends at `head`.
  ///
  /// `confirmsJump` accepts a clock far ahead of the last event. An empty log accepts any clock.
  public static func instants(
    now: Instant, after head: LogHead, confirmsJump: Bool = false
  ) throws(ClockRefusal) -> WritingInstants {
    guard head.position > .none else {
      return WritingInstants(recordedAt: now, timelineAt: now)
    }
    let ahead = now.microseconds - head.recordedAt.microseconds
    if ahead < -tolerance { throw .behind(seconds: -ahead / 1_000_000) }
    if ahead > plausibleJump && !confirmsJump { throw .jumpedAhead(seconds: ahead / 1_000_000) }
    return WritingInstants(recordedAt: now, timelineAt: max(now, head.timelineAt))
  }
}
