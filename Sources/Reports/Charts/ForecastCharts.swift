import Domain

// The pictures of forecasts and of stages, each drawn from the cells of its answer.

extension Answer {
  /// Won and weighted amounts, period by period, whatever the groups.
  func forecastChart(_ book: Currency) -> Chart {
    let (currency, notes) = chartCurrency(["won_amount", "weighted_amount"], book)
    let periods = inOrder(rows.filter { !$0.key.hasPrefix("undated,") }.map { $0.cells[0] })
    return Chart(
      title: "Forecast", subtitle: chartSubtitle, horizontal: Chart.Axis("Period", .category),
      vertical: Chart.Axis("Amount", .money(currency)),
      form: .bars(
        Chart.Bars(
          periods,
          [
            Chart.Series("Won", .gain, sums("won_amount", by: periods, currency)),
            Chart.Series("Open, weighted", .plain, sums("weighted_amount", by: periods, currency)),
          ], layout: .stacked, isTimeline: true)), notes: notes)
  }

  /// One value a category: the sum of a column over the rows whose first cell names it.
  private func sums(
    _ column: String, by names: [String], _ currency: Currency
  ) -> [Double?] {
    names.map { name in
      rows.filter { Chart.name($0.cells[0]) == name }.reduce(0) { sum, row in
        sum + (value(column, row, currency) ?? 0)
      }
    }
  }

  /// The names in cells, each once, in the order they come.
  private func inOrder(_ cells: [Cell]) -> [String] {
    var names: [String] = []
    for name in cells.map(Chart.name) where !names.contains(name) { names.append(name) }
    return names
  }

  private func value(_ column: String, _ row: Row, _ currency: Currency) -> Double? {
    columns.firstIndex { $0.key == column }.flatMap { Chart.place(row.cells[$0], currency) }
  }

  /// What was open at each date: what it was to bring, and what it brought.
  func backTestChart(_ book: Currency) -> Chart {
    let (currency, notes) = chartCurrency(["forecast", "won_amount"], book)
    let dates = inOrder(rows.map { $0.cells[0] })
    let series = [
      Chart.Series("Forecast", .plain, sums("forecast", by: dates, currency)),
      Chart.Series("Of those decided", .reference, sums("decided_forecast", by: dates, currency)),
      Chart.Series("Won since", .actual, sums("won_amount", by: dates, currency)),
    ]
    return Chart(
      title: "What was open, and what it brought", subtitle: chartSubtitle,
      horizontal: Chart.Axis("Date", .category), vertical: Chart.Axis("Amount", .money(currency)),
      form: .bars(Chart.Bars(dates, series, isTimeline: true)), notes: notes)
  }

  /// Mean probability against the share really won, with the interval of 95 % confidence.
  func calibrationChart() -> Chart {
    let points = rows.compactMap { row -> Chart.Point? in
      guard let x = value("mean_predicted", row, .euro), let y = value("share_won", row, .euro),
        let won = value("won", row, .euro), let decided = value("decided", row, .euro)
      else { return nil }
      let interval = WilsonInterval(won: Int(won), of: Int(decided), deviations: 1.95996398454)
      return Chart.Point(
        x, y, name: "\(Int(decided)) decided",
        interval: interval.low...max(interval.low, interval.high))
    }
    return Chart(
      title: "Calibration", subtitle: chartSubtitle,
      horizontal: Chart.Axis("Predicted probability", .share, range: 0...1),
      vertical: Chart.Axis("Share really won", .share, range: 0...1),
      form: .scatter(
        Chart.Scatter([Chart.Line("Predictions", .plain, points)], diagonal: "as predicted")),
      notes: ["Lines: 95 % interval (Wilson) of the share won."])
  }

  /// How many came as far as each stage.
  func funnelChart() -> Chart {
    Chart(
      title: "Stages reached", subtitle: chartSubtitle,
      horizontal: Chart.Axis("Opportunities", .count), vertical: Chart.Axis("Stage", .category),
      form: .funnel(
        rows.map { row in
          Chart.FunnelStage(
            Chart.name(row.cells[1]), value("reached", row, .euro) ?? 0,
            remaining: value("still_in", row, .euro), won: value("ever_won", row, .euro))
        }))
  }

  /// Mean and median time in each stage.
  func timeChart(_ unit: TimeUnit) -> Chart {
    let names = rows.map { row in
      let last = columns.firstIndex { $0.key == "stays" } ?? 2
      return row.cells[1..<last].map(Chart.name).joined(separator: ", ")
    }
    return Chart(
      title: "Time in stage", subtitle: chartSubtitle,
      horizontal: Chart.Axis(unit.rawValue), vertical: Chart.Axis("Stage", .category),
      form: .bars(
        Chart.Bars(
          names,
          [
            Chart.Series("Mean", .plain, rows.map { value("mean_time", $0, .euro) }),
            Chart.Series("Median", .reference, rows.map { value("median_time", $0, .euro) }),
          ])))
  }

  /// Forecast of each lead and actual over the periods.
  func accuracyChart(_ book: Currency, _ tasks: [AccuracyTask]) -> Chart {
    let (currency, notes) = chartCurrency(["forecast", "actual"], book)
    let leads = Set(tasks.map(\.lead)).sorted(by: >)
    var lines: [Chart.Line] = []
    for lead in leads {
      let own = tasks.filter { $0.lead == lead }
      lines.append(
        Chart.Line("\(lead) days before", .plain, points("forecast", own, currency)))
    }
    let latest = tasks.filter { $0.lead == leads.last }
    lines.append(Chart.Line("Actual", .actual, points("actual", latest, currency)))
    return Chart(
      title: "Forecast and actual", subtitle: chartSubtitle,
      horizontal: Chart.Axis("Period, by its first day", .date),
      vertical: Chart.Axis("Amount", .money(currency)), form: .lines(lines), notes: notes)
  }

  private func points(
    _ column: String, _ tasks: [AccuracyTask], _ currency: Currency
  ) -> [Chart.Point] {
    // Five years of weeks are a thousand tasks and as many rows: each is looked at once.
    var sums: [String: [Double: Double]] = [:]
    for row in rows {
      guard let lead = value("lead_days", row, currency) else { continue }
      let more = value(column, row, currency) ?? 0
      sums[Chart.name(row.cells[0]), default: [:]][lead, default: 0] += more
    }
    return tasks.map { task in
      let label = task.period.label
      let sum = sums[label]?[Double(task.lead)] ?? 0
      return Chart.Point(Chart.place(task.period.first), sum, name: label)
    }
  }

  /// Each row's forecast against its actual; on the diagonal it came as it was said.
  func accuracyScatter(_ book: Currency) -> Chart {
    let (currency, notes) = chartCurrency(["forecast", "actual"], book)
    let place = columns.firstIndex { $0.key == "lead_days" } ?? 1
    let leads = inOrder(rows.map { $0.cells[place] })
    let groups = leads.map { lead in
      Chart.Line(
        "\(lead) days before", .plain,
        rows.filter { Chart.name($0.cells[place]) == lead }.compactMap { row in
          guard let x = value("forecast", row, currency), let y = value("actual", row, currency)
          else { return nil }
          let names = row.cells[..<place].map(Chart.name)
          return Chart.Point(x, y, name: names.joined(separator: ", "))
        })
    }
    return Chart(
      title: "Forecast against actual", subtitle: chartSubtitle,
      horizontal: Chart.Axis("Forecast", .money(currency)),
      vertical: Chart.Axis("Actual", .money(currency)),
      form: .scatter(Chart.Scatter(groups, diagonal: "as forecast")), notes: notes)
  }
}
