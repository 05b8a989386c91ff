/// Finds out how a file is written, by a rule that is stated: a byte-order mark decides; without
/// one a file that is UTF-8 throughout is UTF-8; one with a zero in every second byte of its
/// beginning is UTF-16; anything else is Windows-1252.
struct EncodingGuess {
  private var beginning: [UInt8] = []
  private var validator = UTF8Validator()

  /// How many bytes are looked at for zeros.
  private static let beginningByteCount = 4_096

  /// Looks at the next piece of the file.
  mutating func feed(_ bytes: Span<UInt8>) {
    let missing = min(Self.beginningByteCount - beginning.count, bytes.count)
    for index in 0..<max(0, missing) { beginning.append(bytes[index]) }
    validator.feed(bytes)
  }

  /// What the file is written in, as far as it was seen; `isWhole` when nothing follows.
  func encoding(isWhole: Bool = true) -> TextEncoding {
    if let marked = TextEncoding.marked(beginning) { return marked }
    let even = stride(from: 0, to: beginning.count, by: 2).count { beginning[$0] == 0 }
    let odd = stride(from: 1, to: beginning.count, by: 2).count { beginning[$0] == 0 }
    let many = max(1, beginning.count / 4)
    if odd >= many { return .utf16LittleEndian }
    if even >= many { return .utf16BigEndian }
    return validator.isValid && (validator.isComplete || !isWhole) ? .utf8 : .windows1252
  }
}

/// Tells whether bytes, in pieces of any size, are UTF-8 (RFC 3629).
struct UTF8Validator {
  private(set) var isValid = true
  /// How many continuation bytes are still to come, and what the next may be.
  private var missing = 0
  private var next: ClosedRange<UInt8> = 0x80...0xBF

  /// Whether no character is cut off.
  var isComplete: Bool { missing == 0 }

  mutating func feed(_ bytes: Span<UInt8>) {
    guard isValid else { return }
    for index in bytes.indices {
      let byte = bytes[index]
      if missing == 0, byte < 0x80 { continue }
      guard step(byte) else { return isValid = false }
    }
  }

  private mutating func step(_ byte: UInt8) -> Bool {
    if missing > 0 {
      guard next.contains(byte) else { return false }
      (missing, next) = (missing - 1, 0x80...0xBF)
      return true
    }
    switch byte {
    case 0xC2...0xDF: missing = 1
    case 0xE0: (missing, next) = (2, 0xA0...0xBF)
    case 0xED: (missing, next) = (2, 0x80...0x9F)
    case 0xE1...0xEF: missing = 2
    case 0xF0: (missing, next) = (3, 0x90...0xBF)
    case 0xF4: (missing, next) = (3, 0x80...0x8F)
    case 0xF1...0xF3: missing = 3
    default: return false
    }
    return true
  }
}
