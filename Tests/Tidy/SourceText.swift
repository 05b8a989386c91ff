/// A word, a sign or a string literal of a source text, with the line it stands on (from 1).
struct Token: Equatable {
  enum Kind { case word, sign, string }

  let kind: Kind
  /// The word, the sign, or what is between a string's delimiters.
  let text: String
  let line: Int

  func isWord(_ word: String) -> Bool { kind == .word && text == word }
  func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }
}

/// One Swift file, cut into lines and tokens, with comments and strings told apart from code.
struct SourceText {
  /// The path from the top of the repository, such as `Sources/Domain/Money.swift`.
  let path: String
  let tokens: [Token]

  private let bytes: [UInt8]
  private let marks: [Mark]
  private let lines: [Range<Int>]

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    marks = SourceMarks.of(bytes)
    lines = Self.lines(of: bytes)
    tokens = Self.tokens(of: bytes, marks)
  }

  init(path: String, _ text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  var lineCount: Int { lines.count }

  /// The room a file of `Sources` belongs to, the folder below `Sources`.
  var room: String? {
    let parts = path.split(separator: "/")
    return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
  }

  func isBelow(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }

  /// The number of characters on a line, what is inside string literals not counted.
  func columnsOutsideStrings(line: Int) -> Int {
    lines[line - 1].count { marks[$0] != .string && bytes[$0] & 0xC0 != 0x80 }
  }

  /// The text of the comments on a line, with their signs.
  func comment(line: Int) -> String {
    let comment = lines[line - 1].filter { marks[$0] == .comment }
    return String(decoding: comment.map { bytes[$0] }, as: UTF8.self)
  }

  /// Whether a line holds a documentation comment and nothing else.
  func isDocumentation(line: Int) -> Bool {
    comment(line: line).hasPrefix("///") && !hasCode(line: line)
  }

  func startsWithAttribute(line: Int) -> Bool {
    guard let first = lines[line - 1].first(where: { !isBlank(bytes[$0]) }) else { return false }
    return bytes[first] == UInt8(ascii: "@") && marks[first] == .code
  }

  private func hasCode(line: Int) -> Bool {
    lines[line - 1].contains { marks[$0] != .comment && !isBlank(bytes[$0]) }
  }

  private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for index in bytes.indices where bytes[index] == newline {
      lines.append(start..<index)
      start = index + 1
    }
    if start < bytes.count { lines.append(start..<bytes.count) }
    return lines
  }

  private static func tokens(of bytes: [UInt8], _ marks: [Mark]) -> [Token] {
    var tokens: [Token] = []
    var line = 1
    var index = 0
    while index < bytes.count {
      let start = index
      let kind: Token.Kind?
      switch marks[index] {
      case .string:
        kind = .string
        while index < bytes.count, marks[index] == .string { index += 1 }
      case .code where isWord(bytes[index]):
        kind = .word
        while index < bytes.count, marks[index] == .code, isWord(bytes[index]) { index += 1 }
      case .code:
        kind = isBlank(bytes[index]) ? nil : .sign
        index += 1
      case .comment, .name:
        kind = nil
        index += 1
      }
      if let kind {
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        let shown = kind == .string ? withoutDelimiters(text) : text
        tokens.append(Token(kind: kind, text: shown, line: line))
      }
      for position in start..<index where bytes[position] == newline { line += 1 }
    }
    return tokens
  }

  private static func withoutDelimiters(_ literal: String) -> String {
    let inside = literal.drop { $0 == "#" || $0 == "\"" }
    let end = inside.lastIndex { $0 != "#" && $0 != "\"" }
    return end.map { String(inside[...$0]) } ?? ""
  }
}

private func isWord(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
    true
  default: false
  }
}

private func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == newline
    || byte == UInt8(ascii: "\r")
}
