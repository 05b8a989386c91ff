import Domain

extension Answer {
  /// Bars of what was won beside a figure of each plan, with a mark at the target.
  ///
  /// The first three columns say whose plan it is, about what and for when.
  func planChart(
    _ title: String, _ key: String, called name: String, against book: Currency
  ) -> Chart {
    let (currency, notes) = chartCurrency([key, "target"], book)
    func values(_ key: String) -> [Double?] {
      let place = place(of: key) ?? 0
      return rows.map { Chart.place($0.cells[place], currency) }
    }
    let isOnePeriod = Set(rows.map { Chart.name($0.cells[2]) }).count < 2
    return Chart(
      title: title, subtitle: chartSubtitle, horizontal: Chart.Axis("", .category),
      vertical: Chart.Axis("Amount", .money(currency)),
      form: .bars(
        Chart.Bars(
          rows.map { $0.planName(withPeriod: !isOnePeriod) },
          [
            Chart.Series("Won", .gain, values("won")),
            Chart.Series(name, .plain, values(key)),
            Chart.Series("Target", .reference, values("target"), isMark: true),
          ])), notes: notes)
  }
}

extension Row {
  /// Whose plan it is and for when, from the first three cells of its row.
  fileprivate func planName(withPeriod: Bool) -> String {
    let scope = Chart.name(cells[1])
    let owner = Chart.name(cells[0])
    let whose = owner.isEmpty ? "Whole book" : scope == "team" ? "\(owner)'s team" : owner
    return withPeriod ? "\(whose), \(Chart.name(cells[2]))" : whose
  }
}
