import FoundationEssentials
import Subprocess
import Testing

@testable import CLI

/// A whole book as a SQLite database, read by Python's own module.
@Suite struct DatabaseExportTests {
  private func session() throws -> Session {
    let session = try Session()
    let made = session.run(
      "demo", session.book, "--events", "2000", "--seed", "5", "--years", "2", "--until",
      "2026-02-27")
    try #require(made.status == .done, "\(made.errors)")
    session.set("RAPPORT_BOOK", session.book)
    session.set("RAPPORT_USER", "U-1")
    return session
  }

  /// The first column of what a query answers, a line a row.
  private func query(_ path: String, _ sql: String) async throws -> [String] {
    let script = """
      import sqlite3, sys
      for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]):
        print("|".join("" if v is None else str(v) for v in row))
      """
    let result = try await run(
      .name("python3"), arguments: ["-c", script, path, sql],
      output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
    try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
    return result.standardOutput.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [[], ["--as-of", "2025-06-30"]])
  func `what is open in the database is what the pipeline says of that moment`(
    moment: [String]
  ) async throws {
    let session = try session()
    let path = session.directory + "/book.db"
    let reply = session.run(["export", "sqlite", path] + moment)
    try #require(reply.status == .done, "\(reply.errors)")
    let csv = session.run(["pipeline", "--by", "pipeline", "--format", "csv"] + moment).output
    let lines = csv.split(separator: "\r\n").map { $0.split(separator: ",").map(String.init) }
    let open = try #require(lines[0].firstIndex(of: "count"))
    let amount = try #require(lines[0].firstIndex(of: "amount_EUR"))
    let found = try await query(
      path,
      """
      SELECT count(*), printf('%.2f', sum(amount)) FROM opportunities WHERE status = 'open'
      """)
    #expect(found == ["\(lines[1][open])|\(lines[1][amount])"])
    #expect(try await query(path, "PRAGMA foreign_key_check").isEmpty)
    #expect(try await query(path, "PRAGMA integrity_check") == ["ok"])
  }

  @Test func `a stay in a stage is there for every move, and all events up to the moment`()
    async throws
  {
    let session = try session()
    let path = session.directory + "/book.db"
    try #require(session.run("export", "sqlite", path, "--as-of", "@900").status == .done)
    #expect(try await query(path, "SELECT count(*), max(position) FROM events") == ["900|900"])
    #expect(
      try await query(
        path,
        """
        SELECT count(*) FROM opportunities o JOIN opportunity_stages s USING (opportunity_id)
        WHERE s.sequence = (SELECT max(sequence) FROM opportunity_stages t
          WHERE t.opportunity_id = o.opportunity_id)
        AND (s.stage <> o.stage OR s.status <> o.status)
        """) == ["0"])
    #expect(
      try await query(path, "SELECT value FROM about WHERE name = 'position'") == ["900"])
  }

  @Test func `who was erased is a row without a name, and reasons of theirs are gone`() async throws
  {
    let session = try session()
    session.run("contact", "create", "--name", "Eva Mueller", "--reason", "met Eva at the fair")
    session.run("erase", "C-1", "--reason", "request 17")
    let path = session.directory + "/book.db"
    try #require(session.run("export", "sqlite", path).status == .done)
    #expect(
      try await query(path, "SELECT name, is_erased FROM contacts WHERE contact_id = 'C-1'")
        == ["|1"])
    #expect(
      try await query(path, "SELECT reason FROM events WHERE reason LIKE '%Eva%'")
        == ["met Eva at the fair"])
    #expect(session.run("access", "--person", "C-2").output.contains("export-sqlite"))
  }

  @Test func `a representative is refused, and an analyst gets no events`() async throws {
    let session = try session()
    session.run("user", "create", "--name", "Rita", "--login", "rita", "--role", "representative")
    session.run("user", "create", "--name", "Anton", "--login", "anton", "--role", "analyst")
    let path = session.directory + "/book.db"
    let refused = session.run("export", "sqlite", path, "--as", "rita")
    #expect(refused.status == .refused && refused.errors.contains("for analysts"))
    #expect(session.run("export", "sqlite", path, "--as", "anton").status == .done)
    #expect(try await query(path, "SELECT count(*) FROM events") == ["0"])
    let twice = session.run("export", "sqlite", path)
    #expect(twice.status == .refused && twice.errors.contains("--force"))
  }

  @Test func `every table and column is in the document`() async throws {
    let session = try session()
    let path = session.directory + "/book.db"
    try #require(session.run("export", "sqlite", path).status == .done)
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let text = String(
      decoding: try Data(contentsOf: URL(filePath: root + "/docs/EXPORT.md")), as: UTF8.self)
    let columns = try await query(
      path,
      """
      SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c
      WHERE m.type = 'table'
      """)
    #expect(columns.count > 150)
    for line in columns {
      let parts = line.split(separator: "|").map(String.init)
      #expect(text.contains("### \(parts[0])\n"), "\(parts[0])")
      #expect(text.contains("`\(parts[1])`"), "\(line)")
    }
  }
}
