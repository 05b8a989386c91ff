import LMDB
import Synchronization
import Testing

/// kill -9 at random moments: what was acknowledged is there, nothing is there in part.
@Suite struct KillTests {
  /// What is being done when the kill comes.
  enum Work: String, CaseIterable {
    case founding, single, concurrent, importing, handOver, checkpointing, erasing, signing
    case twoProcesses, commandLine
  }

  @Test(arguments: Work.allCases)
  func `a kill loses nothing that was acknowledged and leaves nothing in part`(
    work: Work
  ) async throws {
    let rounds = (Settings.rounds + Work.allCases.count - 1) / Work.allCases.count
    let seed = Settings.seed &+ UInt64(Work.allCases.firstIndex(of: work)!)
    var victim = try Victim(work: work, seed: seed)
    for round in 0..<rounds { try await victim.suffer(round: round) }
    print("kill, \(work.rawValue): \(victim.counts), seed \(Settings.seed)")
    #expect(victim.counts.kills > 0, "every process ended before it was killed, seed \(seed)")
    #expect(work == .founding || victim.counts.promises >= rounds, "\(victim.counts)")
  }
}

/// A book whose writers are killed, round after round.
struct Victim {
  private let work: KillTests.Work
  private var random: SplitMix
  private var scratch: Scratch
  private var announcements: [String] = []
  /// What was not acknowledged in this book, in rounds before.
  private var tailBefore = 0
  private(set) var counts = Counts()

  struct Counts: CustomStringConvertible {
    var (rounds, kills, promises, tails, unfounded, events) = (0, 0, 0, 0, 0, 0)

    var description: String {
      """
      \(rounds) rounds, \(kills) kills, \(promises) promises kept, \(tails) unacknowledged but whole, \
      \(unfounded) not founded yet, \(events) events checked
      """
    }
  }

  init(work: KillTests.Work, seed: UInt64) throws {
    self.work = work
    random = SplitMix(seed: seed)
    scratch = try Scratch()
  }

  private var book: String { scratch.path("book") }
  private var promises: Int { announcements.count { Self.isPromise($0) } }

  static func isPromise(_ line: String) -> Bool {
    ["ack ", "written ", "imported ", "head ", "founded"].contains { line.hasPrefix($0) }
  }

  /// One round: work, kill, check.
  mutating func suffer(round: Int) async throws {
    if work == .twoProcesses || work == .commandLine { try await prepare() }
    let before = promises
    switch work {
    case .founding: try await work("single", lines: 0, atMostAfter: 90_000)
    case .single: try await work("single", lines: random.number(1...30), atMostAfter: 3_000)
    case .concurrent: try await work("concurrent", lines: random.number(1...200), atMostAfter: 9_000)
    case .importing: try await work("importing", lines: random.number(1...5), atMostAfter: 30_000)
    case .handOver: try await work("handOver", lines: random.number(1...12), atMostAfter: 9_000)
    case .checkpointing:
      try await work("checkpointing", lines: random.number(1...20), atMostAfter: 20_000)
    case .signing: try await work("signing", lines: random.number(1...25), atMostAfter: 9_000)
    case .erasing: try await work("erasing", lines: random.number(1...25), atMostAfter: 9_000)
    case .twoProcesses: try await workTogether()
    case .commandLine: try await command()
    }
    counts.rounds += 1
    counts.promises += promises - before
    try await check(round: round)
  }

  private mutating func work(_ kind: String, lines: Int, atMostAfter most: Int) async throws {
    let seen = Mutex(0)
    let ended = try await Child.killed(
      "CrashDriver", [kind, book, String(random.next())],
      after: .microseconds(random.number(0...most))
    ) { line in
      if line.isEmpty { return lines == 0 }
      return seen.withLock { seen in
        seen += 1
        return seen >= lines
      }
    }
    note(ended)
  }

  // MARK: - Several processes

  private mutating func note(_ ended: Child.Ended) {
    announcements += ended.lines
    if ended.wasKilled { counts.kills += 1 }
    #expect(ended.errors.isEmpty, "\(work), seed \(Settings.seed): \(ended.errors)")
  }

  /// Two write; one is killed, and the other must get on, until it is killed as well.
  private mutating func workTogether() async throws {
    let isDead = Mutex(false)
    let (book, seeds) = (book, [String(random.next()), String(random.next())])
    let (lines, delay) = (random.number(1...30), Duration.microseconds(random.number(0...2_000)))
    let left = Mutex(6)
    let seen = Mutex(0)
    async let first = Child.killed("CrashDriver", ["single", book, seeds[0]], after: delay) { _ in
      seen.withLock { seen in
        seen += 1
        return seen > lines
      }
    }
    async let second = Child.killed("CrashDriver", ["single", book, seeds[1]], after: delay) { line in
      guard isDead.withLock({ $0 }), Self.isPromise(line) else { return false }
      return left.withLock { left in
        left -= 1
        return left == 0
      }
    }
    note(try await first)
    isDead.withLock { $0 = true }
    note(try await second)
  }

  /// Founds the book and does a little, without a kill.
  private mutating func prepare() async throws {
    guard announcements.isEmpty else { return }
    let ended = try await Child.driver(["single", book, String(random.next()), "3"])
    announcements = ended.lines
    try #require(ended.lines.last == "done", "\(ended.errors)")
  }

  /// The command itself, once whole, to see how long it takes, then killed at any moment of that.
  private mutating func command() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    try await command(killedAfter: nil)
    let whole = Int((clock.now - start) / .microseconds(1))
    for _ in 0..<4 {
      try await command(killedAfter: .microseconds(random.number(0...whole * 3 / 2)))
    }
  }

  /// One command, killed so long after its start, or not at all.
  private mutating func command(killedAfter delay: Duration?) async throws {
    let id = Self.hexadecimal(random.next()) + Self.hexadecimal(random.next())
    announcements.append("try \(id) 1")
    let ended = try await Child.killed(
      "rapport",
      [
        "account", "create", "--name", "Killed \(Self.hexadecimal(random.next()))", "--book", book,
        "--as", "U-1", "--command-id", id,
      ], after: delay ?? .zero, when: { _ in delay != nil })
    note(Child.Ended(lines: [], errors: ended.errors, wasKilled: ended.wasKilled))
    guard let line = ended.lines.last, let mark = line.firstRange(of: "(event @") else { return }
    announcements.append("written \(id) \(line[mark.upperBound...].prefix { $0.isNumber }) 1")
  }

  private static func hexadecimal(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private mutating func check(round: Int) async throws {
    try scratch.save("announced", announcements.joined(separator: "\n") + "\n")
    let left = Verdict.Case(
      book: book, announcements: scratch.path("announced"), promises: promises,
      seed: random.next())
    var isUsedUp = work == .founding
    switch try await Verdict.all([left], scratch)[0] {
    case .sound(let events, _, let tail, _, let problems):
      counts.tails += tail - tailBefore
      tailBefore = tail
      counts.events += events
      #expect(problems == 0, "a kill leaves no damaged checkpoint")
      isUsedUp = isUsedUp || events > 1_500
    case .unfounded:
      counts.unfounded += 1
      isUsedUp = true
    case .broken(let reason):
      Issue.record("\(work), round \(round), seed \(Settings.seed): \(reason)")
      isUsedUp = true
    }
    guard isUsedUp else { return }
    scratch = try Scratch()
    announcements = []
    tailBefore = 0
  }
}
