internal import Domain
internal import Reports
internal import Spreadsheet

/// One picture of an answer: the figures in rows of the chart sheet, and the chart drawn from them.
///
/// Lines and points take two columns each, since each has places of its own; bars share the column
/// of the categories. A waterfall is stacked bars on bars that are not drawn. Spreadsheets of this
/// library know no bubbles: they are points with names, and the size stands in the figures.
struct ChartBlock {
  /// The first row on the sheet.
  let row: Int
  /// The rows: headings, figures, notes.
  private(set) var lines: [Line] = []
  /// The chart.
  private(set) var chart: SheetChart

  struct Line {
    var places: [PlacedValue]
    var look = SheetLook.plain
  }

  /// How many columns the figures take.
  var width: Int { lines.map(\.places.count).max() ?? 0 }

  private let sheet: String
  private let horizontal: Chart.Unit, vertical: Chart.Unit

  /// Where the figures begin: below the title, the line under it, and the headings.
  private static let headRows = 3

  /// A picture whose figures begin at a row of a sheet; nil when there is nothing to draw.
  init?(_ drawn: Chart, sheet: String, row: Int) {
    self.row = row
    self.sheet = sheet
    (horizontal, vertical) = (drawn.horizontal.unit, drawn.vertical.unit)
    chart = SheetChart(
      title: drawn.title, form: .columns, horizontal: drawn.horizontal.forSheet,
      vertical: drawn.vertical.forSheet)
    lines = [
      Line(places: [PlacedValue(.text(drawn.title))], look: .bold),
      Line(places: [PlacedValue(.text(drawn.subtitle))]),
    ]
    switch drawn.form {
    case .lines(let lines): drawLines(lines, .lines)
    case .scatter(let scatter): drawScatter(scatter)
    case .bars(let bars): drawBars(bars)
    case .waterfall(let steps): drawWaterfall(steps)
    case .funnel(let stages): drawFunnel(stages)
    case .bubbles(let bubbles): drawBubbles(bubbles)
    }
    guard !chart.series.isEmpty else { return nil }
    lines += drawn.notes.map { Line(places: [PlacedValue(.text($0))]) }
  }

  private func run(_ column: Int, _ count: Int) -> SheetChart.Run {
    let first = row + Self.headRows
    return SheetChart.Run(
      sheet: sheet, column: ChartSheet.figures + column, rows: first...(first + max(1, count) - 1))
  }

  private func place(_ value: Double?, _ unit: Chart.Unit) -> PlacedValue {
    guard let value, value.isFinite else { return PlacedValue(.blank) }
    if unit == .date { return PlacedValue(.number(PlacedValue.serial(value)), .day) }
    return PlacedValue(.number(value), unit.format)
  }

  private mutating func heading(_ texts: [String]) {
    lines.append(Line(places: texts.map { PlacedValue(.text($0)) }, look: .heading))
  }
}

// MARK: - Lines and points

extension ChartBlock {
  private mutating func drawLines(_ groups: [Chart.Line], _ form: SheetChart.Form) {
    chart.form = form
    let base = lines.count + 1
    let horizontalTitle = chart.horizontal.title
    heading(groups.flatMap { [horizontalTitle, $0.name] })
    let height = groups.map(\.points.count).max() ?? 0
    for index in 0..<height {
      lines.append(
        Line(
          places: groups.flatMap { group -> [PlacedValue] in
            guard index < group.points.count else {
              return [PlacedValue(.blank), PlacedValue(.blank)]
            }
            let point = group.points[index]
            return [place(point.x, horizontal), place(point.y, vertical)]
          }))
    }
    precondition(base == Self.headRows, "the figures begin below three lines")
    var palette = SeriesColors()
    for (index, group) in groups.enumerated() where !group.points.isEmpty {
      chart.series.append(
        SheetChart.Series(
          group.name, categories: run(2 * index, group.points.count),
          values: run(2 * index + 1, group.points.count), color: palette.next(group.tone)))
    }
  }

  private mutating func drawScatter(_ scatter: Chart.Scatter) {
    drawLines(scatter.groups + behind(scatter), .points)
    for index in chart.series.indices.dropFirst(scatter.groups.count { !$0.points.isEmpty }) {
      chart.series[index].look = .thinLine
    }
  }

  /// The diagonal and the borders of quadrants, as lines of two points.
  private func behind(_ scatter: Chart.Scatter) -> [Chart.Line] {
    let points = scatter.groups.flatMap(\.points)
    var lines = scatter.quadrants.map { borders($0, points) } ?? []
    if let words = scatter.diagonal, !points.isEmpty {
      let high = points.map { max($0.x, $0.y) }.max() ?? 1
      let low = min(0, points.map { min($0.x, $0.y) }.min() ?? 0)
      lines.append(
        Chart.Line(words, .reference, [Chart.Point(low, low), Chart.Point(high, high)]))
    }
    return lines
  }

