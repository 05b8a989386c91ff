import Bytes
import CRM
import Domain
import Exchange

/// One event as one line of JSON; docs/JSON.md, "The log", describes the keys.
enum LogJSON {
  static func line(_ entry: LogEntry, zone: Zone) -> [UInt8] {
    var writer = JSONWriter(pretty: false)
    write(entry, zone: zone, to: &writer)
    return writer.bytes + Array("\n".utf8)
  }

  /// Writes the event as the next value.
  static func write(_ entry: LogEntry, zone: Zone, to writer: inout JSONWriter) {
    writer.object { writer in
      identity(entry, &writer)
      times(entry.header, zone, &writer)
      origin(entry, &writer)
      writer.name("details")
      writer.object { writer in
        for detail in entry.details {
          writer.name(detail.name.isEmpty ? "value" : detail.name)
          writer.string(detail.value)
        }
      }
    }
  }

  private static func identity(_ entry: LogEntry, _ writer: inout JSONWriter) {
    writer.name("position")
    writer.number(entry.position.number)
    writer.name("subject")
    writer.string(entry.subject)
    writer.name("version")
    writer.number(entry.header.version)
    writer.name("event")
    writer.string(entry.event)
    writer.name("actor")
    writer.string(UserID(entry.header.actor).description)
    writer.name("command")
    writer.string(entry.header.command.hexadecimal)
  }

  private static func times(_ header: EventHeader, _ zone: Zone, _ writer: inout JSONWriter) {
    for (name, instant) in [
      ("occurred_at", header.occurredAt), ("timeline_at", header.timelineAt),
      ("recorded_at", header.recordedAt),
    ] {
      writer.name(name)
      writer.string(InstantText.format(instant, in: zone))
    }
    writer.name("undated")
    writer.bool(header.flags.contains(.undated))
  }

  private static func origin(_ entry: LogEntry, _ writer: inout JSONWriter) {
    let envelope = entry.envelope
    writer.name("reason")
    writer.string(envelope.reason)
    writer.name("on_behalf_of")
    optional(envelope.onBehalfOf == 0 ? nil : UserID(envelope.onBehalfOf).description, &writer)
    writer.name("corrects")
    if envelope.corrects == 0 { writer.null() } else { writer.number(envelope.corrects) }
    writer.name("channel")
    writer.string(channel(envelope.origin.channel))
    writer.name("import")
    let number = envelope.origin.importNumber
    optional(number == 0 ? nil : ImportID(number).description, &writer)
    writer.name("file")
    writer.number(envelope.origin.file)
    writer.name("row")
    writer.number(envelope.origin.row)
    writer.name("system_user")
    let user = envelope.origin.systemUserID
    writer.string(user == 0 ? envelope.origin.systemUser : UserID(user).description)
  }

  private static func optional(_ text: String?, _ writer: inout JSONWriter) {
    if let text { writer.string(text) } else { writer.null() }
  }

  static func channel(_ channel: Origin.Channel) -> String {
    switch channel {
    case .unspecified: "unspecified"
    case .commandLine: "command-line"
    case .web: "web"
    case .api: "api"
    case .dataImport: "import"
    case .automation: "automation"
    case .embedded: "embedded"
    case .unknown: "unknown"
    }
  }
}
