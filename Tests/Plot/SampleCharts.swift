import Domain
import Reports

/// Charts of every form, as reports make them; the golden pictures show them.
enum SampleCharts {
  static let money = Chart.Axis("Amount", .money(.euro))

  static let pipeline = Chart(
    title: "Pipeline", subtitle: "As of 2017-03-31 · by: stage",
    horizontal: Chart.Axis("Stage", .category), vertical: money,
    form: .bars(
      Chart.Bars(
        ["Qualification", "Needs analysis", "Proposal", "Negotiation"],
        [
          Chart.Series("Amount", .plain, [112_320, 39_500, 155_400, 52_000]),
          Chart.Series("Weighted", .plain, [11_232, 9_875, 77_700, 39_000]),
        ])))

  static let targets = Chart(
    title: "Targets", horizontal: Chart.Axis("Owner", .category), vertical: money,
    form: .bars(
      Chart.Bars(
        ["Ben Bakker", "Carla Duarte", "A name that is much too long for any margin of a page"],
        [
          Chart.Series("Won", .gain, [80_000, 120_500.5, -3_000]),
          Chart.Series("Target", .reference, [100_000, 90_000, nil], isMark: true),
        ])))

  static let outcomes = Chart(
    title: "Outcomes", subtitle: "Now, 2026-03-02 · by: closed-month",
    horizontal: Chart.Axis("Closed month", .category), vertical: Chart.Axis("Deals", .count),
    form: .bars(
      Chart.Bars(
        (1...12).map { month in month < 10 ? "2025-0\(month)" : "2025-\(month)" },
        [
          Chart.Series("Won", .gain, [7, 3, 10, 6, 2, 9, 5, 1, 8, 4, 0, 7]),
          Chart.Series("Lost", .loss, [5, 3, 1, 6, 4, 2, 0, 5, 3, 1, 6, 4]),
        ], layout: .stacked, isTimeline: true)))

  static let flow = Chart(
    title: "Pipeline flow", subtitle: "2017-01-31 to 2017-03-31",
    horizontal: Chart.Axis("", .category), vertical: money,
    form: .waterfall([
      Chart.Step("Opening", 300_000, isTotal: true), Chart.Step("New", 120_000),
      Chart.Step("Reopened", 5_000), Chart.Step("Raised", 22_500.5),
      Chart.Step("Lowered", -41_000), Chart.Step("Pushed out", -10_000),
      Chart.Step("Lost", -90_000), Chart.Step("Won", -150_250),
      Chart.Step("Closing", 156_250.5, isTotal: true),
    ]))

  static let stages = Chart(
    title: "Stages", subtitle: "Field sales", horizontal: Chart.Axis("Stage", .category),
    vertical: Chart.Axis("Opportunities that reached the stage", .count),
    form: .funnel([
      Chart.FunnelStage("Prospecting", 8_800, remaining: 500, won: 4_238),
      Chart.FunnelStage("Engaging", 6_711, remaining: 1_589, won: 4_238),
      Chart.FunnelStage("Negotiation & signing", 4_900, remaining: 200, won: 4_238),
    ]))

  static func accuracy() throws -> Chart {
    let first = try Day("2016-01-01")
    var days: [Double] = []
    var actual: [Double] = []
    for month in 0..<14 {
      days.append(Double(first.adding(days: month * 30).number))
      actual.append(Double(100_000 + month * month * 900 - month % 3 * 20_000))
    }
    return Chart(
      title: "Forecast against actual", subtitle: "90, 60 and 30 days ahead",
      horizontal: Chart.Axis("Month", .date), vertical: money,
      form: .lines([
        line("Actual", .actual, days, actual),
        line("90 days ahead", .plain, days, actual.map { $0 * 1.25 + 20_000 }),
        line("30 days ahead", .plain, days, actual.map { $0 * 1.08 }),
        line("Last period's actual", .reference, days, [90_000] + actual.dropLast()),
      ]))
  }

  private static func line(
    _ name: String, _ tone: Chart.Tone, _ x: [Double], _ y: [Double]
  ) -> Chart.Line {
    Chart.Line(name, tone, zip(x, y).map { Chart.Point($0, $1) })
  }

  static let calibration = Chart(
    title: "Calibration", subtitle: "Learned by stage",
    horizontal: Chart.Axis("Probability given", .share, range: 0...1),
    vertical: Chart.Axis("Share really won", .share, range: 0...1),
    form: .scatter(
      Chart.Scatter(
        [
          Chart.Line(
            "By stage", .plain,
            [
              Chart.Point(0.1, 0.05, name: "120", interval: 0.02...0.1),
              Chart.Point(0.35, 0.42, name: "64", interval: 0.3...0.55),
              Chart.Point(0.6, 0.52, name: "51", interval: 0.38...0.66),
              Chart.Point(0.9, 0.71, name: "12", interval: 0.42...0.9),
            ])
        ], diagonal: "as forecast")))

  static let matrix = Chart(
    title: "Customer matrix", subtitle: "As of 2017-12-31, trails since 2017-01-01",
    horizontal: Chart.Axis("Potential", .number, range: 0...100),
    vertical: Chart.Axis("Size", .number, range: 0...100),
    form: .bubbles(
      Chart.Bubbles(
        [
          Chart.Bubble(
            "Globex", x: 72, y: 81, size: 1_200_000,
            trail: [Chart.Point(40, 60), Chart.Point(55, 72)]),
          Chart.Bubble("Initech", x: 20, y: 75, size: 640_000),
          Chart.Bubble("Hooli", x: 66, y: 24, size: 90_000, trail: [Chart.Point(30, 20)]),
          Chart.Bubble("Müller & Söhne <GmbH>", x: 33, y: 35, size: 15_000),
          Chart.Bubble("Umbrella", x: 31, y: 37, size: 0),
        ], sizeTitle: "turnover", sizeUnit: .money(.euro),
        quadrants: Chart.Quadrants(
          x: 50, y: 50, topLeft: "keep", topRight: "grow", bottomLeft: "maintain",
          bottomRight: "develop"))))

  /// Every form, by the name of its golden picture.
  static func all() throws -> [(name: String, chart: Chart)] {
    [
      ("pipeline", pipeline), ("targets", targets), ("outcomes", outcomes), ("flow", flow),
      ("stages", stages), ("accuracy", try accuracy()), ("calibration", calibration),
      ("matrix", matrix),
    ]
  }
}
