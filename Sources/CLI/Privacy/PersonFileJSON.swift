import Bytes
import CRM
import Domain
import Exchange
import Reports

/// A person's file as JSON; docs/JSON.md, "A person's file", describes the keys.
struct PersonFileJSON {
  let file: PersonFile
  let names: Names

  func bytes() throws -> [UInt8] {
    var writer = JSONWriter(pretty: true)
    try writer.object { writer in
      writer.name("person")
      writer.string(EntityText.number(file.person))
      writer.name("made_at")
      writer.string(InstantText.format(file.moment.instant, in: file.moment.zone))
      writer.name("erased")
      writer.bool(file.isErased)
      writer.name("fields")
      writer.object { writer in
        for field in file.fields {
          writer.name(field.name)
          value(field.value, &writer)
        }
      }
      writer.name("events")
      writer.array { writer in
        for event in file.events { LogJSON.write(event, zone: file.moment.zone, to: &writer) }
      }
      writer.name("links")
      try writer.array { writer in for link in file.links { try self.link(link, &writer) } }
      writer.name("events_made")
      writer.number(file.actionCount)
      writer.name("accesses")
      try writer.array { writer in
        for access in file.accesses { try self.access(access, &writer) }
      }
    }
    return writer.bytes + Array("\n".utf8)
  }

  private func value(_ value: FieldValue, _ writer: inout JSONWriter) {
    switch value {
    case .none: writer.null()
    case .hidden:
      writer.object { writer in
        writer.name("erased")
        writer.bool(true)
      }
    case .text(let text): writer.string(text)
    case .list(let texts): writer.array { writer in for text in texts { writer.string(text) } }
    case .number(let number), .custom(_, let number): writer.number(number)
    case .decimal(let number, _): writer.string(number.description)
    case .flag(let flag): writer.bool(flag)
    case .money(let money): writer.string(money.description)
    case .probability(let probability): writer.string(probability.description)
    case .day(let day): writer.string(day.description)
    case .instant(let instant):
      writer.string(InstantText.format(instant, in: file.moment.zone))
    case .reference(let stream): writer.string(EntityText.number(stream))
    }
  }

  private func link(_ link: PersonFile.Link, _ writer: inout JSONWriter) throws {
    let name = try names.name(link.stream)
    writer.object { writer in
      writer.name("entity")
      writer.string(EntityText.number(link.stream))
      writer.name("name")
      writer.string(name)
      writer.name("relation")
      writer.string(link.relation)
      writer.name("current")
      writer.bool(link.isCurrent)
    }
  }

  private func access(_ access: AccessRecord, _ writer: inout JSONWriter) throws {
    let name = try names.name(access.user.stream)
    writer.object { writer in
      writer.name("at")
      writer.string(InstantText.format(access.at, in: file.moment.zone))
      writer.name("user")
      writer.string(access.user.description)
      writer.name("name")
      writer.string(name)
      writer.name("channel")
      writer.string(LogJSON.channel(access.channel))
      writer.name("purpose")
      writer.string(access.purpose)
      writer.name("certain")
      let ranges =
        switch file.person.kind {
        case .contact: access.contacts
        case .lead: access.leads
        default: access.users
        }
      writer.bool(ranges.isExact)
    }
  }
}
