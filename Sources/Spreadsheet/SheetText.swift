/// Words on their way into a place.
enum SheetText {
  /// The text as it is stored: no longer than a place holds, without zero characters, and with
  /// what looks like an escape of ECMA-376 (22.4.2.4, `_x0041_`) escaped.
  static func stored(_ text: String) -> String {
    var text = text
    if text.utf8.contains(0) { text = String(text.map { $0 == "\0" ? "\u{FFFD}" : $0 }) }
    if text.utf16.count > Workbook.mostCharacters { text = shortened(text) }
    return text.contains("_x") ? escaped(text) : text
  }

  /// The text as a chart takes it: the library makes a reference of what begins with `=`.
  static func words(_ text: String) -> String { text.hasPrefix("=") ? " " + text : text }

  private static func shortened(_ text: String) -> String {
    var (short, taken) = ("", 0)
    for character in text {
      taken += character.utf16.count
      guard taken < Workbook.mostCharacters else { break }
      short.append(character)
    }
    return short + "…"
  }

  /// Puts `_x005F_`, an escaped low line, before every `_xHHHH_`.
  private static func escaped(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    for place in bytes.indices {
      let next = bytes[place...].prefix(7)
      if next.count == 7, next.first == UInt8(ascii: "_"), next.last == UInt8(ascii: "_"),
        bytes[place + 1] == UInt8(ascii: "x"),
        next.dropFirst(2).dropLast().allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
      {
        out += Array("_x005F".utf8)
      }
      out.append(bytes[place])
    }
    return String(decoding: out, as: UTF8.self)
  }
}
