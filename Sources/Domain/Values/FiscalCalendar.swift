/// When the fiscal years of a company begin, and by which calendar year they are called.
public struct FiscalCalendar: Hashable, Sendable {
  /// By which of its two calendar years a fiscal year is called. The numbers are stored.
  public enum Naming: UInt8, Sendable, CaseIterable, CustomStringConvertible {
    /// By the year in which it ends: the twelve months from July 2016 are FY2017.
    case end = 1
    /// By the year in which it starts: the twelve months from July 2016 are FY2016.
    case start = 2

    /// The stable name.
    public var description: String {
      switch self {
      case .end: "end"
      case .start: "start"
      }
    }

    /// Reads a stable name; nil when the text is something else.
    public init?(text: String) {
      guard let naming = Self.allCases.first(where: { $0.description == text }) else { return nil }
      self = naming
    }
  }

  /// The month in which fiscal years start, 1 for January.
  public let startMonth: Int
  /// The day of that month on which they start, 1…28, so that every year has it.
  public let startDay: Int
  /// By which calendar year they are called.
  public let naming: Naming

  /// Fiscal years that are calendar years.
  public static let calendarYears = FiscalCalendar(startMonth: 1)

  /// Fiscal years from that day (1…28) of that month (1…12).
  public init(startMonth: Int, startDay: Int = 1, naming: Naming = .end) {
    precondition(Self.exists(startMonth, startDay), "a fiscal year starts in every calendar year")
    self.startMonth = startMonth
    self.startDay = startDay
    self.naming = naming
  }

  /// Whether fiscal years can start on that day of that month.
  public static func exists(_ month: Int, _ day: Int) -> Bool {
    (1...12).contains(month) && (1...28).contains(day)
  }

  /// The stretch of `count` fiscal months (12 for a year, 3 for a quarter) in which the day lies.
  func bounds(_ count: Int, around day: Day) -> (first: Day, last: Day) {
    let start = startMonthNumber(count, around: day)
    return (Day(nearest: number(of: start)), Day(nearest: number(of: start + count) - 1))
  }

  /// The name of the fiscal year in which the day lies, as in `FY2017`.
  func yearLabel(of day: Day) -> String {
    let start = startMonthNumber(12, around: day)
    let named =
      naming == .start
      ? start / 12 : Day.civilFromDays(number(of: start + 12) - 1).year
    return "FY" + Digits.padded(named, to: 4)
  }

  /// The fiscal quarter in which the day lies, 1…4.
  func quarter(of day: Day) -> Int {
    (startMonthNumber(3, around: day) - startMonthNumber(12, around: day)) / 3 + 1
  }

  /// The first day of the fiscal year of that name; held at the ends of the calendar.
  func firstDay(ofYearNamed year: Int) -> Day {
    let ends = naming == .end && (startMonth, startDay) != (1, 1)
    return Day(nearest: number(of: (ends ? year - 1 : year) * 12 + startMonth - 1))
  }

  /// Months since year 0 of the start of the stretch in which the day lies.
  private func startMonthNumber(_ count: Int, around day: Day) -> Int {
    let (year, month, dayOfMonth) = day.civil
    let number = year * 12 + month - 1 - (dayOfMonth < startDay ? 1 : 0)
    let passed = (number - (startMonth - 1)) % count
    return number - (passed < 0 ? passed + count : passed)
  }

  private func number(of month: Int) -> Int {
    let year = Day.floorQuotient(month, 12)
    return Day.daysFromCivil(year, month - year * 12 + 1, startDay)
  }
}
