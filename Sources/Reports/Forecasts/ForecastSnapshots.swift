import Bytes
import Domain
import Projections

/// The past moments at which what was open is looked at, as they were typed.
struct ForecastSnapshots: Sendable {
  private let at: [(text: String, moment: Moment)]
  private let (from, to): (Day?, Day?)
  private let step: CalendarStep
  private let count: Int

  static func options(standard count: Int) -> [ReportOption] {
    [
      ReportOption(
        "at", "DATES", "at these moments, a list with commas, as in 2017-03-31,2017-06-30"),
      ReportOption("from", "DAY", "without --at: at the ends of the periods from this day on"),
      ReportOption("to", "DAY", "without --at: up to this day"),
      ReportOption(
        "every", "STEP", "without --at: the periods at whose ends it is looked",
        choices: CalendarStep.allCases.filter { $0 != .none }.map(\.rawValue), standard: "month"),
      ReportOption(
        "periods", "N", "without --at and --from: so many periods back", standard: "\(count)"),
    ]
  }

  init(_ values: OptionValues, standard count: Int) throws(ReportRefusal) {
    at = try Self.moments(values["at"])
    (from, to) = (try values.day("from"), try values.day("to"))
    if let from, let to, to < from {
      throw .backwards(from: from.description, to: to.description)
    }
    if !at.isEmpty, from != nil || to != nil {
      throw .badValue(
        option: "at", value: values["at"] ?? "", expected: "to be had with --from or --to")
    }
    step = try values.choice("every", as: CalendarStep.self) ?? .month
    guard step != .none else {
      throw .badValue(option: "every", value: "none", expected: "a kind of period")
    }
    self.count = try values.count("periods") ?? count
  }

  private static func moments(
    _ text: String?
  ) throws(ReportRefusal) -> [(text: String, moment: Moment)] {
    guard let text else { return [] }
    var moments: [(text: String, moment: Moment)] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      do throws(InstantRefusal) {
        moments.append((part, try Moment(part)))
      } catch {
        throw .badValue(option: "at", value: text, expected: "a list of dates: \(error)")
      }
    }
    guard Set(moments.map(\.text)).count == moments.count else {
      throw .badValue(option: "at", value: text, expected: "a list of different dates")
    }
    return moments
  }

  /// The moments with what they are called, none after that of the report.
  func moments(
    _ limit: AnswerMoment, fiscal: FiscalCalendar
  ) throws(ReportRefusal) -> [(label: String, moment: Moment)] {
    if !at.isEmpty { return try named(limit) }
    guard let kind = step.kind(fiscal) else { return [] }
    let today = limit.civilDay
    var last = Period(kind, containing: today.adding(days: 1)).previous
    if let to { last = min(last, Period(kind, containing: to.adding(days: 1)).previous) }
    var first = last
    if let from {
      first = Period(kind, containing: from)
    } else {
      for _ in 1..<max(1, count) { first = first.previous }
    }
    guard first <= last else { return [] }
    return Period.sequence(kind, from: first.first, through: last.last).map { period in
      (period.last.description, .day(period.last))
    }
  }

  private func named(
    _ limit: AnswerMoment
  ) throws(ReportRefusal) -> [(label: String, moment: Moment)] {
    var moments: [(label: String, moment: Moment)] = []
    for (text, moment) in at {
      let isLater: Bool
      switch moment {
      case .day(let day): isLater = day > limit.civilDay
      case .position(let number): isLater = number > limit.position.number
      case .now, .today:
        moments.append((text, .position(limit.position.number)))
        continue
      case .local, .instant:
        isLater = moment.lastInstant(in: limit.zone, now: limit.instant).map { $0 > limit.instant }
          ?? false
      }
      if isLater {
        throw .badValue(
          option: "at", value: text,
          expected: "a moment up to that of the report, \(limit.civilDay)")
      }
      moments.append((text, moment))
    }
    return moments
  }
}

/// How long after a moment it counts what became of what was open.
struct ForecastHorizon: Sendable {
  private enum Kind: Sendable {
    case known
    case days(Int)
    case endOf(CalendarStep)
    case until(Moment)
  }

  private let kind: Kind

  static let options = [
    ReportOption(
      "within", "DAYS", "what was decided within so many days; or month, quarter or year: to "
        + "the end of the one that holds the next day"),
    ReportOption("until", "DATE", "what was decided by this moment"),
  ]

  init(_ values: OptionValues) throws(ReportRefusal) {
    let until = try values.moment("until")
    if let text = values["within"] {
      if until != nil {
        throw .badValue(option: "within", value: text, expected: "to be had with --until")
      }
      if let step = CalendarStep(rawValue: text), step != .none {
        kind = .endOf(step)
      } else if let days = Int(text), (0...36_500).contains(days) {
        kind = .days(days)
      } else {
        throw .badValue(
          option: "within", value: text, expected: "a number of days, or month, quarter or year")
      }
    } else if let until {
      kind = .until(until)
    } else {
      kind = .known
    }
  }

  /// The last instant that counts, seen from a moment; nil for everything that is known.
  func limit(
    _ moment: AnswerMoment, _ source: some ReportSource, fiscal: FiscalCalendar
  ) throws -> Instant? {
    let zone = moment.zone
    switch kind {
    case .known: return nil
    case .until(let until): return try source.at(until).moment.instant
    case .endOf(let step):
      guard let kind = step.kind(fiscal) else { return nil }
      return Self.end(of: Period(kind, containing: moment.civilDay.adding(days: 1)).last, zone)
    case .days(let days):
      if let day = moment.day { return Self.end(of: day.adding(days: days), zone) }
      return zone.instant(
        of: zone.day(of: moment.instant).adding(days: days),
        timeOfDayMicroseconds: zone.timeOfDay(of: moment.instant))
    }
  }

  private static func end(of day: Day, _ zone: Zone) -> Instant {
    Instant(microseconds: zone.end(of: day).microseconds - 1)
  }
}

/// What became of an opportunity by a moment, as far as is known at the end.
enum ForecastOutcome {
  static func of(_ final: OpportunityRow, by limit: Instant?) -> OpportunityStatus {
    guard let status = final.status, status != .open else { return .open }
    guard let limit else { return status }
    // What was closed nobody knows when was not closed by any moment that is asked about.
    guard let closed = final.closedAt, closed <= limit else { return .open }
    return status
  }
}
