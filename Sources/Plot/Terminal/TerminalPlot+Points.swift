import Reports

extension TerminalPlot {
  private static let signs: [Character] = ["●", "○", "■", "□", "▲", "△", "◆", "◇", "✕", "+"]
  private static let height = 16

  /// Points by group, joined by lines of Braille dots or alone.
  mutating func draw(
    points groups: [Chart.Line], joined: Bool, diagonal: Bool, _ quadrants: Chart.Quadrants?
  ) {
    let groups = groups.map(\.finite).filter { !$0.points.isEmpty }
    guard !groups.isEmpty else { return nothing() }
    let cuts = quadrants.map { ([$0.x], [$0.y]) } ?? ([], [])
    let vertical = Scale(groups.allY + cuts.1, chart.vertical, fromZero: true, ticks: 5)
    let horizontal = Scale(groups.allX + cuts.0, chart.horizontal, fromZero: !joined)
    var field = field(vertical)
    if diagonal {
      let (low, high) = (
        max(vertical.low, horizontal.low), min(vertical.high, horizontal.high)
      )
      if low < high { field.join((low, low), (high, high), horizontal, vertical, every: 4) }
    }
    if let quadrants { field.cut(quadrants, horizontal, vertical) }
    if joined {
      for group in groups {
        for (from, to) in zip(group.points, group.points.dropFirst()) {
          field.join((from.x, from.y), (to.x, to.y), horizontal, vertical, every: 1)
        }
      }
    }
    for (index, group) in groups.enumerated() where !joined || group.points.count <= 40 {
      for point in group.points {
        field.set(Self.signs[index % Self.signs.count], point.x, point.y, horizontal, vertical)
      }
    }
    print(field, horizontal, vertical)
    guard groups.count > 1 || joined else { return }
    lines.append("")
    lines += groups.enumerated().map { index, group in
      "\(Self.signs[index % Self.signs.count]) \(Self.shown(group.name))"
    }
  }

  /// Circles as letters, the largest first, with their names under the picture.
  mutating func draw(_ bubbles: Chart.Bubbles) {
    let items = bubbles.items.filter { $0.x.isFinite && $0.y.isFinite && $0.size.isFinite }
    guard !items.isEmpty else { return nothing() }
    let cuts = bubbles.quadrants.map { ([$0.x], [$0.y]) } ?? ([], [])
    let vertical = Scale(items.map(\.y) + cuts.1, chart.vertical, fromZero: true, ticks: 5)
    let horizontal = Scale(items.map(\.x) + cuts.0, chart.horizontal, fromZero: true)
    var field = field(vertical)
    if let quadrants = bubbles.quadrants { field.cut(quadrants, horizontal, vertical) }
    let order = items.indices.sorted { (-items[$0].size, $0) < (-items[$1].size, $1) }
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    for (rank, index) in order.enumerated().reversed() {
      let sign = rank < letters.count ? letters[rank] : "·"
      field.set(sign, items[index].x, items[index].y, horizontal, vertical)
    }
    print(field, horizontal, vertical)
    lines.append("")
    let names = room(for: order.prefix(letters.count).map { items[$0].name })
    let unit = NumberText.name(of: bubbles.sizeUnit)
    lines.append(Self.shown(bubbles.sizeTitle) + (unit.isEmpty ? "" : ", \(unit)") + ":")
    for (rank, index) in order.prefix(letters.count).enumerated() {
      let size = NumberText.label(items[index].size, bubbles.sizeUnit)
      lines.append("\(letters[rank]) \(Self.name(items[index].name, names)) \(size)")
    }
  }

  private func field(_ vertical: Scale) -> Field {
    let left = vertical.ticks.map { $0.text.count }.max() ?? 0
    return Field(columns: max(20, width - left - 3), rows: Self.height, left: left)
  }

