import Reports

extension Picture {
  /// Lines over numbers or days, named where they end.
  mutating func draw(_ lines: [Chart.Line]) {
    let lines = lines.map { $0.finite }.filter { !$0.points.isEmpty }
    guard !lines.isEmpty else { return nothing() }
    let looks = Look.looks(lines.map(\.tone))
    let namesRoom = lines.count > 8 ? 0 : Self.room(forNamesOf: lines)
    if namesRoom == 0 { legend(zip(lines, looks).map { ($0.name, .line($1)) }) }
    verticalTitle()
    let vertical = Scale(lines.allY, chart.vertical, fromZero: true)
    let horizontal = Scale(lines.allX, chart.horizontal, fromZero: false, ticks: 7)
    let area = Area(
      left: Self.margin + Self.room(for: vertical) + 8,
      right: Self.width - Self.margin - max(namesRoom, 16), top: bottom, bottom: bottom + 300)
    verticalTicks(vertical, area)
    horizontalTicks(horizontal, area, isGrid: false)
    func place(_ point: Chart.Point) -> (Double, Double) {
      (
        horizontal(point.x, area.left, area.right), vertical(point.y, area.bottom, area.top)
      )
    }
    for (line, look) in zip(lines, looks) { draw(line, look, vertical, area, place) }
    guard namesRoom > 0 else { return }
    name(lines.map { ($0.name, place($0.points[$0.points.count - 1])) }, looks, area)
  }

  private mutating func draw(
    _ line: Chart.Line, _ look: Look, _ vertical: Scale, _ area: Area,
    _ place: (Chart.Point) -> (Double, Double)
  ) {
    for point in line.points { interval(point, look, vertical, area, place(point).0) }
    canvas.path(
      line.points.map(place), look.color, breadth: look.breadth, dashes: look.dashes)
    guard line.points.count <= 40 else { return }
    for point in line.points { canvas.marker(place(point), look) }
  }

  /// From where to where the true value may lie.
  mutating func interval(
    _ point: Chart.Point, _ look: Look, _ vertical: Scale, _ area: Area, _ x: Double
  ) {
    guard let interval = point.interval else { return }
    let low = vertical(max(interval.lowerBound, vertical.low), area.bottom, area.top)
    let high = vertical(min(interval.upperBound, vertical.high), area.bottom, area.top)
    canvas.line((x, low), (x, high), look.color, breadth: 1.2)
    for end in [low, high] { canvas.line((x - 4, end), (x + 4, end), look.color, breadth: 1.2) }
  }

  /// Names at the right of where lines end, pushed apart where they would overlap.
  private mutating func name(
    _ ends: [(name: String, at: (Double, Double))], _ looks: [Look], _ area: Area
  ) {
    let order = ends.indices.sorted { (ends[$0].at.1, $0) < (ends[$1].at.1, $1) }
    var heights: [Double] = []
    for index in order {
      let wanted = ends[index].at.1
      heights.append(max(wanted, (heights.last ?? -.infinity) + 15))
    }
    // Those pushed out below go up again, and push the others.
    var limit = area.bottom
    for place in heights.indices.reversed() {
      heights[place] = min(heights[place], limit)
      limit = heights[place] - 15
    }
    for (index, height) in zip(order, heights) {
      let (x, y) = ends[index].at
      canvas.path(
        [(x + 5, y), (area.right + 8, height)], Palette.axis, breadth: 0.8, opacity: 0.7)
      let name = Canvas.cut(ends[index].name, to: Self.longestName, size: 12)
      canvas.text(
        name, area.right + 12, height + 4, color: Self.readable(looks[index].color),
        isBold: true)
    }
  }

  private static let longestName = 150.0

  private static func room(forNamesOf lines: [Chart.Line]) -> Double {
    let widths = lines.map { Canvas.width(of: $0.name, size: 12) * 1.08 }
    return min(widths.max() ?? 0, longestName) + 16
  }

  /// A colour dark enough for text on white.
  static func readable(_ color: String) -> String {
    switch color {
    case Palette.yellow: "#7A7000"
    case Palette.orange: "#8A5F00"
    case Palette.skyBlue: "#1F6F9E"
    case Palette.purple: "#8F4270"
    case Palette.green: "#00664B"
    default: color
    }
  }
}

extension Chart.Line {
  /// The points that have a place.
  var finite: Chart.Line {
    var line = self
    line.points = points.filter { $0.x.isFinite && $0.y.isFinite }
    return line
  }
}

extension [Chart.Line] {
  var allX: [Double] { flatMap { $0.points.map(\.x) } }

  var allY: [Double] {
    flatMap { line in
      line.points.flatMap { point in
        [point.y] + (point.interval.map { [$0.lowerBound, $0.upperBound] } ?? [])
      }
    }
  }
}
