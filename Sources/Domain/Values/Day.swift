/// A civil day of the proleptic Gregorian calendar, from 0001-01-01 to 9999-12-31.
///
/// The conversions are those of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
/// (`days_from_civil`, `civil_from_days`): years start in March, so that the leap day comes last.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  public let number: Int32

  /// 0001-01-01, the first day of the calendar.
  public static let first = Day(inRange: -719_162)
  /// 9999-12-31, the last day of the calendar.
  public static let last = Day(inRange: 2_932_896)

  /// The day with that number; refused outside the years 0001…9999.
  public init(number: Int32) throws(DayRefusal) {
    guard (Self.first.number...Self.last.number).contains(number) else {
      throw .outsideCalendar
    }
    self.number = number
  }

  /// The day of that year, month (1…12) and day of the month (1…31); refused if there is none.
  public init(year: Int, month: Int, day: Int) throws(DayRefusal) {
    guard (1...9999).contains(year) else { throw .noSuchYear(year) }
    guard (1...12).contains(month) else { throw .noSuchMonth(month) }
    guard day >= 1, day <= Self.daysInMonth(year: year, month: month) else {
      throw .noSuchDay(year: year, month: month, day: day)
    }
    number = Int32(Self.daysFromCivil(year, month, day))
  }

  /// The nearest day of the calendar to a day number of any size.
  init(nearest number: Int) {
    let held = min(max(number, Int(Self.first.number)), Int(Self.last.number))
    self.number = Int32(held)
  }

  private init(inRange number: Int32) { self.number = number }

  /// Earlier days come first.
  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

// MARK: - Components

extension Day {
  /// The year, 1…9999.
  public var year: Int { civil.year }
  /// The month, 1 for January … 12 for December.
  public var month: Int { civil.month }
  /// The day of the month, 1…31.
  public var dayOfMonth: Int { civil.day }

  /// The weekday of this day.
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday, the fourth day of its ISO week.
    let fromMonday = (Int(number) + 3) - 7 * Self.floorQuotient(Int(number) + 3, 7)
    return Weekday(rawValue: UInt8(fromMonday + 1))!
  }

  /// Year, month and day of the month at once, for loops that need all three.
  public var civil: (year: Int, month: Int, day: Int) { Self.civilFromDays(Int(number)) }

  /// Year, month and day of the month of any day number since 1970-01-01.
  static func civilFromDays(_ number: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468  // days since 0000-03-01
    let era = Self.floorQuotient(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// How many days that month (1…12) of that year has: 28 to 31.
  public static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// Days since 1970-01-01 of a civil date that is known to exist; any year.
  static func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = floorQuotient(marchYear, 400)
    let yearOfEra = marchYear - era * 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  static func floorQuotient(_ value: Int, _ divisor: Int) -> Int {
    value % divisor < 0 ? value / divisor - 1 : value / divisor
  }
}

// MARK: - Arithmetic

extension Day {
  /// The day that many days later (earlier if negative); held at the ends of the calendar.
  public func adding(days: Int) -> Day {
    let (sum, overflow) = Int(number).addingReportingOverflow(days)
    return overflow ? (days > 0 ? .last : .first) : Day(nearest: sum)
  }

  /// The same day of the month that many months later (earlier if negative), or the last day of
  /// that month if it is shorter: 31 January plus one month is 28 or 29 February. Held at the ends
  /// of the calendar.
  public func adding(months: Int) -> Day {
    let from = civil
    let (count, overflow) = (from.year * 12 + from.month - 1).addingReportingOverflow(months)
    guard !overflow, count >= 12 else { return months > 0 ? .last : .first }
    guard count < 10_000 * 12 else { return .last }
    let (year, month) = (count / 12, count % 12 + 1)
    let day = min(from.day, Self.daysInMonth(year: year, month: month))
    return Day(nearest: Self.daysFromCivil(year, month, day))
  }

  /// The same date that many years later; 29 February becomes 28 February in a common year.
  public func adding(years: Int) -> Day {
    let (months, overflow) = years.multipliedReportingOverflow(by: 12)
    return overflow ? (years > 0 ? .last : .first) : adding(months: months)
  }

  /// How many days from this day to another: negative if the other is earlier.
  public func days(to other: Day) -> Int { Int(other.number) - Int(number) }
}

// MARK: - Text

extension Day: CustomStringConvertible {
  /// The date as ISO 8601 writes it: `2017-03-31`.
  public var description: String {
    let (year, month, day) = civil
    return Digits.padded(year, to: 4) + "-" + Digits.padded(month, to: 2) + "-"
      + Digits.padded(day, to: 2)
  }

  /// Reads `yyyy-MM-dd`, exactly ten ASCII characters; everything else is refused.
  public init(_ text: String) throws(DayRefusal) {
    var reader = TextReader(text)
    guard
      let year = reader.number(digits: 4), reader.take("-"),
      let month = reader.number(digits: 2), reader.take("-"),
      let day = reader.number(digits: 2), reader.isAtEnd
    else { throw .notADate(text) }
    try self.init(year: year, month: month, day: day)
  }
}
