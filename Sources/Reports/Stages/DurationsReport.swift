import Bytes
import Domain
import Projections

/// How long things took from their first to their last.
struct DurationsReport: Report {
  static let name = "durations"
  static let summary = "How long opportunities or whole customers took: mean, spread, percentiles"
  static let discussion = """
    An opportunity is timed from the instant it was opened to the instant it was won or lost \
    (--until close), or to the last thing done about it, its close included (--until last). A \
    customer (--of account) is timed from the first to the last of: opportunities opened and \
    closed with it, stretches of work and completions of its activities. A day is 24 hours. What has no \
    known beginning or no end is left out, and a note counts it.

    A percentile is the value at place p × (n − 1) in order, straight between the two beside it.

    Example: 1, 2, 3 and 10 days: mean 4, median 2.5, 90th percentile at place 2.7: 3 + 0.7 × 7 = 7.9.
    """
  static let options = [
    TimeUnit.option,
    ReportOption(
      "of", "WHAT", "what is timed", choices: ["opportunity", "account"], standard: "opportunity"),
    ReportOption(
      "until", "END", "up to the close, or to the last thing done", choices: ["close", "last"],
      standard: "close"),
    ReportOption(
      "sd", "KIND", "the standard deviation", choices: ["sample", "population"],
      standard: "sample"),
    ReportOption(
      "by", "GROUPS", "of opportunities: one or two of " + Group.help(allowed), standard: "none"),
    ReportOption("from", "DAY", "only what ended on this day or later"),
    ReportOption("to", "DAY", "only what ended on this day or before"),
    ReportOption("owner", "U-1", "only opportunities this user works on"),
    ReportOption("pipeline", "L-1", "only opportunities that go through this pipeline"),
  ]
  private static let allowed: [Group] = Group.allCases.filter { $0 != .opportunity }
  static var needs: [any ReadModel.Type] { SalesBook.needs + [Activities.self] }

  private let unit: TimeUnit
  private let isOfAccounts: Bool
  private let isUntilLast: Bool
  private let ofSample: Bool
  private let groups: [Group]
  private let span: DaySpan
  private let filter: OpportunityFilter
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    unit = try values.choice("unit", as: TimeUnit.self) ?? .days
    isOfAccounts = try values.named("of", [("opportunity", false), ("account", true)]) ?? false
    isUntilLast = try values.named("until", [("close", false), ("last", true)]) ?? false
    ofSample = try values.named("sd", [("sample", true), ("population", false)]) ?? true
    groups = try values.groups("by", allowed: Self.allowed, standard: "none", limit: 2)
    if isOfAccounts, groups != [.none] {
      throw .badValue(
        option: "by", value: values["by"] ?? "", expected: "to be had with --of opportunity")
    }
    span = try DaySpan(values)
    filter = try OpportunityFilter(values)
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source, by: groups)
    let activities = try source.model(Activities.self)
    var tally = DurationTallies(groups)
    if isOfAccounts {
      addAccounts(book, activities, &tally)
    } else {
      addOpportunities(book, activities, &tally)
    }
    var answer = Answer(
      report: Self.name, title: "Durations", moment: source.moment, parameters: asked,
      columns: groups.map(\.column) + DurationTallies.columns(unit))
    var labels = Labels(source)
    answer.rows = try tally.rows(book, &labels, unit, ofSample: ofSample)
    answer.total =
      [.text("total")] + groups.dropFirst().map { _ in .none }
      + tally.totalCells(unit, ofSample: ofSample)
    if tally.missing > 0 {
      answer.notes = ["\(tally.missing) have not ended, or nobody knows when they began or ended: left out"]
    }
    return answer
  }

  // MARK: Opportunities

  private func addOpportunities(
    _ book: SalesBook, _ activities: Activities, _ tally: inout DurationTallies
  ) {
    let rows = book.opportunities.rows
    var ends = rows.rows.map(\.closedAt)
    if isUntilLast {
      for effort in activities.efforts where !effort.isUndated {
        guard let id = activities.rows[ActivityID(effort.activity)].opportunity,
          ends.indices.contains(Int(id.number) - 1)
        else { continue }
        let place = Int(id.number) - 1
        ends[place] = max(ends[place] ?? effort.endedAt, effort.endedAt)
      }
    }
    for (id, row) in rows.all where row.status != nil && filter.keeps(row) {
      guard let first = row.openedAt, let last = ends[Int(id.number) - 1] else {
        tally.missing += 1
        continue
      }
      guard span.contains(book.moment.zone.day(of: last)) else { continue }
      tally.add(
        book.key(groups, id, row), last.microseconds - first.microseconds) { streams in
          streams.note(id.stream)
          for group in groups { book.note(group, row, &streams) }
        }
    }
    guard isUntilLast else { return }
    for (id, row) in activities.rows.all {
      guard let opportunity = row.opportunity, rows[opportunity].status != nil else { continue }
      tally.note(book.key(groups, opportunity, rows[opportunity]), id.stream)
    }
  }

  // MARK: Accounts

  private func addAccounts(
    _ book: SalesBook, _ activities: Activities, _ tally: inout DurationTallies
  ) {
    let deals = book.opportunities.rows
    var spans = [(first: Int64, last: Int64)](
      repeating: (.max, .min), count: book.accounts.rows.count)
    func take(_ account: AccountID?, _ instant: Instant?) {
      guard let account, let instant, spans.indices.contains(Int(account.number) - 1) else {
        return
      }
      let place = Int(account.number) - 1
      spans[place].first = min(spans[place].first, instant.microseconds)
      spans[place].last = max(spans[place].last, instant.microseconds)
    }
    let key = GroupKey(first: 1)
    for (id, row) in deals.all where row.status != nil && filter.keeps(row) {
      take(row.account, row.openedAt)
      take(row.account, row.closedAt)
      tally.note(key, id.stream)
    }
    for effort in activities.efforts where !effort.isUndated {
      let row = activities.rows[ActivityID(effort.activity)]
      take(row.account ?? row.opportunity.flatMap { deals[$0].account }, effort.endedAt)
    }
    for (id, row) in activities.rows.all where row.status != nil { tally.note(key, id.stream) }
    for (id, _) in book.accounts.rows.all {
      let (first, last) = spans[Int(id.number) - 1]
      guard first <= last else {
        tally.missing += 1
        continue
      }
      guard span.contains(book.moment.zone.day(of: Instant(microseconds: last))) else { continue }
      tally.add(key, last - first) { $0.note(id.stream) }
    }
  }
}

