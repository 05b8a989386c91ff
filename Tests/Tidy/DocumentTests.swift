import FoundationEssentials
import Testing

/// Holds the documents to the repository: commands that are run, links that lead somewhere.
@Suite struct DocumentTests {
  @Test func `continuous integration runs the test command of the README and nothing else`() throws {
    let script = try Documents.text(".ci/run")
    let parts = script.split(separator: "\n\n", maxSplits: 1).map(String.init)
    try #require(parts.count == 2, "a preamble, an empty line, the command")
    let preamble = parts[0].split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(preamble == ["set -euo pipefail", "cd \"$(dirname \"$0\")/..\""])
    let command = parts[1].trimmed
    #expect(command.contains("swift test"))
    #expect(try Documents.text("README.md").contains("```sh\n\(command)\n```"))
    #expect(FileManager.default.isExecutableFile(atPath: Documents.root + "/.ci/run"))
  }

  @Test func `every link within the documents leads to a file`() throws {
    var count = 0
    for path in try Documents.paths() {
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      for link in Documents.links(in: try Documents.text(path)) {
        count += 1
        let target = folder.isEmpty ? link : folder + "/" + link
        #expect(Documents.exists(target), "\(path) links to \(link)")
      }
    }
    #expect(count > 20)
  }

  @Test func `every file of the source tree that the documents name exists`() throws {
    var count = 0
    for path in try Documents.paths() {
      for name in Documents.sourcePaths(in: try Documents.text(path)) {
        count += 1
        #expect(Documents.exists(name), "\(path) names \(name)")
      }
    }
    #expect(count > 20)
  }

  @Test func `links and paths are found in a text`() {
    let text = "See [a](docs/a.md#part), [b](https://b.example) and `Sources/A/B.swift`, `Tests/*`."
    #expect(Documents.links(in: text) == ["docs/a.md"])
    #expect(Documents.sourcePaths(in: text) == ["Sources/A/B.swift"])
  }
}

/// The documents of the repository.
private enum Documents {
  /// This file is Tests/Tidy/DocumentTests.swift, three steps below the top.
  static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: root + "/" + path)), as: UTF8.self)
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root + "/" + path)
  }

  /// The README and every page below `docs`.
  static func paths() throws -> [String] {
    let below = try FileManager.default.subpathsOfDirectory(atPath: root + "/docs")
    return ["README.md"] + below.filter { $0.hasSuffix(".md") }.map { "docs/" + $0 }.sorted()
  }

  /// What stands in brackets behind a link's text, without the part of the page; web addresses and
  /// parts of the same page left out.
  static func links(in text: String) -> [String] {
    text.split(separator: "](", omittingEmptySubsequences: false).dropFirst().compactMap { rest in
      let link = rest.prefix { $0 != ")" && $0 != "\n" }
      let path = link.prefix { $0 != "#" }
      return path.isEmpty || link.contains("://") ? nil : String(path)
    }
  }

  /// What stands between backticks and begins like a path of the source tree; patterns left out.
  static func sourcePaths(in text: String) -> [String] {
    let pieces = text.split(separator: "`", omittingEmptySubsequences: false)
    return stride(from: 1, to: pieces.count, by: 2).map { pieces[$0] }.filter { piece in
      let isPath = ["Sources/", "Tests/", "docs/", "Benchmarks/"].contains { piece.hasPrefix($0) }
      return isPath && !piece.contains { "*{… \n".contains($0) } && !piece.contains("NAME")
    }.map { String($0.prefix { $0 != ":" }) }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
  }
}
