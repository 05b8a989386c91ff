import Bytes
import Domain
import Projections

/// Forecast, actual and naive forecast of each task, by group.
struct AccuracySums {
  /// What was forecast and won of a group.
  struct Tally {
    var forecast = RunningAmounts()
    var actual = RunningAmounts()
    var naive = RunningAmounts()
    /// What was called; nil when nobody called anything.
    var submitted: Amounts?
  }

  /// One row with its figures.
  struct Line {
    var labels: [GroupLabel]
    var lead: Int
    var line: AccuracyLine
    var row: Row
  }

  private let tasks: [AccuracyTask]
  private let groups: [Group]
  private let final: SalesBook
  private let filter: OpportunityFilter
  /// For each opportunity the place of the period it was won in; −1 for none of those compared.
  private var wonIn: [Int32] = []
  private var tallies: SectionTallies<Tally>
  private var fallbacks = 0
  private let isOfTheWay: Bool

  init(
    _ tasks: [AccuracyTask], _ groups: [Group], _ final: SalesBook, _ filter: OpportunityFilter
  ) {
    self.tasks = tasks
    self.groups = groups
    self.final = final
    self.filter = filter
    isOfTheWay = groups.contains { $0.isOfTheWay }
    tallies = SectionTallies(sections: tasks.count, by: groups, Tally())
    wonIn = periodsWon()
  }

  private func periodsWon() -> [Int32] {
    let zone = final.moment.zone
    let periods = tasks.enumerated().filter { $0.offset == 0 || $0.element.lead == tasks[0].lead }
      .map { $0.element.window.instants(zone) }
    return final.opportunities.rows.rows.map { row in
      guard row.status == .won, let closed = row.closedAt?.microseconds,
        let first = periods.first, let last = periods.last,
        closed >= first.lowerBound, closed < last.upperBound
      else { return -1 }
      // Periods follow each other without gaps: the first that ends after the close holds it.
      var (low, high) = (0, periods.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if periods[middle].upperBound > closed { high = middle } else { low = middle + 1 }
      }
      return Int32(low)
    }
  }

  /// Adds the forecast of a task, which the book knew and weighed like this.
  mutating func add(_ index: Int, _ known: SalesBook, _ chances: Chances) {
    let task = tasks[index]
    let scene = Scene(task, known)
    tallies.begin(index)
    let rows = known.opportunities.rows.rows
    for place in final.opportunities.rows.rows.indices {
      let id = OpportunityID(UInt32(place) + 1)
      if place < rows.count { addKnown(index, id, rows[place], scene, known, chances) }
      if wonIn[place] == Int32(task.place) {
        addActual(index, id, place < rows.count ? rows[place] : OpportunityRow(), known)
      }
    }
  }

  /// What a task looks at.
  private struct Scene {
    let window: ForecastWindow
    let instants: Range<Int64>
    let naive: Range<Int64>
    let today: Day
    let isCurrent: Bool

    init(_ task: AccuracyTask, _ known: SalesBook) {
      window = task.window
      instants = window.instants(known.moment.zone)
      naive = task.naive.instants(known.moment.zone)
      today = known.moment.civilDay
      isCurrent = window.contains(today)
    }

    /// Whether something open is expected in the period: what is overdue in that of the moment.
    func expects(_ day: Day?) -> Bool {
      guard let day else { return false }
      return day < today ? isCurrent : window.contains(day)
    }
  }

  private mutating func addKnown(
    _ index: Int, _ id: OpportunityID, _ row: OpportunityRow, _ scene: Scene, _ known: SalesBook,
    _ chances: Chances
  ) {
    switch row.status {
    case .open:
      guard scene.expects(row.expectedClose), filter.keeps(row),
        let likelihood = chances.of(id, row)
      else { return }
      if likelihood.isFallback { fallbacks += 1 }
      let amount = row.amount
      tallies.change(index, id, row, known) { tally in
        if let amount { tally.forecast.add(amount, times: likelihood.chance) }
      }
    case .won:
      guard let closed = row.closedAt?.microseconds, filter.keeps(row) else { return }
      let (isIn, isBefore) = (scene.instants.contains(closed), scene.naive.contains(closed))
      guard isIn || isBefore, let amount = row.amount else { return }
      tallies.change(index, id, row, known) { tally in
        if isIn { tally.forecast.add(amount) }
        if isBefore { tally.naive.add(amount) }
      }
    case .lost, nil: break
    }
  }

