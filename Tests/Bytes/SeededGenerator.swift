/// SplitMix64 (Steele, Lea and Flood, 2014): random numbers that a printed seed repeats.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// A generator with a fresh seed, printed so that a failure can be repeated.
  static func printed(_ name: String) -> SeededGenerator {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed of \(name): \(seed)")
    return SeededGenerator(state: seed)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Fewer than `limit` random bytes.
  mutating func bytes(below limit: Int) -> [UInt8] {
    (0..<Int.random(in: 0..<limit, using: &self)).map { _ in UInt8.random(in: 0 ... .max, using: &self) }
  }

  /// A number of random width, so that short varints are as frequent as long ones.
  mutating func number() -> UInt64 {
    let width = UInt64.random(in: 0...64, using: &self)
    return width == 0 ? 0 : next() >> (64 - width)
  }

  /// A text of a few letters, some of them of several bytes.
  mutating func text() -> String {
    let letters: [Character] = ["a", "z", "\0", "é", "Ω", "語", "😀"]
    let count = Int.random(in: 0..<(Bool.random(using: &self) ? 5 : 90), using: &self)
    return String((0..<count).map { _ in letters.randomElement(using: &self) ?? "a" })
  }
}
