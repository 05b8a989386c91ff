import LMDB
import Subprocess
import Testing

/// Power losses, simulated from the recorded writes and syncs of a process of our own.
@Suite struct PowerLossTests {
  @Test func `the recorder sees every byte that is written`() async throws {
    let run = try await RecordedRun(kind: "mixed", seed: Settings.seed, commands: 15)
    let image = run.diskAtTheEnd()
    for name in ["/log/data.mdb", "/keys"] {
      #expect(image.files.keys.contains { $0.hasSuffix(name) }, "no \(name)")
    }
    for (path, bytes) in image.files {
      #expect(try FileSystem.read(path) == bytes, "\(path) differs, seed \(Settings.seed)")
    }
    let there = try run.filesThere()
    #expect(there == image.files.keys.sorted(), "files the recorder did not see")
    #expect(run.syncCount >= run.promises, "\(run.syncCount) syncs for \(run.promises) promises")
  }

  @Test func `a power loss loses nothing that was acknowledged and leaves nothing in part`()
    async throws
  {
    let run = try await RecordedRun(kind: "mixed", seed: Settings.seed, commands: 40)
    let outcome = try await run.losePower(times: Settings.powerCases * 3 / 4, run.trace)
    print("power loss, all kinds of work: \(outcome), seed \(Settings.seed)")
    #expect(outcome.broken.isEmpty, "seed \(Settings.seed): \(outcome.broken.prefix(5))")
    #expect(outcome.problems == 0, "a checkpoint was made useless, or one of an erased person is back")
    #expect(outcome.sound > outcome.unfounded)
  }

  @Test func `a power loss while the keys file grows loses no sealed name`() async throws {
    let run = try await RecordedRun(kind: "persons", seed: Settings.seed, commands: 30)
    let outcome = try await run.losePower(times: Settings.powerCases / 4, run.trace)
    print("power loss, more keys: \(outcome), seed \(Settings.seed)")
    #expect(outcome.broken.isEmpty, "seed \(Settings.seed): \(outcome.broken.prefix(5))")
    #expect(outcome.sound > 0)
  }

  @Test func `a disk that lies about its syncs does lose what was acknowledged`() async throws {
    let run = try await RecordedRun(kind: "mixed", seed: Settings.seed, commands: 20)
    let outcome = try await run.losePower(times: 40, run.trace.withoutSyncs)
    print("power loss with a lying disk: \(outcome), seed \(Settings.seed)")
    #expect(!outcome.broken.isEmpty, "these tests would not notice a loss, seed \(Settings.seed)")
  }
}

/// A run of the driver with everything it wrote, synced and promised.
struct RecordedRun {
  let trace: Trace
  let promises: Int
  private let scratch: Scratch
  private let seed: UInt64
  private var root: String { scratch.path("root") }

  init(kind: String, seed: UInt64, commands: Int) async throws {
    self.seed = seed
    let scratch = try Scratch()
    self.scratch = scratch
    try FileSystem.makeDirectory(scratch.path("root"))
    let ended = try await Child.driver(
      [kind, scratch.path("root/book"), String(seed), String(commands)],
      environment: [
        "RAPPORT_CRASH_TRACE": scratch.path("trace"), "RAPPORT_CRASH_ROOT": scratch.path("root"),
      ])
    try #require(ended.lines.last == "done", "\(ended.errors)")
    try scratch.save("announced", ended.lines.joined(separator: "\n") + "\n")
    trace = try Trace(readFrom: scratch.path("trace"))
    promises = ended.lines.count { Victim.isPromise($0) }
  }

  var syncCount: Int {
    trace.operations.count { operation in
      switch operation {
      case .synced, .wrote(_, _, _, isDurable: true): true
      default: false
      }
    }
  }

