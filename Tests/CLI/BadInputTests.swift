import LMDB
import Testing

@testable import CLI

@Suite struct BadInputTests {
  /// What is typed, and what the one line that refuses it says.
  struct Case: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var words: String

    init(_ words: String, _ arguments: String...) {
      (self.words, self.arguments) = (words, arguments)
    }

    var testDescription: String { words }
  }

  static let refused: [Case] = [
    Case("A-99", "show", "A-99"),
    Case("not the number of anything", "show", "Z-1"),
    Case("not the number of anything", "show", "A-99999999999999999999"),
    Case("no account 'A-99'", "account", "rename", "A-99", "--name", "X"),
    Case("no opportunity", "opportunity", "win", "A-1"),
    Case("no user 'Nobody'", "account", "create", "--name", "X", "--owner", "Nobody"),
    Case("2026-02-30", "opportunity", "open", "--name", "X", "--expected-close", "2026-02-30"),
    Case("30", "pipeline", "--as-of", "2017-02-30"),
    Case("yesterday", "pipeline", "--as-of", "yesterday"),
    Case("the log ends at", "pipeline", "--as-of", "@99999"),
    Case("XYZ", "opportunity", "open", "--name", "X", "--amount", "5 XYZ"),
    Case("twelve", "opportunity", "open", "--name", "X", "--amount", "twelve"),
    Case(
      "amount", "opportunity", "open", "--name", "X", "--amount", "99999999999999999999999999"),
    Case("150", "opportunity", "open", "--name", "X", "--probability", "150%"),
    Case("name", "account", "create", "--name", String(repeating: "x", count: 1_048_576)),
    Case("name", "account", "create", "--name", "a\u{0}b"),
    Case("name", "account", "create", "--name", "a\u{1B}[31mb"),
    Case("name", "account", "create", "--name", "   "),
    Case("32 hexadecimal digits", "account", "create", "--name", "X", "--command-id", "xyz"),
    Case("whole number", "account", "create", "--name", "X", "--expect", "first"),
    Case("event", "account", "create", "--name", "X", "--corrects", "@zero"),
    Case("no user 'Ghost'", "pipeline", "--as", "Ghost"),
    Case("frob", "log", "--kind", "frob"),
    Case("no event is called", "log", "--type", "wno"),
    Case("directory it is to be in", "init", "/nowhere/at/all", "--currency", "EUR"),
    Case("directory it is to be in", "example", ""),
    Case("whole number", "accounts", "--limit", "lots"),
    Case("month 13", "log", "--since", "2017-13-01"),
    Case("field", "restore", "A-1", "no-such-field", "--to", "@4"),
    Case("there is no directory", "status", "--book", "/nowhere/at/all"),
    Case("is not a book", "status", "--book", "/etc"),
    Case("leave out --format", "account", "create", "--name", "X", "--format", "csv"),
  ]

  @Test(arguments: refused)
  func `bad input is refused in one line and changes nothing`(_ wrong: Case) throws {
    let session = try Session.inBook()
    session.run("account", "create", "--name", "Globex")
    let head = try session.head()
    let reply = session.run(wrong.arguments)
    #expect(reply.status == .refused, "\(reply)")
    #expect(reply.output == "")
    #expect(reply.errors.hasPrefix("rapport: ") && reply.errors.contains(wrong.words), "\(reply)")
    #expect(reply.errors.filter(\.isNewline).count == 1 && reply.errors.count < 500)
    #expect(!reply.errors.contains("\u{1B}"))
    #expect(try session.head() == head)
  }

  @Test(arguments: [
    ["frobnicate"], ["account", "frobnicate"], ["pipeline", "--frobnicate"],
    ["account", "create"], ["account", "rename", "A-1"], ["show"], ["pipeline", "--by"],
    ["status", "--format", "xml"], ["log", "--limit", "-1"], ["log", "--format", "csv"],
    ["rebuild", "--every", "0"], ["init"],
  ])
  func `arguments that make no sense are wrong usage`(arguments: [String]) throws {
    let session = try Session.inBook()
    let head = try session.head()
    let reply = session.run(arguments)
    #expect(reply.status == .wrongUsage, "\(reply)")
    #expect(reply.output == "" && reply.errors.contains("Usage:"))
    #expect(try session.head() == head)
  }

  @Test func `without a book the ways to name one are told`() throws {
    let session = try Session()
    let reply = session.run("status")
    #expect(reply.status == .refused)
    for way in ["--book DIR", "RAPPORT_BOOK", "rapport init"] {
      #expect(reply.errors.contains(way))
    }
  }

  @Test func `somebody whom the book does not know is told how to say who`() throws {
    let session = try Session()
    session.run(
      "init", session.book, "--currency", "EUR", "--time-zone", "UTC", "--user", "Somebody")
    session.set("RAPPORT_BOOK", session.book)
    session.run("user", "login", "U-1", "--login", "else")
    let reply = session.run("accounts")
    #expect(reply.status == .refused)
    #expect(reply.errors.contains("--as USER") && reply.errors.contains("RAPPORT_USER"))
    session.set("RAPPORT_USER", "else")
    #expect(session.run("accounts").status == .done)
  }
}
