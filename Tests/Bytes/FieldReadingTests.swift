import Bytes
import Testing

/// What a reader makes of bytes that this version did not write.
struct FieldReadingTests {
  /// Made with protoc from a message with the fields 1, 20 and 24 of `Sample` and others, of every
  /// wire type, before, between and after them, also within the inner message:
  ///
  ///     message LaterInner { uint32 number = 1; string text = 2; fixed64 fixed = 9; LaterInner more = 12; }
  ///     message Later {
  ///       uint64 wide = 1;           uint64 number = 10;           fixed64 fixed64 = 11;
  ///       string text12 = 12;        LaterInner inner13 = 13;      fixed32 fixed32 = 14;
  ///       repeated uint32 packed = 15;                             repeated string texts16 = 16;
  ///       string text = 20;          LaterInner inner = 24;        double last = 2000;
  ///     }
  static let later = """
    080550ffffffffffffffffff0159010000000000000062056c617465726a1108011202696e6209490200000000000000\
    75070000007a0301ac028201016182010162a201046b657074c2011608091205696e6e65724903000000000000006202\
    0801817d000000000000e03f
    """

  @Test func `fields of a later version are passed over`() throws {
    var expected = Sample()
    expected.wide = 5
    expected.text = "kept"
    expected.inner = Inner(9, "inner")
    #expect(try read(Sample.self, bytes(Self.later)) == expected)
  }

  @Test func `a message cut inside a field is refused, one cut between fields has fewer`() throws {
    let whole = written(Sample.full)
    var accepted = 0
    for count in 0...whole.count {
      let cut = Array(whole.prefix(count))
      do {
        #expect(written(try read(Sample.self, cut)) == cut, "\(count) bytes")
        accepted += 1
      } catch {
        #expect(error == .truncated, "\(count) bytes")
      }
    }
    #expect(accepted == 21, "20 fields, and none")
  }

  @Test(arguments: [
    // Numbers.
    ("08", .truncated), ("0880", .truncated), ("08ffffffffffffffffff", .truncated),
    ("08ffffffffffffffffff02", .overlongNumber), ("08ffffffffffffffffff8001", .overlongNumber),
    ("ffffffffffffffffffff01", .overlongNumber), ("108080808010", .outOfRange(field: 2)),
    ("188080808010", .outOfRange(field: 3)), ("3a058080808010", .outOfRange(field: 7)),
    ("408002", .outOfRange(field: 8)),
    // Tags: number 0, number above the largest, groups, types that do not exist.
    ("00", .invalidTag), ("0200", .invalidTag), ("808080801000", .invalidTag),
    ("5354", .invalidTag), ("54", .invalidTag), ("56", .invalidTag), ("57", .invalidTag),
    ("0b", .unexpectedWireType(field: 1)), ("0d01000000", .unexpectedWireType(field: 1)),
    ("3801", .unexpectedWireType(field: 7)), ("a00101", .unexpectedWireType(field: 20)),
    ("c101" + "0000000000000000", .unexpectedWireType(field: 24)),
    // Lengths.
    ("a201", .truncated), ("a20105616263", .truncated),
    ("a201ffffffffffffffffff01", .truncated), ("6201", .truncated), ("59000000", .truncated),
    ("75000000", .truncated), ("c20103120561626364650a", .truncated), ("3a0180", .truncated),
    ("c20101081001", .truncated),
    // Texts: a lone lead byte, an overlong zero, a surrogate, beyond Unicode.
    ("a20102c328", .invalidText(field: 20)), ("a20102c080", .invalidText(field: 20)),
    ("a20103eda080", .invalidText(field: 20)), ("aa0104f4908080", .invalidText(field: 21)),
    ("b20101ff", .invalidText(field: 22)), ("c201031201ff", .invalidText(field: 2)),
    // Order.
    ("10010801", .fieldsOutOfOrder(field: 1)), ("58015001", .fieldsOutOfOrder(field: 10)),
    ("c201060a00" + "08010801", .unexpectedWireType(field: 1)),
    ("c20106" + "120161" + "080112", .fieldsOutOfOrder(field: 1)),
  ] as [(String, WireError)])
  func `bytes that are no message are refused`(hexadecimal: String, error: WireError) {
    #expect(throws: error) { try read(Sample.self, bytes(hexadecimal)) }
  }

  @Test(arguments: [
    (1, "0801"), (2, "1001"), (3, "1801"), (4, "2001"), (5, "2801"), (6, "3001"), (8, "4001"),
    (9, "4801"), (20, "a2010161"), (21, "aa010161"), (23, "ba010161"), (24, "c201020801"),
    (25, "ca01020801"),
  ])
  func `a single field that comes twice is refused`(field: Int, hexadecimal: String) throws {
    _ = try read(Sample.self, bytes(hexadecimal))
    #expect(throws: WireError.fieldsOutOfOrder(field: field)) {
      try read(Sample.self, bytes(hexadecimal + hexadecimal))
    }
  }

  @Test func `packed numbers in several pieces are put together, as protoc does`() throws {
    #expect(try read(Sample.self, bytes("3a0201023a003a0103")).numbers == [1, 2, 3])
  }

  @Test func `a number may be written with more bytes than it needs`() throws {
    #expect(try read(Sample.self, bytes("08818000")).wide == 1)
    #expect(try read(Sample.self, bytes("8800" + "01")).wide == 1)
  }

  @Test func `texts that are not UTF-8 do not matter to a reader of numbers`() throws {
    let sample = try read(Sample.self, bytes("0805a20102c328"), numbersOnly: true)
    #expect(sample.wide == 5)
    #expect(sample.text.isEmpty)
  }

  @Test func `after a failure the fields keep their values`() {
    let input = bytes("10010801")
    var coder = FieldCoder(reading: input.span)
    var second: UInt64 = 0
    var third: UInt64 = 9
    var texts = ["kept"]
    coder.number(2, &second)
    coder.number(1, &third)
    coder.number(3, &third)
    coder.texts(4, &texts)
    let failure = coder.failure
    #expect(failure == .fieldsOutOfOrder(field: 1))
    #expect(third == 9)
    #expect(texts == ["kept"])
  }

  @Test func `random bytes never crash a reader, and what it takes it can write`() throws {
    var generator = SeededGenerator.printed("random bytes read as messages")
    var taken = 0
    for round in 0..<10_000 {
      let input = generator.bytes(below: round % 10 == 0 ? 200 : 12)
      _ = try? read(Sample.self, input, numbersOnly: true)
      guard let sample = try? read(Sample.self, input) else { continue }
      taken += 1
      #expect(try read(Sample.self, written(sample)) == sample)
    }
    #expect(taken > 0, "only failures were tried")
  }

  @Test func `a damaged message never crashes a reader, and what it takes it can write`() throws {
    var generator = SeededGenerator.printed("damaged messages")
    var (taken, refused) = (0, 0)
    for _ in 0..<10_000 {
      var input = written(Bool.random(using: &generator) ? Sample.full : .random(&generator))
      guard !input.isEmpty else { continue }
      for _ in 0...Int.random(in: 0..<3, using: &generator) {
        input[Int.random(in: input.indices, using: &generator)] = UInt8.random(
          in: 0 ... .max, using: &generator)
      }
      guard let sample = try? read(Sample.self, input) else {
        refused += 1
        continue
      }
      taken += 1
      #expect(try read(Sample.self, written(sample)) == sample)
    }
    #expect(taken > 0 && refused > 0)
  }
}
