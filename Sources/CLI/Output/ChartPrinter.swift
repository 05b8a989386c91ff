import CRM
import Domain
import Plot
import Reports

/// Draws the pictures of an answer, into a file or in characters.
struct ChartPrinter {
  let report: String
  let format: OutputFormat

  /// Draws what was asked for; refused when the report has no picture.
  func print(_ answer: Answer, file: String?, inCharacters: Bool) throws {
    guard file != nil || inCharacters else { return }
    if answer.charts.isEmpty { throw ChartRefusal.noChart(report) }
    if inCharacters, format != .table { throw ChartRefusal.notInCharacters }
    let console = Console.current
    if let file {
      try OutputFile.write(Array(Plot.svg(answer.charts).utf8), to: file)
      let noun = answer.charts.count == 1 ? "picture" : "\(answer.charts.count) pictures"
      try console.note("Wrote \(noun) to \(file).")
    }
    if inCharacters { try console.print(Plot.text(answer.charts, width: console.width)) }
  }
}

/// Why there is no picture.
enum ChartRefusal: DomainRefusal {
  /// The report has none.
  case noChart(String)
  /// Characters are for people.
  case notInCharacters

  var description: String {
    switch self {
    case .noChart(let report):
      "the report '\(report)' has no picture: leave out --chart and --plot"
    case .notInCharacters:
      "--plot draws for people: leave out --format, or write --chart FILE.svg"
    }
  }
}
