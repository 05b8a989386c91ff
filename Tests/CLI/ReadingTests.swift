import Testing

@testable import CLI

@Suite struct ReadingTests {
  /// A book in which Globex was entered on 2 March and renamed on 4 March, with one opportunity.
  static func session() throws -> Session {
    let session = try Session.inBook()
    session.run("account", "create", "--name", "Globex")
    session.run(
      "opportunity", "open", "--name", "Big deal", "--account", "A-1", "--amount", "1000")
    session.wait(hours: 48)
    session.run("account", "rename", "A-1", "--name", "Globex International")
    session.run("opportunity", "win", "O-1", "--amount", "1200.50")
    return session
  }

  @Test func `any moment can be gone back to`() throws {
    let session = try Self.session()
    for moment in ["2026-03-02", "2026-03-03T12:00", "2026-03-03T12:00:00Z", "@5"] {
      let reply = session.run("show", "A-1", "--as-of", moment, "--format", "csv")
      #expect(reply.output == "field,value\r\nname,Globex\r\n", "\(reply)")
    }
    #expect(session.run("show", "A-1").output.contains("Globex International"))
    let before = session.run("show", "A-1", "--as-of", "2026-03-01")
    #expect(before.errors == "rapport: there is no account A-1 at that moment\n")
  }

  @Test func `a report answers in every format, then and now`() throws {
    let session = try Self.session()
    let then = session.run("pipeline", "--by", "owner", "--as-of", "2026-03-03", "--format", "csv")
    #expect(then.output.contains("U-1,Anna Smit,1,1000.00,100.00,"), "\(then)")
    #expect(session.run("pipeline", "--by", "owner").output.contains("(nothing)"))
    let json = session.run("outcomes", "--format", "json").output
    #expect(json.contains(#""won": 1"#) && json.contains(#""EUR": "1200.50""#))
  }

  @Test func `folding from the first event gives the same answer`() throws {
    let session = try Self.session()
    let usual = session.run("outcomes", "--by", "owner")
    #expect(session.run("outcomes", "--by", "owner", "--no-checkpoints").output == usual.output)
  }

  @Test func `a limit says how many rows it cut`() throws {
    let session = try Self.session()
    session.run("account", "create", "--name", "Initech")
    let reply = session.run("accounts", "--limit", "1")
    #expect(reply.output.contains("… and 1 more"))
  }

  @Test func `fields of one's own are defined, filled, asked for and explained`() throws {
    let session = try Self.session()
    session.run(
      "field", "define", "--entity", "account", "--code", "trade", "--type", "choice", "--options",
      "steel; wood")
    session.run("field", "define", "--entity", "account", "--code", "size", "--type", "number")
    let set = session.run(
      "account", "set", "A-1", "--field", "trade=wood", "--field", "size=12")
    #expect(set.output.contains("fields changed: K-1: 2, K-2: 12"))
    session.run("account", "tag", "A-1", "--tag", "key")
    session.run("account", "create", "--name", "Initech", "--field", "size=3", "--tag", "key")
    let asked = [
      "accounts", "--tag", "key", "--where", "size>3", "--where", "trade=wood", "--fields", "all",
      "--format", "csv",
    ]
    let lines = session.run(asked).output.split(whereSeparator: \.isNewline)
    #expect(lines.count == 2)
    #expect(lines[0].hasSuffix("field_trade,field_size"))
    #expect(lines[1].hasPrefix("A-1") && lines[1].hasSuffix("wood,12"))
    let explained = session.run("accounts", "--fields", "trade", "--explain", "A-1")
    #expect(explained.errors.hasSuffix("folded alone, give the row 'A-1' exactly.\n"))
    #expect(session.run("show", "A-1").output.contains("trade"))
    #expect(session.run("fields").output.contains("steel; wood"))
  }

  @Test func `a row is explained by its events, which alone give it`() throws {
    let session = try Self.session()
    let reply = session.run("outcomes", "--explain", "all")
    #expect(reply.output.contains("won  O-1 Big deal"))
    #expect(reply.errors == "These 2 events, folded alone, give the row 'all' exactly.\n")
    let unknown = session.run("outcomes", "--explain", "U-9")
    #expect(unknown.errors == "rapport: the answer has no row 'U-9'; its rows are all\n")
    let dashed = session.run("outcomes", "--by", "product,owner", "--explain", "-,U-1")
    #expect(dashed.errors.hasSuffix("folded alone, give the row '-,U-1' exactly.\n"))
  }

  @Test func `the log can be asked for what, when, who and how many`() throws {
    let session = try Self.session()
    func lines(_ options: String...) -> [String] {
      session.run(["log"] + options).output.split(separator: "\n").map { line in
        String(line.prefix { $0 != " " })
      }
    }
    #expect(lines() == ["@1", "@2", "@3", "@4", "@5", "@6", "@7"])
    #expect(lines("--stream", "A-1") == ["@4", "@6"])
    #expect(lines("--kind", "opportunity", "--type", "won") == ["@7"])
    #expect(lines("--since", "2026-03-03") == ["@6", "@7"])
    #expect(lines("--since", "2026-03-02", "--until", "2026-03-03") == ["@4", "@5"])
    #expect(lines("--limit", "2") == ["@6", "@7"])
    #expect(lines("--actor", "Anna Smit") == ["@4", "@5", "@6", "@7"])
  }

  @Test func `an event of the log is one JSON object a line`() throws {
    let session = try Self.session()
    let reply = session.run("log", "--stream", "A-1", "--limit", "1", "--json")
    #expect(reply.output.contains(#""position":6,"subject":"A-1","version":2,"event":"renamed""#))
    #expect(reply.output.contains(#""details":{"value":"Globex International"}"#))
    #expect(reply.output.split(separator: "\n").count == 1)
  }

  @Test func `a representative may not read the log`() throws {
    let session = try Self.session()
    session.run("user", "create", "--name", "Ben Bakker", "--role", "representative")
    let reply = session.run("log", "--as", "Ben Bakker")
    #expect(reply.status == .refused)
    #expect(reply.errors.hasPrefix("rapport: reading the log is for"))
  }

  @Test func `rebuilding a short book says that nothing is needed`() throws {
    let session = try Self.session()
    let reply = session.run("rebuild", "--every", "2")
    #expect(reply.status == .done)
    #expect(session.run("pipeline").status == .done)
  }
}
