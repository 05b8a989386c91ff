/// A stretch of the calendar: a day, week, month, quarter, year, fiscal quarter or fiscal year.
public struct Period: Hashable, Sendable {
  /// The kinds of calendar periods.
  public enum Kind: Hashable, Sendable {
    /// One civil day.
    case day
    /// A week of ISO 8601, Monday to Sunday.
    case week
    /// A calendar month.
    case month
    /// Three calendar months from January, April, July or October.
    case quarter
    /// A calendar year.
    case year
    /// Twelve months from the day on which the company's fiscal years start.
    case fiscalYear(FiscalCalendar)
    /// Three months of a fiscal year.
    case fiscalQuarter(FiscalCalendar)

    /// Twelve months from the first day of that month (1…12), called by the year they end in.
    public static func fiscalYear(firstMonth: Int) -> Kind {
      .fiscalYear(FiscalCalendar(startMonth: firstMonth))
    }
  }

  /// The kind of period.
  public let kind: Kind
  /// The first day of the period.
  public let first: Day
  /// The last day of the period.
  public let last: Day

  /// The period of that kind in which the day lies; cut off at the ends of the calendar.
  public init(_ kind: Kind, containing day: Day) {
    let (year, month, _) = day.civil
    self.kind = kind
    switch kind {
    case .day:
      (first, last) = (day, day)
    case .week:
      let monday = Int(day.number) - Int(day.weekday.rawValue) + 1
      (first, last) = (Day(nearest: monday), Day(nearest: monday + 6))
    case .month:
      (first, last) = Self.months(1, from: month, of: year)
    case .quarter:
      (first, last) = Self.months(3, from: (month - 1) / 3 * 3 + 1, of: year)
    case .year:
      (first, last) = Self.months(12, from: 1, of: year)
    case .fiscalYear(let calendar):
      (first, last) = calendar.bounds(12, around: day)
    case .fiscalQuarter(let calendar):
      (first, last) = calendar.bounds(3, around: day)
    }
  }

  /// The period after this one; at the end of the calendar, this one.
  public var next: Period { Period(kind, containing: last.adding(days: 1)) }
  /// The period before this one; at the beginning of the calendar, this one.
  public var previous: Period { Period(kind, containing: first.adding(days: -1)) }

  /// How many days the period has.
  public var dayCount: Int { first.days(to: last) + 1 }

  /// Whether the day lies in the period.
  public func contains(_ day: Day) -> Bool { first <= day && day <= last }

  /// The periods of a kind from the one that holds the first day to the one that holds the last,
  /// in order; none if the last day lies before the first.
  public static func sequence(
    _ kind: Kind, from start: Day, through end: Day
  ) -> some Sequence<Period> {
    var upcoming = start <= end ? Period(kind, containing: start) : nil
    return AnyIterator {
      guard let period = upcoming else { return nil }
      upcoming = period.last < end ? period.next : nil
      return period
    }
  }

  private static func months(_ count: Int, from month: Int, of year: Int) -> (Day, Day) {
    let after = year * 12 + month - 1 + count
    let end = Day.daysFromCivil(after / 12, after % 12 + 1, 1) - 1
    return (Day(nearest: Day.daysFromCivil(year, month, 1)), Day(nearest: end))
  }
}

extension Period: Comparable {
  /// By first day, then by last day.
  public static func < (left: Period, right: Period) -> Bool {
    (left.first, left.last) < (right.first, right.last)
  }
}
