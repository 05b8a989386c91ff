public import Domain

/// The days at whose ends a report or a model is looked at: the last days of weeks, months …
public struct ReplayPlan: Equatable, Sendable {
  /// How far the days lie apart.
  public enum Interval: String, CaseIterable, Sendable {
    /// Every day.
    case day
    /// Sundays, as ISO 8601 has weeks.
    case week
    /// The last day of every month.
    case month
    /// The last days of March, June, September and December.
    case quarter
    /// The last day of every year.
    case year

    var period: Period.Kind {
      switch self {
      case .day: .day
      case .week: .week
      case .month: .month
      case .quarter: .quarter
      case .year: .year
      }
    }
  }

  /// What is kept of each answer.
  public enum Shape: Equatable, Sendable {
    /// All its rows.
    case rows
    /// Its total alone.
    case totals
    /// One column, by its key: a series for every row, beside one another.
    case column(String)
  }

  /// The interval.
  public var interval: Interval
  /// The first day that may be looked at.
  public var from: Day
  /// The last day that may be looked at.
  public var to: Day
  /// What is kept of each answer.
  public var shape: Shape

  /// A plan for the days between two, both included.
  public init(every interval: Interval, from: Day, to: Day, shape: Shape = .rows) {
    (self.interval, self.from, self.to, self.shape) = (interval, from, to, shape)
  }

  /// The days, in order: the last days of the periods that end between `from` and `to`.
  public var days: [Day] {
    Period.sequence(interval.period, from: from, through: to).map(\.last)
      .filter { from <= $0 && $0 <= to }
  }

  /// The days as moments: the ends of the days, in the zone of the book.
  public var moments: [Moment] { days.map(Moment.day) }
}

extension ReplayPlan {
  /// What an option of a report is called in a replay, which has a few options of its own: the
  /// report's `from` is `report-from`.
  public static func optionName(_ name: String) -> String {
    ["from", "to", "every", "show", "column", "hindsight"].contains(name) ? "report-\(name)" : name
  }

  /// The answers of a report at every day of the plan, as one; the log is read once.
  ///
  /// `progress` is told how many days are done, and how many there are.
  public func answer<Source: ReportSource>(
    _ report: some Report, from source: Source, progress: ((Int, Int) -> Void)? = nil
  ) throws -> Answer {
    let days = days
    try requireSome(days, today: source.moment.civilDay)
    var answers = ReplayTable(plan: self, days: days)
    try source.visit(moments, folding: type(of: report).needs) { place, then in
      do throws(any Error) {
        answers.add(try report.answer(then), on: days[place])
      } catch let refusal as ReportRefusal {
        guard case .unknown = refusal else { throw refusal }
        answers.skip(days[place], refusal)
      }
      progress?(place + 1, days.count)
    }
    return try answers.answer(type(of: report).name, source.moment)
  }

  private func requireSome(_ days: [Day], today: Day) throws(ReportRefusal) {
    if from > to { throw .backwards(from: from.description, to: to.description) }
    if to > today {
      throw .badValue(option: "to", value: to.description, expected: "a day up to \(today)")
    }
    if days.isEmpty {
      throw .badValue(
        option: "every", value: interval.rawValue,
        expected: "short enough: no \(interval.rawValue) ends between \(from) and \(to)")
    }
  }
}
