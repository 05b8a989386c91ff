import Bytes
import Domain

/// Which periods and lead times are compared.
struct AccuracyPlan: Sendable {
  private let step: CalendarStep
  private let (from, to): (Day?, Day?)
  private let count: Int
  private let leads: [Int]
  private let isBeforeEnd: Bool

  static let options = [
    ReportOption(
      "every", "STEP", "the periods that are forecast",
      choices: CalendarStep.allCases.filter { $0 != .none }.map(\.rawValue), standard: "month"),
    ReportOption("from", "DAY", "from the period that holds this day"),
    ReportOption("to", "DAY", "up to the period that holds this day"),
    ReportOption("periods", "N", "without --from, so many complete periods", standard: "6"),
    ReportOption(
      "lead", "DAYS", "how many days before, a list with commas", standard: "90,60,30,0"),
    ReportOption(
      "before", "EDGE", "before which day of the period", choices: ["start", "end"],
      standard: "start"),
  ]

  /// What forecasts and actuals can be compared by.
  static let groups: [Group] = Group.ofOpenOnes + [.none]

  init(_ values: OptionValues) throws(ReportRefusal) {
    step = try values.choice("every", as: CalendarStep.self) ?? .month
    guard step != .none else {
      throw .badValue(option: "every", value: "none", expected: "a kind of period")
    }
    (from, to) = (try values.day("from"), try values.day("to"))
    if let from, let to, to < from {
      throw .backwards(from: from.description, to: to.description)
    }
    count = try values.count("periods") ?? 6
    leads = try Self.leads(values["lead"] ?? "90,60,30,0")
    isBeforeEnd = try values.named("before", [("start", false), ("end", true)]) ?? false
  }

  /// Lead times in days, as typed.
  static func leads(_ text: String) throws(ReportRefusal) -> [Int] {
    let leads = text.split(separator: ",", omittingEmptySubsequences: false).compactMap { part in
      Int(part).flatMap { (0...36_500).contains($0) ? $0 : nil }
    }
    guard leads.count == text.split(separator: ",", omittingEmptySubsequences: false).count,
      Set(leads).count == leads.count
    else {
      throw .badValue(option: "lead", value: text, expected: "a list of days such as 90,60,30,0")
    }
    return leads
  }

  /// The comparisons to make, period by period, seen from a moment: only of periods that are over.
  func tasks(
    _ moment: AnswerMoment, fiscal: FiscalCalendar
  ) throws(ReportRefusal) -> [AccuracyTask] {
    guard let kind = step.kind(fiscal) else { return [] }
    let today = moment.civilDay
    var last = Period(kind, containing: today.adding(days: 1)).previous
    if let to { last = min(last, Period(kind, containing: to)) }
    var first = last
    if let from {
      first = Period(kind, containing: from)
      guard first <= last else {
        throw .badValue(
          option: "from", value: from.description, expected: "before the last complete period")
      }
    } else {
      for _ in 1..<max(1, count) { first = first.previous }
    }
    var tasks: [AccuracyTask] = []
    for (index, period) in Period.sequence(kind, from: first.first, through: last.last).enumerated()
    {
      for lead in leads {
        let day = (isBeforeEnd ? period.last : period.first).adding(days: -lead)
        tasks.append(AccuracyTask(place: index, period: period, lead: lead, day: day))
      }
    }
    return tasks
  }
}

/// One period, forecast at one lead time.
struct AccuracyTask: Sendable {
  /// The place of the period among those compared.
  var place: Int
  var period: Period
  var lead: Int
  /// The day at whose end the forecast stood.
  var day: Day

  var window: ForecastWindow {
    ForecastWindow(label: period.label, first: period.first, last: period.last)
  }

  /// The last period before this one that was complete by the day.
  var naive: ForecastWindow {
    let complete = Period(period.kind, containing: day.adding(days: 1)).previous
    let last = min(complete, period.previous)
    return ForecastWindow(label: last.label, first: last.first, last: last.last)
  }
}
