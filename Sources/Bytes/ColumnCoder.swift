/// Writes or reads the state of a read model as plain little-endian columns, for checkpoints.
///
/// As with `FieldCoder`, one function does both. There are no tags: the layout is part of the
/// model's fingerprint, and a checkpoint with another fingerprint is never read. The first error is
/// kept in `failed`; a damaged file is found by its checksum before anything is read.
public struct ColumnCoder: ~Copyable, ~Escapable {
  /// Whether the coder sets values rather than writing them.
  public let isReading: Bool
  @usableFromInline var written: [UInt8] = []
  @usableFromInline var hasFailed = false
  /// What was not read yet. Without an offset into it the optimiser makes one load of a number.
  @usableFromInline var rest: Span<UInt8>

  /// A coder that reads columns from `input`.
  @_lifetime(copy input)
  public init(reading input: Span<UInt8>) {
    rest = input
    isReading = true
  }

  /// A coder that writes; take `output` when everything has been shown.
  @_lifetime(immortal)
  public init() {
    rest = Span()
    isReading = false
  }

  /// What was written; empty while reading.
  public var output: [UInt8] { written }

  /// Whether the bytes ended early or made no sense.
  @inlinable
  public var failed: Bool { hasFailed }

  /// Whether every byte was read and made sense.
  public var isComplete: Bool { !failed && rest.isEmpty }

  /// Notes that what was read makes no sense.
  public mutating func fail() { hasFailed = true }

  /// A number of any width, by its bytes.
  @inlinable @inline(__always)
  public mutating func number<Number: FixedWidthInteger>(_ value: inout Number) {
    guard isReading else { return written.append(littleEndian: value) }
    let count = Number.bitWidth / 8
    guard count <= rest.count else {
      hasFailed = true
      return
    }
    var result: Number = 0
    for index in 0..<count {
      result |= Number(truncatingIfNeeded: rest[index]) &<< Number(truncatingIfNeeded: index * 8)
    }
    rest = rest.extracting(droppingFirst: count)
    value = result
  }

  /// A text, by its length and its UTF-8 bytes.
  public mutating func text(_ value: inout String) {
    var count = UInt32(value.utf8.count)
    number(&count)
    guard isReading else { return written.append(contentsOf: value.utf8) }
    guard let bytes = take(Int(count)),
      let utf8 = try? UTF8Span(validating: bytes)  // allowed: becomes `failed`
    else {
      hasFailed = true
      return
    }
    value = String(copying: utf8)
  }

  /// Bytes, by their count and one after the other.
  public mutating func bytes(_ value: inout [UInt8]) {
    var count = UInt32(value.count)
    number(&count)
    guard isReading else { return written.append(contentsOf: value) }
    guard let bytes = take(Int(count)) else {
      hasFailed = true
      return
    }
    value = [UInt8](copying: bytes)
  }

  /// The next bytes; nil when there are fewer.
  @_lifetime(copy self)
  private mutating func take(_ count: Int) -> Span<UInt8>? {
    guard count <= rest.count else { return nil }
    let bytes = rest.extracting(first: count)
    rest = rest.extracting(droppingFirst: count)
    return bytes
  }

  /// Rows, by their number and one after the other.
  @inlinable
  public mutating func rows<Row: ColumnRow>(_ rows: inout [Row]) {
    var count = UInt32(rows.count)
    number(&count)
    guard isReading else {
      for var row in rows { row.code(&self) }
      return
    }
    rows = []
    guard Int(count) <= rest.count else {
      hasFailed = true
      return
    }
    let all = rest.count
    for index in 0..<Int(count) where !failed {
      var row = Row()
      row.code(&self)
      rows.append(row)
      if index == 0 { rows.reserveCapacity(roomFor(count, in: all, rowBytes: all - rest.count)) }
    }
    if failed { rows = [] }
  }

  /// Room for that many rows, but for no more than the bytes can hold when all are as long as the
  /// first: in memory a row may take many times its bytes here, and a count is not to be trusted.
  @inlinable
  func roomFor(_ count: UInt32, in bytes: Int, rowBytes: Int) -> Int {
    min(Int(count), bytes / max(1, rowBytes))
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
  @inlinable
  public mutating func instant(_ value: inout Instant) { number(&value.microseconds) }

  /// A position, by its number.
  @inlinable
  public mutating func position(_ value: inout Position) { number(&value.number) }

  /// A yes or no, as one byte.
  @inlinable
  public mutating func flag(_ value: inout Bool) {
    var byte: UInt8 = value ? 1 : 0
    number(&byte)
    value = byte != 0
  }

  /// An instant that may be absent: `Int64.min` stands for none.
  @inlinable
  public mutating func instant(_ value: inout Instant?) {
    var microseconds = value?.microseconds ?? Int64.min
    number(&microseconds)
    value = microseconds == Int64.min ? nil : Instant(microseconds: microseconds)
  }

  /// A choice by its stored number; a number that does not exist fails.
  @inlinable
  public mutating func choice<Choice: RawRepresentable<UInt8>>(_ value: inout Choice) {
    var raw = value.rawValue
    number(&raw)
    if let choice = Choice(rawValue: raw) { value = choice } else { hasFailed = true }
  }
}
