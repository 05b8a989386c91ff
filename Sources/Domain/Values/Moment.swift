public import Bytes

/// The moment that a report is asked for, as it is typed after `--as-of`.
public enum Moment: Hashable, Sendable {
  /// The end of that day in the book's time zone: `2017-03-31`.
  case day(Day)
  /// A local day and time of day (microseconds since 00:00) in the book's zone: `2017-03-31T14:05`.
  case local(Day, timeOfDayMicroseconds: Int64)
  /// An exact moment: `2017-03-31T14:05:00Z`.
  case instant(Instant)
  /// Right after the event at that position of the log: `@1234`; before the first event `@0`.
  case position(UInt64)
  /// The end of the day on which it is asked: `today`.
  case today
  /// Everything known when it is asked: `now`.
  case now

  /// Reads a moment in one of the forms above.
  public init(_ text: String) throws(InstantRefusal) {
    switch text {
    case "now": self = .now
    case "today": self = .today
    default:
      if text.hasPrefix("@") {
        let digits = text.dropFirst()
        guard digits.utf8.allSatisfy({ Digits.value(of: $0) != nil }),
          let position = UInt64(digits)
        else { throw .notAPosition(text) }
        self = .position(position)
        return
      }
      try self.init(dateTime: text)
    }
  }

  private init(dateTime text: String) throws(InstantRefusal) {
    do {
      switch try InstantText.parseAny(text) {
      case .day(let day): self = .day(day)
      case .local(let day, let time): self = .local(day, timeOfDayMicroseconds: time)
      case .instant(let instant): self = .instant(instant)
      }
    } catch .notADateTime {
      throw .notAMoment(text)
    }
  }

  /// The last instant that the moment includes, given the book's zone and the present; nil for a
  /// position, which the log resolves. A day includes its last microsecond.
  public func lastInstant(in zone: Zone, now: Instant) -> Instant? {
    switch self {
    case .day(let day): Self.lastInstant(of: day, in: zone)
    case .local(let day, let time): zone.instant(of: day, timeOfDayMicroseconds: time)
    case .instant(let instant): instant
    case .today: Self.lastInstant(of: zone.day(of: now), in: zone)
    case .now: now
    case .position: nil
    }
  }

  private static func lastInstant(of day: Day, in zone: Zone) -> Instant {
    Instant(microseconds: zone.end(of: day).microseconds - 1)
  }
}
