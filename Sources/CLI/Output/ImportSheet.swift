import CRM
import Exchange
import Reports

/// What an import did, as an answer: files, events, replaced values, what was left out.
struct ImportSheet {
  private(set) var answer: Answer

  /// The most warnings that are shown.
  private static let warningLimit = 20

  init(_ report: ImportReport, moment: AnswerMoment) {
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
    add("all", "commands", report.commands)
    add("all", "events", report.summary.events)
    warn(report.warnings)
  }

  private mutating func add(_ section: String, _ what: String, _ count: Int) {
    answer.rows.append(
      Row(
        key: "\(section): \(what)",
        cells: [.text(section), .text(what), .integer(Int64(count))], sources: []))
  }

  private mutating func warn(_ warnings: [String]) {
    answer.notes = Array(warnings.prefix(Self.warningLimit))
    if warnings.count > Self.warningLimit {
      answer.notes.append("… and \(warnings.count - Self.warningLimit) more warnings")
    }
  }
}
