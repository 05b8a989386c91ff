import LMDB
import Subprocess
import Testing

/// A disk that fails: the n-th sync or write of the driver answers EIO or ENOSPC.
@Suite struct FaultTests {
  /// What is being done when the disk fails.
  enum Work: String, CaseIterable {
    case single, concurrent, importing, handOver, checkpointing, erasing, signing, persons

    var commands: Int {
      switch self {
      case .concurrent: 1
      case .importing: 4
      case .persons: 3
      default: 8
      }
    }
  }

  @Test(arguments: Work.allCases)
  func `a failing disk is told, loses nothing acknowledged and leaves nothing in part`(
    work: Work
  ) async throws {
    let seed = Settings.seed &+ UInt64(Work.allCases.firstIndex(of: work)!)
    var random = SplitMix(seed: seed)
    let whole = try await FaultyRun(work, seed: seed, fault: nil)
    #expect(whole.counts[.sync]! > 3 && whole.counts[.write]! > 3)
    var outcome = FaultOutcome()
    for number in 0..<(Settings.faultCases + Work.allCases.count - 1) / Work.allCases.count {
      let kind: Fault.Kind = number % 3 == 2 ? .write : .sync
      let first = number % 7 == 6 ? 1 : whole.founding[kind]! + 1
      var fault = Fault(
        kind: kind, at: random.number(first...whole.counts[kind]!),
        isFull: random.number(0...1) == 0, lasts: random.number(0...1) == 0)
      fault.takes = random.number(0...255)
      if random.number(0...3) == 0 { fault.killsAfter = random.number(0...4) }
      let run = try await FaultyRun(work, seed: seed, fault: fault)
      try await run.judge(&outcome, &random)
    }
    print("a failing disk, \(work.rawValue): \(outcome), seed \(Settings.seed)")
    #expect(outcome.wrong.isEmpty, "seed \(Settings.seed): \(outcome.wrong.prefix(5))")
    #expect(outcome.failed > 0 && outcome.sound > 0, "no fault struck, seed \(Settings.seed)")
  }

  @Test func `the command tells of a failing disk by exit 3 and can be repeated`() async throws {
    let scratch = try Scratch()
    let library = try await Child.recorderLibrary(scratch)
    let founded = try await Child.driver(["single", scratch.path("book"), "1", "2"])
    try #require(founded.lines.last == "done", "\(founded.errors)")
    var cases = 0
    for kind in [Fault.Kind.sync, .write] {
      for isFull in [false, true] {
        for at in 1...100 {
          let fault = Fault(kind: kind, at: at, isFull: isFull, lasts: at % 2 == 0)
          cases += 1
          guard try await CommandUnderFault(fault, scratch, library, number: cases).hasFailed()
          else { break }
        }
      }
    }
    print("a failing disk, the command: \(cases) cases")
    #expect(cases > 8)
  }
}

/// How a disk fails.
struct Fault: CustomStringConvertible {
  enum Kind: String { case sync, write }

  var kind: Kind
  /// The number of the call, from 1.
  var at: Int
  /// ENOSPC instead of EIO.
  var isFull: Bool
  /// All later calls of the kind fail as well.
  var lasts: Bool
  /// How much of the first write that finds the disk full is taken all the same, of 256 parts.
  var takes = 128
  /// The process is killed when so many calls have followed; nil: it is not.
  var killsAfter: Int?

  var description: String {
    "\(isFull ? "ENOSPC" : "EIO") at \(kind.rawValue) \(at)\(lasts ? " and all later ones" : "")"
      + (isFull && kind == .write ? ", \(takes)/256 taken" : "")
      + (killsAfter.map { ", killed \($0) calls later" } ?? "")
  }

  /// What tells the recorder.
  var environment: [Subprocess.Environment.Key: String?] {
    [
      "RAPPORT_FAULT_KIND": kind.rawValue, "RAPPORT_FAULT_AT": String(at),
      "RAPPORT_FAULT_ERRNO": isFull ? "28" : "5", "RAPPORT_FAULT_LASTS": lasts ? "1" : nil,
      "RAPPORT_FAULT_TAKES": String(takes), "RAPPORT_FAULT_KILLS": killsAfter.map(String.init),
    ]
  }
}

/// What became of the cases.
struct FaultOutcome: CustomStringConvertible {
  var (cases, kills, failed, faultsTold) = (0, 0, 0, 0)
  var (promises, sound, unfounded, tails) = (0, 0, 0, 0)
  var wrong: [String] = []

  var description: String {
    """
    \(cases) cases, \(failed) calls failed, \(faultsTold) faults told, \(kills) killed at it, \
    \(promises) promises kept, \(sound) books sound (\(tails) commands unacknowledged but whole), \(unfounded) not founded, \
    \(wrong.count) wrong
    """
  }
}

/// One command of the command line under a fault, and its repetition without.
private struct CommandUnderFault {
  private let fault: Fault
  private let scratch: Scratch
  private let library: String
  private let arguments: [String]
  private let number: Int

  init(_ fault: Fault, _ scratch: Scratch, _ library: String, number: Int) {
    (self.fault, self.scratch, self.library, self.number) = (fault, scratch, library, number)
    let digits = String(number)
    let id = String(repeating: "0", count: 32 - digits.count) + digits
    arguments = [
      "account", "create", "--name", "Failed \(number)", "--book", scratch.path("book"), "--as",
      "U-1", "--command-id", id,
    ]
  }

  /// False when the command ended before the call that was to fail.
  func hasFailed() async throws -> Bool {
    var environment = fault.environment
    environment["LD_PRELOAD"] = library
    environment["RAPPORT_CRASH_TRACE"] = scratch.path("trace-\(number)")
    environment["RAPPORT_CRASH_ROOT"] = scratch.path("book")
    let ended = try await Child.command(arguments, environment: environment)
    let trace = try Trace(readFrom: scratch.path("trace-\(number)"))
    if trace.mustBeTold {
      #expect(ended.status == .exited(3), "\(fault): \(ended)")
      #expect(ended.errors.split(separator: "\n").count == 1, "\(fault): \(ended.errors)")
      #expect(!ended.output.contains("(event @"), "\(fault): \(ended.output)")
    } else {
      #expect(ended.status == .exited(0) || ended.status == .exited(3), "\(fault): \(ended)")
    }
    for _ in 0..<2 {
      let again = try await Child.command(arguments, environment: [:])
      #expect(again.status == .exited(0) && again.output.contains("(event @"), "\(fault): \(again)")
    }
    return !trace.failedPaths.isEmpty
  }
}
