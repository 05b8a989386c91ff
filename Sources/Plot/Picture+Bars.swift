import Reports

extension Picture {
  /// Bars by category: standing in a row for stretches of time, else lying beside their names.
  mutating func draw(_ bars: Chart.Bars) {
    guard !bars.categories.isEmpty, bars.series.contains(where: { !$0.finite.isEmpty }) else {
      return nothing()
    }
    let looks = Look.looks(bars.series.map(\.tone))
    if bars.series.count > 1 {
      legend(zip(bars.series, looks).map { ($0.name, $0.isMark ? .mark($1) : .bar($1)) })
    }
    if bars.isTimeline {
      standing(bars, looks)
    } else {
      lying(bars, looks)
    }
  }

  // MARK: Standing

  private mutating func standing(_ bars: Chart.Bars, _ looks: [Look]) {
    verticalTitle()
    let scale = Scale(bars.reach, chart.vertical, fromZero: true)
    let area = area(scale, height: 280)
    verticalTicks(scale, area)
    let slot = area.width / Double(bars.categories.count)
    let broad = min(slot * 0.72, 90)
    let hasRoom = slot / Double(bars.barsAbreast) >= 34
    for (index, pieces) in bars.pieces.enumerated() {
      let middle = area.left + (Double(index) + 0.5) * slot
      for piece in pieces {
        let part = broad / Double(bars.barsAbreast)
        let x = middle - broad / 2 + part * Double(piece.place)
        let y = (scale(piece.from, area.bottom, area.top), scale(piece.to, area.bottom, area.top))
        let look = looks[piece.series]
        if piece.isMark {
          let half = broad / 2 + 3
          canvas.line((middle - half, y.1), (middle + half, y.1), look.color, breadth: 3)
          continue
        }
        canvas.bar((x + 0.75, x + part - 0.75), y, look, tip: tip(piece, bars, index))
        if hasRoom, bars.layout == .grouped {
          let above = piece.to >= piece.from ? y.1 - 5 : y.1 + 14
          canvas.text(
            NumberText.label(piece.value, chart.vertical.unit), x + part / 2, above, size: 11,
            anchor: .middle, halo: true)
        }
      }
    }
    ground(scale, area)
    categories(bars.categories, slot, area)
  }

  /// The line bars stand on.
  private mutating func ground(_ scale: Scale, _ area: Area) {
    let zero = scale(0, area.bottom, area.top)
    canvas.line((area.left, zero), (area.right, zero), Palette.axis, breadth: 1.2)
  }

  /// The names of what stands in a row; every second, third … one where they are too many.
  mutating func categories(_ names: [String], _ slot: Double, _ area: Area) {
    let widest = names.map { Canvas.width(of: $0, size: 12) }.max() ?? 0
    let every = max(1, Int(((min(widest, 90) + 8) / slot).rounded(.up)))
    for (index, name) in names.enumerated() where index % every == 0 {
      let x = area.left + (Double(index) + 0.5) * slot
      let name = Canvas.cut(name, to: slot * Double(every) - 4, size: 12)
      canvas.text(name, x, area.bottom + 18, color: Palette.quietInk, anchor: .middle)
    }
    bottom = area.bottom + 22
    horizontalTitle(area)
  }

  // MARK: Lying

  private mutating func lying(_ bars: Chart.Bars, _ looks: [Look]) {
    let names = bars.categories.map { Canvas.cut($0, to: 190, size: 12) }
    let room = names.map { Canvas.width(of: $0, size: 12) }.max() ?? 0
    let thickness = bars.barsAbreast == 1 ? 20.0 : 15.0
    let slot = thickness * Double(bars.barsAbreast) + 12
    let scale = Scale(bars.reach, chart.vertical, fromZero: true)
    bottom += 8
    let area = Area(
      left: Self.margin + room + 10, right: Self.width - Self.margin - 74, top: bottom,
      bottom: bottom + slot * Double(names.count) + 4)
    for tick in scale.ticks {
      let x = scale(tick.value, area.left, area.right)
      canvas.line((x, area.top), (x, area.bottom), Palette.grid)
    }
    for (index, pieces) in bars.pieces.enumerated() {
      let top = area.top + Double(index) * slot + 6
      let middle = top + (slot - 12) / 2 + 4
      canvas.text(names[index], area.left - 8, middle, anchor: .end)
      for piece in pieces { draw(piece, looks, bars, index, scale, area, top, thickness) }
      if bars.layout == .stacked { total(pieces, scale, area, middle) }
    }
    let zero = scale(0, area.left, area.right)
    canvas.line((zero, area.top), (zero, area.bottom), Palette.axis, breadth: 1.2)
    lyingAxis(scale, area)
  }

