import FoundationEssentials

/// How much is tried, and from which seed; short in continuous integration, long on demand.
enum Settings {
  /// Rounds of kill -9, over all kinds of work: `RAPPORT_CRASH_ROUNDS`, 200.
  static let rounds = number("RAPPORT_CRASH_ROUNDS") ?? 200
  /// Simulated power losses: `RAPPORT_POWER_CASES`, 400.
  static let powerCases = number("RAPPORT_POWER_CASES") ?? 400
  /// Runs on a disk that fails: `RAPPORT_FAULT_CASES`, 70.
  static let faultCases = number("RAPPORT_FAULT_CASES") ?? 70
  /// Backups that are killed, and half as many restores: `RAPPORT_BACKUP_KILLS`, 24.
  static let backupKills = number("RAPPORT_BACKUP_KILLS") ?? 24
  /// The seed of everything: `RAPPORT_CRASH_SEED`, else chance.
  static let seed = number("RAPPORT_CRASH_SEED").map(UInt64.init) ?? .random(in: 0...UInt64(Int.max))

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }
}

/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }
}
