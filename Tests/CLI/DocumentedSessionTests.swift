import FoundationEssentials
import Testing

@testable import CLI

/// Runs what the documents show: each command after a `$`, in order, in a new example company.
///
/// The output must be what stands in the document, word for word. With RAPPORT_WRITE_DOCUMENTS=1 the
/// documents are written anew instead; look at the difference before you commit it.
@Suite struct DocumentedSessionTests {
  static let isWriting = ProcessInfo.processInfo.environment["RAPPORT_WRITE_DOCUMENTS"] == "1"

  @Test(arguments: ["README.md", "docs/REPORTS.md"])
  func `the output of every command a document shows is what the command answers`(
    path: String
  ) throws {
    let session = try Session()
    session.set("RAPPORT_BOOK", session.book)
    session.run("example", session.book)
    let text = try DocumentedSession.read(path)
    var count = 0
    let answered = DocumentedSession.replacingBlocks(of: text) { command in
      count += 1
      return Self.answer(command, session)
    }
    #expect(count > 5)
    if Self.isWriting { try DocumentedSession.write(answered, to: path) }
    if answered != text, !Self.isWriting {
      let lines = zip(answered.split(separator: "\n"), text.split(separator: "\n"))
      let first = lines.first { $0 != $1 }
      Issue.record("\(path): the command answers\n\(first?.0 ?? "")\nnot\n\(first?.1 ?? "")")
    }
  }

  private static func answer(_ command: String, _ session: Session) -> String {
    var words = DocumentedSession.words(command)
    if words.count == 3, words[1] == "example" {
      // The company is there already; a second one shows the same.
      words[2] = session.directory + "/shown"
    }
    let reply = session.run(Array(words.dropFirst()))
    return (reply.output + reply.errors)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        line.split(separator: session.directory + "/shown", omittingEmptySubsequences: false)
          .joined(separator: "acme")
      }
      .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
      .joined(separator: "\n")
  }

  @Test func `words of a command are told apart as a shell does`() {
    #expect(
      DocumentedSession.words("rapport a 'b c' \"d e\" --f=g") == ["rapport", "a", "b c", "d e", "--f=g"])
  }
}

/// A document with commands and their output in fenced blocks.
private enum DocumentedSession {
  /// This file is Tests/CLI/DocumentedSessionTests.swift, three steps below the top.
  static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  static func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: root + "/" + path)), as: UTF8.self)
  }

  static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: root + "/" + path))
  }

  /// The text with the output below each command in a block that begins with `$ rapport` replaced.
  static func replacingBlocks(of text: String, _ answer: (String) -> String) -> String {
    var lines: [Substring] = []
    var isOutput = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if isOutput, line != "```", !line.hasPrefix("$ ") { continue }
      isOutput = false
      lines.append(line)
      guard line.hasPrefix("$ rapport ") else { continue }
      isOutput = true
      var output = answer(String(line.dropFirst(2))).split(
        separator: "\n", omittingEmptySubsequences: false)
      while output.last?.isEmpty == true { output.removeLast() }
      lines += output.map { Substring(String($0)) }
    }
    return lines.joined(separator: "\n")
  }

  /// The words of a command line; single and double quotes keep blanks.
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    var quote: Character?
    var isOpen = false
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { words[words.count - 1].append(character) }
      } else if character == " " {
        isOpen = false
      } else {
        if !isOpen { words.append("") }
        isOpen = true
        if "'\"".contains(character) {
          quote = character
        } else {
          words[words.count - 1].append(character)
        }
      }
    }
    return words
  }
}
