// The names of periods, written and read.

extension Period: CustomStringConvertible {
  /// The label of the period.
  public var description: String { label }

  /// The name of the period: `2017-03-31`, `2017-W13`, `2017-03`, `2017Q1`, `2017`, `FY2017` or
  /// `FY2017Q1`.
  ///
  /// A week is named as in ISO 8601: by the year that holds its Thursday. A fiscal year is named by
  /// the calendar year in which it ends, unless the calendar says otherwise: with July as the first
  /// month, FY2017 runs from 2016-07-01 to 2017-06-30.
  public var label: String {
    let (year, month, _) = first.civil
    let written = Digits.padded(year, to: 4)
    switch kind {
    case .day: return first.description
    case .week:
      let thursday = first.adding(days: 3)
      let newYear = Day(nearest: Day.daysFromCivil(thursday.year, 1, 1))
      let week = newYear.days(to: thursday) / 7 + 1
      return Digits.padded(thursday.year, to: 4) + "-W" + Digits.padded(week, to: 2)
    case .month: return written + "-" + Digits.padded(month, to: 2)
    case .quarter: return written + "Q\((month - 1) / 3 + 1)"
    case .year: return written
    case .fiscalYear(let calendar): return calendar.yearLabel(of: first)
    case .fiscalQuarter(let calendar):
      return calendar.yearLabel(of: first) + "Q\(calendar.quarter(of: first))"
    }
  }

  /// Reads a label; `FY…` needs the month (1…12) in which fiscal years begin.
  public init(label text: String, fiscalFirstMonth: Int) throws(PeriodRefusal) {
    try self.init(label: text, fiscal: FiscalCalendar(startMonth: fiscalFirstMonth))
  }

  /// Reads a label; `FY…` is read by the fiscal calendar.
  public init(
    label text: String, fiscal: FiscalCalendar = .calendarYears
  ) throws(PeriodRefusal) {
    if let period = Self.labelled(text, fiscal) {
      self = period
      return
    }
    let day: Day
    do { day = try Day(text) } catch { throw Self.refusal(of: text, error) }
    self.init(.day, containing: day)
  }

  private static func refusal(of text: String, _ error: DayRefusal) -> PeriodRefusal {
    if case .notADate = error { return .notAPeriod(text) }
    return .impossibleDay(error)
  }

  private static func labelled(_ text: String, _ fiscal: FiscalCalendar) -> Period? {
    var reader = TextReader(text)
    let isFiscal = reader.take("F") && reader.take("Y")
    guard isFiscal || reader.position == 0, let year = reader.number(digits: 4), year >= 1 else {
      return nil
    }
    if isFiscal { return fiscalPeriod(year, fiscal, &reader) }
    if reader.isAtEnd { return starting(.year, year, month: 1) }
    if reader.take("Q") {
      guard let quarter = reader.number(digits: 1), (1...4).contains(quarter), reader.isAtEnd
      else { return nil }
      return starting(.quarter, year, month: quarter * 3 - 2)
    }
    guard reader.take("-") else { return nil }
    if reader.take("W") {
      guard let week = reader.number(digits: 2), reader.isAtEnd else { return nil }
      return Self.week(week, of: year)
    }
    guard let month = reader.number(digits: 2), (1...12).contains(month), reader.isAtEnd else {
      return nil
    }
    return starting(.month, year, month: month)
  }

  private static func fiscalPeriod(
    _ year: Int, _ fiscal: FiscalCalendar, _ reader: inout TextReader
  ) -> Period? {
    let first = fiscal.firstDay(ofYearNamed: year)
    if reader.isAtEnd { return Period(.fiscalYear(fiscal), containing: first) }
    guard reader.take("Q"), let quarter = reader.number(digits: 1), (1...4).contains(quarter),
      reader.isAtEnd
    else { return nil }
    var period = Period(.fiscalQuarter(fiscal), containing: first)
    for _ in 1..<quarter { period = period.next }
    return period
  }

  private static func starting(_ kind: Kind, _ year: Int, month: Int) -> Period {
    Period(kind, containing: Day(nearest: Day.daysFromCivil(year, month, 1)))
  }

  /// The ISO week of that number, if the year has it: 4 January always lies in week 1.
  private static func week(_ number: Int, of year: Int) -> Period? {
    guard number >= 1 else { return nil }
    let fourth = Day(nearest: Day.daysFromCivil(year, 1, 4))
    let monday = Period(.week, containing: fourth).first.adding(days: 7 * (number - 1))
    return monday.adding(days: 3).year == year ? Period(.week, containing: monday) : nil
  }
}

/// Why a text is not a period.
public enum PeriodRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text is none of the labels, or names a week, month or quarter that does not exist.
  case notAPeriod(String)
  /// The text is a date that does not exist.
  case impossibleDay(DayRefusal)

  /// The reason, in one sentence for the person who typed the period.
  public var description: String {
    switch self {
    case .notAPeriod(let text):
      "expected a period such as 2017, 2017Q1, 2017-03, 2017-W13, FY2017, FY2017Q1 or "
        + "2017-03-31, found \(Quoted(text))"
    case .impossibleDay(let refusal):
      refusal.description
    }
  }
}
