public import Bytes

/// What a text that tells a date or a time means, before a time zone is known.
public enum DateTime: Hashable, Sendable {
  /// A day without a time.
  case day(Day)
  /// A local day and time of day (microseconds since 00:00) without an offset from UTC.
  case local(Day, timeOfDayMicroseconds: Int64)
  /// A moment: the text gave an offset, or counts seconds.
  case instant(Instant)

  /// A local day and time that an offset from UTC, in seconds, makes a moment.
  init(_ day: Day, timeOfDayMicroseconds: Int64, offsetSeconds: Int?) {
    guard let offsetSeconds else {
      self = .local(day, timeOfDayMicroseconds: timeOfDayMicroseconds)
      return
    }
    let second = Int64(day.number) * 86_400 - Int64(offsetSeconds)
    self = .instant(Instant(microseconds: second * 1_000_000 + timeOfDayMicroseconds))
  }
}
