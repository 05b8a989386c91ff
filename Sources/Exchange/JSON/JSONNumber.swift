/// The grammar of numbers in JSON (RFC 8259 §6), for reading and for checking what is written.
enum JSONNumber {
  /// Where the number that begins at `start` ends, or what is wrong with it and where.
  static func end(in bytes: [UInt8], from start: Int) -> Scan {
    var offset = start
    if byte(bytes, offset) == UInt8(ascii: "-") { offset += 1 }
    let whole = offset
    guard skipDigits(bytes, &offset) else { return .wrong(.badNumber, at: offset) }
    if bytes[whole] == UInt8(ascii: "0"), offset - whole > 1 {
      return .wrong(.leadingZero, at: whole)
    }
    if byte(bytes, offset) == UInt8(ascii: ".") {
      offset += 1
      guard skipDigits(bytes, &offset) else { return .wrong(.badNumber, at: offset) }
    }
    if let letter = byte(bytes, offset), letter | 0x20 == UInt8(ascii: "e") {
      offset += 1
      let sign = byte(bytes, offset)
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset += 1 }
      guard skipDigits(bytes, &offset) else { return .wrong(.badNumber, at: offset) }
    }
    return .end(offset)
  }

  /// Whether the whole text is one number.
  static func isNumber(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return end(in: bytes, from: 0) == .end(bytes.count)
  }

  /// What came of looking for a number.
  enum Scan: Equatable {
    case end(Int)
    case wrong(JSONError.Reason, at: Int)
  }

  private static func byte(_ bytes: [UInt8], _ offset: Int) -> UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }

  /// Goes past the digits; false when there is none.
  private static func skipDigits(_ bytes: [UInt8], _ offset: inout Int) -> Bool {
    let start = offset
    while let digit = byte(bytes, offset), digit >= 0x30, digit <= 0x39 { offset += 1 }
    return offset > start
  }
}
