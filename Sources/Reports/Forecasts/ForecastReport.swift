import Bytes
import Domain
import Projections

/// What will be won in coming periods, as known at the moment.
struct ForecastReport: Report {
  static let name = "forecast"
  static let summary = "What will be won: the next three months by owner, or any period"
  static let discussion = """
    Forecast(D, P) for a period P as known at D: what was won in P by D, and the amount times the \
    probability of what is open at D and expected to close in P. What is overdue (expected before \
    the day of D and still open) counts in the period that D lies in, and is shown apart too. What \
    nobody gave a day is in no period and stands in rows of its own; the period "ever" holds \
    everything. Stages of the category "omitted" are left out. Commit is what was won and the \
    amounts in stages of that category, whole; best case adds those of that category; and if all is \
    won, everything open comes to it.

    Learned probabilities look at what was decided by D, and never ahead: the share won among those \
    that ever were in the stage, or have the same product, owner and so on. Where nothing alike was \
    decided the share of everything decided stands in, and a note says how often.

    Example: 1,000 won this month, 4,000 in a stage of 50 % due this month, 500 of a probability of \
    its own of 20 % that should have closed last month: forecast 1,000 + 2,000 + 100 = 3,100.
    """
  static let options =
    ForecastSpan.options + [
      ReportOption(
        "by", "GROUPS", "one or two of " + Group.help(Group.ofOpenOnes + [.none]),
        standard: "owner")
    ] + ForecastAssumptions.options + [
      ShownCurrency.option,
      ReportOption("owner", "U-1", "only what this user works on"),
      ReportOption("pipeline", "L-1", "only what goes through this pipeline"),
    ]
  static var needs: [any ReadModel.Type] { SalesBook.needs }

  private let span: ForecastSpan
  private let groups: [Group]
  private let assumptions: ForecastAssumptions
  private let filter: OpportunityFilter
  private let values: OptionValues
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    span = try ForecastSpan(values)
    groups = try values.groups(
      "by", allowed: Group.ofOpenOnes + [.none], standard: "owner", limit: 2)
    assumptions = try ForecastAssumptions(values)
    filter = try OpportunityFilter(values)
    _ = try values.currency("currency")
    self.values = values
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source, by: groups)
    let settings = try source.model(BookSettings.self).book
    let windows = try span.windows(today: book.moment.civilDay, fiscal: settings.fiscal)
    let chances = Chances(assumptions, book, try assumptions.overrides(book))
    var sums = ForecastSums(windows, groups, book, chances)
    for (id, row) in book.opportunities.rows.all where filter.keeps(row) { sums.add(id, row) }
    var answer = Answer(
      report: Self.name, title: "Forecast", moment: source.moment, parameters: asked,
      columns: [Column("period", "Period", .text)] + groups.map(\.column) + ForecastTally.columns)
    var labels = Labels(source)
    let shown = try ShownCurrency(values, settings, book.moment)
    answer.rows = try sums.rows(&labels, assumptions.surroundings(book), shown)
    answer.total =
      [.text("total")] + groups.map { _ in .none } + sums.total.cells(isInPeriod: true, shown)
    answer.charts = [answer.forecastChart(try source.currency)]
    answer.notes = sums.notes + shown.notes
    return answer
  }
}

/// The sums of a forecast at one moment: by period and group.
struct ForecastSums {
  private let windows: [ForecastWindow]
  private let instants: [Range<Int64>]
  private let groups: [Group]
  private let book: SalesBook
  private let chances: Chances
  private let today: Day
  private let current: Int?
  private var tallies: SectionTallies<ForecastTally>
  private var fallbacks = 0
  private var wonUndated = 0
  private var overdueOutside = 0
  private var leftOut = 0
  private var undated = 0

