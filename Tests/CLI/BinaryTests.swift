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

  @Test func `a reader that has seen enough is no error`() async throws {
    let session = try Session()
    session.run("example", session.book)
    let result = try await Subprocess.run(
      .path("/bin/sh"),
      arguments: [
        "-c", "\"$0\" log --as U-1 --book \"$1\" --limit 0 | head -n 1", Self.path.string,
        session.book,
      ],
      output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
    #expect(result.standardOutput.hasPrefix("@1  "), "\(result)")
    #expect(result.standardError == "")
  }

  @Test func `the log can be followed until an interrupt ends it cleanly`() async throws {
    let session = try Session.inBook()
    let result = try await Subprocess.run(
      .path(Self.path),
      arguments: ["log", "--follow", "--as", "U-1", "--book", session.book, "--limit", "1"],
      input: .none, output: .sequence, error: .string(limit: 1 << 20)
    ) { execution in
      var lines: [String] = []
      for try await line in execution.standardOutput.strings() {
        lines.append(line)
        if lines.count == 1 { session.run("account", "create", "--name", "Globex") }
        if lines.count == 2 { try execution.send(signal: .interrupt) }
      }
      return lines
    }
    #expect(result.terminationStatus == .exited(0))
    #expect(result.closureResult.map { $0.prefix(2) } == ["@3", "@4"], "\(result.closureResult)")
  }

  @Test func `arguments that are not UTF-8 are refused`() async throws {
    let session = try Session.inBook()
    let head = try session.head()
    let words = ["account", "create", "--as", "U-1", "--book", session.book, "--name"]
    let bytes = words.map { Array($0.utf8) } + [[0xC3, 0x28]]
    let result = try await Subprocess.run(
      .path(Self.path), arguments: Arguments(bytes), output: .string(limit: 1_000),
      error: .string(limit: 1_000))
    #expect(result.terminationStatus == .exited(1))
    #expect(result.standardError.contains("not UTF-8"))
    #expect(try session.head() == head)
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