  func diskAtTheEnd() -> (files: [String: [UInt8]], directories: [String]) {
    var disk = SimulatedDisk(root: root)
    for operation in trace.operations { disk.apply(operation) }
    var random = SplitMix(seed: 0)
    return disk.afterPowerLoss(.nothing, &random)
  }

  /// Every file below the root, LMDB's locks apart.
  func filesThere() throws -> [String] {
    func files(_ directory: String) throws -> [String] {
      try FileSystem.list(directory).flatMap { name in
        let path = directory + "/" + name
        return try FileSystem.isDirectory(path) ? files(path) : [path]
      }
    }
    return try files(root).filter { !$0.hasSuffix("/lock.mdb") }.sorted()
  }

  struct Outcome: CustomStringConvertible {
    var (sound, unfounded, tails, problems) = (0, 0, 0, 0)
    var broken: [String] = []

    var description: String {
      """
      \(sound) sound (\(tails) unacknowledged but whole, \(problems) checkpoints passed over), \
      \(unfounded) not founded yet, \(broken.count) broken
      """
    }
  }

  /// Loses power at random moments of a trace, in every way there is, and checks what is left.
  func losePower(times: Int, _ trace: Trace) async throws -> Outcome {
    var random = SplitMix(seed: seed ^ 0xC0FFEE)
    var cuts = (0..<times).map { _ in random.number(0...trace.operations.count - 1) }.sorted()[...]
    var disk = SimulatedDisk(root: root)
    var outcome = Outcome()
    var batch: [Verdict.Case] = []
    var labels: [String] = []
    for (index, operation) in trace.operations.enumerated() {
      while cuts.first == index {
        cuts.removeFirst()
        let (loss, label) = Self.loss(&random)
        let torn = random.number(0...1) == 0 ? operation : nil
        let image = disk.afterPowerLoss(loss, torn: torn, &random)
        batch.append(try lay(image, as: batch.count, promises: disk.promises, &random))
        labels.append("\(label) at \(index)")
        if batch.count == 25 { try await judge(&batch, &labels, &outcome) }
      }
      disk.apply(operation)
    }
    try await judge(&batch, &labels, &outcome)
    return outcome
  }

  private static func loss(_ random: inout SplitMix) -> (Loss, String) {
    switch random.number(0...5) {
    case 0: (.nothing, "a prefix")
    case 1: (Loss(chance: 0), "nothing unsynced arrives")
    case 2: (Loss(chance: 90), "few pages lost")
    case 3: (Loss(chance: 50), "half the pages lost")
    case 4: (Loss(chance: 10), "most pages lost")
    default: (Loss(chance: 50, pieceBytes: 512), "pages torn")
    }
  }

  /// Writes the files of a case below a directory of its own.
  private func lay(
    _ image: (files: [String: [UInt8]], directories: [String]), as number: Int, promises: Int,
    _ random: inout SplitMix
  ) throws -> Verdict.Case {
    let target = scratch.path("case-\(number)")
    func moved(_ path: String) -> String { target + path.dropFirst(root.count) }
    for directory in image.directories { try FileSystem.makeDirectory(moved(directory)) }
    for (path, bytes) in image.files {
      try DurableFile(moved(path), .createNew).write(bytes, at: 0)
    }
    return Verdict.Case(
      book: target + "/book", announcements: scratch.path("announced"), promises: promises,
      seed: random.next())
  }

  private func judge(
    _ batch: inout [Verdict.Case], _ labels: inout [String], _ outcome: inout Outcome
  ) async throws {
    for (index, verdict) in try await Verdict.all(batch, scratch).enumerated() {
      switch verdict {
      case .sound(_, _, let tail, _, let problems):
        outcome.sound += 1
        outcome.tails += tail
        outcome.problems += problems
      case .unfounded: outcome.unfounded += 1
      case .broken(let reason): outcome.broken.append("\(labels[index]): \(reason)")
      }
      try FileSystem.removeTree(scratch.path("case-\(index)"))
    }
    (batch, labels) = ([], [])
  }
}
