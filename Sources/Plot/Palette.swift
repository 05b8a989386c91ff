import Reports

/// The eight colours of Masataka Okabe and Kei Ito ("Color Universal Design", 2008,
/// https://jfly.uni-koeln.de/color/), which people with any usual colour vision tell apart.
enum Palette {
  static let black = "#000000"
  static let orange = "#E69F00"
  static let skyBlue = "#56B4E9"
  static let green = "#009E73"
  static let yellow = "#F0E442"
  static let blue = "#0072B2"
  static let vermilion = "#D55E00"
  static let purple = "#CC79A7"

  /// Ink of headings and numbers.
  static let ink = "#1A1A1A"
  /// Ink of what explains.
  static let quietInk = "#595959"
  /// Lines behind the data.
  static let grid = "#E3E3E3"
  /// The ground line, and axes.
  static let axis = "#8C8C8C"
  /// What stands for a whole.
  static let total = "#4D4D4D"

  /// The colours of things that are alike, in order; their brightness alternates.
  static let series = [blue, orange, green, purple, skyBlue, vermilion, yellow, total]
}

/// How one series looks: by colour, and by something that survives a copy in black and white.
struct Look {
  /// The colour of bars and lines.
  var color: String
  /// The pattern over a filled shape.
  var pattern = Pattern.none
  /// The dashes of a line, as SVG writes them; empty for none.
  var dashes = ""
  /// The sign at a point of a line.
  var marker = Marker.circle
  /// How broad a line is.
  var breadth = 2.0

  /// What lies over the colour of a filled shape.
  enum Pattern: String, CaseIterable {
    case none, rising, dots, level, crossed, falling
  }

  /// The sign at a point.
  enum Marker: CaseIterable {
    case circle, square, triangle, diamond, cross, ring
  }

  /// The looks of series with these tones, in order.
  static func looks(_ tones: [Chart.Tone]) -> [Look] {
    var plain = 0
    return tones.map { tone in
      switch tone {
      case .gain: return Look(color: Palette.green)
      case .loss: return Look(color: Palette.vermilion, pattern: .rising, dashes: "7 3")
      case .total: return Look(color: Palette.total)
      case .actual:
        return Look(color: Palette.black, marker: .circle, breadth: 3)
      case .reference:
        return Look(color: Palette.quietInk, pattern: .level, dashes: "2 3", marker: .cross)
      case .plain:
        defer { plain += 1 }
        return Look(number: plain)
      }
    }
  }

  private init(number: Int) {
    let dashes = ["", "8 4", "2 3", "10 3 2 3", "14 4", "5 2"]
    let patterns: [Pattern] = [.none, .rising, .dots, .level, .crossed, .falling]
    let markers: [Marker] = [.square, .triangle, .diamond, .ring, .circle, .cross]
    self.init(
      color: Palette.series[number % Palette.series.count],
      pattern: patterns[number % patterns.count], dashes: dashes[number % dashes.count],
      marker: markers[number % markers.count])
  }

  init(
    color: String, pattern: Pattern = .none, dashes: String = "", marker: Marker = .circle,
    breadth: Double = 2
  ) {
    self.color = color
    self.pattern = pattern
    self.dashes = dashes
    self.marker = marker
    self.breadth = breadth
  }
}
