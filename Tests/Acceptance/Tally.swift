import Synchronization
import Testing

/// Counts what the acceptance run did and prints it at its end: passed, failed, skipped.
///
/// A test that was planned and never began was skipped; one with an issue failed.
final class Tally: Sendable {
  static let shared = Tally()

  private struct Names {
    var planned: Set<String> = []
    var begun: Set<String> = []
    var failed: Set<String> = []
  }
  private let names = Mutex(Names())

  func plan(_ name: String) { names.withLock { _ = $0.planned.insert(name) } }
  func begin(_ name: String) { names.withLock { _ = $0.begun.insert(name) } }
  func fail(_ name: String) { names.withLock { _ = $0.failed.insert(name) } }

  /// How many tests were planned and never began.
  var skipped: Int { names.withLock { $0.planned.subtracting($0.begun).count } }

  /// As in `Acceptance: 12 passed, 0 failed, 0 skipped`.
  var line: String {
    names.withLock { names in
      let skipped = names.planned.subtracting(names.begun).count
      let passed = names.begun.subtracting(names.failed).count
      return "Acceptance: \(passed) passed, \(names.failed.count) failed, \(skipped) skipped"
    }
  }
}

/// Notes every test of a suite in the tally.
struct TallyTrait: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func prepare(for test: Test) async throws {
    if !test.isSuite { Tally.shared.plan(test.name) }
  }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    if !test.isSuite { Tally.shared.begin(test.name) }
    do { try await function() } catch {
      Tally.shared.fail(test.name)
      throw error
    }
  }
}

/// Prints the tally when the suite is over, and removes what the suite left on disk.
struct ClosingTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    defer {
      print(Tally.shared.line)
      MavenBook.removeShared()
      LoanBook.removeShared()
      SetBook.removeAll()
    }
    try await function()
    let skipped = Tally.shared.skipped
    #expect(skipped == 0 || !SharedData.isThere, "the data are there: nothing may be skipped")
  }
}

extension Trait where Self == TallyTrait {
  /// Counts every test of the suite.
  static var tallied: TallyTrait { TallyTrait() }
}

extension Trait where Self == ClosingTrait {
  /// Prints the count at the end.
  static var closing: ClosingTrait { ClosingTrait() }
}

extension Trait where Self == IssueHandlingTrait {
  /// Notes failed expectations in the tally.
  static var noted: IssueHandlingTrait {
    .compactMapIssues { issue in
      if let test = Test.current { Tally.shared.fail(test.name) }
      return issue
    }
  }
}

/// Imports of real data, compared with figures that others computed from the same files.
@Suite(.closing, .tallied, .noted) enum Acceptance {}
