/// Turns the bytes of a text file, in pieces of any size, into UTF-8.
///
/// A byte-order mark at the beginning wins over the encoding that was declared, and is passed over.
/// Bytes that stand for nothing become the byte 0xFF, which is no UTF-8, so that whoever reads the
/// text finds them with their place. UTF-8 itself is passed on as it is.
struct TextDecoder {
  private(set) var encoding: TextEncoding
  private var table: [[UInt8]]?
  /// The first bytes of the file, until it is known whether they are a byte-order mark.
  private var beginning: [UInt8]? = []
  /// The first byte of a pair whose second is still to come.
  private var half: UInt8?
  /// The first of two units that make one character.
  private var high: UInt32?

  init(_ encoding: TextEncoding) {
    self.encoding = encoding
    table = encoding.table
  }

  /// Decodes the next piece and appends it.
  mutating func decode(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
    var start = 0
    while beginning != nil, start < bytes.count {
      beginning?.append(bytes[start])
      start += 1
      if beginning?.count == 3 { settle(into: &output) }
    }
    if start < bytes.count { decodeRest(bytes.extracting(start..<bytes.count), into: &output) }
  }

  /// Says that the file ends here, and appends what was still held back.
  mutating func finish(into output: inout [UInt8]) {
    if beginning != nil { settle(into: &output) }
    if half != nil || high != nil { output.append(0xFF) }
    (half, high) = (nil, nil)
  }

  private mutating func settle(into output: inout [UInt8]) {
    let bytes = beginning ?? []
    beginning = nil
    var start = 0
    if let marked = TextEncoding.marked(bytes) {
      if marked != encoding { (encoding, table) = (marked, nil) }
      start = marked == .utf8 ? 3 : 2
    }
    decodeRest(bytes.span.extracting(start..<bytes.count), into: &output)
  }

  private mutating func decodeRest(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
    switch encoding {
    case .utf8: for index in bytes.indices { output.append(bytes[index]) }
    case .utf16, .utf16LittleEndian: decodePairs(bytes, isBigEndian: false, into: &output)
    case .utf16BigEndian: decodePairs(bytes, isBigEndian: true, into: &output)
    case .windows1252, .latin1, .latin9:
      guard let table else { preconditionFailure("a code page has a table") }
      for index in bytes.indices {
        let byte = bytes[index]
        if byte < 0x80 { output.append(byte) } else { output += table[Int(byte) - 0x80] }
      }
    }
  }

  private mutating func decodePairs(
    _ bytes: Span<UInt8>, isBigEndian: Bool, into output: inout [UInt8]
  ) {
    for index in bytes.indices {
      guard let first = half else {
        half = bytes[index]
        continue
      }
      half = nil
      let (upper, lower) = isBigEndian ? (first, bytes[index]) : (bytes[index], first)
      take(unit: UInt32(upper) << 8 | UInt32(lower), into: &output)
    }
  }

  /// Takes one unit of UTF-16; two surrogates make one character, one alone makes none.
  private mutating func take(unit: UInt32, into output: inout [UInt8]) {
    if let first = high {
      high = nil
      if (0xDC00...0xDFFF).contains(unit) {
        let code = 0x10000 + (first - 0xD800) << 10 + (unit - 0xDC00)
        return append(Unicode.Scalar(code), into: &output)
      }
      output.append(0xFF)
    }
    if (0xD800...0xDBFF).contains(unit) {
      high = unit
    } else {
      append(Unicode.Scalar(unit), into: &output)
    }
  }

  private func append(_ scalar: Unicode.Scalar?, into output: inout [UInt8]) {
    guard let scalar, let units = UTF8.encode(scalar) else { return output.append(0xFF) }
    output.append(contentsOf: units)
  }
}
