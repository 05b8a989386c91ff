/// Names beside points, each where there is room for it; a name without room is not written.
struct Labels {
  private let area: Picture.Area
  private var taken: [Box] = []
  private var wanted: [(text: String, at: (Double, Double), distance: Double, rank: Int)] = []

  private struct Box {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    func meets(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  /// A name and its place.
  struct Label {
    var text: String
    var x: Double
    var y: Double
    var anchor: Canvas.Anchor
  }

  init(_ area: Picture.Area) {
    self.area = area
  }

  /// Notes that nothing is to be written around a point.
  mutating func occupy(_ at: (Double, Double), _ radius: Double) {
    taken.append(
      Box(
        left: at.0 - radius, right: at.0 + radius, top: at.1 - radius, bottom: at.1 + radius))
  }

  /// Wishes a name at this distance of a point; low ranks come first.
  mutating func want(_ text: String, _ at: (Double, Double), _ distance: Double, rank: Int) {
    guard !text.isEmpty else { return }
    wanted.append((Canvas.cut(text, to: 150, size: 11), at, distance, rank))
  }

  /// The names that found room: right of their point, left, above or below.
  func placed() -> [Label] {
    var taken = taken
    var placed: [Label] = []
    let order = wanted.indices.sorted { (wanted[$0].rank, $0) < (wanted[$1].rank, $1) }
    for index in order {
      let wish = wanted[index]
      let width = Canvas.width(of: wish.text, size: 11)
      let (x, y) = wish.at
      let gap = wish.distance + 3
      let tries = [
        Label(text: wish.text, x: x + gap, y: y + 4, anchor: .start),
        Label(text: wish.text, x: x - gap, y: y + 4, anchor: .end),
        Label(text: wish.text, x: x, y: y - gap, anchor: .middle),
        Label(text: wish.text, x: x, y: y + gap + 9, anchor: .middle),
      ]
      for label in tries {
        let box = box(label, width)
        guard box.left >= area.left, box.right <= area.right + 14, box.top >= area.top,
          box.bottom <= area.bottom, !taken.contains(where: { $0.meets(box) })
        else { continue }
        taken.append(box)
        placed.append(label)
        break
      }
    }
    return placed
  }

  private func box(_ label: Label, _ width: Double) -> Box {
    let left =
      switch label.anchor {
      case .start: label.x
      case .middle: label.x - width / 2
      case .end: label.x - width
      }
    return Box(left: left, right: left + width, top: label.y - 10, bottom: label.y + 3)
  }
}
