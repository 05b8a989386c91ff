import Glibc
import LMDB

/// How figures grow with the log: files of figures from books of several sizes, as a table and as
/// a picture.
struct Growth {
  /// One figure at several sizes.
  struct Line {
    let what: String
    let unit: String
    /// Seconds by the number of events, ascending.
    var points: [(events: Double, seconds: Double)] = []

    /// The exponent: 0 for what does not grow, 1 for what grows as the log does.
    var exponent: Double {
      guard let first = points.first, let last = points.last, last.events > first.events else {
        return 0
      }
      let perUnit = log(last.seconds / first.seconds) / log(last.events / first.events)
      return unit == "event" ? perUnit + 1 : perUnit
    }

    var kind: String {
      switch exponent {
      case ..<0.2: "constant or logarithmic"
      case 0.8...: "linear"
      default: "less than linear"
      }
    }
  }

  private var lines: [Line] = []

  /// Adds the figures of a bench to a file, one a line.
  static func note(_ bench: Workbench, in path: String) throws {
    let old = FileSystem.exists(path) ? try FileSystem.read(path) : []
    let text = bench.figures.map {
      "\($0.what)\t\($0.unit)\t\(bench.book.events)\t\($0.ours)\n"
    }
    try FileSystem.replace(path: path, with: [old, Array(text.joined().utf8)])
  }

  init(_ paths: [String]) throws {
    for path in paths {
      let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
      for row in text.split(separator: "\n") {
        let cells = row.split(separator: "\t").map(String.init)
        guard cells.count == 4, let events = Double(cells[2]), let seconds = Double(cells[3])
        else { continue }
        add(cells[0], cells[1], events, seconds)
      }
    }
    for index in lines.indices { lines[index].points.sort { $0.events < $1.events } }
    lines = lines.filter { $0.points.count > 1 }
  }

  private mutating func add(
    _ what: String, _ unit: String, _ events: Double, _ seconds: Double
  ) {
    let index = lines.firstIndex { $0.what == what } ?? lines.count
    if index == lines.count { lines.append(Line(what: what, unit: unit)) }
    lines[index].points.removeAll { $0.events == events }
    lines[index].points.append((events, seconds))
  }

  /// Prints the table and writes the picture into `growth.svg`.
  func write() throws {
    let sizes = lines.map(\.points).max { $0.count < $1.count }?.map(\.events) ?? []
    let heads = ["what"] + sizes.map { "\(Growth.millions($0)) M events" } + ["exponent", "grows"]
    print("| " + heads.joined(separator: " | ") + " |")
    print("|" + String(repeating: " --- |", count: heads.count))
    for line in lines {
      let cells = sizes.map { size in
        line.points.first { $0.events == size }.map {
          Figure.time($0.seconds) + (line.unit == "event" ? " / event" : "")
        } ?? "–"
      }
      let row = [line.what] + cells + [Figure.decimal(line.exponent), line.kind]
      print("| " + row.joined(separator: " | ") + " |")
    }
    try FileSystem.replace(path: "growth.svg", with: [Array(GrowthPicture(lines).svg.utf8)])
  }

  static func millions(_ events: Double) -> String { Figure.decimal(events / 1e6) }
}

/// The lines on logarithmic scales.
struct GrowthPicture {
  /// What is drawn, and what it is called there; of the rest the table tells.
  private static let drawn = [
    ("rebuild: every model folded, its checkpoint written", "rebuild everything"),
    ("verify, on all cores", "verify"),
    ("backup, verified", "backup"),
    ("260 weekly snapshots in one pass", "260 snapshots"),
    ("report 'pipeline' as of a random moment", "pipeline as of a day"),
    ("report 'customer' as of a random moment", "a customer's file"),
  ]
  private static let colours = [
    "#1b6ca8", "#c8553d", "#3a7d44", "#7b4b94", "#b8860b", "#2a9d8f", "#5c6b73", "#9c2c77", "#000000",
  ]
  private let lines: [Growth.Line]
  private let left = 70.0
  private let top = 20.0
  private let width = 520.0
  private let height = 380.0
  /// The powers of ten that are shown.
  private let events = 4.8...7.2
  private let seconds = -3.0...3.0

  init(_ lines: [Growth.Line]) { self.lines = lines }

  var svg: String {
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 450" font-family="sans-serif" \
      font-size="12">
      <rect width="800" height="450" fill="white"/>

      """
    for power in 5...7 {
      let place = x(Double(power))
      text += rule(place, top, place, top + height)
      text += label(place, top + height + 18, "10^\(power)", "middle")
    }
    for power in -3...3 {
      let place = y(Double(power))
      text += rule(left, place, left + width, place)
      let names = ["1 ms", "10 ms", "100 ms", "1 s", "10 s", "100 s", "1000 s"]
      text += label(left - 8, place + 4, names[power + 3], "end")
    }
    text += label(left + width / 2, top + height + 40, "events in the log", "middle")
    return text + curves + "</svg>\n"
  }

  private var curves: String {
    var text = ""
    var places: [Double] = []
    for (index, (what, name)) in GrowthPicture.drawn.enumerated() {
      guard let line = lines.first(where: { $0.what == what }), let last = line.points.last
      else { continue }
      let colour = GrowthPicture.colours[index]
      let points = line.points.map { point in
        "\(Figure.decimal(x(log10(point.events)))),\(Figure.decimal(y(log10(total(line, point)))))"
      }
      text += """
        <polyline points="\(points.joined(separator: " "))" fill="none" stroke="\(colour)" \
        stroke-width="2"/>

        """
      var place = y(log10(total(line, last))) + 4
      while places.contains(where: { abs($0 - place) < 14 }) { place += 14 }
      places.append(place)
      text += label(x(log10(last.events)) + 8, place, name, "start", colour)
    }
    return text
  }

  private func total(_ line: Growth.Line, _ point: (events: Double, seconds: Double)) -> Double {
    line.unit == "event" ? point.seconds * point.events : point.seconds
  }

  private func x(_ power: Double) -> Double {
    left + (power - events.lowerBound) / (events.upperBound - events.lowerBound) * width
  }

  private func y(_ power: Double) -> Double {
    let clamped = min(max(power, seconds.lowerBound), seconds.upperBound)
    return top + (seconds.upperBound - clamped) / (seconds.upperBound - seconds.lowerBound) * height
  }

  private func rule(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
    """
    <line x1="\(Figure.decimal(x1))" y1="\(Figure.decimal(y1))" x2="\(Figure.decimal(x2))" \
    y2="\(Figure.decimal(y2))" stroke="#dddddd"/>

    """
  }

  private func label(
    _ x: Double, _ y: Double, _ text: String, _ anchor: String, _ colour: String = "#333333"
  ) -> String {
    """
    <text x="\(Figure.decimal(x))" y="\(Figure.decimal(y))" text-anchor="\(anchor)" \
    fill="\(colour)">\(text)</text>

    """
  }
}