  /// The picture with its ticks and the titles of both axes.
  private mutating func print(_ field: Field, _ horizontal: Scale, _ vertical: Scale) {
    lines.append(Self.shown(Picture.title(chart.vertical)))
    var texts = Array(repeating: "", count: field.rows)
    for tick in vertical.ticks {
      let row = Int(vertical(tick.value, Double(field.rows) - 1, 0).rounded())
      texts[min(max(row, 0), field.rows - 1)] = tick.text
    }
    for row in 0..<field.rows {
      let text = texts[row]
      let blank = String(repeating: " ", count: field.left - text.count)
      lines.append("\(blank)\(text) \(text.isEmpty ? "│" : "┤")\(field.text(row))")
    }
    let margin = String(repeating: " ", count: field.left + 1)
    lines.append(margin + "└" + String(repeating: "─", count: field.columns))
    var under = Array(repeating: Character(" "), count: field.columns + 12)
    var end = -1
    for tick in horizontal.ticks {
      let middle = Int(horizontal(tick.value, 0, Double(field.columns) - 1).rounded())
      let start = max(0, middle - tick.text.count / 2)
      guard start > end, start + tick.text.count <= field.columns + 2 else { continue }
      for (offset, character) in tick.text.enumerated() { under[start + offset] = character }
      end = start + tick.text.count
    }
    lines.append(margin + " " + String(under))
    lines.append(margin + " " + Self.shown(Picture.title(chart.horizontal)))
  }
}

/// Characters and Braille dots (two by four in a character) where points and lines stand.
struct Field {
  let columns: Int
  let rows: Int
  /// Columns of what stands left of it.
  let left: Int
  private var dots: [UInt8]
  private var signs: [Character?]

  init(columns: Int, rows: Int, left: Int) {
    (self.columns, self.rows, self.left) = (columns, rows, left)
    dots = Array(repeating: 0, count: columns * rows)
    signs = Array(repeating: nil, count: columns * rows)
  }

  /// A row of the picture.
  func text(_ row: Int) -> String {
    String(
      (0..<columns).map { column in
        let place = row * columns + column
        if let sign = signs[place] { return sign }
        guard dots[place] > 0 else { return " " }
        return Character(Unicode.Scalar(0x2800 + UInt32(dots[place])) ?? " ")
      })
  }

  mutating func set(_ sign: Character, _ x: Double, _ y: Double, _ across: Scale, _ up: Scale) {
    let column = Int(across(x, 0, Double(columns) - 1).rounded())
    let row = Int(up(y, Double(rows) - 1, 0).rounded())
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    signs[row * columns + column] = sign
  }

  /// A straight line; of its dots every so many-th.
  mutating func join(
    _ from: (Double, Double), _ to: (Double, Double), _ across: Scale, _ up: Scale, every: Int
  ) {
    let (wide, high) = (Double(columns * 2) - 2, Double(rows * 4) - 4)
    let (x, y) = (across(from.0, 0, wide), up(from.1, high, 0) + 2)
    let (dx, dy) = (across(to.0, 0, wide) - x, up(to.1, high, 0) + 2 - y)
    let steps = Int(max(dx.magnitude, dy.magnitude).rounded(.up))
    guard steps > 0, steps < 100_000 else { return }
    for step in stride(from: 0, through: steps, by: every) {
      let part = Double(step) / Double(steps)
      dot(Int((x + dx * part).rounded()), Int((y + dy * part).rounded()))
    }
  }

  /// The lines at which quarters meet, and the names of the quarters.
  mutating func cut(_ quadrants: Chart.Quadrants, _ across: Scale, _ up: Scale) {
    join((quadrants.x, up.low), (quadrants.x, up.high), across, up, every: 2)
    join((across.low, quadrants.y), (across.high, quadrants.y), across, up, every: 3)
    write(quadrants.topLeft, 1, 0)
    write(quadrants.topRight, columns - quadrants.topRight.count - 1, 0)
    write(quadrants.bottomLeft, 1, rows - 1)
    write(quadrants.bottomRight, columns - quadrants.bottomRight.count - 1, rows - 1)
  }

  private mutating func write(_ text: String, _ column: Int, _ row: Int) {
    for (offset, character) in TerminalPlot.shown(text).enumerated() {
      let place = column + offset
      if (0..<columns).contains(place) { signs[row * columns + place] = character }
    }
  }

  private mutating func dot(_ x: Int, _ y: Int) {
    let (column, row) = (x / 2, y / 4)
    guard x >= 0, y >= 0, column < columns, row < rows else { return }
    // The dots of a Braille character are numbered down the left column, then the right (Unicode
    // Standard, "Braille Patterns"); the fourth row came later.
    let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    dots[row * columns + column] |= bits[y % 4][x % 2]
  }
}
