/// How many columns of a terminal a text takes.
///
/// Characters (grapheme clusters) are 0, 1 or 2 columns wide: 2 when East_Asian_Width is W or F
/// (Unicode Standard Annex 11) or when they are shown as emoji; combining marks and format
/// characters add nothing; characters of ambiguous width count as 1, as terminals outside East Asia
/// have it. A modest table: whole blocks where single unassigned code points do not matter.
enum DisplayWidth {
  /// The columns of a text.
  static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The columns of one character.
  static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    if scalars.count > 1, scalars.contains(where: makesEmoji) { return 2 }
    return scalars.reduce(0) { max($0, width(of: $1)) }
  }

  /// The text cut to so many columns, the last of them `…`, if it is wider.
  static func shortened(_ text: String, to columns: Int) -> String {
    guard of(text) > columns else { return text }
    var (short, taken) = ("", 0)
    for character in text {
      taken += of(character)
      guard taken < columns else { break }
      short.append(character)
    }
    return short + "…"
  }

  /// The emoji variation selector, and the letters of flags.
  private static func makesEmoji(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0xFE0F || (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }  // vowels and finals of Hangul
    return isWide(scalar) || scalar.properties.isEmojiPresentation ? 2 : 1
  }

  /// East_Asian_Width W or F, from EastAsianWidth.txt of Unicode 16, merged into blocks. Emoji are
  /// left to the property Emoji_Presentation.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F: true  // initial consonants of Hangul
    case 0x2329...0x232A: true  // angle brackets
    case 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF: true  // CJK, kana, Yi
    case 0xA960...0xA97F, 0xAC00...0xD7A3: true  // Hangul
    case 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F: true  // CJK compatibility
    case 0xFF01...0xFF60, 0xFFE0...0xFFE6: true  // full-width forms
    case 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF: true  // Tangut, Khitan, Nushu, more kana
    case 0x1F200...0x1F265: true  // enclosed ideographs
    case 0x20000...0x2FFFD, 0x30000...0x3FFFD: true  // CJK extensions
    default: false
    }
  }
}
