internal import Bytes

/// How a column of a file writes dates or dates with times.
///
/// A pattern of `yyyy` `yy` `MM` `M` `MMM` `dd` `d` `HH` `H` `hh` `h` `mm` `ss` `S…` `a` `Z`, `X`
/// thrice, punctuation and blanks as they stand, and letters in single quotes; or one of the names
/// `iso8601`, `unix` (whole seconds since 1970) and `unixMilliseconds`. The whole text must match.
///
/// - `yy` is a year from 1970 to 2069: 70…99 are 1970…1999, 00…69 are 2000…2069.
/// - `MMM` is an English month in three letters, in any case. `M`, `d`, `H` and `h` take one or two
///   digits; all other fields exactly as many as they have letters.
/// - `S` alone takes one to nine digits of a second's fraction, more letters exactly as many; what
///   is finer than a microsecond is dropped.
/// - `hh` and `h` run from 1 to 12 and need `a`, which is AM or PM in any case.
/// - `Z` is `Z` or `+0200`, three `X` are `Z` or `+02:00`; either makes the result an instant.
public struct DateFormat: Hashable, Sendable {
  /// The pattern or name that the format was made from.
  public let pattern: String

  private enum Form: Hashable {
    case iso8601, unix, unixMilliseconds
    case pieces([DateFormatPiece])
  }
  private let form: Form

  /// Reads a pattern; refused with the reason if it is not understood or not sufficient for a date.
  public init(_ pattern: String) throws(DateFormatRefusal) {
    self.pattern = pattern
    switch pattern {
    case "iso8601": form = .iso8601
    case "unix": form = .unix
    case "unixMilliseconds": form = .unixMilliseconds
    default: form = .pieces(try DateFormatPiece.pieces(of: pattern))
    }
  }

  /// Reads a text: a day if the pattern has no time, an instant if the text gives an offset or
  /// counts from 1970, else a local time. Refused with what was expected and what was found.
  public func parse(_ text: String) throws(DateFormatRefusal) -> DateTime {
    switch form {
    case .unix: return .instant(try counted(text, unitMicroseconds: 1_000_000))
    case .unixMilliseconds: return .instant(try counted(text, unitMicroseconds: 1_000))
    case .iso8601:
      do { return try InstantText.parseAny(text) } catch .impossibleDate(let refusal) {
        throw .impossibleDate(text, refusal)
      } catch .impossibleTime {
        throw .impossibleTime(text)
      } catch { throw .mismatch(expected: pattern, found: text) }
    case .pieces(let pieces):
      var reader = TextReader(text)
      var fields = DateFormatFields()
      for piece in pieces {
        guard piece.read(&reader, into: &fields) else {
          throw .mismatch(expected: pattern, found: text)
        }
      }
      guard reader.isAtEnd else { throw .mismatch(expected: pattern, found: text) }
      return try dateTime(fields, text)
    }
  }

  private func dateTime(
    _ fields: DateFormatFields, _ text: String
  ) throws(DateFormatRefusal) -> DateTime {
    let day: Day
    do {
      day = try Day(year: fields.year, month: fields.month, day: fields.day)
    } catch { throw .impossibleDate(text, error) }
    guard let written = fields.hour else { return .day(day) }
    var hour = written
    if let isAfternoon = fields.isAfternoon {
      guard (1...12).contains(written) else { throw .impossibleTime(text) }
      hour = written % 12 + (isAfternoon ? 12 : 0)
    }
    guard
      let time = TimeOfDay.microseconds(
        hour: hour, minute: fields.minute, second: fields.second, microsecond: fields.microsecond)
    else { throw .impossibleTime(text) }
    return DateTime(day, timeOfDayMicroseconds: time, offsetSeconds: fields.offsetSeconds)
  }

  /// A whole number of units since 1970, within the years 0001…9999.
  private func counted(
    _ text: String, unitMicroseconds: Int64
  ) throws(DateFormatRefusal) -> Instant {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ Digits.value(of: $0) != nil }),
      let count = Int64(text)
    else { throw .mismatch(expected: pattern, found: text) }
    let (microseconds, overflow) = count.multipliedReportingOverflow(by: unitMicroseconds)
    let days = microseconds / TimeOfDay.microsecondsPerDay
    guard !overflow, days >= Int64(Day.first.number), days <= Int64(Day.last.number) else {
      throw .impossibleDate(text, .outsideCalendar)
    }
    return Instant(microseconds: microseconds)
  }
}

/// Why a pattern is not understood, or why a text does not follow it.
public enum DateFormatRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The pattern cannot be used.
  case badPattern(String, reason: String)
  /// The text does not follow the pattern.
  case mismatch(expected: String, found: String)
  /// The text follows the pattern, but names a date that does not exist.
  case impossibleDate(String, DayRefusal)
  /// The text follows the pattern, but names a time that no clock shows.
  case impossibleTime(String)

  /// The reason, in one sentence for the person who made the file or the recipe.
  public var description: String {
    switch self {
    case .badPattern(let pattern, let reason):
      "the date format \(Quoted(pattern)) cannot be used: \(reason)"
    case .mismatch(let expected, let found):
      "expected \(expected), found \(Quoted(found))"
    case .impossibleDate(let text, let refusal):
      "\(Quoted(text)) is impossible: \(refusal)"
    case .impossibleTime(let text):
      "\(Quoted(text)) is impossible: there is no such time of day"
    }
  }
}
