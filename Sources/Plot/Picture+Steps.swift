import Reports

extension Picture {
  /// Steps from an opening to a closing, each beginning where the one before ended.
  mutating func draw(_ steps: [Chart.Step]) {
    let steps = steps.filter { $0.value.isFinite }
    guard !steps.isEmpty else { return nothing() }
    let spans = Self.spans(steps)
    let looks = Look.looks([.total, .gain, .loss])
    legend([("stands at", .bar(looks[0])), ("adds", .bar(looks[1])), ("takes", .bar(looks[2]))])
    verticalTitle()
    let scale = Scale(spans.flatMap { [$0.from, $0.to] }, chart.vertical, fromZero: true)
    let area = area(scale, height: 300)
    verticalTicks(scale, area)
    let slot = area.width / Double(steps.count)
    let broad = min(slot * 0.66, 80)
    for (index, step) in steps.enumerated() {
      let span = spans[index]
      let middle = area.left + (Double(index) + 0.5) * slot
      let y = (scale(span.from, area.bottom, area.top), scale(span.to, area.bottom, area.top))
      let look = step.isTotal ? looks[0] : step.value < 0 ? looks[2] : looks[1]
      let text = NumberText.label(step.value, chart.vertical.unit)
      canvas.bar(
        (middle - broad / 2, middle + broad / 2), y, look, tip: "\(step.name): \(text)")
      if index + 1 < steps.count {
        canvas.line(
          (middle + broad / 2, y.1), (middle + slot - broad / 2, y.1), Palette.axis,
          dashes: "2 2")
      }
      let sign = !step.isTotal && step.value > 0 ? "+" : ""
      canvas.text(
        sign + text, middle, min(y.0, y.1) - 5, size: 11, anchor: .middle, halo: true)
    }
    let zero = scale(0, area.bottom, area.top)
    canvas.line((area.left, zero), (area.right, zero), Palette.axis, breadth: 1.2)
    names(of: steps, slot, area)
  }

  /// The names under the steps, in two lines where one is too narrow.
  private mutating func names(of steps: [Chart.Step], _ slot: Double, _ area: Area) {
    var most = 1
    for (index, step) in steps.enumerated() {
      let middle = area.left + (Double(index) + 0.5) * slot
      let lines = Self.wrapped(step.name, width: slot - 4, size: 12)
      for (number, line) in lines.enumerated() {
        canvas.text(
          line, middle, area.bottom + 18 + Double(number) * 14, color: Palette.quietInk,
          anchor: .middle)
      }
      most = max(most, lines.count)
    }
    bottom = area.bottom + 8 + 14 * Double(most)
    horizontalTitle(area)
  }

  /// From where to where each step reaches.
  static func spans(_ steps: [Chart.Step]) -> [(from: Double, to: Double)] {
    var height = 0.0
    return steps.map { step in
      let from = step.isTotal ? 0 : height
      height = from + step.value
      return (from, height)
    }
  }

  /// Bars that get narrower: how many came how far, and what became of them.
  mutating func draw(_ stages: [Chart.FunnelStage]) {
    let stages = stages.filter { $0.value.isFinite && $0.value >= 0 }
    guard let largest = stages.map(\.value).max(), largest > 0 else { return nothing() }
    let isSplit = stages.contains { $0.won != nil || $0.remaining != nil }
    let looks = [
      Look(color: Palette.green), Look(color: Palette.skyBlue, pattern: .dots),
      Look(color: "#BDBDBD", pattern: .rising),
    ]
    if isSplit {
      legend([("won", .bar(looks[0])), ("open", .bar(looks[1])), ("lost", .bar(looks[2]))])
    }
    let names = stages.map { Canvas.cut($0.name, to: 190, size: 13) }
    let left = Self.margin + (names.map { Canvas.width(of: $0, size: 13) }.max() ?? 0) + 12
    let full = Self.width - Self.margin - 120 - left
    bottom += 12
    for (index, stage) in stages.enumerated() {
      if index > 0 { passage(stages[index - 1], stage, left) }
      canvas.text(names[index], left - 10, bottom + 19, size: 13, anchor: .end)
      let end = bar(of: stage, isSplit, looks, left, full / largest)
      let share = NumberText.label(stage.value / largest, .share)
      let text = NumberText.label(stage.value, chart.vertical.unit)
      canvas.text("\(text)  (\(share))", end + 8, bottom + 19, size: 12)
      bottom += 28
    }
    bottom += 10
    canvas.text(
      "\(Self.title(chart.vertical)), and the share of the first stage", left, bottom + 8,
      size: 11, color: Palette.quietInk)
    bottom += 14
  }

  /// How many of one stage came to the next.
  private mutating func passage(
    _ before: Chart.FunnelStage, _ after: Chart.FunnelStage, _ left: Double
  ) {
    if before.value > 0 {
      canvas.text(
        "↓ \(NumberText.label(after.value / before.value, .share))", left + 6, bottom + 14,
        size: 11, color: Palette.quietInk)
    }
    bottom += 20
  }

  /// Draws the bar of a stage and says where it ends.
  private mutating func bar(
    of stage: Chart.FunnelStage, _ isSplit: Bool, _ looks: [Look], _ left: Double,
    _ perUnit: Double
  ) -> Double {
    let end = left + stage.value * perUnit
    guard isSplit else {
      canvas.bar((left, end), (bottom, bottom + 28), Look(color: Palette.blue), tip: stage.name)
      return end
    }
    let (won, open) = (stage.won ?? 0, stage.remaining ?? 0)
    let parts = [won, open, max(0, stage.value - won - open)]
    var x = left
    for (part, look) in zip(parts, looks) where part > 0 {
      canvas.bar(
        (x, x + part * perUnit), (bottom, bottom + 28), look,
        tip: "\(stage.name): \(NumberText.label(part, chart.vertical.unit))")
      x += part * perUnit
    }
    return end
  }
}
