import FoundationEssentials
import LMDB
import Subprocess
import Testing

/// A book of format 1 as it was stored once: it opens, and says what it said, in every version.
///
/// `RAPPORT_WRITE_GOLDEN=1` writes the files where they are missing; a run that writes never
/// passes. They are not to be written anew once a version was handed out.
@Suite struct GoldenBookTests {
  private static let folder: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(1)
    return parts.joined(separator: "/") + "/Books/format-1"
  }()

  private static let isWriting =
    ProcessInfo.processInfo.environment["RAPPORT_WRITE_GOLDEN"] == "1"

  /// What is asked: rows of fields, of which later versions may have more, and the verification.
  private static let questions = [
    ["show", "A-1"], ["show", "A-1", "--as-of", "@4"], ["show", "C-1"], ["show", "U-1"],
    ["show", "O-1"], ["show", "O-1", "--as-of", "@6"], ["show", "P-1"], ["verify"],
  ]

  @Test func `a book of format 1 opens and says what it always said`() async throws {
    if Self.isWriting, !FileSystem.exists(Self.folder) {
      try await write()
      Issue.record("the golden book was written: look at it, and run the tests again")
      return
    }
    let shop = try Workshop()
    try FileSystem.makeDirectory(shop.path("acme"))
    try FileSystem.makeDirectory(shop.path("acme/log"))
    for name in ["log/data.mdb", "keys"] {
      let text = try FileSystem.read(Self.stored(name))
      let data = try #require(Data(base64Encoded: Data(text.filter { $0 != 0x0A })))
      try FileSystem.replace(path: shop.path("acme/" + name), with: [Array(data)])
    }
    for (index, question) in Self.questions.enumerated() {
      let reply = try await shop.inBookAs(Self.words(question))
      #expect(reply.status == .exited(0), "\(question): \(reply)")
      let lines = reply.output.split(whereSeparator: \.isNewline)
      let path = "\(Self.folder)/answer-\(index + 1).txt"
      let stored = String(decoding: try FileSystem.read(path), as: UTF8.self)
        .split(whereSeparator: \.isNewline)
      #expect(stored.count > 1)
      for line in stored { #expect(lines.contains(line), "\(question): \(reply.output)") }
    }
    try await shop.done(
      "account", "create", "--name", "Written later", "--book", shop.path("acme"), "--as", "U-1")
    try await shop.done("verify", "--book", shop.path("acme"))
  }

  private static func stored(_ name: String) -> String {
    folder + "/" + name.split(separator: "/").last!.description + ".base64"
  }

  private static func words(_ question: [String]) -> [String] {
    question[0] == "show" ? question + ["--format", "csv"] : question
  }

  private func write() async throws {
    let shop = try await Workshop.withBook()
    let commands = [
      ["product", "create", "--name", "Turbine", "--price", "1250.50"],
      ["account", "rename", "A-1", "--name", "Globex Renewables"],
      ["opportunity", "advance", "O-1"], ["head"],
    ]
    for command in commands {
      let reply = try await shop.inBookAs(command)
      try #require(reply.status == .exited(0), "\(command): \(reply)")
    }
    try await shop.done("backup", shop.path("copy"), "--book", shop.path("acme"))
    try FileSystem.makeDirectory(Self.folder)
    for (name, path) in [("log/data.mdb", "copy/log/data.mdb"), ("keys", "acme/keys")] {
      let data = Data(try FileSystem.read(shop.path(path)))
      let text = data.base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed]) + "\n"
      try FileSystem.replace(path: Self.stored(name), with: [Array(text.utf8)])
    }
    for (index, question) in Self.questions.enumerated() {
      let reply = try await shop.inBookAs(Self.words(question))
      try #require(reply.status == .exited(0), "\(question): \(reply)")
      try FileSystem.replace(
        path: "\(Self.folder)/answer-\(index + 1).txt", with: [Array(reply.output.utf8)])
    }
  }
}
