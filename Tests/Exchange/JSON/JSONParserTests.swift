import Exchange
import Testing

/// The samples follow the sections of RFC 8259.
struct JSONParserTests {
  @Test(arguments: valid)
  func `a valid text is read as it is written`(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
  }

  @Test(arguments: invalid)
  func `an invalid text is refused with its place`(text: String, message: String) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.description == message)
  }

  @Test(
    arguments: [
      [0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80],
    ] as [[UInt8]])
  func `a string that is not UTF-8 is refused where it begins`(bytes: [UInt8]) {
    let text = Array("[1,\n \"a".utf8) + bytes + Array("\"]".utf8)
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.reason == .notUTF8)
    #expect(error?.place == JSONPlace(line: 2, column: 2))
  }

  @Test func `a text in UTF-16 is refused`() {
    let bytes = "{}".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
  }

  @Test func `nesting is read to a depth of 64 and refused beyond`() throws {
    let opening = String(repeating: "[", count: JSONValue.depthLimit - 1) + #"{"a":"#
    let closing = "}" + String(repeating: "]", count: JSONValue.depthLimit - 1)
    #expect(throws: Never.self) { try JSONValue(parsing: opening + "1" + closing) }
    let error = #expect(throws: JSONError.self) {
      try JSONValue(parsing: opening + "[]" + closing)
    }
    #expect(error?.reason == .tooDeep(limit: 64))
    #expect(error?.place == JSONPlace(line: 1, column: 69))
    let bomb = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(throws: JSONError.self) { try JSONValue(parsing: bomb) }
  }

  @Test func `members keep their order and know where they stand`() throws {
    let value = try JSONValue(parsing: "{\"é\": \"ü\", \"b\": 1,\r\n\t\"a\": 2}")
    guard case .object(let object) = value else {
      Issue.record("not an object")
      return
    }
    #expect(object.members.map(\.name) == ["é", "b", "a"])
    let places = object.members.map { $0.place?.description }
    #expect(places == ["line 1, column 2", "line 1, column 12", "line 2, column 2"])
    #expect(object["a"] == 2)
    #expect(object["c"] == nil)
  }
}

private let valid: [(String, JSONValue)] = [
  ("null", JSONValue.null), (" true ", true), ("\t\r\nfalse\n", false),
  ("0", .number("0")), ("-0", .number("-0")), ("10.50", .number("10.50")),
  ("-1.5e+300", .number("-1.5e+300")), ("2E9", .number("2E9")), ("0.1e-2", .number("0.1e-2")),
  (#""""#, ""), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
  (#""caf\u00e9 \u00C9""#, "café É"), (#""\ud83D\ude00""#, "😀"), (#""\u0000""#, "\0"),
  ("\"日本 😀 \u{7F}\u{2028}\"", "日本 😀 \u{7F}\u{2028}"), (#""\uFFFF""#, "\u{FFFF}"),
  ("[]", []), ("[ ]", []), ("[1,[2],{}]", [1, [2], [:]]), ("{}", [:]),
  (#"{"b":1,"a":{"b":[null]}}"#, ["b": 1, "a": ["b": [.null]]]), (#"{"":0}"#, ["": 0]),
]

private let invalid: [(String, String)] = [
  ("", "line 1, column 1: expected a value, but the text ends here"),
  (" \n ", "line 2, column 2: expected a value, but the text ends here"),
  (
    "\u{FEFF}{}",
    "line 1, column 1: the text begins with a byte-order mark: save it as UTF-8 without one"
  ),
  ("nul", "line 1, column 1: expected a value, found 'n'"),
  ("True", "line 1, column 1: expected a value, found 'T'"),
  ("NaN", "line 1, column 1: expected a value, found 'N'"),
  ("'a'", "line 1, column 1: expected a value, found '''"),
  ("“a”", "line 1, column 1: expected a value, found '“'"),
  ("\u{1B}", "line 1, column 1: expected a value, found '\\u{1B}'"),
  ("1 2", "line 1, column 3: expected nothing more after the value, found '2'"),
  ("{}}", "line 1, column 3: expected nothing more after the value, found '}'"),
  ("// a\n1", "line 1, column 1: expected a value, found '/'"),
  ("01", "line 1, column 1: a number does not begin with 0, unless it is 0 or 0 and a fraction"),
  (
    "-01.5",
    "line 1, column 2: a number does not begin with 0, unless it is 0 or 0 and a fraction"
  ),
  ("+1", "line 1, column 1: expected a value, found '+'"),
  (".5", "line 1, column 1: expected a value, found '.'"),
  ("1.", "line 1, column 3: a digit is missing in this number"),
  ("[-]", "line 1, column 3: a digit is missing in this number"),
  ("1e+", "line 1, column 4: a digit is missing in this number"),
  ("0x10", "line 1, column 2: expected nothing more after the value, found 'x'"),
  ("[1,]", "line 1, column 4: expected a value, found ']'"),
  ("[,1]", "line 1, column 2: expected a value, found ','"),
  ("[1 2]", "line 1, column 4: expected ',' or ']', found '2'"),
  ("[1", "line 1, column 3: expected ',' or ']', but the text ends here"),
  ("[1}", "line 1, column 3: expected ',' or ']', found '}'"),
  (#"{"a":1,}"#, "line 1, column 8: expected a name in double quotes, found '}'"),
  (#"{a:1}"#, "line 1, column 2: expected a name in double quotes, found 'a'"),
  (#"{1:1}"#, "line 1, column 2: expected a name in double quotes, found '1'"),
  (#"{"a" 1}"#, "line 1, column 6: expected ':' after a name, found '1'"),
  (#"{"a":}"#, "line 1, column 6: expected a value, found '}'"),
  (#"{"a":1 "b":2}"#, "line 1, column 8: expected ',' or '}', found '\"'"),
  (#"{"a":1"#, "line 1, column 7: expected ',' or '}', but the text ends here"),
  (
    "{\n  \"a\": 1,\n  \"\\u0061\": 2\n}",
    "line 3, column 3: the name 'a' occurs twice in one object"
  ),
  (
    "{\"é\":1,\"e\u{301}\":2}", "line 1, column 8: the name 'e\u{301}' occurs twice in one object"
  ),
  (#""abc"#, "line 1, column 5: expected a closing quote, but the text ends here"),
  (#""abc\"#, "line 1, column 6: expected the rest of an escape, but the text ends here"),
  (
    "[\"日本\", \"a\nb\"]",
    "line 1, column 10: a string holds the control character 10: write it as an escape such as \\n or \\t"
  ),
  (
    "\"\0\"",
    "line 1, column 2: a string holds the control character 0: write it as an escape such as \\n or \\t"
  ),
  (
    #""a\x""#,
    "line 1, column 3: a backslash is followed by one of \" \\ / b f n r t or u and four digits"
  ),
  (
    #""\u12G4""#,
    "line 1, column 2: a backslash is followed by one of \" \\ / b f n r t or u and four digits"
  ),
  (
    #""\u12"#,
    "line 1, column 2: a backslash is followed by one of \" \\ / b f n r t or u and four digits"
  ),
  (
    #""\uD83D""#,
    "line 1, column 2: this \\u escape is half of a surrogate pair, and the other half is missing"
  ),
  (
    #""a\uDE00\uD83D""#,
    "line 1, column 3: this \\u escape is half of a surrogate pair, and the other half is missing"
  ),
  (
    #""\uD83D\u0041""#,
    "line 1, column 2: this \\u escape is half of a surrogate pair, and the other half is missing"
  ),
]
