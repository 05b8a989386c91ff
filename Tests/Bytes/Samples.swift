import Bytes

// The messages below as a .proto file; golden bytes were made from it with `protoc --encode`,
// libprotoc 3.21.12 (Debian 12):
//
//   syntax = "proto3";
//   message Inner { uint32 number = 1; string text = 2; Inner child = 3; }
//   enum Channel { UNSPECIFIED = 0; COMMAND_LINE = 1; WEB = 2; }
//   message Sample {
//     uint64 wide = 1;                 uint32 narrow = 2;      optional uint32 maybe = 3;
//     sint64 signed = 4;               optional sint64 maybe_signed = 5;
//     bool flag = 6;                   repeated uint32 numbers = 7;
//     uint32 small = 8;                Channel choice = 9;
//     string text = 20;                optional string maybe_text = 21;
//     repeated string texts = 22;      bytes bytes = 23;
//     Inner inner = 24;                optional Inner maybe_inner = 25;
//     repeated Inner inners = 26;
//   }

/// A message that holds one like itself. `child` is an array, as a value cannot hold itself.
struct Inner: WireMessage {
  var number: UInt32 = 0
  var text = ""
  var child: [Inner] = []

  init() {}

  init(_ number: UInt32, _ text: String = "", child: Inner? = nil) {
    self.number = number
    self.text = text
    self.child = child.map { [$0] } ?? []
  }

  mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &number)
    coder.text(2, &text)
    coder.messages(3, &child)
  }
}

/// A message with a field of every type.
struct Sample: WireMessage {
  enum Choice: UInt8 { case unspecified = 0, commandLine, web, unknown = 255 }

  var wide: UInt64 = 0
  var narrow: UInt32 = 0
  var maybe: UInt32?
  var signed: Int64 = 0
  var maybeSigned: Int64?
  var flag = false
  var numbers: [UInt32] = []
  var small: UInt8 = 0
  var choice = Choice.unspecified
  var text = ""
  var maybeText: String?
  var texts: [String] = []
  var bytes: [UInt8] = []
  var inner = Inner()
  var maybeInner: Inner?
  var inners: [Inner] = []

  mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &wide)
    coder.number(2, &narrow)
    coder.number(3, &maybe)
    coder.signed(4, &signed)
    coder.signed(5, &maybeSigned)
    coder.flag(6, &flag)
    coder.numbers(7, &numbers)
    coder.number(8, &small)
    coder.choice(9, &choice, unknown: .unknown)
    coder.text(20, &text)
    coder.text(21, &maybeText)
    coder.texts(22, &texts)
    coder.bytes(23, &bytes)
    coder.message(24, &inner)
    coder.message(25, &maybeInner)
    coder.messages(26, &inners)
  }

  /// A value in every field.
  static var full: Sample {
    var sample = Sample()
    sample.wide = .max
    sample.narrow = 300
    sample.maybe = 0
    sample.signed = .min
    sample.maybeSigned = -1
    sample.flag = true
    sample.numbers = [0, 127, 128, .max]
    sample.small = 255
    sample.choice = .web
    sample.text = "Zoë Ω 😀"
    sample.maybeText = ""
    sample.texts = ["a", "", "bc"]
    sample.bytes = [0, 255, 128]
    sample.inner = Inner(1, "x", child: Inner(2, child: Inner(0, "deep")))
    sample.maybeInner = Inner()
    sample.inners = [Inner(), Inner(7), Inner(0, "y")]
    return sample
  }

  /// Random values, absent ones among them.
  static func random(_ generator: inout SeededGenerator) -> Sample {
    var sample = Sample()
    sample.wide = generator.number()
    sample.narrow = UInt32(truncatingIfNeeded: generator.number())
    sample.maybe = Bool.random(using: &generator) ? nil : UInt32(truncatingIfNeeded: generator.number())
    sample.signed = Int64(bitPattern: generator.number())
    sample.maybeSigned = Bool.random(using: &generator) ? nil : -Int64(generator.number() >> 1)
    sample.flag = Bool.random(using: &generator)
    sample.numbers = generator.bytes(below: 200).map { (UInt32($0) << 24) >> ($0 & 31) }
    sample.small = UInt8(truncatingIfNeeded: generator.number())
    sample.choice = [.unspecified, .commandLine, .web, .unknown].randomElement(using: &generator) ?? .web
    sample.text = generator.text()
    sample.maybeText = Bool.random(using: &generator) ? nil : generator.text()
    sample.texts = generator.bytes(below: 4).map { _ in generator.text() }
    sample.bytes = generator.bytes(below: 300)
    sample.inner = Inner(UInt32(truncatingIfNeeded: generator.number()), generator.text())
    sample.maybeInner = Bool.random(using: &generator) ? nil : Inner(1, child: Inner(2, generator.text()))
    sample.inners = generator.bytes(below: 4).map { Inner(UInt32($0), generator.text()) }
    return sample
  }
}

// `#expect` cannot hold a coder or a span, so the tests say the same with arrays.

func written<Message: WireMessage>(_ message: Message) -> [UInt8] {
  var coder = FieldCoder()
  var message = message
  message.code(&coder)
  return coder.output
}

func read<Message: WireMessage>(
  _ type: Message.Type, _ bytes: [UInt8], numbersOnly: Bool = false
) throws(WireError) -> Message {
  var coder = FieldCoder(reading: bytes.span, numbersOnly: numbersOnly)
  var message = Message()
  message.code(&coder)
  try coder.finish()
  return message
}

func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// The bytes of hexadecimal digits; spaces and line breaks between them do not count.
func bytes(_ hexadecimal: String) -> [UInt8] {
  let digits = hexadecimal.compactMap(\.hexDigitValue).map(UInt8.init)
  precondition(digits.count.isMultiple(of: 2), "a sample has half a byte")
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
