import Domain
import FoundationEssentials
import Plot
import Reports
import Testing

/// Pictures in characters, and pictures of what hardly is there.
@Suite struct TerminalTests {
  @Test func `every form fits the width of the terminal`() throws {
    for width in [40, 80, 132] {
      for (name, chart) in try SampleCharts.all() {
        for line in Plot.text([chart], width: width).split(separator: "\n") {
          #expect(
            line.count <= width + 4 || line.contains("stands at") || line == chart.title
              || line == chart.subtitle, "\(name) at \(width): \(line)")
        }
      }
    }
  }

  @Test func `bars are as long as their values, to an eighth of a column`() {
    let chart = Chart(
      title: "T", horizontal: Chart.Axis("", .category), vertical: Chart.Axis("n", .count),
      form: .bars(Chart.Bars(["a", "b"], [Chart.Series("n", .plain, [10, 5])])))
    let lines = Plot.text([chart], width: 40).split(separator: "\n").map(String.init)
    let bars = lines.filter { $0.hasPrefix("a ") || $0.hasPrefix("b ") }
    #expect(bars.count == 2)
    let counts = bars.map { line in line.count { $0 == "█" } }
    #expect(counts[0] == 34 && counts[1] == 17, "\(bars)")
  }

  @Test func `control characters are never sent to the terminal`() {
    let chart = Chart(
      title: "a\u{1B}[31m", horizontal: Chart.Axis("", .category),
      vertical: Chart.Axis("n", .count),
      form: .bars(Chart.Bars(["x\u{7}"], [Chart.Series("n", .plain, [1])])))
    let text = Plot.text([chart])
    #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{7}"))
  }
}

/// What every picture must bear: nothing, one thing, very many, wild numbers, wild names.
@Suite struct RobustnessTests {
  private let across = Chart.Axis("x"), up = Chart.Axis("y", .money(.euro))

  private func forms(_ points: [Chart.Point]) -> [Chart.Form] {
    let line = Chart.Line("line", .plain, points)
    let quadrants = Chart.Quadrants(
      x: 1, y: 1, topLeft: "a", topRight: "b", bottomLeft: "c", bottomRight: "d")
    return [
      .lines([line]), .lines(points.isEmpty ? [] : [line, line]),
      .scatter(Chart.Scatter([line], diagonal: "same", quadrants: quadrants)),
      .bars(Chart.Bars(points.map(\.name), [Chart.Series("s", .plain, points.map(\.y))])),
      .bars(
        Chart.Bars(
          points.map(\.name),
          [Chart.Series("s", .gain, points.map(\.y)), Chart.Series("t", .loss, points.map(\.x))],
          layout: .stacked, isTimeline: true)),
      .waterfall(points.map { Chart.Step($0.name, $0.y) }),
      .funnel(points.map { Chart.FunnelStage($0.name, $0.y, remaining: 1, won: 1) }),
      .bubbles(
        Chart.Bubbles(
          points.map { Chart.Bubble($0.name, x: $0.x, y: $0.y, size: $0.y) },
          sizeTitle: "size", sizeUnit: .count, quadrants: quadrants)),
    ]
  }

  private func pictures(_ points: [Chart.Point], _ units: [Chart.Unit]) -> [String] {
    units.flatMap { unit in
      forms(points).flatMap { form in
        let chart = Chart(
          title: "T", horizontal: Chart.Axis("x", unit), vertical: up, form: form)
        return [Plot.svg([chart]), Plot.text([chart], width: 60)]
      }
    }
  }

  @Test func `nothing is said to be nothing`() {
    for text in pictures([], [.number, .date]) {
      #expect(text.lowercased().contains("nothing to draw"))
    }
  }

  @Test func `one point, equal points and negative values are drawn`() {
    let sets: [[Chart.Point]] = [
      [Chart.Point(5, 7, name: "one")],
      [Chart.Point(5, 7, name: "a"), Chart.Point(5, 7, name: "b")],
      [Chart.Point(-5, -7, name: "a"), Chart.Point(3, -2, name: "b")],
      [Chart.Point(0, 0, name: "zero")],
    ]
    for points in sets {
      for text in pictures(points, [.number, .date]) {
        #expect(!text.contains("nan") && !text.contains("inf"))
      }
    }
  }

  @Test func `what has no place is left out, and no number stops the drawing`() {
    let wild: [Double] = [.nan, .infinity, -.infinity, 1e300, -1e300, 1e-300, 3, 1e17]
    var points: [Chart.Point] = []
    for (index, value) in wild.enumerated() {
      points.append(Chart.Point(value, wild[(index * 3 + 1) % wild.count], name: "p\(index)"))
    }
    for text in pictures(points.filter { $0.x.magnitude < 1e200 && $0.y.magnitude < 1e200 }, [
      .number, .date,
    ]) {
      #expect(!text.contains("nan"))
    }
  }

  @Test func `many points make a picture of bounded size`() {
    let points = (0..<5_000).map { number in
      Chart.Point(Double(number), Double(number * 7919 % 1000), name: "name \(number)")
    }
    let svg = Plot.svg([
      Chart(title: "T", horizontal: across, vertical: up, form: forms(points)[0])
    ])
    #expect(svg.utf8.count < 200_000)
    #expect(!svg.contains("<polygon"), "no signs at so many points")
  }

  @Test func `texts are escaped, and long ones cut`() {
    let name = "A & B <script>alert(\"x\")</script> \u{1} " + String(repeating: "long ", count: 40)
    for text in pictures([Chart.Point(1, 2, name: name)], [.number]) where text.hasPrefix("<svg") {
      #expect(!text.contains("<script") && !text.contains("\u{1}"))
    }
    let titled = Plot.svg([Chart(title: name, horizontal: across, vertical: up, form: .lines([]))])
    #expect(titled.contains("A &amp; B &lt;script&gt;"))
  }

  @Test func `the same charts give the same bytes`() throws {
    let charts = try SampleCharts.all().map(\.chart)
    #expect(Plot.svg(charts) == Plot.svg(charts))
    #expect(Plot.text(charts) == Plot.text(charts))
  }
}
