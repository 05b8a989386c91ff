/// Writes a JSON text (RFC 8259) piece by piece, members in the order they are given.
///
/// Arrays and objects are scopes, so that what is opened is closed. Whoever writes much takes the
/// bytes away now and then with ``take()``.
public struct JSONWriter: Sendable {
  /// What was written and not yet taken away.
  public private(set) var bytes: [UInt8] = []

  private let isPretty: Bool
  private var scopes: [Scope] = []
  private var expectsValue = true

  private struct Scope {
    var isObject: Bool
    var isEmpty = true
  }

  /// A writer of one line, or, if pretty, of a line for each value, indented by two spaces.
  public init(pretty: Bool = false) {
    isPretty = pretty
  }

  /// Hands over what was written so far and forgets it.
  public mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Writes an object; the body writes its members, a name before each value.
  public mutating func object<Failure: Error>(
    _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    try scope(isObject: true, body)
  }

  /// Writes an array; the body writes its values.
  public mutating func array<Failure: Error>(
    _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    try scope(isObject: false, body)
  }

  /// Writes the name of the next member of an object.
  public mutating func name(_ name: String) {
    precondition(scopes.last?.isObject == true, "only the members of an object have names")
    precondition(!expectsValue, "every name is followed by a value")
    beginLine()
    quoted(name)
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(0x20) }
    expectsValue = true
  }

  /// Writes a string.
  public mutating func string(_ text: String) {
    beginValue()
    quoted(text)
  }

  /// Writes a number that is already text, such as `-12.50`.
  public mutating func number(_ text: String) {
    precondition(JSONNumber.isNumber(text), "a number is written as JSON has it")
    beginValue()
    bytes += text.utf8
  }

  /// Writes a whole number.
  public mutating func number(_ value: some BinaryInteger) {
    beginValue()
    bytes += String(value).utf8
  }

  /// Writes `true` or `false`.
  public mutating func bool(_ value: Bool) {
    beginValue()
    bytes += (value ? "true" : "false").utf8
  }

  /// Writes `null`.
  public mutating func null() {
    beginValue()
    bytes += "null".utf8
  }

  /// Writes a value and everything in it.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .number(let text): number(text)
    case .string(let text): string(text)
    case .array(let elements):
      array { writer in for element in elements { writer.value(element) } }
    case .object(let object):
      self.object { writer in
        for member in object.members {
          writer.name(member.name)
          writer.value(member.value)
        }
      }
    }
  }
}

// MARK: - Layout

extension JSONWriter {
  private mutating func scope<Failure: Error>(
    isObject: Bool, _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    beginValue()
    bytes.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
    scopes.append(Scope(isObject: isObject))
    expectsValue = !isObject
    try body(&self)
    precondition(!isObject || !expectsValue, "every name is followed by a value")
    let closed = scopes.removeLast()
    if !closed.isEmpty { indent() }
    bytes.append(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    expectsValue = scopes.last.map { !$0.isObject } ?? false
  }

  private mutating func beginValue() {
    precondition(expectsValue, "a value stands alone, in an array, or after a name")
    guard let scope = scopes.last else { return expectsValue = false }
    if !scope.isObject { beginLine() }
    expectsValue = !scope.isObject
  }

  private mutating func beginLine() {
    let last = scopes.count - 1
    if !scopes[last].isEmpty { bytes.append(UInt8(ascii: ",")) }
    scopes[last].isEmpty = false
    indent()
  }

  private mutating func indent() {
    guard isPretty else { return }
    bytes.append(0x0A)
    bytes += repeatElement(0x20, count: scopes.count * 2)
  }
}

// MARK: - Strings

extension JSONWriter {
  private mutating func quoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    let isPlain = text.utf8.allSatisfy { byte in
      byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    if isPlain {
      bytes += text.utf8
    } else {
      for scalar in text.unicodeScalars { append(scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Besides what RFC 8259 §7 wants escaped, the controls from U+007F to U+009F, so that JSON shown
  /// in a terminal does nothing there, and U+2028 and U+2029, which end lines in old JavaScript.
  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x22: bytes += #"\""#.utf8
    case 0x5C: bytes += #"\\"#.utf8
    case 0x08: bytes += #"\b"#.utf8
    case 0x09: bytes += #"\t"#.utf8
    case 0x0A: bytes += #"\n"#.utf8
    case 0x0C: bytes += #"\f"#.utf8
    case 0x0D: bytes += #"\r"#.utf8
    case 0x00..<0x20, 0x7F...0x9F, 0x2028, 0x2029:
      let digits = String(scalar.value, radix: 16)
      bytes += (#"\u"# + String(repeating: "0", count: 4 - digits.count) + digits).utf8
    default: bytes += UTF8.encode(scalar)!  // every scalar has a form in UTF-8
    }
  }
}
