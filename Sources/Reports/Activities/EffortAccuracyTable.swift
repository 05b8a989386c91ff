import Bytes
import Domain
import Projections

/// Judged opportunities by group, lead and band of effort.
struct EffortAccuracyTable {
  private struct Key: Hashable {
    var group: GroupKey
    var lead: Int
    var band: Int
  }

  private struct Entry {
    var tally: EffortAccuracyTally
    var streams = TallyStreams()
  }

  private let groups: [Group]
  private let bands: EffortBands
  private let boundaries: [Int64]
  private var entries: [Key: Entry] = [:]

  init(_ groups: [Group], _ bands: EffortBands, _ boundaries: [Int64]) {
    (self.groups, self.bands, self.boundaries) = (groups, bands, boundaries)
  }

  private func key(_ one: JudgedOpportunity, _ book: SalesBook) -> Key {
    Key(
      group: book.key(groups, one.id, one.row), lead: one.lead,
      band: bands.band(of: one.effort, boundaries))
  }

  mutating func add(_ one: JudgedOpportunity, _ book: SalesBook, _ shown: ShownCurrency) {
    let key = key(one, book)
    var entry = entries.removeValue(forKey: key) ?? Entry(tally: EffortAccuracyTally())
    entry.tally.add(one, shown)
    entry.streams.note(one.id.stream)
    entry.streams.note(one.row.pipeline?.stream)
    for group in groups { book.note(group, one.row, &entry.streams) }
    entries[key] = entry
  }

  /// Notes the activities about what was judged.
  mutating func addActivities(
    _ activities: Activities, of judged: [JudgedOpportunity], _ book: SalesBook
  ) {
    var keys: [OpportunityID: Set<Key>] = [:]
    for one in judged { keys[one.id, default: []].insert(key(one, book)) }
    for (id, row) in activities.rows.all {
      guard let opportunity = row.opportunity, let own = keys[opportunity] else { continue }
      for key in own { entries[key]?.streams.note(id.stream) }
    }
  }

  /// The rows: by group, the longest lead first, the least effort first.
  func rows<Source: ReportSource>(
    _ book: SalesBook, _ labels: inout Labels<Source>, _ around: Surroundings
  ) throws -> [Row] {
    var around = around
    // What all rows name must fall into the same bands again: with all that was done for it.
    if bands.isRelative || around.isEverything {
      for entry in entries.values { around.streams += entry.streams }
    }
    var ordered: [(names: [GroupLabel], key: Key, row: Row)] = []
    for (key, entry) in entries {
      let names = try book.labels(groups, key.group, &labels)
      let band = EffortBands.label(key.band, boundaries)
      let cells = entry.tally.cells(band, key.lead, bands)
      let text = names.map(\.key) + ["\(key.lead)", band]
      ordered.append(
        (
          names, key,
          Row(
            key: text.joined(separator: ","), cells: names.map(\.cell) + cells,
            sources: around.joined(to: entry.streams))
        ))
    }
    return ordered.sorted { first, second in
      if GroupLabel.comesBefore(first.names, second.names) { return true }
      if GroupLabel.comesBefore(second.names, first.names) { return false }
      return (-first.key.lead, first.key.band) < (-second.key.lead, second.key.band)
    }.map(\.row)
  }

  /// All together; over several leads every opportunity counts at each of them.
  func totalCells(_ leads: [Int]) -> [Cell] {
    let all = entries.values.reduce(into: EffortAccuracyTally()) { $0 += $1.tally }
    return all.cells(nil, leads.count == 1 ? leads[0] : nil, bands)
  }
}

/// How well some opportunities were forecast.
struct EffortAccuracyTally {
  private var (count, won) = (0, 0)
  private var effort: Int64 = 0
  /// The sum of the probabilities, in millionths of a millionth.
  private var predicted: Int128 = 0
  /// The sum of the squares of (probability − outcome), in the same parts.
  private var squares: Int128 = 0
  private var forecast = Amounts()
  private var actual = Amounts()
  private var missed = Amounts()

  static let columns = [
    Column("lead_days", "Lead, days", .integer),
    Column("effort", "Effort", .text),
    Column("opportunities", "Opportunities", .integer),
    Column("mean_effort", "Mean effort", .decimal),
    Column("mean_predicted", "Mean predicted", .share),
    Column("share_won", "Share won", .share),
    Column("forecast", "Forecast", .money),
    Column("actual", "Actual", .money),
    Column("error", "Error", .money),
    Column("bias", "Bias", .share),
    Column("wape", "WAPE", .share),
    Column("brier", "Brier", .decimal),
  ]

  mutating func add(_ one: JudgedOpportunity, _ shown: ShownCurrency) {
    count += 1
    effort += one.effort
    predicted += Int128(one.chance.trillionths)
    let isWon = one.row.status == .won
    if isWon { won += 1 }
    let miss = Int128(one.chance.trillionths / 1_000_000 - (isWon ? 1_000_000 : 0))
    squares += miss * miss
    var (expected, brought) = (RunningAmounts(), RunningAmounts())
    if let amount = one.amount { expected.add(amount, times: one.chance) }
    if isWon, let amount = one.row.amount { brought.add(amount) }
    let (promised, kept) = (shown(expected), shown(brought))
    forecast += promised
    actual += kept
    missed += (promised - kept).magnitude
  }

  static func += (left: inout Self, right: Self) {
    left.count += right.count
    left.won += right.won
    left.effort += right.effort
    left.predicted += right.predicted
    left.squares += right.squares
    left.forecast += right.forecast
    left.actual += right.actual
    left.missed += right.missed
  }

  func cells(_ band: String?, _ lead: Int?, _ bands: EffortBands) -> [Cell] {
    let whole = Int128(count) * Chance.one
    return [
      lead.map { .integer(Int64($0)) } ?? .none, band.map(Cell.text) ?? .none,
      .integer(Int64(count)), bands.mean(effort, of: count), .ratio(predicted, whole),
      .ratio(won, count), .money(forecast), .money(actual), .money(forecast - actual),
      .share(forecast - actual, of: actual), .share(missed, of: actual), .ratio(squares, whole),
    ]
  }
}

extension Answer {
  /// What was predicted and what was won of each band, of the shortest lead.
  func effortAccuracyChart() -> Chart {
    let place = columns.firstIndex { $0.key == "lead_days" } ?? 0
    func value(_ key: String, _ row: Row) -> Double? {
      columns.firstIndex { $0.key == key }.flatMap { Chart.place(row.cells[$0], .euro) }
    }
    let shortest = rows.compactMap { value("lead_days", $0) }.min()
    let own = rows.filter { value("lead_days", $0) == shortest }
    let names = own.map { row in
      (row.cells[..<place].map(Chart.name).filter { $0 != "all" }
        + [Chart.name(row.cells[place + 1])]).joined(separator: ", ")
    }
    return Chart(
      title: "Predicted and won, by effort", subtitle: chartSubtitle,
      horizontal: Chart.Axis("Effort", .category),
      vertical: Chart.Axis("Share", .share, range: 0...1),
      form: .bars(
        Chart.Bars(
          names,
          [
            Chart.Series("Predicted", .plain, own.map { value("mean_predicted", $0) }),
            Chart.Series("Won", .actual, own.map { value("share_won", $0) }),
          ])))
  }
}
