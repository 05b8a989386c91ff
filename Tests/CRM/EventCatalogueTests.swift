import Bytes
import CRM
import Domain
import FoundationEssentials
import Testing

/// Holds docs/EVENTS.md and the code together, event by event and field by field.
@Suite struct EventCatalogueTests {
  @Test(arguments: EntityKinds.all.map { $0.kindNumber })
  func `the catalogue names exactly the events the code knows`(kind: UInt8) throws {
    let kind = StreamKind(kind)
    let inCode = Dictionary(
      uniqueKeysWithValues: (UInt16(1)...500).compactMap { number in
        EntityKinds.eventName(EventType(number), kind: kind).map { (number, $0) }
      })
    #expect(!inCode.isEmpty)
    #expect(try EventCatalogue.read().events(of: kind) == inCode)
  }

  @Test func `the catalogue has no kind of stream that the code does not know`() throws {
    let kinds = Set(EntityKinds.all.map { $0.kindNumber })
    #expect(try Set(EventCatalogue.read().sections.keys) == kinds)
  }

  @Test(arguments: EntityKinds.all.map { $0.kindNumber })
  func `the catalogue names exactly the open fields of the schema`(kind: UInt8) throws {
    let section = try #require(try EventCatalogue.read().sections[kind])
    let fields = try EventCatalogue.fields(ofSchema: section.schema)
    #expect(!fields.isEmpty)
    #expect(section.fields == fields)
  }

  @Test func `the tables of the catalogue are read as they are written`() {
    let text = """
      ## Thing
      Stream kind 9, shown as `T-1`. Messages: [schema/thing.proto](schema/thing.proto).
      | 1 | `made` | 1 | – | It was made. |
      | `made` | 20 | name | string | its name |
      """
    let section = EventCatalogue(text).sections[9]
    #expect(section?.events == [1: "made"])
    #expect(section?.fields == ["made 20 name"])
    #expect(section?.schema == "thing.proto")
  }
}

extension Entity {
  fileprivate static var kindNumber: UInt8 { ID.kind.number }
}

/// What docs/EVENTS.md says, read from its tables.
private struct EventCatalogue {
  /// What it says of one kind of stream.
  struct Section: Equatable {
    var schema = ""
    var events: [UInt16: String] = [:]
    /// As in `created 20 name`.
    var fields: Set<String> = []
  }

  private(set) var sections: [UInt8: Section] = [:]

  init(_ text: String) {
    var kind: UInt8?
    for line in text.split(separator: "\n") {
      if line.hasPrefix("## ") { kind = nil }
      if line.hasPrefix("Stream kind ") {
        kind = UInt8(line.dropFirst("Stream kind ".count).prefix { $0.isNumber })
        if let kind { sections[kind] = Section() }
      }
      guard let kind else { continue }
      take(line, kind)
    }
  }

  static func read() throws -> EventCatalogue { EventCatalogue(try file("EVENTS.md")) }

  func events(of kind: StreamKind) -> [UInt16: String] { sections[kind.number]?.events ?? [:] }

  private mutating func take(_ line: Substring, _ kind: UInt8) {
    if let schema = line.split(separator: "(schema/").last, line.contains("(schema/") {
      sections[kind]?.schema = String(schema.prefix { $0 != ")" })
    }
    let cells = line.split(separator: "|").map { cell in
      cell.drop { $0 == " " }.split(separator: " ").joined(separator: " ")
    }
    guard cells.count >= 5 else { return }
    if let number = UInt16(cells[0]), cells[1].hasPrefix("`") {
      sections[kind]?.events[number] = String(cells[1].dropFirst().dropLast())
    } else if cells[0].hasPrefix("`"), let number = UInt16(cells[1]) {
      sections[kind]?.fields.insert("\(cells[0].dropFirst().dropLast()) \(number) \(cells[2])")
    }
  }

  /// The own fields of every event a schema lists, as in `created 20 name`.
  static func fields(ofSchema name: String) throws -> Set<String> {
    let lines = try file("schema/" + name).split(separator: "\n")
    let events = lines.compactMap { line -> String? in
      let words = line.split(separator: " ")
      guard words.count == 3, words[0] == "//", UInt16(words[1]) != nil else { return nil }
      return String(words[2])
    }
    let prefix = events.reduce(events.first ?? "") { $0.commonPrefix(with: $1) }
    let noun = prefix == events.first ? "Import" : prefix
    var fields: Set<String> = []
    var message: String?
    for line in lines {
      let words = line.split(separator: " ")
      if words.first == "message", words.count > 1 {
        message = events.contains(String(words[1])) ? String(words[1]) : nil
      }
      guard let message, let equals = words.firstIndex(of: "="), equals > 1,
        let number = UInt16(words[equals + 1].prefix { $0.isNumber }), number < 90
      else { continue }
      fields.insert("\(kebab(message.dropFirst(noun.count))) \(number) \(words[equals - 1])")
    }
    return fields
  }

  private static func kebab(_ name: Substring) -> String {
    let text = name.reduce(into: "") { text, letter in
      text += (letter.isUppercase && !text.isEmpty ? "-" : "") + letter.lowercased()
    }
    return text
  }

  private static func file(_ path: String) throws -> String {
    // This file is Tests/CRM/EventCatalogueTests.swift, three steps below the top.
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return String(
      decoding: try Data(contentsOf: URL(filePath: root + "/docs/" + path)), as: UTF8.self)
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
