import LMDB
import Subprocess
import SystemPackage
import Testing

/// The built command itself, as a child process.
@Suite struct BinaryTests {
  private static let path: FilePath = {
    let test = CommandLine.arguments[0]
    return FilePath(test.prefix(upTo: test.lastIndex(of: "/")!) + "/rapport")
  }()

  private func rapport(_ arguments: String...) async throws -> (
    status: TerminationStatus, output: String, errors: String
  ) {
    let result = try await Subprocess.run(
      .path(Self.path), arguments: Arguments(arguments),
      environment: .inherit.updating(["NO_COLOR": "1"]), output: .string(limit: 1 << 20),
      error: .string(limit: 1 << 20))
    return (result.terminationStatus, result.standardOutput, result.standardError)
  }

  @Test func `the command founds a book, writes and answers`() async throws {
    let session = try Session()
    let founded = try await rapport(
      "init", session.book, "--currency", "EUR", "--time-zone", "Europe/Amsterdam")
    #expect(founded.status == .exited(0), "\(founded)")
    let created = try await rapport("account", "create", "--name", "Globex", "--book", session.book)
    #expect(created.output == "A-1 Globex created: name: Globex (event @4)\n", "\(created)")
    let shown = try await rapport("accounts", "--book", session.book, "--format", "csv")
    #expect(shown.status == .exited(0) && shown.output.contains("A-1,Globex"), "\(shown)")
  }

  @Test func `exit codes tell a refusal, wrong usage and a fault apart`() async throws {
    let session = try Session.inBook()
    let refused = try await rapport("show", "A-9", "--book", session.book, "--as", "U-1")
    #expect(refused.status == .exited(1))
    #expect(try await rapport("frobnicate").status == .exited(2))
    try FileSystem.remove(session.book + "/keys")
    #expect(try await rapport("accounts", "--book", session.book).status == .exited(3))
    #expect(try await rapport("--help").status == .exited(0))
  }
}
