/// Reads rows of comma-separated values (RFC 4180) out of bytes that are pushed in, in pieces of
/// any size.
///
/// ```swift
/// var parser = CSVParser()
/// while let piece = file.next() { try parser.feed(piece) { row in print(row[0]) } }
/// try parser.finish { row in print(row[0]) }
/// ```
///
/// Lines end with CRLF, LF or CR; a quoted field may hold delimiters, line breaks and doubled
/// quotes; a byte-order mark at the beginning and blank lines are passed over. Blanks are part of a
/// field. Everything else is an error with its place; after an error the parser says it again.
/// Reading a row allocates nothing once the buffers have grown, unless the caller keeps rows.
public struct CSVParser: Sendable {
  enum State {
    /// Before the first byte of a row; a blank line may follow.
    case rowStart
    /// After a carriage return that ended a line; a line feed belongs to it.
    case afterReturn
    /// Before the first byte of a field.
    case fieldStart
    /// In a field that does not begin with a quote.
    case plain
    /// In a field that begins with a quote.
    case quoted
    /// After a quote in a quoted field: it ends the field or is doubled.
    case afterQuote
  }

  /// How the file is written.
  public let format: CSVFormat
  private let delimiter: UInt8
  private let quote: UInt8
  private var state = State.rowStart
  private var row = CSVRow()
  private var rowCount = 0
  /// Of the next byte.
  private var place = CSVPlace(line: 1, column: 1)
  /// Where the current field begins.
  private var fieldPlace = CSVPlace(line: 1, column: 1)
  /// Whether the last byte of a quoted field was a carriage return.
  private var followsReturn = false
  /// Whether the current field holds bytes beyond ASCII.
  private var isWide = false
  /// The bytes of the file's beginning that may be a byte-order mark; nil once that is settled.
  private var beginning: [UInt8]? = []
  private var failure: CSVError?

  /// A parser at the beginning of a file.
  public init(_ format: CSVFormat = CSVFormat()) {
    self.format = format
    delimiter = format.delimiter.rawValue
    quote = format.quote.rawValue
  }

  /// Reads the next piece of the file and hands over every row that it completes.
  ///
  /// Throws a `CSVError`, or what `deliver` throws; then the rest of the piece is not read.
  public mutating func feed(_ bytes: Span<UInt8>, _ deliver: (CSVRow) throws -> Void) throws {
    if let failure { throw failure }
    var index = 0
    while beginning != nil, index < bytes.count {
      beginning?.append(bytes[index])
      index += 1
      try settleBeginning(deliver)
    }
    try scan(bytes.extracting(index..<bytes.count), deliver)
  }

  /// As `feed(_:_:)` with an array.
  public mutating func feed(_ bytes: [UInt8], _ deliver: (CSVRow) throws -> Void) throws {
    try feed(bytes.span, deliver)
  }

  /// Says that the file ends here, and hands over the last row if no line end completed it.
  public mutating func finish(_ deliver: (CSVRow) throws -> Void) throws {
    if let failure { throw failure }
    if let bytes = beginning {
      beginning = nil
      try scan(bytes.span, deliver)
    }
    switch state {
    case .rowStart, .afterReturn: break
    case .quoted: throw fail(.unterminatedQuote(fieldPlace))
    case .fieldStart, .plain, .afterQuote: try endRow(deliver)
    }
    state = .rowStart
  }

  /// Drops the byte-order mark, or reads what turned out not to be one.
  private mutating func settleBeginning(_ deliver: (CSVRow) throws -> Void) throws {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    guard let bytes = beginning, bytes == mark || !mark.starts(with: bytes) else { return }
    beginning = nil
    if bytes != mark { try scan(bytes.span, deliver) }
  }

  private mutating func fail(_ error: CSVError) -> CSVError {
    failure = error
    return error
  }
}

// MARK: - Scanning

