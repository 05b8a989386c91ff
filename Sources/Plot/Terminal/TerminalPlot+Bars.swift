import Reports

extension TerminalPlot {
  /// What bars of each series are made of; the first is drawn to an eighth of a column.
  private static let inks: [Character] = ["█", "▒", "░", "▓", "▚", "▤"]
  private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// A bar from one place to another, with the ground at `zero`, in so many columns.
  private func bar(
    _ ink: Character, _ from: Double, _ to: Double, _ scale: Scale, _ columns: Int
  ) -> [Character] {
    var cells = Array(repeating: Character(" "), count: columns)
    let low = scale(min(from, to), 0, Double(columns))
    let high = scale(max(from, to), 0, Double(columns))
    let first = min(columns, max(0, Int(low.rounded())))
    guard ink == "█" else {
      let last = min(columns, max(first + (high > low ? 1 : 0), Int(high.rounded())))
      for cell in first..<max(first, last) { cells[cell] = ink }
      return cells
    }
    let full = min(columns, max(first, Int(high.rounded(.down))))
    for cell in first..<full { cells[cell] = ink }
    let rest = Int(((high - Double(full)) * 8).rounded())
    if rest > 0, full < columns { cells[full] = rest >= 8 ? "█" : Self.eighths[rest - 1] }
    return cells
  }

  /// Bars by category, those of several series under each other.
  mutating func draw(_ bars: Chart.Bars) {
    guard !bars.categories.isEmpty, !bars.reach.isEmpty else { return nothing() }
    let names = room(for: bars.categories)
    let labels = bars.pieces.flatMap { $0.map { label($0.value).count } }.max() ?? 0
    let columns = max(10, width - names - labels - 3)
    let scale = Scale(bars.reach, chart.vertical, fromZero: true)
    legend(bars.series)
    for (category, pieces) in zip(bars.categories, bars.pieces) {
      var isFirst = true
      let solid = pieces.filter { !$0.isMark }
      for row in rows(of: solid, bars.layout) {
        var cells = Array(repeating: Character(" "), count: columns + 1)
        for piece in row {
          let ink = Self.inks[piece.series % Self.inks.count]
          for (place, cell) in bar(ink, piece.from, piece.to, scale, columns).enumerated()
          where cell != " " { cells[place] = cell }
        }
        mark(pieces.filter(\.isMark), scale, columns, &cells)
        let sum = row.reduce(0) { $0 + $1.value }
        lines.append(
          Self.name(isFirst ? category : "", names) + " " + String(cells) + " " + label(sum))
        isFirst = false
      }
      if isFirst { lines.append(Self.name(category, names)) }
    }
    unit()
  }

  private func rows(
    of pieces: [Chart.Bars.Piece], _ layout: Chart.Bars.Layout
  ) -> [[Chart.Bars.Piece]] {
    layout == .stacked ? (pieces.isEmpty ? [] : [pieces]) : pieces.map { [$0] }
  }

  private func mark(
    _ marks: [Chart.Bars.Piece], _ scale: Scale, _ columns: Int, _ cells: inout [Character]
  ) {
    for piece in marks {
      cells[min(columns, max(0, Int(scale(piece.to, 0, Double(columns)).rounded())))] = "┃"
    }
  }

  private mutating func legend(_ series: [Chart.Series]) {
    guard series.count > 1 else { return }
    lines.append(
      series.enumerated().map { index, series in
        let ink = series.isMark ? "┃" : String(Self.inks[index % Self.inks.count])
        return "\(ink) \(Self.shown(series.name))"
      }.joined(separator: "   "))
    lines.append("")
  }

  private func label(_ value: Double) -> String { NumberText.label(value, chart.vertical.unit) }

  private mutating func unit() {
    let title = Picture.title(chart.vertical)
    if !title.isEmpty { lines += ["", Self.shown(title)] }
  }

  /// Steps from an opening to a closing.
  mutating func draw(_ steps: [Chart.Step]) {
    let steps = steps.filter { $0.value.isFinite }
    guard !steps.isEmpty else { return nothing() }
    let spans = Picture.spans(steps)
    let names = room(for: steps.map(\.name))
    let columns = max(10, width - names - (steps.map { label($0.value).count }.max() ?? 0) - 4)
    let scale = Scale(spans.flatMap { [$0.from, $0.to] }, chart.vertical, fromZero: true)
    for (step, span) in zip(steps, spans) {
      let ink: Character = step.isTotal ? "█" : step.value < 0 ? "░" : "▓"
      let sign = !step.isTotal && step.value > 0 ? "+" : ""
      let cells = bar(ink, span.from, span.to, scale, columns)
      lines.append(
        Self.name(step.name, names) + " " + String(cells) + "  " + sign + label(step.value))
    }
    lines += ["", "█ stands at   ▓ adds   ░ takes"]
    unit()
  }

  /// Bars that get narrower: how many came how far.
  mutating func draw(_ stages: [Chart.FunnelStage]) {
    let stages = stages.filter { $0.value.isFinite && $0.value >= 0 }
    guard let largest = stages.map(\.value).max(), largest > 0 else { return nothing() }
    let names = room(for: stages.map(\.name))
    let columns = max(10, width - names - 22)
    let scale = Scale([0, largest], Chart.Axis("", .count, range: 0...largest), fromZero: true)
    let isSplit = stages.contains { $0.won != nil || $0.remaining != nil }
    for stage in stages {
      var cells = bar(isSplit ? "░" : "█", 0, stage.value, scale, columns)
      let (won, open) = (stage.won ?? 0, stage.remaining ?? 0)
      if isSplit {
        for (ink, end) in [(Character("▒"), won + open), ("█", won)] where end > 0 {
          for (place, cell) in bar(ink, 0, end, scale, columns).enumerated()
          where cell == ink { cells[place] = cell }
        }
      }
      let share = NumberText.label(stage.value / largest, .share)
      lines.append(
        Self.name(stage.name, names) + " " + String(cells) + "  \(label(stage.value)) (\(share))")
    }
    if isSplit { lines += ["", "█ won   ▒ open   ░ lost"] }
    unit()
  }
}
