import Testing

@testable import Domain

@Test func `a line is trimmed and kept as given`() throws {
  #expect(try Text.line("  Müller & Söhne\u{A0}\n", field: "name") == "Müller & Söhne")
  let bytes = Array("Zoë 👩‍👩‍👧".utf8)
  #expect(try Text.line(bytes, field: "name") == "Zoë 👩‍👩‍👧")
  let decomposed = try Text.line("Zoe\u{308}", field: "name")
  #expect(decomposed.unicodeScalars.count == 4 && decomposed == "Zoë")
}

@Test func `a line that is empty or too long is refused with the field and the size`() {
  for text in ["", "   ", "\u{2003}\n"] {
    #expect(throws: TextRefusal.empty(field: "name")) { try Text.line(text, field: "name") }
  }
  let mebibyte = String(repeating: "x", count: 1_048_576)
  let refusal = TextRefusal.tooManyBytes(field: "name", count: 1_048_576, limit: 2_000)
  #expect(throws: refusal) { try Text.line(mebibyte, field: "name") }
  #expect(
    refusal.description == "the name is 1,048,576 bytes long; at most 2,000 are allowed")
  let limit = String(repeating: "é", count: 500)
  #expect(throws: Never.self) { try Text.line(limit, field: "name") }
  #expect(throws: TextRefusal.tooManyCharacters(field: "name", count: 501, limit: 500)) {
    try Text.line(limit + "é", field: "name")
  }
}

@Test func `invalid UTF-8 is refused`() {
  for bytes: [UInt8] in [[0xFF], [0x41, 0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80]] {
    #expect(throws: TextRefusal.notUTF8(field: "city")) { try Text.line(bytes, field: "city") }
    #expect(throws: TextRefusal.notUTF8(field: "note")) { try Text.note(bytes, field: "note") }
  }
}

@Test func `characters that cannot be seen are refused with their place`() throws {
  let forbidden: [UInt32] = [
    0x00, 0x07, 0x1B, 0x7F, 0x85, 0x9F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF,
    0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF,
  ]
  for value in forbidden {
    let scalar = try #require(Unicode.Scalar(value))
    let refusal = TextRefusal.forbidden(field: "name", scalar: scalar, place: 2)
    #expect(throws: refusal) { try Text.line("a\(scalar)b", field: "name") }
    #expect(throws: TextRefusal.self) { try Text.note("a\(scalar)b", field: "name") }
  }
  for scalar in ["\n", "\t", "\r"] as [Unicode.Scalar] {
    #expect(throws: TextRefusal.self) { try Text.line("a\(scalar)b", field: "name") }
    #expect(try Text.note("a\(scalar)b", field: "note") == "a\(scalar)b")
  }
  #expect(
    TextRefusal.forbidden(field: "name", scalar: "\u{202E}", place: 2).description
      == "the name holds the forbidden character U+202E at place 2")
}

@Test func `a note holds up to 20,000 characters and 64 KiB`() {
  let limit = String(repeating: "x", count: 20_000)
  #expect(throws: Never.self) { try Text.note(limit, field: "note") }
  #expect(throws: TextRefusal.tooManyCharacters(field: "note", count: 20_001, limit: 20_000)) {
    try Text.note(limit + "x", field: "note")
  }
  let wide = String(repeating: "👩‍👩‍👧", count: 3_641)
  #expect(throws: TextRefusal.tooManyBytes(field: "note", count: 65_538, limit: 65_536)) {
    try Text.note(wide, field: "note")
  }
}

@Test func `e-mail addresses are checked and compared in lower case`() throws {
  let address = try Email(" Zoë.O'Neil+crm@Example.CO.uk ")
  #expect(address.text == "Zoë.O'Neil+crm@Example.CO.uk")
  #expect(address.normalised == "zoë.o'neil+crm@example.co.uk")
  let wrong = ["a", "a@b", "@b.com", "a@b@c.com", "a b@c.com", "a@.com", "a@b.", "a@b..com", "a@"]
  for text in wrong { #expect(throws: TextRefusal.self, "\(text)") { try Email(text) } }
  #expect(throws: TextRefusal.tooManyBytes(field: "e-mail address", count: 255, limit: 254)) {
    try Email(String(repeating: "a", count: 249) + "@b.com")
  }
  #expect(
    TextRefusal.notAnEmail(text: "a@b", reason: "it is short").description
      == "'a@b' is not an e-mail address: it is short")
}

@Test func `telephone numbers are kept as typed and compared by their digits`() throws {
  let number = try Phone(" +31 (0)20-123.45/67 ")
  #expect(number.text == "+31 (0)20-123.45/67")
  #expect(number.normalised == "+310201234567")
  #expect(try Phone("112").normalised == "112")
  for text in ["12", "123456789012345678901", "12+34", "0800-FLOWERS", "١٢٣٤", "+"] {
    #expect(throws: TextRefusal.self, "\(text)") { try Phone(text) }
  }
}

@Test func `text is folded to lower case without diacritics`() {
  let expected = [
    ("Müller", "muller"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("Łódź", "lodz"),
    ("Æther Œuvre", "aether oeuvre"), ("Nguyễn Thị Ánh", "nguyen thi anh"), ("İzmir", "izmir"),
    ("ISPARTA ı", "isparta i"), ("Άννα", "αννα"), ("ΟΔΟΣ", "οδοσ"), ("Ёлка Йод", "елка иод"),
    ("e\u{301}\u{327}", "e"), ("東京", "東京"), ("Smørrebrød Þór", "smorrebrod thor"),
  ]
  for (text, folded) in expected {
    #expect(SearchText.folded(text) == folded, "\(text)")
    #expect(SearchText.folded(folded) == folded)
  }
  #expect(SearchText.matches("Café Zoë B.V.", search: "ZOE b"))
  #expect(!SearchText.matches("Café", search: "cafe zoe"))
  #expect(SearchText.matches("anything", search: ""))
}
