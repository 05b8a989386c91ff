public import Reports

/// One chart in characters: bars of block elements, lines of Braille dots.
struct TerminalPlot {
  let chart: Chart
  /// Columns of the terminal.
  let width: Int
  var lines: [String] = []

  init(_ chart: Chart, width: Int) {
    self.chart = chart
    self.width = max(40, min(width, 160))
  }

  /// The lines of the picture.
  mutating func draw() -> [String] {
    lines = [Self.shown(chart.title)]
    if !chart.subtitle.isEmpty { lines.append(Self.shown(chart.subtitle)) }
    lines.append("")
    switch chart.form {
    case .bars(let bars): draw(bars)
    case .waterfall(let steps): draw(steps)
    case .funnel(let stages): draw(stages)
    case .lines(let lines): draw(points: lines, joined: true, diagonal: false, nil)
    case .scatter(let scatter):
      draw(
        points: scatter.groups, joined: false, diagonal: scatter.diagonal != nil,
        scatter.quadrants)
      if let diagonal = scatter.diagonal { lines.append("··· \(Self.shown(diagonal))") }
    case .bubbles(let bubbles): draw(bubbles)
    }
    if !chart.notes.isEmpty { lines.append("") }
    lines += chart.notes.map(Self.shown)
    return lines
  }

  mutating func nothing() { lines.append("(nothing to draw)") }

  /// A text without characters that would move the cursor.
  static func shown(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
        shown += "\u{FFFD}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// A name cut and filled to a number of columns.
  static func name(_ text: String, _ columns: Int) -> String {
    var text = shown(text)
    if Self.columns(text) > columns {
      while !text.isEmpty, Self.columns(text) > columns - 1 { text.removeLast() }
      text += "…"
    }
    return text + String(repeating: " ", count: max(0, columns - Self.columns(text)))
  }

  /// How many columns a text takes; East Asian letters take two.
  static func columns(_ text: String) -> Int {
    text.reduce(0) { count, character in
      let first = character.unicodeScalars.first?.value ?? 0
      let isWide =
        (0x1100...0x115F).contains(first) || (0x2E80...0xA4CF).contains(first)
        || (0xAC00...0xD7A3).contains(first) || (0xF900...0xFAFF).contains(first)
        || (0xFE30...0xFE6F).contains(first) || (0xFF00...0xFF60).contains(first)
        || (0x1F300...0x1FAFF).contains(first)
      return count + (isWide ? 2 : 1)
    }
  }

  /// How many columns the names need, at most a third of the width.
  func room(for names: [String]) -> Int {
    min(names.map { Self.columns(Self.shown($0)) }.max() ?? 0, width / 3)
  }
}

extension Plot {
  /// The charts under each other, for a terminal so many columns wide; 80 when it is none.
  public static func text(_ charts: [Chart], width: Int? = nil) -> String {
    charts.map { chart in
      var plot = TerminalPlot(chart, width: width ?? 80)
      return plot.draw().map { line in
        String(line.reversed().drop { $0 == " " }.reversed())
      }.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }
}