  private func borders(_ cut: Chart.Quadrants, _ points: [Chart.Point]) -> [Chart.Line] {
    let x = chart.horizontal.range ?? 0...max(cut.x, points.map(\.x).max() ?? 0)
    let y = chart.vertical.range ?? 0...max(cut.y, points.map(\.y).max() ?? 0)
    return [
      Chart.Line(
        "\(cut.topLeft) | \(cut.topRight)", .reference,
        [Chart.Point(cut.x, y.lowerBound), Chart.Point(cut.x, y.upperBound)]),
      Chart.Line(
        "\(cut.bottomLeft) | \(cut.bottomRight)", .reference,
        [Chart.Point(x.lowerBound, cut.y), Chart.Point(x.upperBound, cut.y)]),
    ]
  }

  private mutating func drawBubbles(_ bubbles: Chart.Bubbles) {
    let points = bubbles.items.map { Chart.Point($0.x, $0.y, name: $0.name) }
    let scatter = Chart.Scatter(
      [Chart.Line(chart.title, .plain, points)], quadrants: bubbles.quadrants)
    drawScatter(scatter)
    guard !points.isEmpty else { return }
    chart.series[0].labels = points.map(\.name)
    let width = self.width
    let first = Self.headRows - 1
    lines[first].places += [
      PlacedValue(.text("Name")), PlacedValue(.text(bubbles.sizeTitle)),
    ]
    for (index, item) in bubbles.items.enumerated() {
      let missing = width - lines[first + 1 + index].places.count
      lines[first + 1 + index].places += Array(repeating: PlacedValue(.blank), count: missing)
      lines[first + 1 + index].places += [
        PlacedValue(.text(item.name)), place(item.size, bubbles.sizeUnit),
      ]
    }
  }
}

// MARK: - Bars

extension ChartBlock {
  private mutating func drawBars(_ bars: Chart.Bars) {
    let form: SheetChart.Form = bars.layout == .stacked ? .stackedColumns : .columns
    drawSeries(form, bars.categories, bars.series.map { ($0.name, $0.tone, $0.values) })
  }

  private mutating func drawSeries(
    _ form: SheetChart.Form, _ categories: [String],
    _ series: [(name: String, tone: Chart.Tone, values: [Double?])]
  ) {
    chart.form = form
    guard !categories.isEmpty else { return }
    heading([""] + series.map(\.name))
    let unit = vertical == .category ? horizontal : vertical
    for (index, category) in categories.enumerated() {
      lines.append(
        Line(
          places: [PlacedValue(.text(category))]
            + series.map { place(index < $0.values.count ? $0.values[index] : nil, unit) }))
    }
    var palette = SeriesColors()
    for (index, one) in series.enumerated() {
      chart.series.append(
        SheetChart.Series(
          one.name, categories: run(0, categories.count),
          values: run(index + 1, categories.count), color: palette.next(one.tone)))
    }
  }

  /// Each step on a bar that is not drawn; a waterfall that goes below zero is drawn as plain bars.
  private mutating func drawWaterfall(_ steps: [Chart.Step]) {
    var height = 0.0
    var below: [Double?] = []
    var parts: [Chart.Tone: [Double?]] = [.total: [], .gain: [], .loss: []]
    var isAboveGround = true
    for step in steps {
      let before = step.isTotal ? 0 : height
      height = step.isTotal ? step.value : height + step.value
      isAboveGround = isAboveGround && before >= 0 && height >= 0
      below.append(step.isTotal ? nil : min(before, height))
      let tone: Chart.Tone = step.isTotal ? .total : step.value < 0 ? .loss : .gain
      for key in parts.keys {
        parts[key]?.append(key == tone ? (step.isTotal ? height : abs(step.value)) : nil)
      }
    }
    let names = steps.map(\.name)
    guard isAboveGround else {
      return drawSeries(.columns, names, [("Value", .plain, steps.map(\.value))])
    }
    drawSeries(
      .stackedColumns, names,
      [
        ("Stands on", .plain, below), ("Total", .total, parts[.total] ?? []),
        ("Up", .gain, parts[.gain] ?? []), ("Down", .loss, parts[.loss] ?? []),
      ])
    if !chart.series.isEmpty { chart.series[0].look = .hidden }
  }

  private mutating func drawFunnel(_ stages: [Chart.FunnelStage]) {
    var series: [(name: String, tone: Chart.Tone, values: [Double?])] = [
      ("Reached", .plain, stages.map(\.value))
    ]
    if stages.contains(where: { $0.remaining != nil }) {
      series.append(("Still there", .reference, stages.map(\.remaining)))
    }
    if stages.contains(where: { $0.won != nil }) {
      series.append(("Won", .gain, stages.map(\.won)))
    }
    // Lying bars: what is counted goes to the right, the stages go down.
    let count = horizontal == .category ? chart.vertical : chart.horizontal
    let stage = horizontal == .category ? chart.horizontal : chart.vertical
    (chart.horizontal, chart.vertical) = (stage, count)
    drawSeries(.bars, stages.map(\.name), series)
  }
}
