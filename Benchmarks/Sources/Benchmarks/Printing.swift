extension Figure {
  /// The columns of the table, in order.
  static let columns = ["what", "ours", "reference", "ratio (spread)", "target", "met"]

  /// The cells of the line.
  var cells: [String] {
    [
      what,
      "\(Figure.time(ours)) / \(unit)",
      reference.map { "\(Figure.time($0)), \(against)" } ?? "",
      ratio.map(ratioText) ?? rateText,
      targetText,
      isMet.map { $0 ? "yes" : "NO" } ?? "",
    ]
  }

  private func ratioText(_ ratio: Double) -> String {
    guard let spread else { return Figure.decimal(ratio) }
    if case .rateRatio = target {
      let range =
        "\(Figure.decimal(1 / spread.upperBound))–\(Figure.decimal(1 / spread.lowerBound))"
      return "\(Figure.decimal(1 / ratio)) × the rate (\(range))"
    }
    let range = "\(Figure.decimal(spread.lowerBound))–\(Figure.decimal(spread.upperBound))"
    return "\(Figure.decimal(ratio)) × the time (\(range))"
  }

  private var rateText: String {
    if case .rate = target { return "\(Figure.decimal(1 / ours / 1e6)) M a second" }
    return ""
  }

  private var targetText: String {
    switch target {
    case .timeRatio(let most): "≤ \(Figure.decimal(most)) × the time"
    case .rateRatio(let least): "≥ \(Figure.decimal(least)) × the rate"
    case .seconds(let most): "≤ \(Figure.time(most))"
    case .rate(let least): "≥ \(Figure.decimal(least / 1e6)) M a second"
    case .none: ""
    }
  }

  /// A time with three significant digits: `51.3 ns`, `2.04 ms`.
  static func time(_ seconds: Double) -> String {
    let scales = [("s", 1.0), ("ms", 1e3), ("µs", 1e6)]
    for (name, factor) in scales where seconds * factor >= 1 {
      return "\(decimal(seconds * factor)) \(name)"
    }
    return "\(decimal(seconds * 1e9)) ns"
  }

  /// A number with at most two decimals, fewer when it is large.
  static func decimal(_ value: Double) -> String {
    let factor = value >= 100 ? 1.0 : value >= 10 ? 10.0 : 100.0
    let rounded = (value * factor).rounded() / factor
    if rounded == rounded.rounded() { return String(Int(rounded)) }
    return String(rounded)
  }
}

/// Prints the figures as columns, or as a Markdown table.
func printTable(_ figures: [Figure], isMarkdown: Bool) {
  let lines = [Figure.columns] + figures.map(\.cells)
  if isMarkdown {
    for (index, cells) in lines.enumerated() {
      print("| " + cells.joined(separator: " | ") + " |")
      if index == 0 { print("|" + String(repeating: " --- |", count: cells.count)) }
    }
    return
  }
  let widths = Figure.columns.indices.map { column in
    lines.reduce(0) { max($0, $1[column].count) }
  }
  for cells in lines {
    let padded = zip(cells, widths).map { text, width in
      text + String(repeating: " ", count: width - text.count)
    }
    print(padded.joined(separator: "  "))
  }
}
