import LMDB
import Subprocess
import Testing

/// A run of the driver on a disk that fails, or on a sound one to see how many calls there are.
struct FaultyRun {
  /// The calls of each kind, and how many of them found the book.
  let counts: [Fault.Kind: Int]
  let founding: [Fault.Kind: Int]
  private let work: FaultTests.Work
  private let fault: Fault?
  private var ended: Child.Ended
  private var trace: Trace
  private let scratch: Scratch
  private var root: String { scratch.path("root") }
  private var promises: Int { ended.lines.count { Victim.isPromise($0) } }

  init(_ work: FaultTests.Work, seed: UInt64, fault: Fault?) async throws {
    (self.work, self.fault) = (work, fault)
    scratch = try Scratch()
    try FileSystem.makeDirectory(scratch.path("root"))
    var environment = fault?.environment ?? [:]
    environment["RAPPORT_CRASH_TRACE"] = scratch.path("trace")
    environment["RAPPORT_CRASH_ROOT"] = scratch.path("root")
    ended = try await Child.driver(
      [work.rawValue, scratch.path("root/book"), String(seed), String(work.commands)],
      environment: environment)
    try scratch.save("announced", ended.lines.joined(separator: "\n") + "\n")
    trace = try Trace(readFrom: scratch.path("trace"))
    counts = [.sync: trace.syncCount, .write: trace.writeCount]
    let start = trace.untilFounded
    founding = [.sync: start.syncCount, .write: start.writeCount]
    if fault == nil { try #require(ended.lines.last == "done", "\(ended.errors)") }
    if ended.wasKilled, promises > 0 { try await goOn(seed: seed) }
  }

  /// After the kill others write, on a disk that is sound again: what they build upon must be there
  /// after a power loss.
  private mutating func goOn(seed: UInt64) async throws {
    let next = try await Child.driver(
      ["single", scratch.path("root/book"), String(seed &+ 1), "3"],
      environment: [
        "RAPPORT_CRASH_TRACE": scratch.path("next"), "RAPPORT_CRASH_ROOT": scratch.path("root"),
      ])
    try #require(next.lines.last == "done" && next.errors.isEmpty, "\(label): \(next)")
    ended.lines += next.lines
    try scratch.save("announced", ended.lines.joined(separator: "\n") + "\n")
    trace.operations += try Trace(readFrom: scratch.path("next")).operations
  }

  /// Checks that the caller was told, the book as it stands with a sound disk, and the book as
  /// three power losses right after would leave it.
  func judge(_ outcome: inout FaultOutcome, _ random: inout SplitMix) async throws {
    outcome.cases += 1
    let failures = trace.failedPaths
    outcome.failed += failures.count
    outcome.kills += ended.wasKilled ? 1 : 0
    outcome.promises += promises
    outcome.faultsTold += ended.lines.count { $0.hasPrefix("fault ") }
    outcome.wrong += complaints()
    var cases: [Verdict.Case] = []
    for (keeps, chance) in [(false, 0), (true, 0), (true, 50)] {
      cases.append(
        try layAfterPowerLoss(
          keepsFailedPages: keeps, Loss(chance: chance), as: cases.count, &random))
    }
    cases.append(
      Verdict.Case(
        book: scratch.path("root/book"), announcements: scratch.path("announced"),
        promises: promises, seed: random.next()))
    for (verdict, moment) in zip(
      try await Verdict.all(cases, scratch),
      ["power lost", "power lost, pages there", "power lost, some pages there", "as it is"])
    {
      switch verdict {
      case .sound(_, _, let tail, _, let problems):
        outcome.sound += 1
        outcome.tails += tail
        if problems > 0 { outcome.wrong.append("\(label), \(moment): checkpoints passed over") }
      case .unfounded: outcome.unfounded += 1
      case .broken(let reason): outcome.wrong.append("\(label), \(moment): \(reason)")
      }
    }
  }

  private var label: String { "\(work.rawValue), \(fault.map(String.init(describing:)) ?? "none")" }

  /// What was not told, or told badly.
  private func complaints() -> [String] {
    var complaints: [String] = []
    if ended.wasKilled, fault?.killsAfter != nil { return [] }
    if ended.wasKilled || ended.lines.last != "done" || !ended.errors.isEmpty {
      complaints.append("\(label): the program ended early: \(ended.errors.prefix(300))")
    }
    complaints += ended.lines.filter { $0.hasPrefix("untyped ") }.map { "\(label): \($0)" }
    if trace.mustBeTold, !ended.lines.contains(where: { $0.hasPrefix("fault ") }) {
      complaints.append("\(label): nobody was told")
    }
    return complaints
  }

  /// What was synced is on the disk, with some of the rest; pages whose sync failed are there or not.
  private func layAfterPowerLoss(
    keepsFailedPages: Bool, _ loss: Loss, as number: Int, _ random: inout SplitMix
  ) throws -> Verdict.Case {
    var disk = SimulatedDisk(root: root)
    disk.keepsFailedPages = keepsFailedPages
    for operation in trace.operations { disk.apply(operation) }
    let image = disk.afterPowerLoss(loss, &random)
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
}

extension Trace {
  /// What came before the first promise, which is that of the founding.
  var untilFounded: Trace {
    var start = self
    start.operations = Array(
      operations.prefix { operation in
        if case .promised = operation { return false }
        return true
      })
    return start
  }

  /// The calls that a failing sync may strike.
  var syncCount: Int {
    operations.count { operation in
      switch operation {
      case .synced, .syncedDirectory, .wrote(_, _, _, isDurable: true): true
      default: false
      }
    }
  }

  /// The calls that a failing write may strike.
  var writeCount: Int {
    operations.count { operation in
      switch operation {
      case .created, .wrote, .resized, .renamed, .madeDirectory: true
      default: false
      }
    }
  }
}
