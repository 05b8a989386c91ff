/// Writes or reads the fields of one protocol-buffers message, in ascending order of their numbers.
///
/// A type says once which fields it has, and the same lines write them, read them and skip them:
///
/// ```swift
/// mutating func code(_ coder: inout FieldCoder) {
///   coder.number(1, &stage)
///   coder.text(10, &reason)
/// }
/// ```
///
/// Wire format: protobuf.dev/programming-guides/encoding. Fields with the default value (0, "") are
/// not written; optional ones are written whenever they are not nil, as proto3 `optional` does.
/// Unknown fields are skipped. Because writers always go in ascending order, so may readers: a
/// field out of order, or a single one that comes twice, is an error, never a silent miss. The
/// group wire types 3 and 4, which proto3 does not have, are an error too.
///
/// Reading for `.numbers` leaves texts and byte fields empty and allocates only for lists of
/// numbers that are folded: that is how a projector reads. The first error is kept in `failure`;
/// whoever finishes the message throws it.
public struct FieldCoder: ~Copyable, ~Escapable {
  /// What the coder does with the fields it is shown.
  public enum Mode: Sendable {
    /// Appends the fields to `output`.
    case write
    /// Sets the fields from the input.
    case read
    /// Sets the fields from the input, but leaves texts and bytes empty.
    case readNumbers
  }

  /// What the coder does.
  public let mode: Mode
  /// What was written; empty while reading.
  public internal(set) var output: [UInt8] = []
  /// The first thing that went wrong; the fields after it keep their values.
  public var failure: WireError?

  @usableFromInline let input: Span<UInt8>
  @usableFromInline var offset = 0
  @usableFromInline var end = 0
  @usableFromInline var field = 0
  @usableFromInline var wireType: UInt8 = 0

  /// A coder that reads a message from `input`.
  @inlinable
  @_lifetime(copy input)
  public init(reading input: Span<UInt8>, numbersOnly: Bool = false) {
    self.input = input
    mode = numbersOnly ? .readNumbers : .read
    end = input.count
    advance()
  }

  /// A coder that writes; take `output` when all fields have been shown.
  @_lifetime(immortal)
  public init() {
    mode = .write
    input = Span()
    output.reserveCapacity(112)  // most payloads fit: one allocation
  }

  /// A coder that writes behind what is in `bytes`; take all of it from `output`. When `bytes` has
  /// room enough, nothing is allocated.
  @_lifetime(immortal)
  public init(writingBehind bytes: consuming [UInt8]) {
    mode = .write
    input = Span()
    output = bytes
  }

  /// Whether the coder sets fields rather than writing them.
  @inlinable
  public var isReading: Bool { mode != .write }
}

// MARK: - Reading

extension FieldCoder {
  /// Moves to the next tag; `field` is 0 at the end of the message.
  @inlinable
  mutating func advance() {
    guard offset < end, failure == nil else {
      field = 0
      return
    }
    let tag = readVarint()
    let next = Int(tag >> 3)
    if failure != nil || next == 0 || tag > 0xFFFF_FFFF {
      fail(.invalidTag)
      return
    }
    if next < field { return fail(.fieldsOutOfOrder(field: next)) }
    field = next
    wireType = UInt8(tag & 7)
  }

  /// Moves past the one value of a field; a second one would otherwise be missed silently.
  @inlinable
  mutating func advance(pastOnly number: Int) {
    advance()
    if field == number { fail(.fieldsOutOfOrder(field: number)) }
  }

  @inlinable
  mutating func fail(_ error: WireError) {
    if failure == nil { failure = error }
    field = 0
    offset = end
  }

  /// Skips unknown fields; true when the current field is `number` with this wire type.
  @inlinable
  mutating func find(_ number: Int, wireType expected: UInt8) -> Bool {
    while field != 0, field < number { skip() }
    guard field == number else { return false }
    if wireType != expected {
      fail(.unexpectedWireType(field: number))
      return false
    }
    return true
  }

  /// Passes over the current field.
  @inlinable
  mutating func skip() {
    switch wireType {
    case 0: _ = readVarint()
    case 1: take(8)
    case 2: take(readLength())
    case 5: take(4)
    default: fail(.invalidTag)
    }
    advance()
  }

  @inlinable
  mutating func take(_ count: Int) {
    if count <= end - offset { offset += count } else { fail(.truncated) }
  }

  @inlinable
  mutating func readLength() -> Int {
    let length = readVarint()
    guard length <= UInt64(end - offset) else {
      fail(.truncated)
      return 0
    }
    return Int(length)
  }

  @inlinable
  mutating func readVarint() -> UInt64 {
    if offset < end {
      let byte = input[offset]
      if byte < 0x80 {
        offset += 1
        return UInt64(byte)
      }
    }
    return readLongVarint()
  }

  @usableFromInline
  mutating func readLongVarint() -> UInt64 {
    let (bytes, end) = (input, end)
    var at = offset
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while at < end {
      let byte = bytes[at]
      at += 1
      if shift == 63, byte > 1 {
        fail(.overlongNumber)
        return 0
      }
      value |= UInt64(byte & 0x7F) &<< shift
      if byte < 0x80 {
        offset = at
        return value
      }
      shift += 7
    }
    fail(.truncated)
    return 0
  }

  /// The bytes of the current length-delimited field; advances past them.
  @_lifetime(copy self)
  mutating func takeBytes() -> Span<UInt8> {
    let count = readLength()
    let bytes = input.extracting(offset..<(offset + count))
    offset += count
    advance()
    return bytes
  }
}

// MARK: - Writing

extension FieldCoder {
  mutating func writeVarint(_ value: UInt64) {
    output.append(addingCapacity: longestVarint) { $0.append(varint: value) }
  }

  /// Writes what `body` writes as a length-delimited field, in place.
  ///
  /// One byte is kept for the length; content of 128 bytes or more, which is rare, is moved on.
  @usableFromInline
  mutating func writeDelimited(_ number: Int, _ body: (inout FieldCoder) -> Void) {
    output.append(addingCapacity: longestVarint + 1) { bytes in
      bytes.append(varint: UInt64(number) << 3 | 2)
      bytes.append(0)
    }
    let place = output.count - 1
    body(&self)
    var rest = output.count - place - 1
    let extra = (UInt64.bitWidth - rest.leadingZeroBitCount - 1) / 7
    if extra > 0 { output.insert(contentsOf: repeatElement(0, count: extra), at: place) }
    for index in place..<(place + extra) {
      output[index] = UInt8(truncatingIfNeeded: rest) | 0x80
      rest >>= 7
    }
    output[place + extra] = UInt8(truncatingIfNeeded: rest)
  }
}

/// The most bytes a number of 64 bits takes.
let longestVarint = 10

extension OutputSpan<UInt8> {
  /// Appends a number, seven bits a byte, least significant first.
  @inline(__always)
  mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest &>>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }
}