/// Times by group, with the streams behind them.
private struct DurationTallies {
  private let groups: [Group]
  private var table = GroupTable()
  private var times: [TimeSample] = []
  private var streams: [TallyStreams] = []
  var missing = 0

  init(_ groups: [Group]) { self.groups = groups }

  private mutating func place(of key: GroupKey) -> Int {
    let place = table.place(of: key)
    if place == times.count {
      times.append(TimeSample())
      streams.append(TallyStreams())
    }
    return place
  }

  mutating func add(
    _ key: GroupKey, _ microseconds: Int64, _ note: (inout TallyStreams) -> Void
  ) {
    let place = place(of: key)
    times[place].add(microseconds)
    note(&streams[place])
  }

  mutating func note(_ key: GroupKey, _ stream: StreamID) { streams[place(of: key)].note(stream) }

  static func columns(_ unit: TimeUnit) -> [Column] {
    let name = unit.rawValue
    let places = percents.map { percent in
      Column(key(percent), percent == 50 ? "Median" : "\(percent) %", .decimal)
    }
    return [
      Column("count", "Count", .integer),
      Column("mean_time", "Mean, \(name)", .decimal),
      Column("standard_deviation", "Deviation", .decimal),
      Column("shortest", "Shortest", .decimal),
    ] + places + [
      Column("longest", "Longest", .decimal),
      Column("total_time", "Together, \(name)", .decimal),
    ]
  }

  private static let percents = [10, 25, 50, 75, 90]
  private static func key(_ percent: Int) -> String {
    percent == 50 ? "median_time" : "p\(percent)"
  }

  private func cells(_ sample: TimeSample, _ unit: TimeUnit, _ ofSample: Bool) -> [Cell] {
    [
      .integer(Int64(sample.count)), sample.mean(unit),
      sample.deviation(unit, ofSample: ofSample), sample.minimum(unit),
    ] + Self.percents.map { sample.percentile($0, unit) } + [
      sample.maximum(unit), .ratio(sample.sum, unit.microseconds),
    ]
  }

  func totalCells(_ unit: TimeUnit, ofSample: Bool) -> [Cell] {
    cells(times.reduce(into: TimeSample()) { $0 += $1 }, unit, ofSample)
  }

  func rows<Source: ReportSource>(
    _ book: SalesBook, _ labels: inout Labels<Source>, _ unit: TimeUnit, ofSample: Bool
  ) throws -> [Row] {
    var ordered: [(names: [GroupLabel], row: Row)] = []
    for (place, key) in table.keys.enumerated() where times[place].count > 0 {
      let names = try book.labels(groups, key, &labels)
      ordered.append(
        (
          names,
          Row(
            key: names.map(\.key).joined(separator: ","),
            cells: names.map(\.cell) + cells(times[place], unit, ofSample),
            sources: streams[place].distinct)
        ))
    }
    return ordered.sorted { GroupLabel.comesBefore($0.names, $1.names) }.map(\.row)
  }
}
