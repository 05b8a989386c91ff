public import CRM
public import Domain
import FoundationEssentials

/// A book for a test: founded in memory or in a temporary directory, with a clock of its own.
public final class TestBook: Sendable {
  /// The book.
  public let crm: CRM
  /// Its clock.
  public let clock: TestClock
  /// Its administrator, user 1.
  public let administrator = Principal(UserID(1))
  /// Its directory; nil when it is in memory.
  public let directory: String?

  /// The stages of pipeline 1.
  public static let stages = [
    NewStage(name: "Qualification", probability: percent(10), category: .pipeline),
    NewStage(name: "Proposal", probability: percent(50), category: .bestCase),
    NewStage(name: "Negotiation", probability: percent(75), category: .commit),
  ]

  /// A book in euros and the zone UTC, with one pipeline.
  public init(onDisk: Bool = false, clock: TestClock = TestClock()) throws {
    self.clock = clock
    let foundation = Foundation(
      company: "Test", currency: .euro, zone: .utc, administrator: "Ada Admin", login: "ada",
      pipeline: NewPipeline(name: "Sales", stages: TestBook.stages))
    let now = { @Sendable in clock.now }
    guard onDisk else {
      directory = nil
      crm = try CRM.foundInMemory(foundation, now: now)
      return
    }
    let directory = TestBook.temporaryDirectory()
    self.directory = directory
    crm = try CRM.found(foundation, in: directory, now: now)
  }

  deinit {
    guard let directory else { return }
    // A directory that cannot be removed is no reason to fail a test that passed.
    try? FileManager.default.removeItem(atPath: directory)  // allowed: only tidying up
  }

  /// A path nobody uses yet.
  public static func temporaryDirectory() -> String {
    let name = "rapport-test-\(UInt64.random(in: 0 ... .max))"
    return FileManager.default.temporaryDirectory.path + "/" + name
  }

  /// Carries out a command as the administrator.
  @discardableResult
  public func run(
    _ command: Command, as principal: Principal? = nil,
    _ context: CommandContext = CommandContext()
  ) throws -> Outcome {
    try crm.execute(command, as: principal ?? administrator, context)
  }

  /// Whole per cents as a probability.
  public static func percent(_ number: Int) -> Probability {
    do {
      return try Probability(basisPoints: number * 100)
    } catch {
      preconditionFailure("\(number) % is no probability")
    }
  }
}
