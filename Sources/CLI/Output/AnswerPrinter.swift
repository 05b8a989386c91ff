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
    }
  }
}