  /// Adds what was called for the period of a task, as it was known.
  mutating func addSubmitted(_ index: Int, _ calls: SubmittedForecasts, _ scope: PlanScope) {
    guard let scope = callScope(scope), filter.pipeline == nil else { return }
    for (id, call) in calls.rows.all {
      guard let owner = call.owner, call.scope == scope, !call.isWithdrawn,
        call.period == tasks[index].period, filter.owner == nil || filter.owner == owner,
        let amount = call.amount
      else { continue }
      let key = GroupKey(first: groups == [.none] ? 1 : UInt64(owner.number))
      tallies.change(index, key) { entry in
        entry.tally.submitted = (entry.tally.submitted ?? Amounts()) + Amounts(MoneySum(amount))
        entry.streams.note(id.stream)
        entry.streams.note(owner.stream)
      }
    }
  }

  /// Which calls can stand beside the groups asked for; nil for none.
  private func callScope(_ asked: PlanScope) -> PlanScope? {
    switch groups {
    case [.none]: asked == .team ? nil : asked
    case [.owner]: asked == .book ? nil : asked
    case [.manager]: .team
    default: nil
    }
  }

  private mutating func addActual(
    _ index: Int, _ id: OpportunityID, _ before: OpportunityRow, _ known: SalesBook
  ) {
    let row = final.opportunities.rows[id]
    guard filter.keeps(row), let amount = row.amount else { return }
    if isOfTheWay {
      // Those that are nowhere yet have no group: the book of that time says so.
      tallies.change(index, id, before, known) { $0.actual.add(amount) }
    } else {
      tallies.change(index, id, row, final) { $0.actual.add(amount) }
    }
  }

  /// The rows, by period, group and lead.
  func lines<Source: ReportSource>(
    _ labels: inout Labels<Source>, _ around: Surroundings, _ shown: ShownCurrency
  ) throws -> [Line] {
    var lines = try tallies.lines(final, &labels, around).map { line in
      let task = tasks[line.section]
      let figures = AccuracyLine(line.tally, shown, hasNaive: !isOfTheWay)
      let key = [task.period.label] + line.labels.map(\.key) + ["\(task.lead)"]
      let row = Row(
        key: key.joined(separator: ","),
        cells: [.text(task.period.label)] + line.labels.map(\.cell)
          + figures.cells((task.lead, task.day)),
        sources: line.sources)
      return (task, Line(labels: line.labels, lead: task.lead, line: figures, row: row))
    }
    lines.sort { first, second in
      if first.0.place != second.0.place { return first.0.place < second.0.place }
      if GroupLabel.comeBefore(first.1.labels, second.1.labels) { return true }
      if GroupLabel.comeBefore(second.1.labels, first.1.labels) { return false }
      return first.0.lead > second.0.lead
    }
    return lines.map(\.1)
  }

  /// One row a group and lead, over all periods; in the order of the rows they are made of.
  static func summary(_ lines: [Line]) -> [Row] {
    var places: [String: Int] = [:]
    var sums: [(first: Line, line: AccuracyLine, sources: [StreamID])] = []
    for line in lines {
      let key = (["all"] + line.labels.map(\.key) + ["\(line.lead)"]).joined(separator: ",")
      let place = places[key] ?? sums.count
      if place == sums.count {
        places[key] = place
        sums.append((line, AccuracyLine(), []))
        sums[place].first.row.key = key
      }
      sums[place].line.add(line.line)
      if sums[place].sources != line.row.sources { sums[place].sources += line.row.sources }
    }
    sums.sort { first, second in
      if GroupLabel.comeBefore(first.first.labels, second.first.labels) { return true }
      if GroupLabel.comeBefore(second.first.labels, first.first.labels) { return false }
      return first.first.lead > second.first.lead
    }
    return sums.map { sum in
      let streams = Set(sum.sources)
        .sorted { ($0.kind.number, $0.number) < ($1.kind.number, $1.number) }
      return Row(
        key: sum.first.row.key,
        cells: [.text("all")] + sum.first.labels.map(\.cell)
          + sum.line.cells((sum.first.lead, nil)),
        sources: streams)
    }
  }

