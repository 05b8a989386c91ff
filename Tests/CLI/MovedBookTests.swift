import Bytes
import CRM
import FoundationEssentials
import Reports
import Testing

@testable import CLI

/// A book that is exported as events and made anew in another directory.
@Suite struct MovedBookTests {
  /// A simulated firm with everything else in it that an event can be about.
  private func session() throws -> Session {
    let session = try Session()
    let made = session.run(
      "demo", session.book, "--events", "2000", "--seed", "11", "--years", "2", "--until",
      "2026-02-27")
    try #require(made.status == .done, "\(made.errors)")
    session.set("RAPPORT_BOOK", session.book)
    session.set("RAPPORT_USER", "U-1")
    for command in Self.commands {
      let reply = session.run(command)
      try #require(reply.status == .done, "\(command): \(reply.errors)")
    }
    return session
  }

  private static let id = "00000000000000000000000000abcdef"

  private static let commands: [[String]] = [
    ["contact", "create", "--name", "Eva Müller", "--email", "eva@example.org"],
    ["account", "create", "--name", "=Ärger \"& Söhne\"", "--command-id", id, "--reason", "why"],
    ["lead", "capture", "--company", "Hooli", "--name", "Gavin", "--source", "fair"],
    ["erase", "C-2", "--reason", "request 17"],
  ]

  private func ask(_ session: Session, _ question: [String]) -> [String] {
    let reply = session.run(question + ["--format", "json"])
    return ["\(reply.status)", reply.output, reply.errors]
  }

  /// Every report, with what it cannot do without.
  private static let questions: [[String]] = Reports.all.map { report in
    let noun = [report.name]
    let needed = report.options.filter { $0.isPositional && $0.standard == nil }
    return noun + needed.map { $0.placeholder.contains("-") ? $0.placeholder : "A-1" }
  }

