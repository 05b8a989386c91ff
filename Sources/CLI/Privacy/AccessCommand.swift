import ArgumentParser
import Bytes
import CRM
import Domain
import Reports

/// `rapport access`: who saw whose personal data.
struct AccessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access", abstract: "Who read or exported whose personal data.",
    discussion: """
      For auditors and administrators. One line a read, newest last. Kept for 13 months unless the \
      file access/keep-days of the book says otherwise.

      Examples: rapport access --person C-12
                rapport access --user U-2 --since 2026-03-01
      """)

  @Option(help: ArgumentHelp("Only reads of this person's data: C-12, D-4, U-3.", valueName: "number"))
  var person: String?

  @Option(help: ArgumentHelp("Only what this user read.", valueName: "user"))
  var user: String?

  @Option(help: ArgumentHelp("Only from this day or moment on.", valueName: "moment"))
  var since: String?

  @Option(help: ArgumentHelp("Only so many of the newest; 0 shows all.", valueName: "n"))
  var limit = 100

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Book") var options: BookOptions

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit takes a number from 0 on") }
  }

  func run() throws {
    let format = try options.format(for: output)
    let book = try OpenBook(options, readOnly: true)
    let moment = try book.crm.moment(.now)
    let found = try book.crm.accessRecords(
      as: book.principal, person: try person.map { try EntityText.stream($0) },
      user: try user.map { try book.crm.principal(named: $0).user },
      since: try since.map { try firstInstant($0, moment.zone) })
    let source = try book.crm.source(through: .commandLine)
    var sheet = AccessSheet(names: Names(source: source), moment: moment)
    try sheet.add(found.records.suffix(limit == 0 ? found.records.count : limit))
    if sheet.answer.rows.count < found.records.count {
      sheet.answer.rowsBeforeLimit = found.records.count
      let missing = found.records.count - sheet.answer.rows.count
      sheet.answer.notes.append("\(missing) older reads are not shown")
    }
    if found.damagedCount > 0 {
      sheet.answer.notes.append("\(found.damagedCount) damaged lines cannot be read")
    }
    try AnswerWriter(book: book, format: format, output: output).write(sheet.answer)
  }

  /// The first instant of a day, or the very moment.
  private func firstInstant(_ text: String, _ zone: Zone) throws -> Instant {
    let now = Console.current.now()
    switch try Moment(text) {
    case .day(let day): return zone.start(of: day)
    case .today: return zone.start(of: zone.day(of: now))
    case let moment: return moment.lastInstant(in: zone, now: now) ?? now
    }
  }
}

/// Reads of personal data as an answer, one a row.
struct AccessSheet {
  let names: Names
  var answer: Answer

  init(names: Names, moment: AnswerMoment) {
    self.names = names
    answer = Answer(
      report: "access", title: "Who read whose personal data", moment: moment,
      columns: [
        Column("at", "When", .instant), Column("user", "Who", .entity),
        Column("channel", "Door", .text), Column("purpose", "For", .text),
        Column("contacts", "Contacts", .text), Column("contact_count", "Contacts read", .integer),
        Column("users", "Users", .text), Column("user_count", "Users read", .integer),
        Column("leads", "Leads", .text), Column("lead_count", "Leads read", .integer),
      ])
  }

  mutating func add(_ records: some Sequence<AccessRecord>) throws {
    for record in records {
      let user = record.user.stream
      answer.rows.append(
        Row(
          key: "\(answer.rows.count + 1)",
          cells: [
            .instant(record.at), .entity(EntityText.number(user), name: try names.name(user)),
            .text(LogJSON.channel(record.channel)), .text(record.purpose),
            Self.cell(record.contacts, "C-"), .integer(Int64(record.contacts.count)),
            Self.cell(record.users, "U-"), .integer(Int64(record.users.count)),
            Self.cell(record.leads, "D-"), .integer(Int64(record.leads.count)),
          ], sources: []))
    }
  }

  /// As in "C-3, C-7 to C-9"; a widened set says "about".
  static func cell(_ ranges: NumberRanges, _ letter: String) -> Cell {
    guard !ranges.isEmpty else { return .none }
    let list = ranges.ranges.map { range in
      range.count == 1
        ? "\(letter)\(range.lowerBound)"
        : "\(letter)\(range.lowerBound) to \(letter)\(range.upperBound)"
    }
    return .text((ranges.isExact ? "" : "some of ") + list.joined(separator: ", "))
  }
}
