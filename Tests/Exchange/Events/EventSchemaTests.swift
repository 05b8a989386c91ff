import Bytes
import FoundationEssentials
import Testing

@testable import Exchange

/// The names that exported events carry are those of docs/schema.
@Suite struct EventSchemaTests {
  private static let root =
    "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

  private static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: root + "/" + path)), as: UTF8.self)
  }

  @Test func `the schema in the program is the schema in the documents`() throws {
    let lines = try ShortSchema.lines { try Self.text("docs/schema/" + $0) }
    if ProcessInfo.processInfo.environment["RAPPORT_WRITE_SCHEMA"] == "1",
      lines.joined(separator: "\n") != EventSchemaText.lines
    {
      try write(lines)
      Issue.record("the schema was written: look at it, build and run the tests again")
      return
    }
    #expect(
      EventSchemaText.lines.split(separator: "\n").map(String.init) == lines,
      "RAPPORT_WRITE_SCHEMA=1 writes it anew")
  }

  @Test func `every golden payload and box comes back from its names, byte for byte`() throws {
    let json = WireJSON(schema: .current)
    let kinds = [
      "book": 1, "user": 2, "account": 3, "contact": 4, "product": 5, "opportunity": 6,
      "pipeline": 7, "import": 8, "activity": 9, "forecast-call": 10, "target": 11,
      "questionnaire": 12, "lead": 13, "order": 14, "response": 16,
    ]
    var count = 0
    for (name, kind) in kinds {
      for line in try Self.text("Tests/Golden/Records/\(name).txt").split(separator: "\n") {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 4, words[0] == name, let type = UInt16(words[1]),
          !words[2].hasSuffix("-record")
        else { continue }
        let bytes = try Self.bytes(words[3])
        let event = try #require(json.schema.event(kind: UInt8(kind), type: type), "\(line)")
        let message = words[2].hasSuffix("-personal") ? event.box : event.message
        let object = try #require(
          try json.object(bytes, in: 0..<bytes.count, as: message), "\(line)")
        #expect(try json.bytes(object, as: message) == bytes, "\(line)")
        count += 1
      }
    }
    #expect(count > 250)
  }

  private static func bytes(_ text: String) throws -> [UInt8] {
    if text == "-" { return [] }
    let digits = Array(text)
    return try stride(from: 0, to: digits.count, by: 2).map {
      try #require(UInt8(String(digits[$0...($0 + 1)]), radix: 16))
    }
  }

  private func write(_ lines: [String]) throws {
    let path = Self.root + "/Sources/Exchange/Events/EventSchemaText.swift"
    let old = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    guard let start = old.firstRange(of: "\"\"\"\n"),
      let end = old[start.upperBound...].firstRange(of: "\n    \"\"\"")
    else { return }
    let body = lines.map { "    " + $0 }.joined(separator: "\n")
    let text = old[..<start.upperBound] + body + old[end.lowerBound...]
    try Data(text.utf8).write(to: URL(filePath: path))
  }
}

/// The `.proto` files of docs/schema in the short form of `EventSchemaText`.
private enum ShortSchema {
  private static let envelope = Set(90...96)

  static func lines(_ text: (String) throws -> String) throws -> [String] {
    var lines: [String] = []
    var files: Set<String> = ["common.proto"]
    for row in try text("README.md").split(separator: "\n") {
      let cells = row.split(separator: "|").map { $0.filter { $0 != " " && $0 != "`" } }
      guard cells.count == 5, UInt8(cells[0]) != nil, UInt16(cells[2]) != nil else { continue }
      files.insert(cells[1])
      lines.append(
        "event \(cells[0]) \(cells[2]) \(cells[3]) \(cells[4] == "–" ? "-" : cells[4])")
    }
    for file in files.sorted() { lines += declarations(try text(file)) }
    return lines
  }

  private static func declarations(_ text: String) -> [String] {
    var lines: [String] = []
    var open: (words: String, fields: [(number: Int, text: String)])?
    for line in text.split(separator: "\n") {
      let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
      let words = code.split { " ={;".contains($0) }.map(String.init)
      guard let first = words.first else { continue }
      if ["message", "enum"].contains(first), line.contains("{") {
        open = ("\(first) \(words[1])", [])
      } else if first == "}", let done = open {
        lines.append(short(done.words, done.fields))
        open = nil
      } else if let isEnum = open?.words.hasPrefix("enum") {
        open?.fields.append(field(words, isEnum: isEnum))
      }
    }
    return lines
  }

  private static func field(_ words: [String], isEnum: Bool) -> (number: Int, text: String) {
    if isEnum { return (Int(words[1]) ?? -1, "\(words[1]):\(words[0])") }
    let isMarked = ["repeated", "optional"].contains(words[0])
    let parts = isMarked ? Array(words.dropFirst()) : words
    let mark = words[0] == "repeated" ? "*" : ""
    return (Int(parts[2]) ?? -1, "\(parts[2]):\(mark)\(parts[0]):\(parts[1])")
  }

  /// The envelope, which every event has, is left out but in the messages that are one.
  private static func short(_ words: String, _ fields: [(number: Int, text: String)]) -> String {
    let isEvent =
      Set(fields.map(\.number)).isSuperset(of: envelope) && !words.hasSuffix(" Envelope")
    let own = fields.filter { !isEvent || !envelope.contains($0.number) }
    let sorted = words.hasPrefix("enum") ? own : own.sorted { $0.number < $1.number }
    return ([words] + sorted.map(\.text)).joined(separator: " ")
  }
}