  @Test func `every report says the same of every moment, and the events are the same bytes`()
    throws
  {
    let session = try session()
    let first = session.directory + "/first.ndjson"
    let second = session.directory + "/second.ndjson"
    let out = session.run("export", "events", first)
    #expect(out.status == .done, "\(out.errors)")
    let copy = session.directory + "/copy"
    let made = session.run("import-events", first, copy)
    try #require(made.status == .done, "\(made.errors)")
    #expect(made.output.split(separator: "\n").last == out.output.split(separator: "\n").last)
    let moments: [[String]] = [
      [], ["--as-of", "2025-03-31"], ["--as-of", "@700"], ["--hindsight", "2025-09-30"],
    ]
    var answered = 0
    for question in Self.questions {
      for moment in moments {
        session.set("RAPPORT_BOOK", session.book)
        let before = ask(session, question + moment)
        session.set("RAPPORT_BOOK", copy)
        #expect(ask(session, question + moment) == before, "\(question) \(moment)")
        answered += before[0] == "done" ? 1 : 0
      }
    }
    #expect(answered > 120, "most questions make sense: \(answered)")
    session.set("RAPPORT_BOOK", copy)
    #expect(session.run("export", "events", second).status == .done)
    #expect(
      try Data(contentsOf: URL(filePath: first)) == Data(contentsOf: URL(filePath: second)))
    // Who was erased stays erased; who was not can be read, and is under a new key.
    #expect(session.run("show", "C-2").output.contains("(erased)"))
    #expect(session.run("contacts", "--search", "müller").output.contains("Eva Müller"))
    // A command that is sent again is the same command.
    let again = session.run(
      "account", "create", "--name", "=Ärger \"& Söhne\"", "--command-id", Self.id, "--reason",
      "why")
    #expect(again.status == .done, "\(again.errors)")
    #expect(session.run("status").status == .done)
    #expect(session.run("verify").status == .done)
    #expect(session.run("check").status == .done)
  }

  @Test func `a line that makes no sense is refused with its number and leaves nothing`() throws {
    let session = try Session.inBook()
    session.run("contact", "create", "--name", "Eva Müller")
    session.run("account", "create", "--name", "Globex")
    let path = session.directory + "/good.ndjson"
    #expect(session.run("export", "events", path).status == .done)
    let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    var lines = text.split(separator: "\n").map(String.init)
    let last = lines.count - 1
    let bad: [(String, (inout [String]) -> Void)] = [
      ("line \(last + 1): it is not JSON", { $0[last].removeLast() }),
      ("line 3: position 3 stands where 2 is due", { $0.remove(at: 2) }),
      ("line \(last + 1): there is no field 'nmae'",
       { $0[last] = $0[last].replacing("\"name\"", with: "\"nmae\"") }),
      ("line 2: 'recorded_at' is not an instant",
       { $0[1] = $0[1].replacing("\"recorded_at\":\"2", with: "\"recorded_at\":\"x2") }),
      ("the file ends early: it has \(last - 1) of \(last) events", { $0.removeLast() }),
      ("the file goes on after its last event", { $0.append($0[last]) }),
      ("this is no file of events", { $0.removeFirst() }),
      ("'event' is not AccountCreated, which type 1 is",
       { $0[last] = $0[last].replacing("AccountCreated", with: "AccountRenamed") }),
    ]
    let good = lines
    for (number, (words, change)) in bad.enumerated() {
      lines = good
      change(&lines)
      let name = "bad-\(number).ndjson"
      try session.save(name, Array(lines.map { $0 + "\n" }.joined().utf8))
      let target = session.directory + "/made-\(number)"
      let reply = session.run("import-events", session.directory + "/" + name, target)
      #expect(reply.status == .refused, "\(words)")
      #expect(reply.errors.contains(words), "\(reply.errors)")
      let left = try FileManager.default.contentsOfDirectory(atPath: session.directory)
      #expect(!left.contains { $0.hasPrefix("made-") }, "\(left)")
    }
    let twice = session.run("import-events", path, session.book)
    #expect(twice.status == .refused)
  }

  @Test func `the export is for auditors and administrators, and on record`() throws {
    let session = try Session.inBook()
    session.run("user", "create", "--name", "Ben Bakker", "--role", "analyst")
    session.run("contact", "create", "--name", "Eva Müller")
    let path = session.directory + "/events.ndjson"
    let refused = session.run("export", "events", path, "--as", "U-2")
    #expect(refused.status == .refused)
    #expect(refused.errors.contains("for auditors and administrators"))
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(session.run("export", "events", path).status == .done)
    #expect(session.run("access", "--person", "C-1").output.contains("export-events"))
    let again = session.run("export", "events", path)
    #expect(again.status == .refused && again.errors.contains("--force"))
  }

  @Test func `an event of a later version travels as it is`() throws {
    let session = try Session.inBook()
    let path = session.directory + "/events.ndjson"
    session.run("export", "events", path)
    let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    var lines = text.split(separator: "\n").map(String.init)
    let count = lines.count - 1
    lines[0] = lines[0].replacing("\"events\":\(count)", with: "\"events\":\(count + 1)")
    lines.append(
      """
      {"position":\(count + 1),"stream":"200-7","version":1,"type":3,\
      "recorded_at":"2026-03-02T09:00:00Z","timeline_at":"2026-03-02T09:00:00Z",\
      "occurred_at":"2026-03-02T09:00:00Z","actor":1,\
      "command":"000000000000000000000000000000ff","flags":["command-start",1024],\
      "bytes":"CAHiBQFh"}
      """)
    let later = lines.map { $0 + "\n" }.joined()
    try session.save("later.ndjson", Array(later.utf8))
    let copy = session.directory + "/copy"
    let made = session.run("import-events", session.directory + "/later.ndjson", copy)
    try #require(made.status == .done, "\(made.errors)")
    session.set("RAPPORT_BOOK", copy)
    let again = session.directory + "/again.ndjson"
    #expect(session.run("export", "events", again).status == .done)
    #expect(String(decoding: try Data(contentsOf: URL(filePath: again)), as: UTF8.self) == later)
  }
}
