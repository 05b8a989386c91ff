/// What `CrashDriver check` says of one book.
enum Verdict: Equatable {
  /// It is sound: events in the log, promises kept, commands that are there though they were never
  /// acknowledged, sealed boxes opened, checkpoints passed over.
  case sound(events: Int, promises: Int, tail: Int, sealed: Int, problems: Int)
  /// There is no book, and none was promised.
  case unfounded
  /// Something promised is missing, or something is there in part, or reading failed.
  case broken(String)

  init(_ line: String) {
    let words = line.split(separator: " ")
    let numbers = words.dropFirst().compactMap { Int($0) }
    if words.first == "ok", numbers.count == 5 {
      self = .sound(
        events: numbers[0], promises: numbers[1], tail: numbers[2], sealed: numbers[3],
        problems: numbers[4])
    } else if line == "unfounded" {
      self = .unfounded
    } else {
      self = .broken(line)
    }
  }

  /// One book to check: its directory, a file of announcements, and how many promises count.
  struct Case {
    var book: String
    var announcements: String
    var promises: Int
    var seed: UInt64
  }

  /// Checks books in child processes; one that dies over a book says so of that book.
  static func all(_ cases: [Case], _ scratch: Scratch) async throws -> [Verdict] {
    var verdicts: [Verdict] = []
    while verdicts.count < cases.count {
      let lines = cases.dropFirst(verdicts.count).map {
        "\($0.book)\t\($0.announcements)\t\($0.promises)\t\($0.seed)\n"
      }
      try scratch.save("cases", lines.joined())
      let ended = try await Child.driver(["check", scratch.path("cases")])
      if !ended.errors.isEmpty { print(ended.errors) }
      verdicts += ended.lines.map(Verdict.init)
      if verdicts.count < cases.count {
        verdicts.append(.broken("the check died: \(ended.errors.prefix(300))"))
      }
    }
    return verdicts
  }
}
