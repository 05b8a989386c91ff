import FoundationEssentials
import Testing

@testable import CLI

/// Answers that go into files.
@Suite struct OutputFileTests {
  private func session() throws -> Session {
    let session = try Session.inBook()
    for number in 1...60 {
      try #require(
        session.run("account", "create", "--name", "=Account \(number)").status == .done)
    }
    return session
  }

  private func content(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  @Test func `the ending of the file decides the format, and all rows are written`() throws {
    let session = try session()
    let path = session.directory + "/accounts.csv"
    let reply = session.run("accounts", "--output", path)
    #expect(reply.status == .done, "\(reply.errors)")
    #expect(reply.output.isEmpty)
    #expect(reply.errors == "Wrote 60 rows to \(path).\n")
    #expect(try content(path).split(separator: "\r\n").count == 61)
    let some = session.run("accounts", "--limit", "3", "--output", session.directory + "/a.json")
    #expect(some.errors.hasPrefix("Wrote 3 of 60 rows to "))
    #expect(try content(session.directory + "/a.json").contains("\"rows_before_limit\": 60"))
  }

  @Test func `a workbook is written, and looks like one`() throws {
    let session = try session()
    let path = session.directory + "/accounts.xlsx"
    #expect(session.run("accounts", "--output", path).status == .done)
    #expect(try Data(contentsOf: URL(filePath: path)).starts(with: Data("PK".utf8)))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let left = try FileManager.default.contentsOfDirectory(atPath: session.directory)
    #expect(!left.contains { $0.hasSuffix(".temporary") })
  }

  @Test func `a file that is there is left alone unless it may be replaced`() throws {
    let session = try session()
    try session.save("mine.csv", Array("mine".utf8))
    let path = session.directory + "/mine.csv"
    let reply = session.run("accounts", "--output", path)
    #expect(reply.status == .refused)
    #expect(reply.errors.contains("--force"))
    #expect(try content(path) == "mine")
    #expect(session.run("accounts", "--output", path, "--force").status == .done)
    #expect(try content(path).contains("=Account 60"))
  }

  @Test func `a workbook is not written on a terminal, nor by a command that has no table`() throws
  {
    let session = try Session.inBook()
    let reply = session.run("accounts", "--format", "xlsx")
    #expect(reply.status == .refused)
    #expect(reply.errors == "rapport: a spreadsheet is a file: give --output FILE.xlsx\n")
    #expect(session.run("status", "--format", "xlsx").status == .refused)
    #expect(
      session.run("account", "create", "--name", "X", "--format", "xlsx").status == .refused)
    #expect(session.run("accounts", "--force").status == .wrongUsage)
  }

  @Test func `a directory that is not there is a fault that names it, and leaves nothing`() throws {
    let session = try Session.inBook()
    let reply = session.run("accounts", "--output", session.directory + "/none/a.xlsx")
    #expect(reply.status == .fault)
    #expect(reply.errors.contains("/none/"))
  }
}
