import Reports

/// One chart on its way to ink: headings, axes and a legend around what the forms draw.
struct Picture {
  let chart: Chart
  var canvas = Canvas()
  /// How far down anything stands so far.
  var bottom = 0.0

  static let width = 760.0
  static let margin = 20.0

  /// Where the data stand.
  struct Area {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }
  }

  init(_ chart: Chart) {
    self.chart = chart
  }

  /// Draws everything.
  mutating func draw() {
    heading()
    switch chart.form {
    case .lines(let lines): draw(lines)
    case .scatter(let scatter): draw(scatter)
    case .bars(let bars): draw(bars)
    case .waterfall(let steps): draw(steps)
    case .funnel(let stages): draw(stages)
    case .bubbles(let bubbles): draw(bubbles)
    }
    notes()
    bottom += 14
  }

  private mutating func heading() {
    let width = Self.width - 2 * Self.margin
    canvas.text(
      Canvas.cut(chart.title, to: width, size: 18), Self.margin, 30, size: 18, isBold: true)
    bottom = 38
    for line in Self.wrapped(chart.subtitle, width: width, size: 12) {
      bottom += 14
      canvas.text(line, Self.margin, bottom, color: Palette.quietInk)
    }
    bottom += 6
  }

  private mutating func notes() {
    let width = Self.width - 2 * Self.margin
    for note in chart.notes {
      for line in Self.wrapped(note, width: width, size: 11) {
        bottom += 14
        canvas.text(line, Self.margin, bottom, size: 11, color: Palette.quietInk)
      }
    }
  }

  /// Says that there is nothing, where the data would stand.
  mutating func nothing() {
    bottom += 60
    canvas.text(
      "Nothing to draw.", Self.width / 2, bottom, size: 14, color: Palette.quietInk,
      anchor: .middle)
    bottom += 40
  }

  /// A text in lines of at most a width, cut between words.
  static func wrapped(_ text: String, width: Double, size: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ").map(String.init) {
      if let last = lines.last, Canvas.width(of: last + " " + word, size: size) <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(Canvas.cut(word, to: width, size: size))
      }
    }
    return lines
  }
}

// MARK: - Legend

extension Picture {
  /// What a legend shows beside a name.
  enum Key {
    case bar(Look)
    case line(Look)
    case mark(Look)
  }

  /// Names with their looks, in rows under the heading.
  mutating func legend(_ entries: [(name: String, key: Key)]) {
    guard !entries.isEmpty else { return }
    var x = Self.margin
    bottom += 16
    for (name, key) in entries {
      let name = Canvas.cut(name, to: 200, size: 12)
      let width = 30 + Canvas.width(of: name, size: 12) + 18
      if x > Self.margin, x + width > Self.width - Self.margin {
        x = Self.margin
        bottom += 18
      }
      draw(key, x, bottom - 4)
      canvas.text(name, x + 30, bottom)
      x += width
    }
    bottom += 6
  }

  private mutating func draw(_ key: Key, _ x: Double, _ y: Double) {
    switch key {
    case .bar(let look): canvas.bar((x, x + 22), (y - 6, y + 6), look)
    case .line(let look):
      canvas.line((x, y), (x + 24, y), look.color, breadth: look.breadth, dashes: look.dashes)
      canvas.marker((x + 12, y), look)
    case .mark(let look): canvas.line((x + 11, y - 7), (x + 11, y + 7), look.color, breadth: 3)
    }
  }
}

// MARK: - Axes

extension Picture {
  /// The title of the vertical axis, above it, where it can be read without turning the head.
  mutating func verticalTitle() {
    bottom += 16
    canvas.text(Self.title(chart.vertical), Self.margin, bottom, color: Palette.quietInk)
    bottom += 15
  }

  /// The title of an axis with its unit.
  static func title(_ axis: Chart.Axis) -> String {
    let unit = NumberText.name(of: axis.unit)
    return unit.isEmpty ? axis.title : "\(axis.title), \(unit)"
  }

  /// Lines across the area at the ticks of a vertical scale, and their texts.
  mutating func verticalTicks(_ scale: Scale, _ area: Area) {
    for tick in scale.ticks {
      let y = scale(tick.value, area.bottom, area.top)
      let color = tick.value == 0 ? Palette.axis : Palette.grid
      canvas.line((area.left, y), (area.right, y), color)
      canvas.text(tick.text, area.left - 7, y + 4, color: Palette.quietInk, anchor: .end)
    }
  }

  /// Short lines at the ticks of a horizontal scale, their texts, and the title of the axis.
  mutating func horizontalTicks(_ scale: Scale, _ area: Area, isGrid: Bool) {
    var end = -Double.infinity
    for tick in scale.ticks {
      let x = scale(tick.value, area.left, area.right)
      let color = tick.value == 0 && isGrid ? Palette.axis : Palette.grid
      if isGrid { canvas.line((x, area.top), (x, area.bottom), color) }
      canvas.line((x, area.bottom), (x, area.bottom + 4), Palette.axis)
      let half = Canvas.width(of: tick.text, size: 12) / 2
      guard x - half > end + 6 else { continue }
      canvas.text(tick.text, x, area.bottom + 18, color: Palette.quietInk, anchor: .middle)
      end = x + half
    }
    canvas.line((area.left, area.bottom), (area.right, area.bottom), Palette.axis)
    bottom = area.bottom + 22
    horizontalTitle(area)
  }

  /// The title of the horizontal axis, under its middle.
  mutating func horizontalTitle(_ area: Area) {
    let title = Self.title(chart.horizontal)
    guard !title.isEmpty else { return }
    bottom += 16
    canvas.text(
      title, (area.left + area.right) / 2, bottom, color: Palette.quietInk, anchor: .middle)
    bottom += 6
  }

  /// How much room the texts of a scale need.
  static func room(for scale: Scale) -> Double {
    scale.ticks.map { Canvas.width(of: $0.text, size: 12) }.max() ?? 0
  }
}
