import ArgumentParser
import Bytes
import CRM
import Domain
import Reports

/// `rapport heads`: what was signed so far.
struct HeadsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heads", abstract: "The heads that were signed, oldest first.",
    discussion: "Example: rapport heads --format json")

  @OptionGroup(title: "Book") var options: BookOptions

  func run() throws {
    let book = try OpenBook(options, readOnly: true)
    var answer = Answer(
      report: "heads", title: "Signed heads", moment: try book.crm.moment(.now),
      columns: [
        Column("entry", "Entry", .integer), Column("events", "Events", .integer),
        Column("root", "Root", .text), Column("key", "Key", .text),
      ])
    for head in try book.crm.heads() {
      answer.rows.append(
        Row(
          key: "\(head.number)",
          cells: [
            .integer(Int64(head.number)), .integer(Int64(clamping: head.head.size)),
            .text(head.head.rootHex), .text(head.key.description),
          ], sources: []))
    }
    try AnswerPrinter(format: options.format).print(answer)
  }
}
