import Bytes
import Domain

// The pictures of the sales reports, made from the rows of their answers.

extension Answer {
  /// The most categories a picture of bars shows.
  private static let mostCategories = 24
  /// The most series a picture of bars tells apart.
  private static let mostSeries = 6

  /// A column by its key.
  func place(of key: String) -> Int? { columns.firstIndex { $0.key == key } }

  /// Bars by the first column, one series a column named; by two groups, the first of these columns
  /// alone, stacked by the second group.
  func bars(
    _ title: String, groups: [Group], _ keys: [(key: String, name: String, Chart.Tone)],
    unit: Chart.Unit, axis: String, currency: Currency, stacked: Bool = false
  ) -> Chart {
    let isTimeline = groups[0].period != nil
    let values =
      groups.count > 1
      ? crossed(keys[0].key, currency) : listed(keys, currency)
    var (categories, series) = (values.categories, values.series)
    var notes: [String] = []
    if categories.count > Self.mostCategories {
      let kept = isTimeline ? categories.count - Self.mostCategories..<categories.count
        : 0..<Self.mostCategories
      let left = categories.count - kept.count
      notes.append(
        isTimeline
          ? "The latest \(kept.count) are drawn; \(left) earlier ones are left out."
          : "The first \(kept.count) are drawn; \(left) more are left out.")
      categories = Array(categories[kept])
      for place in series.indices { series[place].values = Array(series[place].values[kept]) }
    }
    return Chart(
      title: title, subtitle: chartSubtitle,
      horizontal: Chart.Axis(groups[0].column.title, .category),
      vertical: Chart.Axis(axis, unit),
      form: .bars(
        Chart.Bars(
          categories, series, layout: stacked || groups.count > 1 ? .stacked : .grouped,
          isTimeline: isTimeline)), notes: notes)
  }

  private func listed(
    _ keys: [(key: String, name: String, Chart.Tone)], _ currency: Currency
  ) -> (categories: [String], series: [Chart.Series]) {
    let series = keys.map { key, name, tone in
      let place = place(of: key)
      return Chart.Series(
        name, tone, rows.map { row in place.flatMap { Chart.place(row.cells[$0], currency) } })
    }
    return (rows.map { Chart.name($0.cells[0]) }, series)
  }

  /// One column by two groups: the first across, the second as series, the largest told apart.
  private func crossed(
    _ key: String, _ currency: Currency
  ) -> (categories: [String], series: [Chart.Series]) {
    guard let place = place(of: key) else { return ([], []) }
    var categories: [String] = []
    var sums: [String: Double] = [:]
    var cells: [String: [String: Double]] = [:]
    for row in rows {
      let (first, second) = (Chart.name(row.cells[0]), Chart.name(row.cells[1]))
      if categories.last != first { categories.append(first) }
      let value = Chart.place(row.cells[place], currency) ?? 0
      cells[second, default: [:]][first, default: 0] += value
      sums[second, default: 0] += value
    }
    let names = sums.keys.sorted { (-(sums[$0] ?? 0), $0) < (-(sums[$1] ?? 0), $1) }
    var series = names.prefix(Self.mostSeries).map { name in
      Chart.Series(name, .plain, categories.map { cells[name]?[$0] })
    }
    let others = names.dropFirst(Self.mostSeries)
    if !others.isEmpty {
      series.append(
        Chart.Series(
          "\(others.count) others", .reference,
          categories.map { category in
            others.reduce(0) { $0 + (cells[$1]?[category] ?? 0) }
          }))
    }
    return (categories, series)
  }

  /// The flow as a waterfall; of several groups, that of their total.
  func waterfall(currency: Currency, isGrouped: Bool) -> [Chart.Step] {
    guard let amount = place(of: "amount"), let name = place(of: "step") else { return [] }
    return rows.compactMap { row in
      if isGrouped, !row.key.hasPrefix("total,") { return nil }
      let step = row.key.split(separator: ",").last.flatMap { FlowStep(rawValue: String($0)) }
      guard let value = Chart.place(row.cells[amount], currency) else { return nil }
      let isTotal = step == .opening || step == .closing
      if !isTotal, value == 0 { return nil }
      return Chart.Step(Chart.name(row.cells[name]), value, isTotal: isTotal)
    }
  }

  /// The funnel of each pipeline: how many reached each stage, and what became of them.
  func funnels() -> [Chart] {
    guard let stage = place(of: "stage"), let reached = place(of: "reached"),
      let won = place(of: "won_of_reached"), let lost = place(of: "lost_of_reached")
    else { return [] }
    var charts: [Chart] = []
    var pipelines: [String] = []
    for row in rows {
      let name = Chart.name(row.cells[0])
      func count(_ place: Int) -> Double { Chart.place(row.cells[place], .euro) ?? 0 }
      if pipelines.last != name {
        pipelines.append(name)
        charts.append(
          Chart(
            title: "Stages of \(name)", subtitle: chartSubtitle,
            horizontal: Chart.Axis("Stage", .category),
            vertical: Chart.Axis("Opportunities that reached the stage", .count),
            form: .funnel([])))
      }
      guard case .funnel(var stages) = charts[charts.count - 1].form else { continue }
      stages.append(
        Chart.FunnelStage(
          Chart.name(row.cells[stage]), count(reached),
          remaining: count(reached) - count(won) - count(lost), won: count(won)))
      charts[charts.count - 1].form = .funnel(stages)
    }
    return charts
  }
}
