/// Writes or reads the state of a read model as plain little-endian columns, for checkpoints.
///
/// As with `FieldCoder`, one function does both. There are no tags: the layout is part of the
/// model's fingerprint, and a checkpoint with another fingerprint is never read. The first error is
/// kept in `failure`; a damaged file is found by its checksum before anything is read.
public struct ColumnCoder: ~Copyable, ~Escapable {
  /// Whether the coder sets values rather than writing them.
  public let isReading: Bool
  /// What was written; empty while reading.
  public private(set) var output: [UInt8] = []
  /// Whether the bytes ended early or made no sense.
  public private(set) var failed = false

  private let input: Span<UInt8>
  private var offset = 0

  /// A coder that reads columns from `input`.
  @_lifetime(copy input)
  public init(reading input: Span<UInt8>) {
    self.input = input
    isReading = true
  }

  /// A coder that writes; take `output` when everything has been shown.
  @_lifetime(immortal)
  public init() {
    input = Span()
    isReading = false
  }

  /// Whether every byte was read and made sense.
  public var isComplete: Bool { !failed && offset == input.count }

  /// Notes that what was read makes no sense.
  public mutating func fail() { failed = true }

  /// A number of any width, by its bytes.
  @inline(__always)
  public mutating func number<Number: FixedWidthInteger>(_ value: inout Number) {
    guard isReading else { return output.append(littleEndian: value) }
    let count = Number.bitWidth / 8
    guard offset + count <= input.count else {
      failed = true
      return
    }
    var result: Number = 0
    for index in 0..<count {
      result |= Number(truncatingIfNeeded: input[offset + index]) << Number(index * 8)
    }
    offset += count
    value = result
  }

  /// A text, by its length and its UTF-8 bytes.
  public mutating func text(_ value: inout String) {
    var count = UInt32(value.utf8.count)
    number(&count)
    guard isReading else { return output.append(contentsOf: value.utf8) }
    guard offset + Int(count) <= input.count,
      let utf8 = try? UTF8Span(  // allowed: becomes `failed`
        validating: input.extracting(offset..<(offset + Int(count))))
    else {
      failed = true
      return
    }
    value = String(copying: utf8)
    offset += Int(count)
  }

  /// Bytes, by their count and one after the other.
  public mutating func bytes(_ value: inout [UInt8]) {
    var count = UInt32(value.count)
    number(&count)
    guard isReading else { return output.append(contentsOf: value) }
    guard offset + Int(count) <= input.count else {
      failed = true
      return
    }
    value = [UInt8](copying: input.extracting(offset..<(offset + Int(count))))
    offset += Int(count)
  }

  /// Rows, by their number and one after the other.
  public mutating func rows<Row: ColumnRow>(_ rows: inout [Row]) {
    var count = UInt32(rows.count)
    number(&count)
    guard isReading else {
      for var row in rows { row.code(&self) }
      return
    }
    rows = []
    guard Int(count) <= input.count - offset else {
      failed = true
      return
    }
    let start = offset
    for index in 0..<Int(count) where !failed {
      var row = Row()
      row.code(&self)
      rows.append(row)
      if index == 0 { rows.reserveCapacity(roomFor(count, rowBytes: offset - start)) }
    }
    if failed { rows = [] }
  }

  /// Room for that many rows, but for no more than the input can hold when all are as long as the
  /// first: in memory a row may take many times its bytes here, and a count is not to be trusted.
  private func roomFor(_ count: UInt32, rowBytes: Int) -> Int {
    min(Int(count), input.count / max(1, rowBytes))
  }
}

/// A row, or the whole state, of a read model.
public protocol ColumnRow {
  /// The row of something that does not exist.
  init()
  /// Shows the coder every value, always in the same order.
  mutating func code(_ coder: inout ColumnCoder)
}

extension ColumnCoder {
  /// An instant, by its microseconds.
  public mutating func instant(_ value: inout Instant) { number(&value.microseconds) }

  /// A position, by its number.
  public mutating func position(_ value: inout Position) { number(&value.number) }

  /// A yes or no, as one byte.
  public mutating func flag(_ value: inout Bool) {
    var byte: UInt8 = value ? 1 : 0
    number(&byte)
    value = byte != 0
  }

  /// An instant that may be absent: `Int64.min` stands for none.
  public mutating func instant(_ value: inout Instant?) {
    var microseconds = value?.microseconds ?? Int64.min
    number(&microseconds)
    value = microseconds == Int64.min ? nil : Instant(microseconds: microseconds)
  }

  /// A choice by its stored number; a number that does not exist fails.
  public mutating func choice<Choice: RawRepresentable<UInt8>>(_ value: inout Choice) {
    var raw = value.rawValue
    number(&raw)
    if let choice = Choice(rawValue: raw) { value = choice } else { failed = true }
  }
}
