import CRM
import Exchange
import LMDB
import Testing

@testable import CLI

@Suite struct ImportTests {
  private static let recipe = """
    {"format": 1, "name": "deals", "source": "deals", "files": {"deals": {"match": "deals*.csv"}},
     "steps": [
      {"from": "deals", "do": "opportunity.open", "at": {"column": "opened"},
       "reference": {"column": "id"},
       "set": {"name": {"column": "name"}, "amount": {"column": "amount"}}},
      {"from": "deals", "do": "opportunity.win", "at": {"column": "won"},
       "reference": {"column": "id"}, "when": [{"column": "won", "empty": false}]}]}
    """
  private static let deals = """
    id,name,amount,opened,won
    1,Ten chairs,500,2024-02-01,2024-03-15
    2,Two desks,900,2024-02-20,

    """

  /// A session with a recipe and a file of deals beside the book.
  private func session(
    recipe: String = Self.recipe, deals: [UInt8] = Array(Self.deals.utf8)
  ) throws -> Session {
    let session = try Session.inBook()
    try session.save("deals.json", Array(recipe.utf8))
    try session.save("deals.csv", deals)
    return session
  }

  private func arguments(_ session: Session, _ options: String...) -> [String] {
    ["import", session.directory + "/deals.json", session.directory + "/deals.csv"] + options
  }

  @Test func `history comes in with its own dates`() throws {
    let session = try session()
    let reply = session.run(arguments(session, "--history"))
    #expect(reply.status == .done, "\(reply)")
    #expect(reply.output.contains("opportunity.opened") && reply.output.contains("Import I-1"))
    let then = session.run("opportunities", "--as-of", "2024-03-01", "--format", "csv").output
    #expect(then.contains("Ten chairs") && !then.contains("won"))
    #expect(session.run("outcomes", "--as-of", "2024-03-15").output.contains("500.00"))
  }

  @Test func `a dry run tells what it would do and keeps nothing`() throws {
    let session = try session()
    let head = try session.head()
    let reply = session.run(arguments(session, "--history", "--dry-run", "--format", "csv"))
    #expect(reply.output.contains("events,opportunity.opened,2"), "\(reply)")
    #expect(try session.head() == head)
  }

  @Test(arguments: [
    ("\"format\": 1", "\"format\": 2", "format 1"), ("\"steps\"", "\"stops\"", "stops"),
    ("\"column\": \"opened\"", "\"colum\": \"opened\"", "colum"),
    ("opportunity.win", "opportunity.wim", "opportunity.win"), ("\"files\"", "files", "deals.json"),
    ("\"amount\": {\"column\": \"amount\"}", "\"amount\": {\"column\": \"price\"}", "price"),
    ("\"amount\":", "\"amout\":", "amout"), ("deals*.csv", "offers*.csv", "deals.csv"),
  ])
  func `a recipe that cannot be used is refused in one line`(
    from: String, to: String, words: String
  ) throws {
    let recipe = Self.recipe.replacing(from, with: to)
    let session = try session(recipe: recipe)
    let head = try session.head()
    let reply = session.run(arguments(session, "--history"))
    #expect(reply.status == .refused && reply.errors.contains(words), "\(reply)")
    #expect(reply.errors.filter(\.isNewline).count == 1)
    #expect(try session.head() == head)
  }

  @Test(arguments: [
    ("500", "5 hundred", "row 2"), ("2024-02-20", "2024-02-30", "row 3"),
    ("2024-02-20", "2044-02-20", "future"), ("Ten chairs", "Ten \"chairs", "line 2"),
    ("Two desks", "Two \u{7}desks", "row 3"), ("500", "99999999999999999999999", "row 2"),
    ("2024-03-15", "2024-01-15", "row 2"),
  ])
  func `a row that cannot be taken is named, and nothing is kept`(
    from: String, to: String, words: String
  ) throws {
    let session = try session(deals: Array(Self.deals.replacing(from, with: to).utf8))
    let head = try session.head()
    let reply = session.run(arguments(session, "--history"))
    #expect(reply.status == .refused && reply.errors.contains(words), "\(reply)")
    #expect(try session.head() == head)
  }

