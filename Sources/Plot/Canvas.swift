/// Writes the elements of an SVG file (W3C, "Scalable Vector Graphics (SVG) 1.1").
///
/// Every look is an attribute, without style sheets, so that any program draws the same.
struct Canvas {
  private(set) var lines: [String] = []

  /// How a text stands at its place.
  enum Anchor: String {
    case start, middle, end
  }

  mutating func add(_ line: String) { lines.append(line) }

  mutating func line(
    _ from: (Double, Double), _ to: (Double, Double), _ color: String, breadth: Double = 1,
    dashes: String = ""
  ) {
    let dash = dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\""
    add(
      "<line x1=\"\(n(from.0))\" y1=\"\(n(from.1))\" x2=\"\(n(to.0))\" y2=\"\(n(to.1))\" "
        + "stroke=\"\(color)\" stroke-width=\"\(n(breadth))\"\(dash)/>")
  }

  /// A rectangle between two corners, in whichever order; `tip` is shown by viewers that can.
  mutating func bar(
    _ x: (Double, Double), _ y: (Double, Double), _ look: Look, tip: String = ""
  ) {
    let place =
      "x=\"\(n(min(x.0, x.1)))\" y=\"\(n(min(y.0, y.1)))\" "
      + "width=\"\(n((x.1 - x.0).magnitude))\" height=\"\(n((y.1 - y.0).magnitude))\""
    let title = tip.isEmpty ? "" : "<title>\(Self.escaped(tip))</title>"
    add("<rect \(place) fill=\"\(look.color)\">\(title)</rect>")
    if look.pattern != .none { add("<rect \(place) fill=\"url(#\(look.pattern.rawValue))\"/>") }
  }

  mutating func path(
    _ points: [(Double, Double)], _ color: String, breadth: Double, dashes: String = "",
    opacity: Double = 1
  ) {
    guard points.count > 1 else { return }
    let steps = points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(n(point.0)) \(n(point.1))"
    }.joined(separator: " ")
    let dash = dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\""
    let faint = opacity < 1 ? " stroke-opacity=\"\(n(opacity))\"" : ""
    add(
      "<path d=\"\(steps)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"\(n(breadth))\" "
        + "stroke-linejoin=\"round\"\(dash)\(faint)/>")
  }

  mutating func circle(
    _ centre: (Double, Double), _ radius: Double, fill: String, opacity: Double = 1,
    stroke: String = "", breadth: Double = 1, tip: String = ""
  ) {
    let faint = opacity < 1 ? " fill-opacity=\"\(n(opacity))\"" : ""
    let edge =
      stroke.isEmpty ? "" : " stroke=\"\(stroke)\" stroke-width=\"\(n(breadth))\""
    let title = tip.isEmpty ? "" : "<title>\(Self.escaped(tip))</title>"
    add(
      "<circle cx=\"\(n(centre.0))\" cy=\"\(n(centre.1))\" r=\"\(n(radius))\" "
        + "fill=\"\(fill)\"\(faint)\(edge)>\(title)</circle>")
  }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, size: Double = 12, color: String = Palette.ink,
    anchor: Anchor = .start, isBold: Bool = false, halo: Bool = false
  ) {
    guard !text.isEmpty else { return }
    let weight = isBold ? " font-weight=\"bold\"" : ""
    let stand = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    let place = "x=\"\(n(x))\" y=\"\(n(y))\" font-size=\"\(n(size))\"\(weight)\(stand)"
    if halo {
      // A white edge keeps a text readable on lines; drawn first, since not all know paint-order.
      add(
        "<text \(place) fill=\"#FFFFFF\" stroke=\"#FFFFFF\" stroke-width=\"3\" "
          + "stroke-linejoin=\"round\">\(Self.escaped(text))</text>")
    }
    add("<text \(place) fill=\"\(color)\">\(Self.escaped(text))</text>")
  }

  mutating func marker(_ at: (Double, Double), _ look: Look, radius: Double = 4) {
    let (x, y) = at
    func polygon(_ points: [(Double, Double)]) {
      let text = points.map { "\(n($0.0)),\(n($0.1))" }.joined(separator: " ")
      add("<polygon points=\"\(text)\" fill=\"\(look.color)\"/>")
    }
    let r = radius
    switch look.marker {
    case .circle: circle(at, r, fill: look.color)
    case .ring: circle(at, r - 0.5, fill: "#FFFFFF", stroke: look.color, breadth: 2)
    case .square: polygon([(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)])
    case .triangle: polygon([(x, y - r * 1.2), (x + r * 1.1, y + r), (x - r * 1.1, y + r)])
    case .diamond:
      polygon([(x, y - r * 1.3), (x + r * 1.3, y), (x, y + r * 1.3), (x - r * 1.3, y)])
    case .cross:
      line((x - r, y - r), (x + r, y + r), look.color, breadth: 2)
      line((x - r, y + r), (x + r, y - r), look.color, breadth: 2)
    }
  }

  private func n(_ value: Double) -> String { NumberText.coordinate(value) }

  /// A text as it may stand in XML; what XML cannot hold becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n", "\r": escaped += " "
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// About how wide a text is; a little more than most fonts need.
  static func width(of text: String, size: Double) -> Double {
    var width = 0.0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "i", "j", "l", "t", "f", "r", "I", ".", ",", ":", ";", "'", "|", " ", "(", ")", "-":
        width += 0.36
      case "m", "w", "M", "W", "%", "@": width += 0.95
      case "A"..."Z": width += 0.7
      case _ where scalar.value >= 0x1100: width += 1
      default: width += 0.58
      }
    }
    return width * size
  }

  /// The text, cut to about a width.
  static func cut(_ text: String, to width: Double, size: Double) -> String {
    guard self.width(of: text, size: size) > width else { return text }
    var kept = text
    while !kept.isEmpty, self.width(of: kept + "…", size: size) > width { kept.removeLast() }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }
}
