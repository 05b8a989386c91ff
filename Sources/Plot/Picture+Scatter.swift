import Reports

extension Picture {
  /// Single points, with a diagonal or quadrants behind them.
  mutating func draw(_ scatter: Chart.Scatter) {
    let groups = scatter.groups.map(\.finite)
    guard !groups.allX.isEmpty else { return nothing() }
    let looks = Look.looks(groups.map(\.tone))
    if groups.count > 1 { legend(zip(groups, looks).map { ($0.name, .line($1.dotted)) }) }
    verticalTitle()
    let cuts = scatter.quadrants.map { ([$0.x], [$0.y]) } ?? ([], [])
    let shared = scatter.diagonal == nil ? [] : groups.allX + groups.allY
    let horizontal = Scale(
      groups.allX + cuts.0 + shared, chart.horizontal, fromZero: true, ticks: 7)
    let vertical = Scale(groups.allY + cuts.1 + shared, chart.vertical, fromZero: true)
    let area = area(vertical, height: 340)
    verticalTicks(vertical, area)
    horizontalTicks(horizontal, area, isGrid: true)
    if let quadrants = scatter.quadrants { draw(quadrants, horizontal, vertical, area) }
    if let diagonal = scatter.diagonal { draw(diagonal, horizontal, vertical, area) }
    var labels = Labels(area)
    for (group, look) in zip(groups, looks) {
      for point in group.points where horizontal.holds(point.x) && vertical.holds(point.y) {
        let at = (
          horizontal(point.x, area.left, area.right), vertical(point.y, area.bottom, area.top)
        )
        interval(point, look, vertical, area, at.0)
        canvas.marker(at, look)
        labels.occupy(at, 5)
        labels.want(point.name, at, 5, rank: 0)
      }
    }
    write(labels)
  }

  /// The area between the axes.
  func area(_ vertical: Scale, height: Double) -> Area {
    Area(
      left: Self.margin + Self.room(for: vertical) + 8, right: Self.width - Self.margin - 16,
      top: bottom, bottom: bottom + height)
  }

  private mutating func draw(
    _ name: String, _ horizontal: Scale, _ vertical: Scale, _ area: Area
  ) {
    let low = max(horizontal.low, vertical.low)
    let high = min(horizontal.high, vertical.high)
    guard low < high else { return }
    func place(_ value: Double) -> (Double, Double) {
      (horizontal(value, area.left, area.right), vertical(value, area.bottom, area.top))
    }
    canvas.path([place(low), place(high)], Palette.quietInk, breadth: 1.2, dashes: "6 4")
    let at = place(low + (high - low) * 0.94)
    canvas.text(
      name, at.0 - 8, at.1 - 2, color: Palette.quietInk, anchor: .end, halo: true)
  }

  /// Where the quarters meet, and what they are called, in their outer corners.
  mutating func draw(
    _ quadrants: Chart.Quadrants, _ horizontal: Scale, _ vertical: Scale, _ area: Area
  ) {
    let x = horizontal(quadrants.x, area.left, area.right)
    let y = vertical(quadrants.y, area.bottom, area.top)
    canvas.line((x, area.top), (x, area.bottom), Palette.quietInk, breadth: 1.2, dashes: "6 4")
    canvas.line((area.left, y), (area.right, y), Palette.quietInk, breadth: 1.2, dashes: "6 4")
    let (left, right) = (area.left + 8, area.right - 8)
    let (top, bottom) = (area.top + 20, area.bottom - 10)
    let ink = Palette.quietInk
    canvas.text(quadrants.topLeft, left, top, size: 16, color: ink, isBold: true)
    canvas.text(quadrants.topRight, right, top, size: 16, color: ink, anchor: .end, isBold: true)
    canvas.text(quadrants.bottomLeft, left, bottom, size: 16, color: ink, isBold: true)
    canvas.text(
      quadrants.bottomRight, right, bottom, size: 16, color: ink, anchor: .end, isBold: true)
  }

