import CRM
import Exchange
import Reports

/// What an import did, as an answer: files, events, replaced values, what was left out.
struct ImportSheet {
  private(set) var answer: Answer

  /// The most warnings, bad rows and missing things that are shown, each.
  private static let warningLimit = 20

  init(_ report: ImportReport, rejects: String? = nil, moment: AnswerMoment) {
    answer = Answer(
      report: "import",
      title: report.isDryRun ? "Import tried, nothing kept" : "Import \(report.summary.number)",
      moment: moment,
      columns: [
        Column("section", "Section", .text), Column("what", "What", .text),
        Column("count", "Count", .integer),
      ])
    for file in report.files { add("rows read", file.name, file.rows) }
    for count in report.events { add("events", count.name, count.count) }
    for count in report.mapped { add("replaced", count.name, count.count) }
    for count in report.skipped { add("left out", count.name, count.count) }
    if !report.rejects.isEmpty {
      add("set aside", rejects ?? "bad rows, into no file", report.rejects.count)
    }
    if report.goneCount > 0 { add("gone", "in no row any more", report.goneCount) }
    if report.duplicateCount > 0 {
      add("look at", "possible duplicates, see 'rapport duplicates'", report.duplicateCount)
    }
    add("all", "commands", report.commands)
    add("all", "events", report.summary.events)
    note(report.rejects.map(\.failure.description), of: report.rejects.count, "rows set aside")
    note(report.gone.map { "in no row any more: \($0)" }, of: report.goneCount, "that are gone")
    note(report.warnings, of: report.warnings.count, "warnings")
  }

  private mutating func add(_ section: String, _ what: String, _ count: Int) {
    answer.rows.append(
      Row(
        key: "\(section): \(what)",
        cells: [.text(section), .text(what), .integer(Int64(count))], sources: []))
  }

  private mutating func note(_ lines: [String], of count: Int, _ what: String) {
    answer.notes += lines.prefix(Self.warningLimit)
    if count > Self.warningLimit {
      answer.notes.append("… and \(count - Self.warningLimit) more \(what)")
    }
  }
}
