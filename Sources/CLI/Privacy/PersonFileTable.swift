import Bytes
import CRM
import Domain
import Exchange
import Reports

/// A person's file for reading: five tables under one another.
struct PersonFileTable {
  let file: PersonFile
  let names: Names

  func print() throws {
    let console = Console.current
    let table = AnswerTable(width: console.width, color: console.hasColor)
    let sections = [try fields(), try links(), try events(), try accesses()]
    try console.print(sections.map { table.text($0) }.joined(separator: "\n"))
  }

  private func fields() throws -> Answer {
    var sheet = FieldSheet(
      report: "export-person", title: try names.text(file.person), moment: file.moment)
    for field in file.fields { try sheet.add(field, names) }
    if file.isErased { sheet.answer.notes.append("what was personal has been erased") }
    if file.person.kind == .user {
      sheet.add("events-made", .integer(Int64(file.actionCount)))
    }
    return sheet.answer
  }

  private func links() throws -> Answer {
    var answer = Answer(
      report: "export-person", title: "Linked to it", moment: file.moment,
      columns: [
        Column("entity", "Entity", .entity), Column("relation", "As", .text),
        Column("current", "Still", .text),
      ])
    answer.rows = try file.links.map { link in
      Row(
        key: EntityText.number(link.stream),
        cells: [
          .entity(EntityText.number(link.stream), name: try names.name(link.stream)),
          .text(link.relation), .text(link.isCurrent ? "yes" : "formerly"),
        ], sources: [])
    }
    return answer
  }

  private func events() throws -> Answer {
    var answer = Answer(
      report: "export-person", title: "What happened to it", moment: file.moment,
      columns: [
        Column("position", "Position", .integer), Column("when", "When", .instant),
        Column("who", "Who", .entity), Column("event", "Event", .text),
        Column("details", "Details", .text), Column("why", "Why", .text),
      ])
    answer.rows = try file.events.map { entry in
      let actor = UserID(entry.header.actor)
      return Row(
        key: "\(entry.position.number)",
        cells: [
          .integer(Int64(clamping: entry.position.number)), .instant(entry.header.occurredAt),
          actor.number == 0
            ? .text("the book") : .entity("\(actor)", name: try names.name(actor.stream)),
          .text(entry.event), .text(LogText.details(entry)), .text(entry.envelope.reason),
        ], sources: [])
    }
    return answer
  }

  private func accesses() throws -> Answer {
    var sheet = AccessSheet(names: names, moment: file.moment)
    try sheet.add(file.accesses)
    return sheet.answer
  }
}
