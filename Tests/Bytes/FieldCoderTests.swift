import Bytes
import Testing

struct FieldCoderTests {
  /// Made with protoc; see Samples.swift.
  static let full = """
    08ffffffffffffffffff0110ac02180020ffffffffffffffffff01280130013a09007f8001ffffffff0f40ff014802\
    a2010c5a6fc3ab20cea920f09f9880aa0100b2010161b20100b201026263ba010300ff80c2011108011201781a0a0802\
    1a06120464656570ca0100d20100d201020807d20103120179
    """

  @Test func `a message with every type of field has the bytes protoc gives it`() throws {
    #expect(hexadecimal(written(Sample.full)) == Self.full)
    #expect(try read(Sample.self, bytes(Self.full)) == Sample.full)
  }

  @Test func `a message without values has no bytes`() throws {
    #expect(written(Sample()).isEmpty)
    #expect(try read(Sample.self, []) == Sample())
  }

  @Test func `content of 128 bytes and more has the bytes protoc gives it`() throws {
    var sample = Sample()
    sample.inner = Inner(
      0, String(repeating: "n", count: 200), child: Inner(0, String(repeating: "m", count: 126)))
    let expected =
      "c201ce02" + "12c801" + String(repeating: "6e", count: 200)
      + "1a8001" + "127e" + String(repeating: "6d", count: 126)
    #expect(hexadecimal(written(sample)) == expected)
    #expect(try read(Sample.self, bytes(expected)) == sample)
  }

  @Test(arguments: [
    (1, "01"), (127, "7f"), (128, "8001"), (129, "8101"), (16_383, "ff7f"), (16_384, "808001"),
    (2_097_151, "ffff7f"), (2_097_152, "80808001"),
  ])
  func `content of any length is framed by its length`(count: Int, length: String) throws {
    var packed = Sample()
    packed.numbers = [UInt32](repeating: 1, count: count)
    let content = [UInt8](repeating: 1, count: count)
    #expect(written(packed) == bytes("3a" + length) + content)
    #expect(try read(Sample.self, written(packed)) == packed)
    var plain = Sample()
    plain.bytes = content
    #expect(written(plain) == bytes("ba01" + length) + content)
    #expect(try read(Sample.self, written(plain)) == plain)
  }

  /// Made with protoc; see Samples.swift.
  @Test(arguments: [
    (0, ""), (1, "0801"), (127, "087f"), (128, "088001"), (16_383, "08ff7f"), (16_384, "08808001"),
    (4_294_967_295, "08ffffffff0f"), (4_294_967_296, "088080808010"),
    (1 << 63, "0880808080808080808001"), (UInt64.max, "08ffffffffffffffffff01"),
  ] as [(UInt64, String)])
  func `an unsigned number has the bytes protoc gives it`(number: UInt64, expected: String) throws {
    var sample = Sample()
    sample.wide = number
    #expect(hexadecimal(written(sample)) == expected)
    #expect(try read(Sample.self, bytes(expected)) == sample)
  }

  /// Made with protoc; see Samples.swift.
  @Test(arguments: [
    (0, ""), (1, "2002"), (-1, "2001"), (63, "207e"), (-64, "207f"), (64, "208001"),
    (.max, "20feffffffffffffffff01"), (.min, "20ffffffffffffffffff01"),
  ] as [(Int64, String)])
  func `a signed number has the bytes protoc gives it`(number: Int64, expected: String) throws {
    var sample = Sample()
    sample.signed = number
    #expect(hexadecimal(written(sample)) == expected)
    #expect(try read(Sample.self, bytes(expected)) == sample)
  }

  @Test func `what is written is read back`() throws {
    var generator = SeededGenerator.printed("messages written and read")
    for _ in 0..<2_000 {
      let sample = Sample.random(&generator)
      #expect(try read(Sample.self, written(sample)) == sample)
    }
  }

  @Test func `reading only numbers leaves texts and bytes empty`() throws {
    let sample = try read(Sample.self, written(Sample.full), numbersOnly: true)
    var expected = Sample.full
    expected.numbers = []
    expected.text = ""
    expected.texts = []
    expected.bytes = []
    expected.inner = Inner(1)
    expected.inners = []
    #expect(sample == expected)
  }

  @Test func `a choice of a later version is unknown, and a number beyond a byte is refused`() throws {
    #expect(try read(Sample.self, bytes("4803")).choice == .unknown)
    #expect(throws: WireError.outOfRange(field: 9)) { try read(Sample.self, bytes("488002")) }
  }

  @Test func `spans are copied whole onto arrays`() {
    var array: [UInt8] = [1]
    array.append(copying: [2, 3].span)
    array.append(copying: [UInt8]().span)
    #expect(array == [1, 2, 3])
    let long = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
    #expect([UInt8](copying: long.span) == long)
  }

  @Test func `an array to which spans are appended seldom moves`() {
    let piece = [UInt8](repeating: 1, count: 40)
    var array: [UInt8] = []
    var moves = 0
    for _ in 0..<10_000 {
      let capacity = array.capacity
      array.append(copying: piece.span)
      if array.capacity != capacity { moves += 1 }
    }
    #expect(array.count == 400_000)
    #expect(moves < 40, "the room at least grows by a constant factor")
  }
}
