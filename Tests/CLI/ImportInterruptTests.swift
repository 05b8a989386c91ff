import CRM
import Subprocess
import SystemPackage
import Testing

@testable import CLI

/// Ctrl-C while an import runs, in a process of its own.
@Suite struct ImportInterruptTests {
  private static let path: FilePath = {
    let test = CommandLine.arguments[0]
    return FilePath(test.prefix(upTo: test.lastIndex(of: "/")!) + "/rapport")
  }()

  private static let recipe = """
    {"format": 1, "name": "deals", "source": "deals", "files": {"deals": {"match": "deals.csv"}},
     "steps": [
      {"from": "deals", "do": "opportunity.open", "at": {"column": "opened"},
       "reference": {"column": "id"}, "set": {"name": {"column": "name"}}}]}
    """
  private static let rowCount = 4_000

  /// Interrupted sooner or later: during reading, writing, or after everything.
  @Test(arguments: [0, 100, 300, 700, 1_500])
  func `an interrupted import leaves the book as it was`(milliseconds: Int) async throws {
    let session = try Session.inBook()
    // The process goes by the computer's clock, and so must whoever comes after it.
    session.change { $0.now = CRM.systemClock }
    try session.save("deals.json", Array(Self.recipe.utf8))
    let rows = (1...Self.rowCount).map { "\($0),2024-01-01,Deal \($0)\n" }
    try session.save("deals.csv", Array(("id,opened,name\n" + rows.joined()).utf8))
    let head = try session.head()
    let result = try await Subprocess.run(
      .path(Self.path),
      arguments: [
        "import", session.directory + "/deals.json", session.directory + "/deals.csv",
        "--history", "--as", "U-1", "--book", session.book,
      ],
      input: .none, output: .discarded, error: .string(limit: 1 << 20)
    ) { execution in
      try await Task.sleep(for: .milliseconds(milliseconds))
      do { try execution.send(signal: .interrupt) } catch {
        // It was faster: nobody is there to be interrupted any more.
        print("not interrupted: \(error)")
      }
    }
    let status = session.run("status", "--format", "csv").output
    if result.terminationStatus == .exited(0) {
      #expect(status.contains("opportunity,\(Self.rowCount)"), "\(status)")
    } else if try session.head() != head {
      // The commit was done, the answer was not given yet.
      #expect(status.contains("opportunity,\(Self.rowCount)"), "\(status)")
    }
    // It can be imported as if nothing had happened.
    let again = session.run(
      "import", session.directory + "/deals.json", session.directory + "/deals.csv", "--history")
    #expect(again.status == .done, "\(again)")
    #expect(
      session.run("status", "--format", "csv").output.contains("opportunity,\(Self.rowCount)"))
  }
}