  /// Circles by area, with the way they came and names where there is room.
  mutating func draw(_ bubbles: Chart.Bubbles) {
    let items = bubbles.items.filter { $0.x.isFinite && $0.y.isFinite && $0.size.isFinite }
    guard !items.isEmpty else { return nothing() }
    let trails = items.flatMap(\.trail).filter { $0.x.isFinite && $0.y.isFinite }
    let cuts = bubbles.quadrants.map { ([$0.x], [$0.y]) } ?? ([], [])
    let largest = items.map(\.size).max() ?? 0
    sizes(bubbles, largest)
    verticalTitle()
    let horizontal = Scale(
      items.map(\.x) + trails.map(\.x) + cuts.0, chart.horizontal, fromZero: true, ticks: 7)
    let vertical = Scale(
      items.map(\.y) + trails.map(\.y) + cuts.1, chart.vertical, fromZero: true)
    let area = area(vertical, height: 460)
    verticalTicks(vertical, area)
    horizontalTicks(horizontal, area, isGrid: true)
    if let quadrants = bubbles.quadrants { draw(quadrants, horizontal, vertical, area) }
    func place(_ x: Double, _ y: Double) -> (Double, Double) {
      (horizontal(x, area.left, area.right), vertical(y, area.bottom, area.top))
    }
    for item in items where !item.trail.isEmpty {
      let way = item.trail.filter { $0.x.isFinite && $0.y.isFinite }.map { place($0.x, $0.y) }
      canvas.path(
        way + [place(item.x, item.y)], Palette.quietInk, breadth: 1.4, dashes: "1 3")
      for step in way { canvas.circle(step, 2.2, fill: Palette.quietInk) }
    }
    draw(items, largest, bubbles, area, place)
  }

  private mutating func draw(
    _ items: [Chart.Bubble], _ largest: Double, _ bubbles: Chart.Bubbles, _ area: Area,
    _ place: (Double, Double) -> (Double, Double)
  ) {
    var labels = Labels(area)
    // The large ones first, so that small ones are seen in front of them.
    let order = items.indices.sorted { (-items[$0].size, $0) < (-items[$1].size, $1) }
    for (rank, index) in order.enumerated() {
      let item = items[index]
      let at = place(item.x, item.y)
      let radius = Self.radius(item.size, largest)
      let size = NumberText.label(item.size, bubbles.sizeUnit)
      canvas.circle(
        at, radius, fill: Palette.skyBlue, opacity: 0.55, stroke: Palette.blue, breadth: 1.2,
        tip: "\(item.name): \(bubbles.sizeTitle) \(size)")
      labels.occupy(at, min(radius, 6))
      if items.count <= 60 || rank < 30 { labels.want(item.name, at, radius, rank: rank) }
    }
    write(labels)
  }

  private static func radius(_ size: Double, _ largest: Double) -> Double {
    guard largest > 0 else { return 5 }
    return max(3, 30 * (max(size, 0) / largest).squareRoot())
  }

  /// What the areas mean: two or three circles of round sizes.
  private mutating func sizes(_ bubbles: Chart.Bubbles, _ largest: Double) {
    let unit = NumberText.name(of: bubbles.sizeUnit)
    let title = bubbles.sizeTitle + (unit.isEmpty ? "" : ", \(unit)")
    bottom += 48
    var x = Self.margin
    canvas.text("Area: \(title)", x, bottom - 10, color: Palette.quietInk)
    x += Canvas.width(of: "Area: \(title)", size: 12) + 20
    guard largest > 0 else { return }
    for part in [0.05, 0.25, 1] {
      let size = Scale.roundDown(largest * part)
      let radius = Self.radius(size, largest)
      canvas.circle(
        (x + radius, bottom - 14), radius, fill: Palette.skyBlue, opacity: 0.55,
        stroke: Palette.blue, breadth: 1.2)
      let text = NumberText.label(size, bubbles.sizeUnit)
      canvas.text(text, x + 2 * radius + 5, bottom - 10, color: Palette.quietInk)
      x += 2 * radius + 5 + Canvas.width(of: text, size: 12) + 20
    }
    bottom += 20
  }

  private mutating func write(_ labels: Labels) {
    for label in labels.placed() {
      canvas.text(label.text, label.x, label.y, size: 11, anchor: label.anchor, halo: true)
    }
  }
}

extension Look {
  /// As a point without a line.
  var dotted: Look {
    var look = self
    look.breadth = 0
    return look
  }
}

extension Scale {
  /// The largest round number that is not above.
  static func roundDown(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 0 }
    var power = 1.0
    while power * 10 <= value { power *= 10 }
    while power > value { power /= 10 }
    let fraction = value / power
    return (fraction >= 5 ? 5 : fraction >= 2 ? 2 : 1) * power
  }
}
