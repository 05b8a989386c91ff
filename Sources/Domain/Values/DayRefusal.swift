/// Why something is not a day of the calendar.
public enum DayRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text is not of the form `yyyy-MM-dd`.
  case notADate(String)
  /// The year is not in 1…9999.
  case noSuchYear(Int)
  /// The month is not in 1…12.
  case noSuchMonth(Int)
  /// The month of that year has no such day.
  case noSuchDay(year: Int, month: Int, day: Int)
  /// The day number lies outside the years 0001…9999.
  case outsideCalendar

  /// The reason, in one sentence for the person who typed the date.
  public var description: String {
    switch self {
    case .notADate(let text):
      "expected a date as yyyy-MM-dd, found \(Quoted(text))"
    case .noSuchYear(let year):
      "there is no year \(year): years run from 0001 to 9999"
    case .noSuchMonth(let month):
      "there is no month \(month): months run from 1 to 12"
    case .noSuchDay(let year, let month, let day):
      "there is no day \(day) in \(MonthName.english(month)) \(Digits.padded(year, to: 4)): it has "
        + "\(Day.daysInMonth(year: year, month: month)) days"
    case .outsideCalendar:
      "the date lies outside the years 0001 to 9999"
    }
  }
}
