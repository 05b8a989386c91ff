import CRM
import Domain
import Exchange
import Reports

/// Prints an answer in the format that was asked for.
struct AnswerPrinter {
  let format: OutputFormat

  func print(_ answer: Answer) throws {
    let console = Console.current
    switch format {
    case .table:
      try console.print(
        AnswerTable(width: console.width, color: console.hasColor).text(answer))
    case .json:
      try console.writeOutput(AnswerJSON.bytes(answer) + Array("\n".utf8))
    case .csv:
      try console.writeOutput(AnswerCSV.bytes(answer))
    case .xlsx: throw OutputRefusal.noSpreadsheet
    }
  }
}

/// Prints an answer, or writes it into the file that was asked for.
struct AnswerWriter {
  let book: OpenBook
  let format: OutputFormat
  let output: OutputOptions

  func write(_ answer: Answer) throws {
    guard let path = output.output else { return try AnswerPrinter(format: format).print(answer) }
    try OutputFile.make(path, replacing: output.force) { temporary in
      switch format {
      case .table: try OutputFile.write(Array(AnswerTable().text(answer).utf8), to: temporary)
      case .json: try OutputFile.write(AnswerJSON.bytes(answer) + [10], to: temporary)
      case .csv: try OutputFile.write(AnswerCSV.bytes(answer), to: temporary)
      case .xlsx: try AnswerXLSX.write(answer, try provenance(of: answer), to: temporary)
      }
    }
    let count = answer.rows.count
    let all = answer.rowsBeforeLimit ?? count
    let rows = LogText.grouped(UInt64(count)) + (all > count ? " of \(LogText.grouped(UInt64(all)))" : "")
    let noun = all == 1 ? "row" : "rows"
    try Console.current.note("Wrote \(rows) \(noun) to \(VisibleLine.of(path)).")
  }

  private func provenance(of answer: Answer) throws -> AnswerXLSX.Provenance {
    let report = Reports.all.first { $0.name == answer.report }
    return AnswerXLSX.Provenance(
      book: try book.crm.settings().company, summary: report.map { "\($0.summary)" } ?? "",
      definition: report.map { "\($0.discussion)" } ?? "", writtenAt: Console.current.now())
  }
}
