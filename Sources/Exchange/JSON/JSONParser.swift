extension JSONValue {
  /// How deep arrays and objects may be nested.
  public static let depthLimit = 64

  /// Reads one JSON text, strictly by RFC 8259: UTF-8 without a byte-order mark, no comments, no
  /// trailing commas; besides, no name twice in one object and at most 64 levels of nesting.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes)
    self = try parser.text()
  }

  /// As `init(parsing:)` of bytes, from a string.
  public init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }
}

/// Goes through a JSON text once, by recursive descent, and knows at which line and column it is.
struct JSONParser {
  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0
  private var line = 1
  private var lineStart = 0
  private var continuationBytes = 0  // bytes of this line that do not begin a code point

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func text() throws(JSONError) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw error(.byteOrderMark) }
    skipBlanks()
    let value = try value()
    skipBlanks()
    guard offset == bytes.count else { throw unexpected("nothing more after the value") }
    return value
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    switch peek {
    case UInt8(ascii: "{"): return try nested { parser throws(JSONError) in try parser.object() }
    case UInt8(ascii: "["): return try nested { parser throws(JSONError) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), .some(0x30...0x39):
      return .number(try number())
    default:
      if takeWord("true") { return .bool(true) }
      if takeWord("false") { return .bool(false) }
      if takeWord("null") { return .null }
      throw unexpected("a value")
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    guard depth < JSONValue.depthLimit else { throw error(.tooDeep(limit: JSONValue.depthLimit)) }
    depth += 1
    offset += 1
    skipBlanks()
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    if take("]") { return .array(elements) }
    while true {
      elements.append(try value())
      skipBlanks()
      if take("]") { return .array(elements) }
      guard take(",") else { throw unexpected("',' or ']'") }
      skipBlanks()
    }
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    var members: [JSONObject.Member] = []
    var names: Set<String> = []
    if take("}") { return .object(JSONObject(members)) }
    while true {
      guard peek == UInt8(ascii: "\"") else { throw unexpected("a name in double quotes") }
      let start = place
      let name = try string()
      guard names.insert(name).inserted else {
        throw JSONError(place: start, reason: .duplicateName(name))
      }
      skipBlanks()
      guard take(":") else { throw unexpected("':' after a name") }
      skipBlanks()
      members.append(JSONObject.Member(name, try value(), place: start))
      skipBlanks()
      if take("}") { return .object(JSONObject(members)) }
      guard take(",") else { throw unexpected("',' or '}'") }
      skipBlanks()
    }
  }

  private mutating func number() throws(JSONError) -> String {
    let start = offset
    switch JSONNumber.end(in: bytes, from: start) {
    case .end(let end):
      offset = end
      return String(decoding: bytes[start..<end], as: UTF8.self)
    case .wrong(let reason, at: let wrong):
      offset = wrong
      throw error(reason)
    }
  }
}

// MARK: - Strings

extension JSONParser {
  private mutating func string() throws(JSONError) -> String {
    let start = place
    offset += 1
    var text: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        guard let valid = String(validating: text, as: UTF8.self) else {
          throw JSONError(place: start, reason: .notUTF8)
        }
        return valid
      case UInt8(ascii: "\\"): text += try escape()
      case 0..<0x20: throw error(.controlCharacter(byte))
      default:
        if byte & 0xC0 == 0x80 { continuationBytes += 1 }
        text.append(byte)
        offset += 1
      }
    }
    throw error(.endOfText(expected: "a closing quote"))
  }

  private mutating func escape() throws(JSONError) -> [UInt8] {
    let start = place
    offset += 1
    guard let byte = peek else { throw error(.endOfText(expected: "the rest of an escape")) }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(try codePoint(start)).utf8)
    default: throw JSONError(place: start, reason: .badEscape)
    }
  }

  /// The code point of one `\u` escape or of two that are a surrogate pair (RFC 8259 §7).
  private mutating func codePoint(_ start: JSONPlace) throws(JSONError) -> Character {
    let first = try codeUnit(start)
    if let scalar = Unicode.Scalar(first) { return Character(scalar) }
    guard (0xD800...0xDBFF).contains(first), take("\\"), take("u") else {
      throw JSONError(place: start, reason: .loneSurrogate)
    }
    let second = try codeUnit(start)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw JSONError(place: start, reason: .loneSurrogate) }
    return Character(scalar)
  }

  private mutating func codeUnit(_ start: JSONPlace) throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw JSONError(place: start, reason: .badEscape)
      }
      unit = unit << 4 | UInt32(digit)
      offset += 1
    }
    return unit
  }
}

// MARK: - Where it is

extension JSONParser {
  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private var place: JSONPlace {
    JSONPlace(line: line, column: offset - lineStart - continuationBytes + 1)
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: sign) else { return false }
    offset += 1
    return true
  }

  private mutating func takeWord(_ word: StaticString) -> Bool {
    let expected = Array("\(word)".utf8)
    guard bytes[offset...].starts(with: expected) else { return false }
    offset += expected.count
    return true
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      offset += 1
      guard byte == 0x0A else { continue }
      line += 1
      lineStart = offset
      continuationBytes = 0
    }
  }

  private func error(_ reason: JSONError.Reason) -> JSONError {
    JSONError(place: place, reason: reason)
  }

  private func unexpected(_ expected: String) -> JSONError {
    let rest = bytes[offset...].prefix(4)
    guard let first = String(decoding: rest, as: UTF8.self).unicodeScalars.first else {
      return error(.endOfText(expected: expected))
    }
    return error(
      .unexpected(found: "'\(VisibleText.of(String(Character(first))))'", expected: expected))
  }
}
