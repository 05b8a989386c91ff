import FoundationEssentials

/// The repository this test stands in, read from the disk once.
struct Repository {
  /// What a repository's top level holds, hidden files apart.
  static let topLevel: Set<String> = [
    "Package.swift", "Sources", "Tests", "Benchmarks", "docs", "README.md",
  ]

  /// Made by the build beside the manifest; git ignores it.
  static let generated: Set<String> = ["Package.resolved"]

  let entries: [String]
  let manifest: SourceText
  let sources: [SourceText]
  /// The files of each room, by their paths inside it.
  let filesOfRooms: [String: [String]]

  static func read() throws -> Repository {
    try Repository(root: root)
  }

  private static var root: String {
    // This file is Tests/Tidy/Repository.swift, three steps below the top.
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  }

  private init(root: String) throws {
    entries = try Self.visible(in: root)
    manifest = try Self.source("Package.swift", root)
    let files = try ["Sources", "Tests", "Benchmarks"].filter(entries.contains)
      .flatMap { try Self.files(below: $0, root) }
    sources = try files.filter { $0.hasSuffix(".swift") }.map { try Self.source($0, root) }
    filesOfRooms = Self.filesOfRooms(files)
  }

  /// What is missing from the top level and what is too much.
  static func topLevelFindings(_ entries: [String]) -> [Finding] {
    let found = Set(entries).subtracting(generated)
    let unexpected = found.subtracting(topLevel).map { ($0, "does not belong at the top level") }
    let missing = topLevel.subtracting(found).map { ($0, "is missing from the top level") }
    return (unexpected + missing).sorted { $0.0 < $1.0 }.map { name, message in
      Finding(file: name, line: 0, rule: .topLevel, message: message)
    }
  }

  private static func filesOfRooms(_ files: [String]) -> [String: [String]] {
    var rooms: [String: [String]] = [:]
    for file in files where file.hasPrefix("Sources/") {
      let parts = file.split(separator: "/", maxSplits: 2)
      guard parts.count == 3 else { continue }
      rooms[String(parts[1]), default: []].append(String(parts[2]))
    }
    return rooms
  }

  private static func files(below folder: String, _ root: String) throws -> [String] {
    var files: [String] = []
    for name in try visible(in: "\(root)/\(folder)") {
      let path = "\(folder)/\(name)"
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(root)/\(path)")
      if attributes[.type] as? FileAttributeType == .typeDirectory {
        files += try self.files(below: path, root)
      } else {
        files.append(path)
      }
    }
    return files
  }

  private static func visible(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  private static func source(_ path: String, _ root: String) throws -> SourceText {
    let contents = try Data(contentsOf: URL(filePath: "\(root)/\(path)"))
    return SourceText(path: path, bytes: Array(contents))
  }
}