  /// What the figures take for granted.
  var notes: [String] {
    fallbacks == 0
      ? []
      : [
        "\(fallbacks) times nothing alike was decided by then: "
          + "the share of everything decided stood in"
      ]
  }
}

/// Forecast and actual of one line, and how far they are apart.
struct AccuracyLine {
  private var forecast = Amounts()
  private var actual = Amounts()
  private var naive = Amounts()
  private var missed = Amounts()
  private var naiveMissed = Amounts()
  private var hasNaive = true
  private var submitted: Amounts?
  private var submittedActual = Amounts()
  private var submittedMissed = Amounts()

  init() {}

  init(_ tally: AccuracySums.Tally, _ shown: ShownCurrency, hasNaive: Bool) {
    (forecast, actual) = (shown(tally.forecast), shown(tally.actual))
    naive = shown(tally.naive)
    missed = (forecast - actual).magnitude
    naiveMissed = (naive - actual).magnitude
    if let called = tally.submitted.map({ shown($0) }) {
      (submitted, submittedActual) = (called, actual)
      submittedMissed = (called - actual).magnitude
    }
    self.hasNaive = hasNaive
  }

  static let columns = [
    Column("lead_days", "Lead, days", .integer),
    Column("known_on", "Known on", .day),
    Column("forecast", "Forecast", .money),
    Column("actual", "Actual", .money),
    Column("error", "Error", .money),
    Column("bias", "Bias", .share),
    Column("wape", "WAPE", .share),
    Column("accuracy", "Accuracy", .share),
    Column("naive", "Naive", .money),
    Column("naive_wape", "WAPE of naive", .share),
    Column("submitted", "Submitted", .money),
    Column("submitted_bias", "Bias of submitted", .share),
    Column("submitted_wape", "WAPE of submitted", .share),
  ]

  mutating func add(_ other: AccuracyLine) {
    forecast += other.forecast
    actual += other.actual
    naive += other.naive
    missed += other.missed
    naiveMissed += other.naiveMissed
    hasNaive = hasNaive && other.hasNaive
    if let called = other.submitted { submitted = (submitted ?? Amounts()) + called }
    submittedActual += other.submittedActual
    submittedMissed += other.submittedMissed
  }

  /// The cells; a line over several leads or days has none of its own.
  func cells(_ of: (lead: Int, day: Day?)?) -> [Cell] {
    let error = forecast - actual
    return [
      of.map { .integer(Int64($0.lead)) } ?? .none, of?.day.map(Cell.day) ?? .none,
      .money(forecast), .money(actual), .money(error), .share(error, of: actual),
      .share(missed, of: actual), .accuracy(missed: error.magnitude, of: actual),
      hasNaive ? .money(naive) : .none, hasNaive ? .share(naiveMissed, of: actual) : .none,
    ] + submittedCells
  }

  private var submittedCells: [Cell] {
    guard let submitted else { return [.none, .none, .none] }
    return [
      .money(submitted), .share(submitted - submittedActual, of: submittedActual),
      .share(submittedMissed, of: submittedActual),
    ]
  }
}

extension Cell {
  /// max(0, 1 − |A − F| ÷ A), as HubSpot shows it.
  static func accuracy(missed: Amounts, of actual: Amounts) -> Cell {
    guard case .quotient(let share) = share(missed, of: actual) else { return .none }
    let left = share.denominator - min(share.numerator, share.denominator)
    return .ratio(Int128(left), Int128(share.denominator))
  }
}

extension Amounts {
  /// The difference, currency by currency.
  static func - (left: Amounts, right: Amounts) -> Amounts {
    var difference = left
    difference -= right
    return difference
  }

  /// The sum, currency by currency.
  static func + (left: Amounts, right: Amounts) -> Amounts {
    var sum = left
    sum += right
    return sum
  }

  /// The total of each currency without its sign.
  var magnitude: Amounts {
    sums.reduce(into: Amounts()) { magnitude, sum in
      magnitude.add(MoneySum(total: sum.total < 0 ? -sum.total : sum.total, currency: sum.currency))
    }
  }
}
