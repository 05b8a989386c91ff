import Bytes
import Domain

/// What the circles of a matrix are as large as; the names are stable.
enum BubbleSize: String, CaseIterable, Sendable {
  case turnover
  case wonAmount = "won-amount"
  case none

  /// How a picture calls it.
  fileprivate var title: String { self == .turnover ? "turnover" : "won" }
}

/// The picture of a matrix: size upwards, potential to the right.
struct MatrixChart {
  private let book: MatrixBook
  private let ratings: Ratings
  private let currency: Currency
  private let figure: BubbleSize

  /// So many circles at most: a picture of more is a cloud.
  static let circleLimit = 100
  /// So many ways at most, those of the largest circles.
  static let trailLimit = 20

  init(_ book: MatrixBook, _ ratings: Ratings, _ currency: Currency, _ figure: BubbleSize?) {
    (self.book, self.ratings, self.currency) = (book, ratings, currency)
    self.figure = figure ?? (book.hasOrders ? .turnover : .wonAmount)
  }

  /// Circles by turnover or by what was won where there is any, with the way each customer came;
  /// else points by category.
  func chart<Source: ReportSource>(_ labels: inout Labels<Source>) throws -> Chart {
    let placed = book.ratings.filter(\.isPlaced)
    let isLarge = placed.contains { amount($0) > 0 }
    return Chart(
      title: "Customer matrix", subtitle: ratings.questionnaire.name,
      horizontal: Chart.Axis("Potential", range: range(.potential)),
      vertical: Chart.Axis("Size", range: range(.size)),
      form: isLarge ? .bubbles(try bubbles(placed, &labels)) : .scatter(scatter(placed)),
      notes: notes(placed, isLarge))
  }

  private func notes(_ placed: [Rating], _ isLarge: Bool) -> [String] {
    var notes = book.notes
    if isLarge, placed.count > Self.circleLimit {
      notes.append(
        "the \(Self.circleLimit) of \(placed.count) that brought most are drawn, and the ways of "
          + "the first \(Self.trailLimit)")
    }
    return notes
  }

  /// 0 to 100, unless a question counts by its own scale.
  private func range(_ axis: MatrixAxis) -> ClosedRange<Double>? {
    let questions = ratings.questionnaire.versions.flatMap(\.questions)
    let isOwn = questions.contains { $0.weight(axis) > 0 && $0.scoring == .value }
    return isOwn ? nil : 0...100
  }

  private func amount(_ rating: Rating) -> Double {
    switch figure {
    case .turnover: max(0, Chart.place(book.turnover(rating.subject)[currency]))
    case .wonAmount: max(0, Chart.place(book.wonAmount(rating.subject)[currency]))
    case .none: 0
    }
  }

  private func place(_ rating: Rating, name: String = "") -> Chart.Point? {
    guard let size = rating.size, let potential = rating.potential else { return nil }
    return Chart.Point(potential.approximate, size.approximate, name: name)
  }

  private func bubbles<Source: ReportSource>(
    _ placed: [Rating], _ labels: inout Labels<Source>
  ) throws -> Chart.Bubbles {
    let largest = placed.map { (amount($0), $0) }
      .sorted { ($1.0, $0.1.subject.number) < ($0.0, $1.1.subject.number) }
      .prefix(Self.circleLimit)
    var items: [Chart.Bubble] = []
    for (place, (amount, rating)) in largest.enumerated() {
      guard let point = self.place(rating) else { continue }
      let trail = place < Self.trailLimit ? trail(to: rating) : []
      items.append(
        Chart.Bubble(
          try labels.text(rating.subject), x: point.x, y: point.y, size: amount, trail: trail))
    }
    return Chart.Bubbles(
      items, sizeTitle: figure.title, sizeUnit: .money(currency), quadrants: quadrants)
  }

  /// The places a customer had before this rating.
  private func trail(to rating: Rating) -> [Chart.Point] {
    ratings.trail(of: rating.subject).prefix { $0.response != rating.response }
      .compactMap { place($0) }
  }

  private func scatter(_ placed: [Rating]) -> Chart.Scatter {
    let groups = book.fields.all.map { field in
      Chart.Line(
        book.fields.name(field),
        placed.filter { book.fields.field($0) == field }.compactMap { place($0) })
    }
    return Chart.Scatter(groups.filter { !$0.points.isEmpty }, quadrants: quadrants)
  }

  /// The named quarters, where there are four fields, two by two.
  private var quadrants: Chart.Quadrants? {
    let fields = book.fields
    guard fields.all.count == 4, fields.boundaries(.size).count == 1,
      let size = fields.boundaries(.size).first, let potential = fields.boundaries(.potential).first
    else { return nil }
    let names = fields.all.map(fields.name)
    return Chart.Quadrants(
      x: potential.approximate, y: size.approximate, topLeft: names[0], topRight: names[1],
      bottomLeft: names[2], bottomRight: names[3])
  }
}

extension Chart.Line {
  fileprivate init(_ name: String, _ points: [Chart.Point]) { self.init(name, .plain, points) }
}

extension AxisScore {
  /// The nearest binary fraction; for placing ink, never for adding up.
  fileprivate var approximate: Double { Double(numerator) / Double(denominator) }
}
