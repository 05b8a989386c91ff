import ArgumentParser
import Bytes
import CRM
import Domain
import Reports

/// `rapport status`: how the book is doing.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "How the book is doing: its size, its state, its checkpoints.",
    discussion: "Example: rapport status --book acme --format json")

  @OptionGroup var options: BookOptions

  func run() throws {
    let book = try OpenBook(options, readOnly: true)
    try AnswerPrinter(format: options.format).print(try answer(book))
  }

  private func answer(_ book: OpenBook) throws -> Answer {
    let status = try book.crm.status(wholly: false)
    let settings = try book.crm.settings()
    let moment = try book.crm.moment(.now)
    var sheet = FieldSheet(report: "status", title: "Status of " + settings.company, moment: moment)
    sheet.add("book", .text(status.directory))
    sheet.add("currency", .text(settings.currency.code))
    sheet.add("time-zone", .text(settings.zone.name))
    sheet.add("events", .integer(Int64(clamping: status.head.position.number)))
    sheet.add("last-recorded", .instant(status.head.recordedAt))
    let timelineAt = status.head.timelineAt
    sheet.add(
      "last-on-the-time-line",
      timelineAt == .beginning ? .text("from the start") : .instant(timelineAt))
    sheet.add(
      "phase",
      .text(status.isInHistoryPhase ? "history: can be brought in with import --history" : "live"))
    for count in status.counts where count.noun != BookID.noun {
      sheet.add(count.noun, .integer(Int64(count.count)))
    }
    sheet.add("log-bytes", .integer(Int64(status.logBytes)))
    sheet.add("checkpoints", .integer(Int64(status.checkpoints.count)))
    sheet.add("checkpoint-bytes", .integer(Int64(status.checkpoints.reduce(0) { $0 + $1.bytes })))
    if let newest = status.checkpoints.map(\.position).max() {
      sheet.add("newest-checkpoint", .integer(Int64(clamping: newest.number)))
    }
    sheet.answer.notes = status.problems
    return sheet.answer
  }
}
