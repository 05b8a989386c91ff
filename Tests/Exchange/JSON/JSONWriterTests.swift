import Exchange
import Testing

struct JSONWriterTests {
  @Test func `members are written in the order they are given`() {
    var writer = JSONWriter()
    writer.value(["b": [1, -2], "a": [:], "c": [], "d": ["x": .null, "y": true]])
    #expect(text(writer) == #"{"b":[1,-2],"a":{},"c":[],"d":{"x":null,"y":true}}"#)
  }

  @Test func `pretty text has a line for each value`() {
    var writer = JSONWriter(pretty: true)
    writer.value(["b": [1, -2], "a": [:], "c": [], "d": ["x": .null]])
    #expect(
      text(writer) == """
        {
          "b": [
            1,
            -2
          ],
          "a": {},
          "c": [],
          "d": {
            "x": null
          }
        }
        """)
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("a\"b\\c/d", #""a\"b\\c/d""#),
    ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#), ("\0\u{1B}[1m", #""\u0000\u001b[1m""#),
    ("\u{7F}\u{9B}", #""\u007f\u009b""#), ("a\u{2028}b\u{2029}", #""a\u2028b\u2029""#),
    ("é日😀e\u{301}", "\"é日😀e\u{301}\""), ("\r\n", #""\r\n""#),
  ])
  func `strings are escaped`(string: String, expected: String) {
    var writer = JSONWriter()
    writer.string(string)
    #expect(text(writer) == expected)
  }

  @Test func `what is taken away is not written again`() {
    var writer = JSONWriter()
    var pieces: [[UInt8]] = []
    writer.array { writer in
      for number in 1...3 {
        writer.object { writer in
          writer.name("n")
          writer.number(number)
        }
        pieces.append(writer.take())
      }
    }
    pieces.append(writer.take())
    #expect(pieces.map(string) == [#"[{"n":1}"#, #",{"n":2}"#, #",{"n":3}"#, "]"])
  }

  @Test(arguments: [false, true])
  func `what is written is read back the same`(pretty: Bool) throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed of what is written is read back the same: \(seed)")
    var generator = SeededNumbers(seed: seed)
    for _ in 0..<300 {
      let value = randomValue(depth: 4, &generator)
      var writer = JSONWriter(pretty: pretty)
      writer.value(value)
      #expect(try JSONValue(parsing: writer.bytes) == value)
    }
  }

  private func text(_ writer: JSONWriter) -> String { string(writer.bytes) }

  private func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func randomValue(depth: Int, _ generator: inout SeededNumbers) -> JSONValue {
    let count = Int.random(in: 0...4, using: &generator)
    switch Int.random(in: 0...(depth > 0 ? 5 : 3), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2:
      return .number(["0", "-1.50", "1e9", "2.5E-3", "900"].randomElement(using: &generator)!)
    case 3: return .string(randomText(&generator))
    case 4: return .array((0..<count).map { _ in randomValue(depth: depth - 1, &generator) })
    default:
      let names = (0..<count).map { "\($0)" + randomText(&generator) }
      return .object(
        JSONObject(
          names.map { JSONObject.Member($0, randomValue(depth: depth - 1, &generator)) }))
    }
  }

  private func randomText(_ generator: inout SeededNumbers) -> String {
    let limits: [UInt32] = [0x20, 0x7F, 0x2030, 0xFFFF, 0x10FFFF]
    var text = ""
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      let limit = limits.randomElement(using: &generator)!
      guard let scalar = Unicode.Scalar(UInt32.random(in: 0...limit, using: &generator)) else {
        continue
      }
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}
