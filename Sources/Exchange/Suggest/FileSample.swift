/// The beginning of a file, taken apart in the way that fits it best.
struct FileSample {
  let name: String
  let encoding: TextEncoding
  /// Whether a byte-order mark says how it is written, so that a recipe need not.
  let isMarked: Bool
  let layout: Recipe.File.Layout
  /// The names of the columns: those of the first row, or made up where it has none.
  let columns: [String]
  let hasHeader: Bool
  /// The rows behind the header.
  let rows: [[String]]
  /// Whether these are all rows of the file.
  let isWhole: Bool

  /// How much of a file is looked at.
  private static let sampleByteCount = 512 << 10
  private static let rowLimit = 2_000

  /// Reads the beginning of a file; its encoding is found out from all of it.
  init(_ given: ImportFile) throws {
    name = given.plainName
    var guess = EncodingGuess()
    var beginning: [UInt8] = []
    try given.read { piece in
      guess.feed(piece)
      for index in 0..<min(piece.count, max(0, Self.sampleByteCount - beginning.count)) {
        beginning.append(piece[index])
      }
      return true
    }
    encoding = guess.encoding()
    isMarked = TextEncoding.marked(beginning) != nil
    var decoder = TextDecoder(encoding)
    var text: [UInt8] = []
    decoder.decode(beginning.span, into: &text)
    let isWhole = beginning.count < Self.sampleByteCount
    if isWhole { decoder.finish(into: &text) }
    let best = Self.layouts.map { ($0, Self.rows(text, $0, isWhole: isWhole)) }
      .enumerated().max { first, second in
        let (one, other) = (Self.merit(first.element.1), Self.merit(second.element.1))
        return one == other ? first.offset > second.offset : one < other
      }
    guard let (layout, rows) = best?.element, let first = rows.first else {
      throw ImportFailure(
        file: given.baseName, reason: "it is no table: no delimiter fits its lines")
    }
    self.layout = layout
    let names = first.map { String($0[...].trimmingBlanks) }
    hasHeader =
      Set(names).count == names.count
      && names.allSatisfy { !$0.isEmpty && ColumnProfile.looksLikeWord($0) }
    columns = hasHeader ? names : first.indices.map { "column \($0 + 1)" }
    // A row of another width is not taken for what the columns look like.
    let body = rows.dropFirst(hasHeader ? 1 : 0)
    self.rows = Array(body.filter { $0.count == first.count }.prefix(Self.rowLimit))
    self.isWhole = isWhole && self.rows.count == body.count
  }

  private static let layouts: [Recipe.File.Layout] =
    [CSVFormat.Delimiter.comma, .semicolon, .tab, .bar].map {
      .delimited(CSVFormat(delimiter: $0))
    } + [.columns]

  /// The whole rows of a text in a layout; none when it does not fit.
  private static func rows(
    _ text: [UInt8], _ layout: Recipe.File.Layout, isWhole: Bool
  ) -> [[String]] {
    let file = Recipe.File(
      key: "", pattern: "", isOptional: false, layout: layout, encoding: .utf8, columns: nil,
      empty: [], computed: [], keepsRows: false)
    var parser = RowParser(file)
    var rows: [[String]] = []
    do {
      try parser.feed(text.span) { rows.append($0.texts) }
      if isWhole { try parser.finish { rows.append($0.texts) } }
    } catch {
      // A layout that the text breaks is not the one it was written in.
      return []
    }
    return rows
  }

  /// How well rows fit together: all of one width counts, or all but one in ten; then the width.
  private static func merit(_ rows: [[String]]) -> Int {
    guard let width = rows.first?.count else { return 0 }
    let others = rows.count { $0.count != width }
    return others * 10 > rows.count ? 1 : 1 + width
  }
}
