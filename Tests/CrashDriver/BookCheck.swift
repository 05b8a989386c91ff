import Bytes
import CRM
import Domain
import EventLog
import LMDB
import Projections

/// Checks a book that was left by a killed process, or by a power loss, against what was promised.
///
/// A file of cases has a line for each: the book's directory, a tab, a file of announcements, a
/// tab, how many promises count, a tab, a seed. For each the answer is one line: `ok EVENTS PROMISES
/// TAIL SEALED PROBLEMS`, `unfounded`, or `broken` and why. The tail is what was tried, was never
/// acknowledged and is there all the same.
enum BookCheck {
  static func checkAll(listedIn path: String) throws {
    for line in String(decoding: try FileSystem.read(path), as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: "\t").map(String.init)
      guard parts.count == 4, let promises = Int(parts[2]), let seed = UInt64(parts[3]) else {
        throw Broken("a line of the cases is not one: \(line)")
      }
      let expected = try Expectations(readFrom: parts[1], promises: promises)
      try Standard.write(answer(parts[0], expected, seed) + "\n", to: .output)
    }
  }

  private static func answer(_ directory: String, _ expected: Expectations, _ seed: UInt64) -> String {
    do {
      return try check(directory, expected, seed)
    } catch let fault as any CustomStringConvertible & Error {
      let text = fault.description
      if !expected.isFounded, !text.contains("\n"), !text.isEmpty, fault is BookFault || fault is LogFault
        || fault is KeysFault || fault is LMDBError || fault is FileError
      {
        return "unfounded"
      }
      return "broken \(text)"
    } catch {
      return "broken \(error)"
    }
  }

  private static func check(
    _ directory: String, _ expected: Expectations, _ seed: UInt64
  ) throws -> String {
    var random = SplitMix(state: seed)
    let crm = try CRM.open(directory)
    let summary = try readWhole(directory)
    let tail = try expected.compare(with: summary)
    try expected.compare(with: crm.heads())
    if let finding = try CRM.verify(directory).findings.first { throw Broken("\(finding)") }
    try compareModels(crm, &random)
    let problems = try crm.status().problems
    for problem in problems { try Standard.write(problem + "\n", to: .error) }
    try write(to: crm, expected, &random)
    return "ok \(summary.count) \(expected.promises) \(tail) \(summary.sealed) \(problems.count)"
  }

  private static func readWhole(_ directory: String) throws -> LogSummary {
    let log = try LMDBLog.open(directory: directory + "/log")
    let keys = try KeysFile.open(path: directory + "/keys", bookID: log.bookID)
    return try LogSummary(log, keys: keys)
  }

  /// From checkpoints and from the first event, every model is the same, now and at some past moment.
  private static func compareModels(_ crm: CRM, _ random: inout SplitMix) throws {
    let head = try crm.head().position.number
    for moment in [Moment.now, .position(UInt64(random.number(1...Int(head))))] {
      let source = try crm.source(at: moment)
      let whole = source.fromTheFirstEvent
      try source.prepare(ReadModels.all)
      try whole.prepare(ReadModels.all)
      for type in ReadModels.all { try compare(type, source, whole) }
    }
  }

  private static func compare(
    _ type: (some ReadModel).Type, _ one: BookSource, _ other: BookSource
  ) throws {
    func columns(_ source: BookSource) throws -> [UInt8] {
      var model = try source.model(type)
      var coder = ColumnCoder()
      model.code(&coder)
      return coder.output
    }
    guard try columns(one) == columns(other) else {
      throw Broken("the model \(type.name) differs from a fold of the log")
    }
  }

  /// The book takes what comes next: a person, who needs a key; and a repetition changes nothing.
  private static func write(
    to crm: CRM, _ expected: Expectations, _ random: inout SplitMix
  ) throws {
    let administrator = Principal(UserID(1))
    if let (id, position) = expected.lastCommand {
      var context = CommandContext()
      context.identity = CommandIdentity(id: id, request: Array(id.hexadecimal.utf8))
      let again = try crm.execute(
        .account(nil, .create(NewAccount(name: "Never"))), as: administrator, context)
      guard again.isRepeat, again.events.first?.position == position else {
        throw Broken("command \(id.hexadecimal) was forgotten")
      }
    }
    let head = try crm.head().position
    let person = NewContact(name: PersonName(parsing: "After \(random.number(1...999))"))
    if try crm.status().isInHistoryPhase {
      var run = ImportRun()
      run.recipe = "check"
      run.recipeDigest = Array(0..<32)
      run.files = [ImportedFile(name: "rows.csv", rows: 1, digest: Array(0..<32))]
      let request = ImportRequest(isHistory: true, isDryRun: false, run: run)
      _ = try crm.importJob(request, as: administrator) { session in
        _ = try session.execute(.contact(nil, .create(person)), at: .undatedFirst, file: 1, row: 1)
        return 1
      }
    } else {
      try crm.execute(.contact(nil, .create(person)), as: administrator)
    }
    guard try crm.head().position > head else { throw Broken("the next write wrote nothing") }
  }
}
