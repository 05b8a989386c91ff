import Bytes
import Testing

struct IdentityTests {
  @Test func `a command id is written as 32 digits`() {
    let id = CommandID(high: 0x0001_0203_0405_0607, low: 0x0809_0A0B_0C0D_0E0F)
    #expect(id.hexadecimal == "000102030405060708090a0b0c0d0e0f")
    #expect(CommandID(high: 0, low: 0).hexadecimal == String(repeating: "0", count: 32))
    #expect(CommandID(high: .max, low: .max).hexadecimal == String(repeating: "f", count: 32))
  }

  @Test(arguments: [
    "00112233445566778899aabbccddeeff", "00112233-4455-6677-8899-aabbccddeeff",
    "00112233445566778899AABBCCDDEEFF",
  ])
  func `a command id is read from its digits, as in a UUID`(text: String) {
    let id = CommandID(hexadecimal: text)
    #expect(id == CommandID(high: 0x0011_2233_4455_6677, low: 0x8899_AABB_CCDD_EEFF))
  }

  @Test(arguments: [
    "", "0", "00112233445566778899aabbccddeef", "00112233445566778899aabbccddeeff0",
    "00112233445566778899aabbccddeefg", "00112233445566778899aabbccddee f",
    "００112233445566778899aabbccdd", "+0112233445566778899aabbccddeeff",
  ])
  func `a text that is no command id is none`(text: String) {
    #expect(CommandID(hexadecimal: text) == nil)
  }

  @Test func `any command id is read back`() {
    var generator = SeededGenerator.printed("command ids")
    for _ in 0..<1_000 {
      let id = CommandID(high: generator.number(), low: generator.number())
      #expect(CommandID(hexadecimal: id.hexadecimal) == id)
    }
  }

  @Test func `positions follow each other`() {
    #expect(Position.none.next == Position(1))
    #expect(Position(1) < Position(2))
    #expect(!(Position(2) < Position(2)))
  }
}
