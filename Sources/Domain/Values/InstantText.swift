public import Bytes

/// Moments as ISO 8601 writes them.
public enum InstantText {
  /// The local date and time in a zone, with the offset: `2017-03-31T14:05:00+02:00`, in UTC
  /// `2017-03-31T12:05:00Z`. A fraction only when it is not zero; an offset with seconds, as local
  /// mean time has, is written with them. Moments outside the years 0001…9999 show the nearest day.
  public static func format(_ instant: Instant, in zone: Zone) -> String {
    zone.day(of: instant).description + "T" + TimeOfDay.text(zone.timeOfDay(of: instant))
      + (zone == .utc ? "Z" : offset(zone.offsetSeconds(at: instant)))
  }

  /// Reads a date, `T`, a time and an offset or `Z`; seconds and their fraction may be left out.
  public static func parse(_ text: String) throws(InstantRefusal) -> Instant {
    guard case .instant(let instant) = try parseAny(text) else { throw .noOffset(text) }
    return instant
  }

  /// Reads `yyyy-MM-dd`, or that with `T`, `HH:mm`, `HH:mm:ss` or `HH:mm:ss.S…` and optionally an
  /// offset (`Z`, `+02:00`, `+0200`, `+02`).
  public static func parseAny(_ text: String) throws(InstantRefusal) -> DateTime {
    let bytes = Array(text.utf8)
    let day: Day
    do {
      day = try Day(String(decoding: bytes.prefix(10), as: UTF8.self))
    } catch .notADate {
      throw .notADateTime(text)
    } catch {
      throw .impossibleDate(error)
    }
    guard bytes.count > 10 else { return .day(day) }
    var reader = TextReader(Array(bytes.dropFirst(10)))
    guard reader.take("T"), let time = try time(&reader, text) else { throw .notADateTime(text) }
    var offsetSeconds: Int?
    if !reader.isAtEnd {
      offsetSeconds = readOffset(&reader)
      guard offsetSeconds != nil, reader.isAtEnd else { throw .notADateTime(text) }
    }
    return DateTime(day, timeOfDayMicroseconds: time, offsetSeconds: offsetSeconds)
  }

  private static func time(
    _ reader: inout TextReader, _ text: String
  ) throws(InstantRefusal) -> Int64? {
    guard let hour = reader.number(digits: 2), reader.take(":"),
      let minute = reader.number(digits: 2)
    else { return nil }
    var (second, microsecond) = (0, 0)
    if reader.take(":") {
      guard let taken = reader.number(digits: 2) else { return nil }
      second = taken
      if reader.take(".") {
        guard let fraction = reader.number(digits: 1...9) else { return nil }
        microsecond = TimeOfDay.microseconds(fraction: fraction.value, digits: fraction.count)
      }
    }
    guard
      let time = TimeOfDay.microseconds(
        hour: hour, minute: minute, second: second, microsecond: microsecond)
    else { throw .impossibleTime(text) }
    return time
  }

  /// `Z`, `+hh:mm`, `+hhmm`, `+hh` or `+hh:mm:ss` in seconds; nil if none of these comes next.
  static func readOffset(_ reader: inout TextReader) -> Int? {
    if reader.take("Z") { return 0 }
    let isNegative = reader.take("-")
    guard isNegative || reader.take("+"), let hours = reader.number(digits: 2), hours <= 24 else {
      return nil
    }
    var seconds = hours * 3_600
    let hasColon = reader.take(":")
    if hasColon || !reader.isAtEnd {
      guard let minutes = reader.number(digits: 2), minutes < 60 else { return nil }
      seconds += minutes * 60
    }
    if hasColon, reader.take(":") {
      guard let rest = reader.number(digits: 2), rest < 60 else { return nil }
      seconds += rest
    }
    return isNegative ? -seconds : seconds
  }

  private static func offset(_ seconds: Int) -> String {
    let magnitude = abs(seconds)
    let parts = [magnitude / 3_600, magnitude / 60 % 60, magnitude % 60]
    let shown = parts.prefix(parts[2] == 0 ? 2 : 3).map { Digits.padded($0, to: 2) }
    return (seconds < 0 ? "-" : "+") + shown.joined(separator: ":")
  }
}

/// Why a text is not a moment.
public enum InstantRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text is not of a known form.
  case notADateTime(String)
  /// The date does not exist.
  case impossibleDate(DayRefusal)
  /// The clock never shows that time.
  case impossibleTime(String)
  /// The text does not say how far local time is from UTC.
  case noOffset(String)
  /// The position after `@` is not a whole number of at least 0.
  case notAPosition(String)
  /// The text is no moment to look back to.
  case notAMoment(String)

  /// The reason, in one sentence for the person who typed the moment.
  public var description: String {
    switch self {
    case .notADateTime(let text):
      "expected a date and time such as 2017-03-31T14:05:00+02:00, found \(Quoted(text))"
    case .impossibleDate(let refusal):
      refusal.description
    case .impossibleTime(let text):
      "there is no such time of day in \(Quoted(text)): times run from 00:00:00 to 23:59:59"
    case .noOffset(let text):
      "expected an offset such as Z or +02:00 at the end of \(Quoted(text))"
    case .notAPosition(let text):
      "expected a position in the log such as @1234, found \(Quoted(text))"
    case .notAMoment(let text):
      "expected a moment such as 2017-03-31, 2017-03-31T14:05, 2017-03-31T14:05:00Z, @1234, "
        + "today or now, found \(Quoted(text))"
    }
  }
}
