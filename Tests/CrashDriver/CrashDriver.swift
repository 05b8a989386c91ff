import CRM
import Domain
import LMDB

/// A program that works with a book until it is killed, and tells on standard output what it was
/// promised: Tests/Crash starts it, kills it, and lets it check what is left.
///
/// - `CrashDriver KIND BOOK SEED [COMMANDS]` works (see `Workload`), for ever or for so many commands.
/// - `CrashDriver check CASES` checks the books a file names (see `BookCheck`).
/// - `CrashDriver fill DIRECTORY COUNT` fills a store until its map cannot grow (see `MapFilling`).
@main enum CrashDriver {
  static func main() async throws {
    let words = CommandLine.arguments
    if words.count == 3, words[1] == "check" { return try BookCheck.checkAll(listedIn: words[2]) }
    if words.count == 4, words[1] == "fill" { return try MapFilling.fill(words[2], words[3]) }
    guard words.count >= 4, let kind = Kind(rawValue: words[1]), let seed = UInt64(words[3]) else {
      throw Usage()
    }
    let most = words.count > 4 ? Int(words[4]) ?? .max : .max
    let announcer = Announcer()
    do {
      var workload = try Workload(
        crm: book(words[2], announcer), announcer: announcer, seed: seed, most: most)
      announcer.say("ready")
      try await workload.run(kind)
    } catch {
      try announcer.tell(error)
    }
    announcer.say("done")
  }

  /// What the program does.
  enum Kind: String {
    case single, concurrent, importing, handOver, checkpointing, erasing, signing, mixed, persons
  }

  struct Usage: Error, CustomStringConvertible {
    var description: String { "usage: CrashDriver KIND BOOK SEED [COMMANDS] | check CASES | fill DIRECTORY COUNT" }
  }

  private static func book(_ directory: String, _ announcer: Announcer) throws -> CRM {
    if FileSystem.exists(directory) { return try CRM.open(directory) }
    let stages = try ["Qualification", "Proposal", "Negotiation"].enumerated().map {
      NewStage(
        name: $1, probability: try Probability(basisPoints: 2_000 + 2_500 * $0),
        category: .pipeline)
    }
    let crm = try CRM.found(
      Foundation(
        company: "Crash", currency: .euro, zone: .utc, administrator: "Ada Admin", login: "ada",
        pipeline: NewPipeline(name: "Sales", stages: stages)),
      in: directory)
    announcer.promise("founded")
    return crm
  }
}
