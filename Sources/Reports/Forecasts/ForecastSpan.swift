import Bytes
import Domain

/// The periods a forecast is asked for, as they were typed.
struct ForecastSpan: Sendable {
  private let period: String?
  private let (from, to): (Day?, Day?)
  private let every: CalendarStep?

  /// How many months a forecast looks at unless it is told.
  private static let monthsAhead = 3

  static let options = [
    ReportOption(
      "period", "PERIOD", "what it is for, as in 2017Q2, 2017-04, FY2017 or ever; "
        + "the month of the moment and the two after it when nothing is said"),
    ReportOption("from", "DAY", "what it is for: from this day on"),
    ReportOption("to", "DAY", "what it is for: up to and with this day"),
    ReportOption(
      "every", "STEP", "cut it into such pieces; months when no period is named, else none",
      choices: CalendarStep.allCases.map(\.rawValue)),
  ]

  init(_ values: OptionValues) throws(ReportRefusal) {
    period = values["period"]
    (from, to) = (try values.day("from"), try values.day("to"))
    every = try values.choice("every", as: CalendarStep.self)
    if period != nil, from != nil || to != nil {
      throw .badValue(
        option: "period", value: period ?? "", expected: "to be had together with --from or --to")
    }
    if let from, let to, to < from {
      throw .backwards(from: from.description, to: to.description)
    }
    _ = try windows(today: .first, fiscal: .calendarYears)
  }

  /// The periods in order, seen from a day.
  func windows(today: Day, fiscal: FiscalCalendar) throws(ReportRefusal) -> [ForecastWindow] {
    if period == "ever" { return [ForecastWindow(label: "ever", first: .first, last: .last)] }
    var (first, last) = (from ?? today, to ?? .last)
    var label: String?
    var step = every ?? .none
    if let period {
      let named = try read(period, fiscal)
      (first, last, label) = (named.first, named.last, named.label)
    } else if from == nil, to == nil {
      first = Period(.month, containing: today).first
      last = first.adding(months: Self.monthsAhead).adding(days: -1)
      step = every ?? .month
    } else if let from, to == nil {
      last = Period(.year, containing: max(from, today)).last
    }
    if last < first { throw .backwards(from: first.description, to: last.description) }
    guard let kind = step.kind(fiscal) else {
      return [ForecastWindow(label: label ?? "\(first)..\(last)", first: first, last: last)]
    }
    return Period.sequence(kind, from: first, through: last).prefix(Self.most).map { period in
      ForecastWindow(
        label: period.label, first: max(first, period.first), last: min(last, period.last))
    }
  }

  /// More periods than this nobody reads.
  private static let most = 1_000

  private func read(
    _ text: String, _ fiscal: FiscalCalendar
  ) throws(ReportRefusal) -> Period {
    do throws(PeriodRefusal) {
      return try Period(label: text, fiscal: fiscal)
    } catch {
      throw .badValue(option: "period", value: text, expected: "a period: \(error)")
    }
  }
}

/// The pieces a stretch of time is cut into; the names are stable.
enum CalendarStep: String, CaseIterable, Sendable {
  case week, month, quarter, year
  case fiscalYear = "fiscal-year"
  case fiscalQuarter = "fiscal-quarter"
  case none

  /// The kind of period; nil when time is not cut.
  func kind(_ fiscal: FiscalCalendar) -> Period.Kind? {
    switch self {
    case .week: .week
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    case .fiscalYear: .fiscalYear(fiscal)
    case .fiscalQuarter: .fiscalQuarter(fiscal)
    case .none: nil
    }
  }
}

/// One period of a forecast, by its days and by its instants in the zone of the book.
struct ForecastWindow: Equatable, Sendable {
  var label: String
  var first: Day
  var last: Day

  /// Whether it has no ends.
  var isEver: Bool { first == .first && last == .last }

  func contains(_ day: Day) -> Bool { first <= day && day <= last }

  /// The instants of it: from the first on, and before the second.
  func instants(_ zone: Zone) -> Range<Int64> {
    if isEver { return Int64.min..<Int64.max }
    return zone.start(of: first).microseconds..<zone.end(of: last).microseconds
  }
}