  /// Nothing yet; after the periods comes a place for what nobody gave a day.
  init(_ windows: [ForecastWindow], _ groups: [Group], _ book: SalesBook, _ chances: Chances) {
    self.windows = windows
    self.groups = groups
    self.book = book
    self.chances = chances
    instants = windows.map { $0.instants(book.moment.zone) }
    today = book.moment.civilDay
    current = windows.firstIndex { [today] in $0.contains(today) }
    tallies = SectionTallies(sections: windows.count + 1, by: groups, ForecastTally())
  }

  mutating func add(_ id: OpportunityID, _ row: OpportunityRow) {
    switch row.status {
    case .won: addWon(id, row)
    case .open: addOpen(id, row)
    case .lost, nil: break
    }
  }

  private mutating func addWon(_ id: OpportunityID, _ row: OpportunityRow) {
    var window: Int?
    if let closed = row.closedAt {
      window = instants.firstIndex { $0.contains(closed.microseconds) }
    } else if windows[0].isEver {
      window = 0
    } else {
      wonUndated += 1
    }
    guard let window else { return }
    let amount = row.amount
    tallies.change(window, id, row, book) { $0.addWon(amount) }
  }

  private mutating func addOpen(_ id: OpportunityID, _ row: OpportunityRow) {
    guard let window = window(of: row.expectedClose) else { return }
    guard let likelihood = chances.of(id, row) else {
      leftOut += 1
      return
    }
    if likelihood.isFallback { fallbacks += 1 }
    let isOverdue = row.expectedClose.map { $0 < today } ?? false
    let category = book.stages.place(of: row).map { book.stages.categories[$0] }
    let amount = row.amount
    tallies.change(window, id, row, book) {
      $0.addOpen(amount, likelihood.chance, category, isOverdue: isOverdue)
    }
  }

  /// The place of the period in which something is expected; nil when it is in none.
  private mutating func window(of day: Day?) -> Int? {
    guard let day else {
      undated += 1
      return windows[0].isEver ? 0 : windows.count
    }
    guard day < today else { return windows.firstIndex { $0.contains(day) } }
    if current == nil { overdueOutside += 1 }
    return current
  }

  /// All periods together, without what nobody gave a day.
  var total: ForecastTally {
    windows.indices.flatMap(tallies.tallies).reduce(into: ForecastTally()) { $0 += $1 }
  }

  /// The rows by period and group.
  func rows<Source: ReportSource>(
    _ labels: inout Labels<Source>, _ around: Surroundings, _ shown: ShownCurrency
  ) throws -> [Row] {
    try tallies.lines(book, &labels, around).map { line in
      let isInPeriod = line.section < windows.count
      let label = isInPeriod ? windows[line.section].label : "undated"
      return Row(
        key: ([label] + line.labels.map(\.key)).joined(separator: ","),
        cells: [.text(isInPeriod ? label : "(undated)")] + line.labels.map(\.cell)
          + line.tally.cells(isInPeriod: isInPeriod, shown),
        sources: line.sources)
    }
  }

  /// What the figures leave out, or take for granted.
  var notes: [String] {
    var notes: [String] = []
    if let decided = chances.learned?.overall {
      notes.append(
        "learned from \(decided.all) decided by then, \(decided.won) of them won")
    }
    if fallbacks > 0 {
      notes.append(
        "\(fallbacks) are unlike anything decided by then: "
          + "the share of everything decided stands in")
    }
    if undated > 0 {
      notes.append(
        windows[0].isEver
          ? "\(undated) open ones have no expected close; they count in 'ever'"
          : "\(undated) open ones have no expected close: they are in no period, nor in the total")
    }
    if overdueOutside > 0 {
      notes.append(
        "\(overdueOutside) are overdue: they count in the period of the moment, "
          + "which is not asked for")
    }
    if wonUndated > 0 {
      notes.append("\(wonUndated) were won nobody knows when: they are in no period")
    }
    if leftOut > 0 {
      notes.append("\(leftOut) open ones are left out, by their stage's category or as unlikely")
    }
    return notes
  }
}
