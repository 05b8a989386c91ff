/// What a byte of a Swift source file belongs to.
enum Mark: UInt8 {
  case code
  case comment
  /// A string literal with its quotation marks; an interpolation's expression is code again.
  case string
  /// A name in backticks, which may hold anything but a backtick.
  case name
}

/// Marks every byte of a source text, so that rules can tell code from words about code.
///
/// Knows `//`, nested `/* */`, strings with escapes and interpolations to any depth, multi-line
/// strings, raw strings with any number of `#`, and names in backticks. Regex literals are taken
/// for code; an unterminated string ends with its line, so no mistake goes further than that.
struct SourceMarks {
  private(set) var marks: [Mark]
  private let bytes: [UInt8]
  private var position = 0

  static func of(_ bytes: [UInt8]) -> [Mark] {
    var source = SourceMarks(bytes)
    source.markCode(insideInterpolation: false)
    return source.marks
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    marks = Array(repeating: .code, count: bytes.count)
  }

  private mutating func markCode(insideInterpolation: Bool) {
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"): markLineComment()
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): markBlockComment()
      case UInt8(ascii: "\""): markString(hashes: 0)
      case UInt8(ascii: "`"): markName()
      case UInt8(ascii: "#"): markHashes()
      case UInt8(ascii: "("):
        depth += 1
        position += 1
      case UInt8(ascii: ")"):
        if insideInterpolation && depth == 0 { return }
        depth -= 1
        position += 1
      default: position += 1
      }
    }
  }

  private mutating func markLineComment() {
    while position < bytes.count, bytes[position] != newline { take(1, as: .comment) }
  }

  private mutating func markBlockComment() {
    take(2, as: .comment)
    var depth = 1
    while position < bytes.count, depth > 0 {
      switch (bytes[position], byte(1)) {
      case (UInt8(ascii: "/"), UInt8(ascii: "*")):
        depth += 1
        take(2, as: .comment)
      case (UInt8(ascii: "*"), UInt8(ascii: "/")):
        depth -= 1
        take(2, as: .comment)
      default: take(1, as: .comment)
      }
    }
  }

  private mutating func markName() {
    take(1, as: .name)
    while position < bytes.count, bytes[position] != newline {
      let closes = bytes[position] == UInt8(ascii: "`")
      take(1, as: .name)
      if closes { return }
    }
  }

  /// One or more `#`: the start of a raw string, or of a directive or macro, which is code.
  private mutating func markHashes() {
    var count = 0
    while byte(count) == UInt8(ascii: "#") { count += 1 }
    if byte(count) == UInt8(ascii: "\"") {
      markString(hashes: count)
    } else {
      position += count
    }
  }

  /// A string whose delimiters have `hashes` signs: `position` is at the first of them or, when
  /// there are none, at the quotation mark.
  private mutating func markString(hashes: Int) {
    take(hashes, as: .string)
    let quotes = opensSeveralLines ? 3 : 1
    take(quotes, as: .string)
    while position < bytes.count {
      if quotes == 1, bytes[position] == newline { return }
      if delimiterFollows(quotes: quotes, hashes: hashes) {
        take(quotes + hashes, as: .string)
        return
      }
      if escapeFollows(hashes: hashes) {
        markEscape(hashes: hashes)
      } else {
        take(1, as: .string)
      }
    }
  }

  /// An escaped character, or an interpolation with the code in it.
  private mutating func markEscape(hashes: Int) {
    take(1 + hashes, as: .string)
    guard byte(0) == UInt8(ascii: "(") else {
      if byte(0) != newline { take(1, as: .string) }
      return
    }
    take(1, as: .string)
    markCode(insideInterpolation: true)
    take(1, as: .string)
  }

  /// Three quotation marks open a string of several lines only when the line ends after them;
  /// otherwise, as in `#"""#`, they open an ordinary one.
  private var opensSeveralLines: Bool {
    guard (0..<3).allSatisfy({ byte($0) == UInt8(ascii: "\"") }) else { return false }
    var distance = 3
    while byte(distance) == UInt8(ascii: " ") { distance += 1 }
    return byte(distance) == newline || byte(distance) == UInt8(ascii: "\r")
  }

  private func delimiterFollows(quotes: Int, hashes: Int) -> Bool {
    (0..<quotes).allSatisfy { byte($0) == UInt8(ascii: "\"") }
      && (0..<hashes).allSatisfy { byte(quotes + $0) == UInt8(ascii: "#") }
  }

  private func escapeFollows(hashes: Int) -> Bool {
    byte(0) == UInt8(ascii: "\\")
      && (0..<hashes).allSatisfy { byte(1 + $0) == UInt8(ascii: "#") }
  }

  private func byte(_ distance: Int) -> UInt8? {
    position + distance < bytes.count ? bytes[position + distance] : nil
  }

  private mutating func take(_ count: Int, as mark: Mark) {
    for _ in 0..<count where position < bytes.count {
      marks[position] = mark
      position += 1
    }
  }
}

let newline = UInt8(ascii: "\n")
