import FoundationEssentials
import LMDB
import Subprocess
import Testing

/// One flipped bit in each page of a small book: every answer is the one it was before, or an
/// error; never another, and never a crash.
///
/// `RAPPORT_FLIP_ROUNDS=20` flips more bits, `RAPPORT_SEED=1` chooses which.
@Suite struct FlipTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let rounds = environment["RAPPORT_FLIP_ROUNDS"].flatMap { Int($0) } ?? 1
  private static let seed = environment["RAPPORT_SEED"].flatMap { UInt64($0) }

  private static let pageBytes = 4_096
  private static let questions = [
    ["accounts", "--no-checkpoints"], ["log", "--limit", "0", "--json"], ["verify"], ["check"],
  ]

  /// How the answers came out.
  private struct Outcomes {
    var same = 0
    var errors = 0
    var bad: [String] = []
  }

  @Test func `a flipped bit in any page never changes an answer and never crashes`() async throws {
    let seed = Self.seed ?? UInt64.random(in: 1 ... .max)
    var generator = Flips(state: seed)
    let (shop, good) = try await bookOfManyPages()
    let bytes = try FileSystem.read(shop.path("acme/log/data.mdb"))
    let pages = bytes.count / Self.pageBytes
    // A place anywhere in the page, and one among the first bytes, where its structure is.
    var places: [(page: Int, offset: Int)] = []
    for page in 0..<pages {
      for _ in 0..<Self.rounds {
        places.append((page, Int(generator.next() % UInt64(Self.pageBytes))))
        places.append((page, Int(generator.next() % 64)))
      }
    }
    // Of the first two pages, each byte that says something.
    for page in 0...1 { places += (16..<152).map { (page, $0) } }
    var outcomes = Outcomes()
    for (page, offset) in places {
      let bit = UInt8(generator.next() % 8)
      var flipped = bytes
      flipped[page * Self.pageBytes + offset] ^= 1 << bit
      // The first two pages have many cases: a report and the verification tell enough.
      let questions = page < 2 ? [Self.questions[0], Self.questions[2]] : Self.questions
      try await ask(
        shop, flipped, good.filter { questions.contains($0.key) }, "seed \(seed), page \(page), byte \(offset), bit \(bit)",
        &outcomes)
    }
    print(
      """
      flipped bits: \(places.count) in \(pages) pages, seed \(seed): \(outcomes.same) answers as \
      before, \(outcomes.errors) errors, \(outcomes.bad.count) wrong answers or crashes
      """)
    #expect(outcomes.bad == [])
    #expect(outcomes.same > 0 && outcomes.errors > 0)
  }

  private func bookOfManyPages() async throws -> (Workshop, [[String]: String]) {
    let shop = try Workshop()
    try await shop.done("example", shop.path("acme"))
    #expect(try await shop.inBook("head").status == .exited(0))
    var good: [[String]: String] = [:]
    for question in Self.questions {
      let reply = try await shop.inBookAs(question)
      try #require(reply.status == .exited(0), "\(reply)")
      good[question] = reply.output
    }
    return (shop, good)
  }

  private func ask(
    _ shop: Workshop, _ bytes: [UInt8], _ good: [[String]: String], _ place: String,
    _ outcomes: inout Outcomes
  ) async throws {
    for (question, answer) in good {
      try FileSystem.replace(path: shop.path("acme/log/data.mdb"), with: [bytes])
      let reply = try await shop.inBookAs(question)
      let isSame =
        reply.status == .exited(0)
        && (question == ["check"] || reply.output == answer)
      if isSame {
        outcomes.same += 1
      } else if reply.status == .exited(3), !reply.errors.isEmpty {
        outcomes.errors += 1
      } else {
        outcomes.bad.append("\(question) \(place): \(reply.status) \(reply.errors.prefix(200))")
      }
    }
  }
}

/// Numbers that look random and follow from a seed: splitmix64 (Steele, Lea and Flood 2014).
private struct Flips {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
