import LMDB
import Testing

@testable import CLI

/// Heads, keys, proofs and verification from the command line.
@Suite struct ProofCommandTests {
  @Test func `a new book has a head, and verifies`() throws {
    let session = try Session.inBook()
    let head = session.run("head")
    #expect(head.status == .done)
    #expect(head.output.hasPrefix("rapport/") && head.output.contains("\n\n\u{2014} rapport/"))
    let reply = session.run("verify")
    #expect(reply.status == .done && reply.errors == "")
    #expect(reply.output.contains("All is well: ") && reply.output.contains("1 signed heads"))
  }

  @Test func `a head that was kept finds what was removed, and the exit status says so`() throws {
    let session = try Session.inBook()
    session.run("account", "create", "--name", "Globex")
    let (head, key) = (session.directory + "/head.txt", session.directory + "/key.txt")
    #expect(session.run("head", "--out", head).status == .done)
    let printed = session.run("key").output
    try FileSystem.replace(path: key, with: [Array(printed.utf8)])
    #expect(session.run("verify", "--head", head, "--key", key).status == .done)
    #expect(session.run("verify", "--since", head).status == .done)
    let environment = try Environment(
      directory: session.book + "/log", tables: [.positions("events")])
    let last = try environment.write { transaction in
      let table = environment.table("events")
      let last = try transaction.lastPosition(table) ?? 0
      _ = try transaction.remove(table, position: last)
      return last
    }
    let reply = session.run("verify", "--head", head)
    #expect(reply.status == .fault && reply.errors.contains("@\(last)"), "\(reply.errors)")
  }

  @Test func `a daily head is signed by the first write after a day`() throws {
    let session = try Session.inBook()
    let count = { try session.heads() }
    #expect(try count() == 1)
    session.run("account", "create", "--name", "Globex")
    #expect(try count() == 1)
    session.wait(hours: 25)
    session.run("account", "create", "--name", "Initech")
    #expect(try count() == 2)
  }

  @Test func `a write is done though no head can be signed, and the person is told`() throws {
    let session = try Session.inBook()
    try FileSystem.remove(session.book + "/signing-key")
    session.wait(hours: 25)
    let reply = session.run("account", "create", "--name", "Globex")
    #expect(reply.status == .done && reply.errors.contains("signing-key"))
    #expect(session.run("head").status == .refused)
    #expect(session.run("key", "rotate", "--lost").status == .done)
    #expect(session.run("head").status == .done)
    let verified = session.run("verify")
    #expect(verified.status == .done && verified.errors.contains("did not sign"))
  }

  @Test func `proofs are written to files, and impossible ones refused`() throws {
    let session = try Session.inBook()
    session.run("account", "create", "--name", "Globex")
    session.run("head")
    let (event, extent) = (session.directory + "/event.json", session.directory + "/extension.json")
    #expect(session.run("prove", "event", "@2", "--out", event).status == .done)
    let text = String(decoding: try FileSystem.read(event), as: UTF8.self)
    #expect(text.contains("\"format\": \"rapport-event-proof-1\""))
    let reply = session.run("prove", "extension", "--from", "1", "--to", "3", "--out", extent)
    #expect(reply.status == .done, "\(reply.errors)")
    #expect(session.run("prove", "event", "@999", "--out", event).status == .refused)
    #expect(session.run("prove", "event", "two", "--out", event).status == .wrongUsage)
    #expect(
      session.run("prove", "extension", "--from", "3", "--to", "1", "--out", extent).status
        == .refused)
    try FileSystem.replace(path: event, with: [Array("nonsense".utf8)])
    #expect(session.run("verify", "--head", event).status == .refused)
    #expect(session.run("verify", "--key", event).status == .refused)
  }

  @Test func `a rotated key is printed, and both keys lead to all heads`() throws {
    let session = try Session.inBook()
    let old = session.run("key").output
    let new = session.run("key", "rotate").output
    #expect(old != new && session.run("key").output == new)
    let path = session.directory + "/key.txt"
    for key in [old, new] {
      try FileSystem.replace(path: path, with: [Array(key.utf8)])
      #expect(session.run("verify", "--key", path).status == .done)
    }
  }
}

extension Session {
  /// How many heads were signed.
  fileprivate func heads() throws -> Int {
    let reply = run("heads", "--format", "csv")
    try #require(reply.status == .done, "\(reply.errors)")
    return reply.output.split(whereSeparator: \.isNewline).count - 1
  }
}
