/// Checks of text that people and files hand in.
///
/// Text is stored as given, not normalised to NFC: Swift compares strings by canonical equivalence,
/// so `é` typed in one or in two code points is the same name.
public enum Text {
  /// The most bytes a line may have in UTF-8.
  public static let lineByteLimit = 2_000
  /// The most characters a note may have.
  public static let noteCharacterLimit = 20_000
  /// The most bytes a note may have in UTF-8: 64 KiB.
  public static let noteByteLimit = 65_536

  /// One line of text for the named field: blanks at both ends removed, not empty, no control
  /// characters, at most `limit` characters and 2,000 bytes.
  public static func line(
    _ raw: String, field: String, limit: Int = 500
  ) throws(TextRefusal) -> String {
    try checked(raw, field: field, characters: limit, bytes: lineByteLimit, isNote: false)
  }

  /// As `line(_:field:limit:)`, from bytes that must be valid UTF-8.
  public static func line(
    _ raw: [UInt8], field: String, limit: Int = 500
  ) throws(TextRefusal) -> String {
    try line(decoded(raw, field: field), field: field, limit: limit)
  }

  /// Text of several lines for the named field: as a line, but newlines and tabs are allowed, and
  /// up to 20,000 characters or 64 KiB.
  public static func note(_ raw: String, field: String) throws(TextRefusal) -> String {
    try checked(
      raw, field: field, characters: noteCharacterLimit, bytes: noteByteLimit, isNote: true)
  }

  /// As `note(_:field:)`, from bytes that must be valid UTF-8.
  public static func note(_ raw: [UInt8], field: String) throws(TextRefusal) -> String {
    try note(decoded(raw, field: field), field: field)
  }

  private static func decoded(_ raw: [UInt8], field: String) throws(TextRefusal) -> String {
    guard let text = String(validating: raw, as: UTF8.self) else { throw .notUTF8(field: field) }
    return text
  }

  private static func checked(
    _ raw: String, field: String, characters: Int, bytes: Int, isNote: Bool
  ) throws(TextRefusal) -> String {
    let text = trimmed(raw)
    guard !text.isEmpty else { throw .empty(field: field) }
    guard text.utf8.count <= bytes else {  // counted first: it is cheap for a name of 1 MB
      throw .tooManyBytes(field: field, count: text.utf8.count, limit: bytes)
    }
    for (index, scalar) in text.unicodeScalars.enumerated()
    where isForbidden(scalar, inNote: isNote) {
      throw .forbidden(field: field, scalar: scalar, place: index + 1)
    }
    guard text.utf8.count > characters, text.count > characters else { return text }
    throw .tooManyCharacters(field: field, count: text.count, limit: characters)
  }

  /// The text without white space at both ends (Unicode property White_Space).
  static func trimmed(_ raw: String) -> String {
    let scalars = raw.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  /// Whether a code point may not stand in a line (or in a note): C0 and C1 controls, line and
  /// paragraph separators, overrides and isolates of writing direction, the byte-order mark and
  /// the noncharacters of Unicode.
  static func isForbidden(_ scalar: Unicode.Scalar, inNote: Bool) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: !inNote
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    case 0xFDD0...0xFDEF: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }
}
