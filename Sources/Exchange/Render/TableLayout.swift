internal import Reports

/// The widths of a table's columns, and lines laid out by them.
struct TableLayout {
  private let columns: [Column]
  private(set) var widths: [Int]

  private static let gap = "  "
  /// Columns of words are not made narrower than this.
  private static let narrowest = 8

  /// As wide as the texts; if a width is given, columns of words are shortened until all fits.
  init(_ texts: TableTexts, width: Int?) {
    columns = texts.columns
    widths = texts.header.map(DisplayWidth.of)
    for line in texts.rows + (texts.total.map { [$0] } ?? []) {
      for (index, text) in line.enumerated() {
        widths[index] = max(widths[index], DisplayWidth.of(text))
      }
    }
    if let width { shrink(to: width) }
  }

  /// A line under the header or over the total.
  var rule: String {
    widths.map { String(repeating: "─", count: $0) }.joined(separator: Self.gap)
  }

  /// A line of texts, one a column, without blanks at its end.
  func line(_ texts: [String]) -> String {
    var line = ""
    for (index, text) in texts.enumerated() {
      let short = isShrinkable(index) ? DisplayWidth.shortened(text, to: widths[index]) : text
      let blanks = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(short)))
      if index > 0 { line += Self.gap }
      line += columns[index].kind.standsRight ? blanks + short : short + blanks
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  /// Takes from the widest column of words, again and again; what still does not fit sticks out.
  private mutating func shrink(to width: Int) {
    var surplus = widths.reduce(0, +) + Self.gap.count * max(0, widths.count - 1) - width
    while surplus > 0 {
      let candidates = widths.indices.filter { isShrinkable($0) && widths[$0] > Self.narrowest }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
      surplus -= 1
    }
  }

  private func isShrinkable(_ index: Int) -> Bool {
    columns[index].kind == .text || columns[index].kind == .entity
  }
}

extension Column.Kind {
  /// Whether its texts are numbers, which line up at their right end.
  var standsRight: Bool {
    switch self {
    case .integer, .decimal, .money, .share: true
    case .text, .entity, .day, .instant: false
    }
  }
}
