import LMDB
import Testing

@testable import CLI

/// Erasing, handing out and looking up who saw what, from the command line.
@Suite struct PrivacyTests {
  private func filled() throws -> Session {
    let session = try Session.inBook()
    for line in [
      ["account", "create", "--name", "Globex"],
      ["contact", "create", "--name", "Zoltan Quibbler", "--role", "flea trainer", "--account", "A-1"],
      ["user", "create", "--name", "Rita Rep", "--login", "rita"],
    ] {
      let reply = session.run(line)
      try #require(reply.status == .done, "\(reply.errors)")
    }
    return session
  }

  @Test func `an erased contact is gone from every answer, and the log says why`() throws {
    let session = try filled()
    #expect(session.run("show", "C-1").output.contains("Quibbler"))
    let reply = session.run("erase", "C-1", "--reason", "request 17")
    #expect(reply.status == .done && reply.output.hasPrefix("C-1 (erased) erased"))
    #expect(reply.errors.contains("docs/OPERATIONS.md"))
    for command in [["show", "C-1"], ["contacts"], ["history", "C-1"], ["log", "--format", "json"]] {
      let output = session.run(command).output
      #expect(!output.contains("Quibbler") && !output.contains("flea"), "\(command)")
    }
    #expect(session.run("log", "--type", "erased").output.contains("because: request 17"))
    let again = session.run("erase", "C-1", "--reason", "once more")
    #expect(again.status == .done && again.output == "There was nothing to change.\n")
  }

  @Test func `an erasure that cannot be is refused in one line`() throws {
    let session = try filled()
    for (words, refusal) in [
      (["erase", "A-1", "--reason", "x"], "A-1 is no person"),
      (["erase", "U-2", "--reason", "x"], "user U-2 is active"),
      (["erase", "C-9", "--reason", "x"], "there is no contact C-9"),
      (["erase", "C-1", "--reason", " "], "say why the contact is erased"),
      (["erase", "C-1", "--reason", "x", "--as", "U-2"], "for administrators"),
      (["access", "--as", "U-2"], "for auditors and administrators"),
      (["export-person", "C-1", "--as", "U-2"], "for auditors and administrators"),
    ] {
      let reply = session.run(words)
      #expect(reply.status == .refused && reply.errors.contains(refusal), "\(reply.errors)")
    }
    #expect(session.run("erase", "C-1").status == .wrongUsage)
  }

  @Test func `a person's file is written once, and tells of itself`() throws {
    let session = try filled()
    let path = session.directory + "/person.json"
    #expect(session.run("export-person", "C-1", "--out", path).status == .done)
    let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
    for part in [#""name": "Zoltan Quibbler""#, #""purpose": "export-person""#, #""entity": "A-1""#] {
      #expect(text.contains(part), "\(part)")
    }
    let again = session.run("export-person", "C-1", "--out", path)
    #expect(again.status == .refused && again.errors.contains("already"))
    #expect(session.run("export-person", "C-1").output.contains("Zoltan Quibbler"))
  }

  @Test func `who looked is listed`() throws {
    let session = try filled()
    _ = session.run("contacts", "--search", "quibb")
    _ = session.run("show", "C-1", "--as", "rita")
    let all = session.run("access", "--format", "csv").output
    #expect(all.contains(",command-line,contacts,C-1,1,"))
    #expect(!all.contains("quibb"))
    let hers = session.run("access", "--user", "rita", "--format", "csv").output
    #expect(hers.contains("U-2,Rita Rep,command-line,show,C-1,1,") && !hers.contains("contacts,C-1"))
    #expect(session.run("access", "--person", "C-2").output.contains("(nothing)"))
  }
}
