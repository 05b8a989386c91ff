import ArgumentParser
import Bytes
import CRM

/// `rapport verify`: whether anything was changed, removed or moved.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Find out whether anything in the log was changed or removed.",
    discussion: """
      Reads every event, and holds all of them against every signed head. With --head, also against \
      a head that a third party kept: only that shows a log whose newest events and heads were \
      removed together, or that was written anew. Exit status 0 when all is well, 3 when not: then \
      the first place is named, and what is wrong there.

      Examples: rapport verify
                rapport verify --head head-2026-03.txt --key acme.key
                rapport verify --since head-2026-03.txt
      """)

  @Option(
    help: ArgumentHelp("Read only the events behind those of this head.", valueName: "file"))
  var since: String?

  @Option(help: ArgumentHelp("Hold the log against this head as well.", valueName: "file"))
  var head: String?

  @Option(
    help: ArgumentHelp("The public key, known from elsewhere, of the heads.", valueName: "file"))
  var key: String?

  @OptionGroup(title: "Book") var options: BookOptions

  func run() throws {
    let request = VerificationRequest(
      since: try since.map { try ForeignHead(InputFile.read($0)) },
      head: try head.map { try ForeignHead(InputFile.read($0)) },
      key: try key.map { try NoteKey(String(decoding: InputFile.read($0), as: UTF8.self)) })
    let directory = try OpenBook.directory(options)
    let progress = ProgressLine("verifying")
    let report = try CRM.verify(directory, request) { progress.show($0, of: $1) }
    progress.clear()
    try tell(report)
  }

  private func tell(_ report: VerificationReport) throws {
    let console = Console.current
    for remark in report.remarks { try console.note("rapport: " + VisibleLine.of(remark)) }
    for finding in report.findings.dropFirst() {
      try console.note("rapport: " + VisibleLine.of(finding.description))
    }
    if let first = report.findings.first { throw VerificationFailure(finding: first) }
    let events = LogText.grouped(report.last.number)
    let part = report.first.number > 1 ? " from @\(LogText.grouped(report.first.number)) on" : ""
    try console.print(
      """
      All is well: \(events) events\(part), \(report.headCount) signed heads.
      Root: \(report.rootHex ?? "")

      """)
  }
}

/// The log is not what was written; a fault, so that the exit status says it.
struct VerificationFailure: Error, CustomStringConvertible {
  let finding: VerificationFinding

  var description: String { "\(finding)" }
}
