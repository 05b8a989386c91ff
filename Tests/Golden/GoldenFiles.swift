import FoundationEssentials

/// The golden files, and the mode that adds to them.
///
/// To write the lines of a new event type: add its samples in `Samples/`, run
///
///     RAPPORT_WRITE_GOLDEN=1 swift test --filter GoldenTests
///
/// look at what `git diff Tests/Golden/Records` shows, and run the tests again without the
/// variable. Lines are only ever appended; a line that stands in a file is for ever, since books
/// hold such bytes. A run that writes never passes.
enum GoldenFiles {
  /// Whether lines that are missing are to be appended.
  static let isWriting = ProcessInfo.processInfo.environment["RAPPORT_WRITE_GOLDEN"] == "1"

  /// The top of the repository.
  static let repository: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  /// The lines of a golden file, without its comments; none when there is no such file.
  static func lines(_ name: String) throws -> [String] {
    let path = path(name)
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try text(path).split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }

  /// The text of a file.
  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  /// Appends lines to a golden file, made with this first line when it is new.
  static func append(_ lines: [String], to name: String, title: String) throws {
    let path = path(name)
    let isNew = !FileManager.default.fileExists(atPath: path)
    let before = isNew ? "# \(title)\n" : try text(path)
    let after = before + lines.map { $0 + "\n" }.joined()
    try after.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private static func path(_ name: String) -> String {
    "\(repository)/Tests/Golden/Records/\(name).txt"
  }
}