  @Test func `bad rows go into a file that is corrected and imported`() throws {
    let session = try session(deals: Array(Self.deals.replacing("900", with: "nine").utf8))
    let bad = session.directory + "/bad.csv"
    let reply = session.run(arguments(session, "--history", "--keep-good", "--rejects", bad))
    #expect(reply.status == .done && reply.output.contains("set aside"), "\(reply)")
    let text = String(decoding: try InputFile.read(bad), as: UTF8.self)
    #expect(text.contains("deals.csv,3,amount,"), "\(text)")
    try session.save("good.csv", Array(text.replacing(",nine,", with: ",900,").utf8))
    let again = session.run(
      "import", session.directory + "/deals.json", session.directory + "/good.csv")
    #expect(again.status == .done && again.output.contains("opportunity.opened"), "\(again)")
    #expect(session.run("opportunities", "--format", "csv").output.contains("Two desks"))
    let alone = session.run(arguments(session, "--rejects", bad))
    #expect(alone.status == .wrongUsage, "\(alone)")
  }

  @Test func `a recipe can be drafted from a file`() throws {
    let session = try session()
    let reply = session.run("import", "--suggest", session.directory + "/deals.csv")
    #expect(reply.status == .done && reply.output.contains("opportunity.open"), "\(reply)")
    #expect(throws: Never.self) { try Recipe(parsing: Array(reply.output.utf8)) }
  }

  @Test func `a file that is not UTF-8 is refused with its row`() throws {
    let bytes = Self.deals.utf8.map { $0 == UInt8(ascii: "T") ? 0xFF : $0 }
    let session = try session(deals: bytes)
    let reply = session.run(arguments(session))
    #expect(reply.status == .refused)
    #expect(reply.errors.contains("deals.csv") && reply.errors.contains("UTF-8"), "\(reply)")
  }

  @Test func `a missing file is refused by its name`() throws {
    let session = try session()
    let reply = session.run("import", session.directory + "/deals.json", "/nowhere/deals.csv")
    #expect(reply.status == .refused)
    #expect(reply.errors == "rapport: there is no file /nowhere/deals.csv\n")
  }

  @Test func `history is refused once the book is in daily use`() throws {
    let session = try session()
    session.run("account", "create", "--name", "Globex")
    let reply = session.run(arguments(session, "--history"))
    #expect(reply.status == .refused && reply.errors.contains("in daily use already"), "\(reply)")
  }
}

@Suite struct ExampleTests {
  @Test func `the example has half a year that can be travelled through`() throws {
    let session = try Session()
    let founded = session.run("example", session.book)
    #expect(founded.status == .done, "\(founded)")
    #expect(founded.output.contains("events up to 2026-02-27"))
    session.set("RAPPORT_BOOK", session.book)
    let now = session.run("pipeline", "--by", "owner", "--format", "csv").output
    let then = session.run(
      "pipeline", "--by", "owner", "--format", "csv", "--as-of", "2025-11-28"
    ).output
    #expect(now != then && now.contains("Ben Bakker") && then.contains("Carla Duarte"))
    #expect(session.run("opportunities", "--limit", "0", "--format", "csv").output.contains("O-26"))
    #expect(session.run("status", "--format", "csv").output.contains("user,3\r\naccount,12"))
  }

  @Test func `what the example suggests to try works`() throws {
    let session = try Session()
    let founded = session.run("example", session.book)
    session.set("RAPPORT_BOOK", session.book)
    let commands = founded.output.split(separator: "\n").compactMap { line -> [String]? in
      guard let start = line.firstRange(of: "rapport ") else { return nil }
      let command = line[start.upperBound...]
      let end = command.firstRange(of: "  ")?.lowerBound ?? command.endIndex
      return command[..<end].split(separator: " ").map(String.init)
    }
    #expect(commands.count >= 7)
    for command in commands {
      let reply = session.run(command)
      #expect(reply.status == .done && !reply.output.isEmpty, "\(command): \(reply)")
    }
  }
}
