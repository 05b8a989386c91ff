public import Reports

/// Draws charts: as SVG for paper and screens, or in characters for a terminal.
///
/// The same charts give the same bytes.
public enum Plot {
  /// An SVG file with these charts under each other.
  public static func svg(_ charts: [Chart]) -> String {
    var height = 0.0
    var groups: [String] = []
    for chart in charts {
      var picture = Picture(chart)
      picture.draw()
      groups.append("<g transform=\"translate(0 \(NumberText.coordinate(height)))\">")
      groups += picture.canvas.lines
      groups.append("</g>")
      height += picture.bottom
    }
    let (width, full) = (NumberText.coordinate(Picture.width), NumberText.coordinate(height))
    let title = charts.map(\.title).joined(separator: "; ")
    let head = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(full)\" "
        + "viewBox=\"0 0 \(width) \(full)\" font-family=\"Helvetica, Arial, 'DejaVu Sans', "
        + "sans-serif\" role=\"img\">",
      "<title>\(Canvas.escaped(title))</title>",
      "<desc>Colours after Okabe and Ito, Color Universal Design.</desc>",
    ]
    let ground = "<rect width=\"\(width)\" height=\"\(full)\" fill=\"#FFFFFF\"/>"
    return (head + patterns + [ground] + groups + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// White lines and dots over a colour, so that series differ in black and white too.
  private static let patterns: [String] = {
    func pattern(_ name: Look.Pattern, _ content: String, turn: String = "") -> String {
      let turn = turn.isEmpty ? "" : " patternTransform=\"rotate(\(turn))\""
      return
        "<pattern id=\"\(name.rawValue)\" width=\"7\" height=\"7\" "
        + "patternUnits=\"userSpaceOnUse\"\(turn)>\(content)</pattern>"
    }
    let upright = "<rect width=\"2.4\" height=\"7\" fill=\"#FFFFFF\" fill-opacity=\"0.75\"/>"
    let level = "<rect width=\"7\" height=\"2.4\" fill=\"#FFFFFF\" fill-opacity=\"0.75\"/>"
    let dot = "<circle cx=\"3.5\" cy=\"3.5\" r=\"1.6\" fill=\"#FFFFFF\" fill-opacity=\"0.85\"/>"
    return ["<defs>"] + [
      pattern(.rising, upright, turn: "45"), pattern(.falling, upright, turn: "-45"),
      pattern(.level, level), pattern(.dots, dot), pattern(.crossed, upright + level, turn: "45"),
    ] + ["</defs>"]
  }()
}
