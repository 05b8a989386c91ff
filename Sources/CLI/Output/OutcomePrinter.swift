import Bytes
import CRM
import Domain
import Exchange

/// Says what came of a command: in one line, or as JSON (docs/JSON.md, "What a command did").
struct OutcomePrinter {
  let crm: CRM
  let format: OutputFormat

  func print(_ outcome: Outcome) throws {
    let console = Console.current
    let entries = try crm.entries(of: outcome)
    if format == .json {
      try console.writeOutput(json(outcome, entries))
    } else {
      try console.printLine(try line(outcome, entries))
    }
    for warning in outcome.warnings { try console.note("rapport: \(warning)") }
  }

  /// As in "O-88 Big deal won: amount: 1200.00 EUR (event @12,345)".
  private func line(_ outcome: Outcome, _ entries: [LogEntry]) throws -> String {
    guard let first = entries.first, let last = entries.last else {
      return "There was nothing to change."
    }
    let names = Names(source: try crm.source())
    let details = LogText.details(first)
    let positions =
      entries.count == 1
      ? "event @\(LogText.grouped(first.position.number))"
      : """
      \(entries.count) events, @\(LogText.grouped(first.position.number)) to \
      @\(LogText.grouped(last.position.number))
      """
    let words = first.event.split(separator: "-").joined(separator: " ")
    return VisibleLine.of(
      (outcome.isRepeat ? "Done before: " : "") + (try names.text(first.header.stream)) + " "
        + words + (details.isEmpty ? "" : ": " + details) + " (\(positions))")
  }

  private func json(_ outcome: Outcome, _ entries: [LogEntry]) -> [UInt8] {
    var writer = JSONWriter(pretty: true)
    writer.object { writer in
      writer.name("subject")
      if let stream = outcome.stream {
        writer.string(EntityText.number(stream))
      } else {
        writer.null()
      }
      writer.name("events")
      writer.array { writer in for entry in entries { event(entry, &writer) } }
      writer.name("warnings")
      writer.array { writer in for warning in outcome.warnings { writer.string("\(warning)") } }
      writer.name("repeat")
      writer.bool(outcome.isRepeat)
    }
    return writer.bytes + Array("\n".utf8)
  }

  private func event(_ entry: LogEntry, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.name("position")
      writer.number(entry.position.number)
      writer.name("subject")
      writer.string(entry.subject)
      writer.name("version")
      writer.number(entry.header.version)
      writer.name("event")
      writer.string(entry.event)
    }
  }
}