  private mutating func draw(
    _ piece: Chart.Bars.Piece, _ looks: [Look], _ bars: Chart.Bars, _ index: Int,
    _ scale: Scale, _ area: Area, _ top: Double, _ thickness: Double
  ) {
    let x = (scale(piece.from, area.left, area.right), scale(piece.to, area.left, area.right))
    let look = looks[piece.series]
    if piece.isMark {
      let high = thickness * Double(bars.barsAbreast)
      canvas.line((x.1, top - 3), (x.1, top + high + 3), look.color, breadth: 3)
      return
    }
    let y = top + thickness * Double(piece.place)
    canvas.bar(x, (y + 0.75, y + thickness - 0.75), look, tip: tip(piece, bars, index))
    guard bars.layout == .grouped else { return }
    let isLeft = piece.to < piece.from
    canvas.text(
      NumberText.label(piece.value, chart.vertical.unit), x.1 + (isLeft ? -6 : 6),
      y + thickness / 2 + 4, size: 11, anchor: isLeft ? .end : .start, halo: true)
  }

  /// What a stack comes to, behind it.
  private mutating func total(
    _ pieces: [Chart.Bars.Piece], _ scale: Scale, _ area: Area, _ y: Double
  ) {
    let bars = pieces.filter { !$0.isMark }
    guard let end = bars.map(\.to).max() else { return }
    let sum = bars.reduce(0) { $0 + $1.value }
    canvas.text(
      NumberText.label(sum, chart.vertical.unit), scale(max(end, 0), area.left, area.right) + 6,
      y, size: 11, halo: true)
  }

  private mutating func lyingAxis(_ scale: Scale, _ area: Area) {
    var end = -Double.infinity
    for tick in scale.ticks {
      let x = scale(tick.value, area.left, area.right)
      let half = Canvas.width(of: tick.text, size: 12) / 2
      guard x - half > end + 8 else { continue }
      canvas.text(tick.text, x, area.bottom + 16, color: Palette.quietInk, anchor: .middle)
      end = x + half
    }
    bottom = area.bottom + 20
    let title = Self.title(chart.vertical)
    guard !title.isEmpty else { return }
    bottom += 16
    canvas.text(
      title, (area.left + area.right) / 2, bottom, color: Palette.quietInk, anchor: .middle)
    bottom += 6
  }

  private func tip(_ piece: Chart.Bars.Piece, _ bars: Chart.Bars, _ index: Int) -> String {
    let name = bars.series[piece.series].name
    let value = NumberText.label(piece.value, chart.vertical.unit)
    return [bars.categories[index], name, value].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}

extension Chart.Series {
  /// The values that have a place.
  var finite: [Double] { values.compactMap(\.self).filter(\.isFinite) }
}

extension Chart.Bars {
  /// A piece of ink of one category.
  struct Piece {
    /// Which series it belongs to.
    var series: Int
    /// Where among the bars that stand side by side.
    var place: Int
    /// From where to where it reaches.
    var from: Double
    var to: Double
    /// What it tells.
    var value: Double
    var isMark: Bool
  }

  /// How many bars stand side by side.
  var barsAbreast: Int {
    layout == .stacked ? 1 : max(1, series.count { !$0.isMark })
  }

  /// What is drawn of each category: bars first, then marks over them.
  var pieces: [[Piece]] {
    categories.indices.map { index in
      var (up, down, place) = (0.0, 0.0, 0)
      var bars: [Piece] = []
      var marks: [Piece] = []
      for (number, series) in series.enumerated() {
        let value = series.values.indices.contains(index) ? series.values[index] : nil
        defer { if !series.isMark, layout == .grouped { place += 1 } }
        guard let value, value.isFinite else { continue }
        var piece = Piece(
          series: number, place: place, from: 0, to: value, value: value,
          isMark: series.isMark)
        if series.isMark {
          marks.append(piece)
          continue
        }
        if layout == .stacked {
          piece.from = value < 0 ? down : up
          piece.to = piece.from + value
          if value < 0 { down = piece.to } else { up = piece.to }
        }
        bars.append(piece)
      }
      return bars + marks
    }
  }

  /// Every value the scale must reach.
  var reach: [Double] { pieces.flatMap { $0.flatMap { [$0.from, $0.to] } } }
}
