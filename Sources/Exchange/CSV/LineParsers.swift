/// Reads lines whose fields stand apart by blanks or tabulators, however many, as tables made for
/// the eye have them. Blanks at both ends of a line and blank lines do not count; there are no
/// quotes.
struct ColumnsParser {
  private var row = CSVRow()
  private var rowCount = 0
  private var line = 1
  private var isInField = false
  private var isWide = false
  private var followsReturn = false
  private let fieldByteLimit: Int

  init(fieldByteLimit: Int = CSVFormat().fieldByteLimit) { self.fieldByteLimit = fieldByteLimit }

  mutating func feed(_ bytes: Span<UInt8>, _ deliver: (CSVRow) throws -> Void) throws {
    for index in bytes.indices {
      let byte = bytes[index]
      switch byte {
      case 0x0A where followsReturn: followsReturn = false
      case 0x0A, 0x0D:
        followsReturn = byte == 0x0D
        try endRow(deliver)
        line += 1
      case 0x20, 0x09:
        followsReturn = false
        try endField()
      default:
        followsReturn = false
        if !isInField { row.line = row.ends.isEmpty ? line : row.line }
        isInField = true
        if byte >= 0x80 { isWide = true }
        row.bytes.append(byte)
        if row.openCount > fieldByteLimit {
          throw CSVError.fieldTooLong(place, byteLimit: fieldByteLimit)
        }
      }
    }
  }

  mutating func finish(_ deliver: (CSVRow) throws -> Void) throws { try endRow(deliver) }

  private var place: CSVPlace { CSVPlace(line: line, column: 1) }

  private mutating func endField() throws(CSVError) {
    guard isInField else { return }
    isInField = false
    row.ends.append(row.bytes.count)
    guard isWide else { return }
    isWide = false
    var validator = UTF8Validator()
    let start = row.ends.count > 1 ? row.ends[row.ends.count - 2] : 0
    validator.feed(row.bytes.span.extracting(start..<row.bytes.count))
    if !validator.isValid || !validator.isComplete {
      throw .notUTF8(place, field: row.ends.count, name: nil)
    }
  }

  private mutating func endRow(_ deliver: (CSVRow) throws -> Void) throws {
    try endField()
    guard !row.ends.isEmpty else { return }
    rowCount += 1
    row.number = rowCount
    defer { row.clear() }
    try deliver(row)
  }
}

/// Reads lines as they are, each a row of one field; blank lines do not count, but their numbers
/// do.
struct LinesParser {
  private var row = CSVRow()
  private var line = 1
  private let lineByteLimit: Int

  init(lineByteLimit: Int = CSVFormat().fieldByteLimit) { self.lineByteLimit = lineByteLimit }

  mutating func feed(_ bytes: Span<UInt8>, _ deliver: (CSVRow) throws -> Void) throws {
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == 0x0A {
        try endRow(deliver)
        line += 1
        continue
      }
      row.bytes.append(byte)
      if row.bytes.count > lineByteLimit {
        throw CSVError.fieldTooLong(CSVPlace(line: line, column: 1), byteLimit: lineByteLimit)
      }
    }
  }

  mutating func finish(_ deliver: (CSVRow) throws -> Void) throws { try endRow(deliver) }

  private mutating func endRow(_ deliver: (CSVRow) throws -> Void) throws {
    defer { row.clear() }
    if row.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return }
    (row.line, row.number) = (line, line)
    row.ends.append(row.bytes.count)
    var validator = UTF8Validator()
    validator.feed(row.bytes.span)
    if !validator.isValid || !validator.isComplete {
      throw CSVError.notUTF8(CSVPlace(line: line, column: 1), field: 1, name: nil)
    }
    try deliver(row)
  }
}
