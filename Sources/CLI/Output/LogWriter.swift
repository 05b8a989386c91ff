import Bytes
import CRM
import Domain
import Exchange

/// Prints events of the log, each on a line: for people, or as JSON (docs/JSON.md, "The log").
struct LogWriter {
  let names: Names
  let zone: Zone
  let isJSON: Bool

  func print(_ entry: LogEntry) throws {
    let console = Console.current
    if isJSON {
      try console.writeOutput(LogJSON.line(entry, zone: zone))
    } else {
      try console.printLine(try line(entry))
    }
  }

  /// As in "@12  2017-03-31 14:05  U-1 Anna  won  O-88 Big deal  amount: 12.00 EUR  (because …)".
  func line(_ entry: LogEntry) throws -> String {
    var parts = [
      "@" + LogText.grouped(entry.position.number), LogText.time(entry.header.occurredAt, zone),
      entry.header.actor == 0 ? "the book" : try names.text(UserID(entry.header.actor).stream),
      entry.event, try names.text(entry.header.stream),
    ]
    let details = LogText.details(entry)
    if !details.isEmpty { parts.append(details) }
    parts += try remarks(entry)
    return VisibleLine.of(parts.joined(separator: "  "))
  }

  private func remarks(_ entry: LogEntry) throws -> [String] {
    let envelope = entry.envelope
    var remarks: [String] = []
    if !envelope.reason.isEmpty { remarks.append("because: " + envelope.reason) }
    if envelope.onBehalfOf != 0 {
      remarks.append("for " + (try names.text(UserID(envelope.onBehalfOf).stream)))
    }
    if envelope.corrects != 0 { remarks.append("corrects @\(envelope.corrects)") }
    if envelope.origin.importNumber != 0 {
      let row = envelope.origin.row == 0 ? "" : ", row \(envelope.origin.row)"
      remarks.append("from \(ImportID(envelope.origin.importNumber))\(row)")
    }
    return remarks.isEmpty ? [] : ["(" + remarks.joined(separator: "; ") + ")"]
  }
}

/// Numbers and times as the log shows them.
enum LogText {
  /// Day and minute in the zone of the book; what holds from the beginning of time says so.
  static func time(_ instant: Instant, _ zone: Zone) -> String {
    if instant == .beginning { return "from the start" + "  " }
    let text = InstantText.format(instant, in: zone)
    return String(text.prefix(10)) + " " + String(text.dropFirst(11).prefix(5))
  }

  /// What an event says, as in "amount: 12.00 EUR, owner: U-1"; digests are left to programs.
  static func details(_ entry: LogEntry) -> String {
    entry.details.filter { !$0.name.hasSuffix("digest") }
      .map { $0.name.isEmpty ? $0.value : "\($0.name): \($0.value)" }
      .joined(separator: ", ")
  }

  /// A whole number, grouped by thousands.
  static func grouped(_ number: UInt64) -> String {
    var digits = String(number)
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = String(digits.dropLast(3))
    }
    return ([digits[...]] + groups).joined(separator: ",")
  }
}
