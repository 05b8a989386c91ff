internal import Bytes
internal import Domain
internal import Reports
internal import Spreadsheet

/// The sheet that says what the workbook is: of which book, as of when, by which definition.
struct AboutSheet {
  static let name = "About"

  private let answer: Answer
  private let provenance: AnswerXLSX.Provenance
  private let remarks: [String]

  init(_ answer: Answer, _ provenance: AnswerXLSX.Provenance, remarks: [String]) {
    self.answer = answer
    self.provenance = provenance
    self.remarks = remarks
  }

  func write(to workbook: Workbook) throws(SpreadsheetError) {
    try workbook.addSheet(Self.name, widths: [24, Double(Self.width)])
    for (row, line) in lines.enumerated() {
      try workbook.setHeight(ofRow: row, lineCount: Self.lineCount(line.text))
      try workbook.write(.text(line.title), row: row, column: 0, look: .bold)
      try workbook.write(.text(line.text), row: row, column: 1, look: .wrapped)
    }
  }

  /// The width of the words, in characters.
  private static let width = 110

  /// The lines a text takes, at most as many as a row can be high.
  private static func lineCount(_ text: String) -> Int {
    let paragraphs = text.split(separator: "\n", omittingEmptySubsequences: false)
    return min(27, paragraphs.reduce(0) { $0 + 1 + DisplayWidth.of(String($1)) / (width - 6) })
  }

  private var lines: [(title: String, text: String)] {
    var lines = [
      ("Report", TableTexts.title(answer)), ("Tells", provenance.summary),
      ("Definition", provenance.definition), ("Book", provenance.book), ("As of", moment),
      ("Time zone", answer.moment.zone.name),
      ("Written", InstantText.format(provenance.writtenAt, in: answer.moment.zone)),
      ("Rows", rows),
    ]
    lines += answer.parameters.map { ("Option \($0.name)", $0.value) }
    lines += answer.notes.map { ("Note", $0) }
    lines += remarks.map { ("About the figures", $0) }
    if answer.total != nil {
      lines.append(("Total", "The last line of the data, below the lines that filter."))
    }
    lines += answer.columns.map { ("Column \($0.title)", "\($0.key), \($0.kind.sentence)") }
    return lines.filter { !$0.1.isEmpty }
  }

  private var rows: String {
    let all = answer.rowsBeforeLimit ?? answer.rows.count
    return all > answer.rows.count
      ? "\(answer.rows.count) of \(all): the others were cut by --limit" : "\(all)"
  }

  private var moment: String {
    let moment = answer.moment
    var text =
      moment.day.map { "the end of \($0)" } ?? InstantText.format(moment.instant, in: moment.zone)
    if moment.isNow { text = "now, " + text }
    text += ", position \(moment.position.number)"
    if let known = moment.knownThrough {
      text += ", in hindsight, known up to position \(known.number)"
    }
    return text
  }
}

extension Column.Kind {
  /// What stands in a column of this kind, for people.
  fileprivate var sentence: String {
    switch self {
    case .text: "words"
    case .entity: "a number and a name"
    case .integer: "a count"
    case .decimal: "a number"
    case .money: "money, a column for each currency"
    case .share: "a share of one, shown as per cent"
    case .day: "a day"
    case .instant: "a moment, as clocks in the zone of the book show it"
    }
  }
}