extension CSVParser {
  private mutating func scan(_ bytes: Span<UInt8>, _ deliver: (CSVRow) throws -> Void) throws {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch state {
      case .rowStart:
        if isLineEnd(byte) {
          index += 1
          endLine(byte)
        } else {
          row.line = place.line
          state = .fieldStart
        }
      case .afterReturn:
        if byte == Self.lineFeed { index += 1 }
        state = .rowStart
      case .fieldStart:
        fieldPlace = place
        state = byte == quote ? .quoted : .plain
        if byte == quote { step(&index) }
      case .plain:
        if try takePlain(bytes, &index) { try endField(bytes[index], &index, deliver) }
      case .quoted: try takeQuoted(bytes, &index)
      case .afterQuote:
        if byte == quote {
          row.bytes.append(byte)
          step(&index)
          state = .quoted
        } else if byte == delimiter || isLineEnd(byte) {
          try endField(byte, &index, deliver)
        } else {
          throw fail(.textAfterQuote(place))
        }
      }
    }
  }

  /// Takes bytes of an unquoted field; true when it stopped at the byte that ends the field.
  private mutating func takePlain(_ bytes: Span<UInt8>, _ index: inout Int) throws -> Bool {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == delimiter || isLineEnd(byte) {
        try checkLength()
        return true
      }
      if byte == quote { throw fail(.quoteInUnquotedField(place)) }
      take(byte)
      index += 1
    }
    try checkLength()
    return false
  }

  /// Takes bytes of a quoted field up to the next quote.
  private mutating func takeQuoted(_ bytes: Span<UInt8>, _ index: inout Int) throws {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == quote {
        followsReturn = false
        state = .afterQuote
        step(&index)
        break
      }
      take(byte)
      if isLineEnd(byte) {
        let isSecondHalf = byte == Self.lineFeed && followsReturn
        place = CSVPlace(line: place.line + (isSecondHalf ? 0 : 1), column: 1)
      }
      followsReturn = byte == Self.carriageReturn
      index += 1
    }
    try checkLength()
  }

  @inline(__always)
  private mutating func take(_ byte: UInt8) {
    row.bytes.append(byte)
    if byte >= 0x80 { isWide = true }
    if byte & 0xC0 != 0x80 { place.column += 1 }  // a continuation byte is no code point
  }

  private mutating func step(_ index: inout Int) {
    index += 1
    place.column += 1
  }

  private mutating func checkLength() throws(CSVError) {
    guard row.openCount > format.fieldByteLimit else { return }
    throw fail(.fieldTooLong(fieldPlace, byteLimit: format.fieldByteLimit))
  }
}

// MARK: - Ends

extension CSVParser {
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  @inline(__always)
  private func isLineEnd(_ byte: UInt8) -> Bool {
    byte == Self.lineFeed || byte == Self.carriageReturn
  }

  /// Ends the field, and the row too when `byte` ends the line.
  private mutating func endField(
    _ byte: UInt8, _ index: inout Int, _ deliver: (CSVRow) throws -> Void
  ) throws {
    if byte == delimiter {
      try closeField()
      step(&index)
      state = .fieldStart
    } else {
      index += 1
      try endRow(deliver)
      endLine(byte)
    }
  }

  private mutating func closeField() throws(CSVError) {
    if isWide, !isValid(row.bytes.span.extracting((row.ends.last ?? 0)..<row.bytes.count)) {
      throw fail(.notUTF8(fieldPlace, field: row.ends.count + 1, name: nil))
    }
    isWide = false
    row.ends.append(row.bytes.count)
  }

  private func isValid(_ bytes: Span<UInt8>) -> Bool {
    do {
      _ = try UTF8Span(validating: bytes)
      return true
    } catch {
      return false
    }
  }

  private mutating func endRow(_ deliver: (CSVRow) throws -> Void) throws {
    try closeField()
    rowCount += 1
    row.number = rowCount
    defer { row.clear() }
    try deliver(row)
  }

  private mutating func endLine(_ byte: UInt8) {
    place = CSVPlace(line: place.line + 1, column: 1)
    state = byte == Self.carriageReturn ? .afterReturn : .rowStart
  }
}
