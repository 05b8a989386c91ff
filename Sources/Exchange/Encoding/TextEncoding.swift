/// How the characters of a text file are written as bytes.
public enum TextEncoding: String, CaseIterable, Sendable {
  /// UTF-8 (RFC 3629).
  case utf8 = "utf-8"
  /// UTF-16 (RFC 2781), the lower byte first unless a byte-order mark says otherwise.
  case utf16 = "utf-16"
  /// UTF-16, the lower byte first.
  case utf16LittleEndian = "utf-16le"
  /// UTF-16, the higher byte first.
  case utf16BigEndian = "utf-16be"
  /// Windows code page 1252, as the Encoding Standard of the WHATWG has it.
  case windows1252 = "windows-1252"
  /// ISO 8859-1, of which bytes 0x80 to 0x9F are control characters.
  case latin1 = "iso-8859-1"
  /// ISO 8859-15, which has the euro sign.
  case latin9 = "iso-8859-15"

  /// The encoding of a name, in the spellings people use; nil when it is none of these.
  public init?(name: String) {
    let name = name.lowercased().replacing("_", with: "-")
    let aliases = [
      "utf8": "utf-8", "utf16": "utf-16", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be",
      "cp1252": "windows-1252", "windows1252": "windows-1252", "ansi": "windows-1252",
      "latin1": "iso-8859-1", "latin-1": "iso-8859-1", "iso8859-1": "iso-8859-1",
      "latin9": "iso-8859-15", "latin-9": "iso-8859-15", "iso8859-15": "iso-8859-15",
    ]
    self.init(rawValue: aliases[name] ?? name)
  }

  /// The encoding that a byte-order mark at the beginning of a file says; nil when there is none.
  static func marked(_ beginning: [UInt8]) -> TextEncoding? {
    if beginning.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
    if beginning.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if beginning.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    return nil
  }

  /// The characters that bytes from 0x80 on stand for, as UTF-8; nil for other encodings. A byte
  /// that stands for nothing has 0xFF, which is no UTF-8.
  var table: [[UInt8]]? {
    switch self {
    case .utf8, .utf16, .utf16LittleEndian, .utf16BigEndian: nil
    case .latin1: Self.table([:])
    case .latin9:
      Self.table([
        0xA4: 0x20AC, 0xA6: 0x160, 0xA8: 0x161, 0xB4: 0x17D, 0xB8: 0x17E, 0xBC: 0x152,
        0xBD: 0x153, 0xBE: 0x178,
      ])
    case .windows1252: Self.table(Self.windows)
    }
  }

  /// What code page 1252 has where ISO 8859-1 has control characters; 0 for nothing at all.
  private static let windows: [UInt8: UInt32] = {
    let codes: [UInt32] = [
      0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039,
      0x152, 0, 0x17D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC,
      0x2122, 0x161, 0x203A, 0x153, 0, 0x17E, 0x178,
    ]
    return Dictionary(uniqueKeysWithValues: zip(UInt8(0x80)...0x9F, codes))
  }()

  private static func table(_ others: [UInt8: UInt32]) -> [[UInt8]] {
    (UInt8(0x80)...0xFF).map { byte in
      let code = others[byte] ?? UInt32(byte)
      guard code > 0, let scalar = Unicode.Scalar(code) else { return [0xFF] }
      return Array(String(scalar).utf8)
    }
  }
}
