import ArgumentParser
import Bytes
import CRM
import Domain
import Reports

/// `rapport check`: explains how healthy the book is.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "How healthy the book is, and what to do about it.",
    discussion: """
      Looks at the disk, the permissions, every page and every event, the signed heads, the keys, \
      the derived files, the clock and the backups; changes nothing. Exit status 0 when nothing is \
      broken (there may be warnings), 3 when something is.

      Examples: rapport check
                rapport check --head head-2026-03.txt --format json
      """)

  @Option(
    help: ArgumentHelp("Hold the log against this head, which somebody kept.", valueName: "file"))
  var head: String?

  @Option(
    help: ArgumentHelp("The public key, known from elsewhere, of the heads.", valueName: "file"))
  var key: String?

  @OptionGroup(title: "Book") var options: BookOptions

  func run() throws {
    let console = Console.current
    let request = VerificationRequest(
      head: try head.map { try ForeignHead(InputFile.read($0)) },
      key: try key.map { try NoteKey(String(decoding: InputFile.read($0), as: UTF8.self)) })
    let directory = try OpenBook.directory(options)
    let progress = ProgressLine("checking")
    let report = try CRM.check(
      directory, request, now: console.now(), progress: { progress.show($0, of: $1) })
    progress.clear()
    try AnswerPrinter(format: options.format).print(
      Self.answer(report, directory, now: console.now()))
    if !report.isSound { throw HealthFailure(count: report.faultCount) }
  }

  private static func answer(
    _ report: HealthReport, _ directory: String, now: Instant
  ) -> Answer {
    let moment = AnswerMoment(
      position: report.head, day: nil, instant: now, isNow: true, zone: .utc)
    var answer = Answer(
      report: "check", title: "Health of \(VisibleLine.of(directory))", moment: moment,
      columns: [
        Column("part", "Part", .text), Column("state", "State", .text),
        Column("finding", "Finding", .text), Column("advice", "What to do", .text),
      ])
    for (index, line) in report.lines.enumerated() {
      let cells: [Cell] = [
        .text(line.part), .text(line.state.rawValue), .text(VisibleLine.of(line.finding)),
        line.advice.isEmpty ? .none : .text(line.advice),
      ]
      answer.rows.append(Row(key: "\(index + 1)", cells: cells, sources: []))
    }
    return answer
  }
}

/// The book is not as it should be; a fault, so that the exit status says it.
struct HealthFailure: Error, CustomStringConvertible {
  let count: Int

  var description: String {
    count == 1 ? "one thing is broken, see above" : "\(count) things are broken, see above"
  }
}
