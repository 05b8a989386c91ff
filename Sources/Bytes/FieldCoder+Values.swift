// The value types a message may hold; one function each, for writing and reading alike.

/// A message within a message, or the payload of an event: it shows its fields to a coder.
public protocol WireMessage: Equatable, Sendable {
  /// The value all of whose fields are absent.
  init()
  /// Shows the coder every field, in ascending order of their numbers.
  mutating func code(_ coder: inout FieldCoder)
}

extension FieldCoder {
  /// An unsigned number (`uint64`); 0 is absent.
  @inlinable
  public mutating func number(_ field: Int, _ value: inout UInt64) {
    if isReading {
      if find(field, wireType: 0) {
        value = readVarint()
        advance(pastOnly: field)
      }
    } else if value != 0 {
      write(field, value)
    }
  }

  /// An unsigned number that fits 32 bits or fewer (`uint32`); 0 is absent.
  @inlinable
  public mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
    _ field: Int, _ value: inout Number
  ) {
    var wide = UInt64(value)
    number(field, &wide)
    guard let narrow = Number(exactly: wide) else { return fail(.outOfRange(field: field)) }
    value = narrow
  }

  /// An unsigned number that may be absent (`optional uint32`).
  @inlinable
  public mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
    _ field: Int, _ value: inout Number?
  ) {
    if isReading {
      guard find(field, wireType: 0) else { return }
      guard let narrow = Number(exactly: readVarint()) else {
        return fail(.outOfRange(field: field))
      }
      value = narrow
      advance(pastOnly: field)
    } else if let value {
      write(field, UInt64(value))
    }
  }

  /// A signed number, zigzag (`sint64`); 0 is absent.
  @inlinable
  public mutating func signed(_ field: Int, _ value: inout Int64) {
    var zigzag = UInt64(bitPattern: value << 1 ^ value >> 63)
    number(field, &zigzag)
    value = Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1)
  }

  /// A signed number, zigzag, that may be absent (`optional sint64`).
  @inlinable
  public mutating func signed(_ field: Int, _ value: inout Int64?) {
    var zigzag = value.map { UInt64(bitPattern: $0 << 1 ^ $0 >> 63) }
    number(field, &zigzag)
    value = zigzag.map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
  }

  /// A yes or no (`bool`); no is absent.
  @inlinable
  public mutating func flag(_ field: Int, _ value: inout Bool) {
    var number: UInt8 = value ? 1 : 0
    self.number(field, &number)
    value = number != 0
  }

  /// A text (`string`); the empty text is absent.
  public mutating func text(_ field: Int, _ value: inout String) {
    guard isReading else {
      if !value.isEmpty { write(field, utf8: value) }
      return
    }
    guard find(field, wireType: 2) else { return }
    value = readText(field)
    refuseAnother(field)
  }

  /// A text that may be absent (`optional string`).
  public mutating func text(_ field: Int, _ value: inout String?) {
    guard isReading else {
      if let value { write(field, utf8: value) }
      return
    }
    guard find(field, wireType: 2) else { return }
    value = readText(field)
    refuseAnother(field)
  }

  /// Texts (`repeated string`).
  public mutating func texts(_ field: Int, _ values: inout [String]) {
    guard isReading else {
      for value in values { write(field, utf8: value) }
      return
    }
    while find(field, wireType: 2) {
      let text = readText(field)
      if mode == .read { values.append(text) }
    }
  }

  /// Bytes (`bytes`); no bytes are absent.
  public mutating func bytes(_ field: Int, _ value: inout [UInt8]) {
    guard isReading else {
      if !value.isEmpty { write(field, bytes: value.span) }
      return
    }
    guard find(field, wireType: 2) else { return }
    let bytes = takeBytes()
    if mode == .read { value = [UInt8](copying: bytes) }
    refuseAnother(field)
  }

  /// Unsigned numbers (`repeated uint32 [packed = true]`). Reading for numbers leaves them empty
  /// unless they are marked as folded: those are what models count, and worth an allocation.
  public mutating func numbers(
    _ field: Int, _ values: inout [UInt32], isFolded: Bool = false
  ) {
    guard isReading else {
      if values.isEmpty { return }
      writeDelimited(field) { coder in
        for value in values { coder.writeVarint(UInt64(value)) }
      }
      return
    }
    let isKept = isFolded || mode == .read
    readPacked(field) { wide, coder in
      guard let value = UInt32(exactly: wide) else { return coder.fail(.outOfRange(field: field)) }
      if isKept { values.append(value) }
    }
  }

  /// Signed numbers, zigzag (`repeated sint64 [packed = true]`); they are always folded.
  public mutating func signedNumbers(_ field: Int, _ values: inout [Int64]) {
    guard isReading else {
      if values.isEmpty { return }
      writeDelimited(field) { coder in
        for value in values { coder.writeVarint(UInt64(bitPattern: value << 1 ^ value >> 63)) }
      }
      return
    }
    readPacked(field) { zigzag, _ in
      values.append(Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1))
    }
  }

  /// Reads every number of a packed field.
  private mutating func readPacked(
    _ field: Int, _ body: (UInt64, inout FieldCoder) -> Void
  ) {
    while find(field, wireType: 2) {
      inside { coder in
        while coder.offset < coder.end, coder.failure == nil {
          let value = coder.readVarint()
          if coder.failure == nil { body(value, &coder) }
        }
      }
    }
  }

  /// A message within this one; absent when it equals the message without fields.
  @inlinable
  public mutating func message<Message: WireMessage>(_ field: Int, _ value: inout Message) {
    guard isReading else {
      if value != Message() { write(field, message: value) }
      return
    }
    guard find(field, wireType: 2) else { return }
    readMessage(&value)
    refuseAnother(field)
  }

  /// A message within this one that may be absent.
  @inlinable
  public mutating func message<Message: WireMessage>(_ field: Int, _ value: inout Message?) {
    guard isReading else {
      if let value { write(field, message: value) }
      return
    }
    guard find(field, wireType: 2) else { return }
    var message = Message()
    readMessage(&message)
    value = message
    refuseAnother(field)
  }

  /// Shows a payload the coder and hands it back: `self = .won(coder.coded(&fields))`.
  @inlinable
  public mutating func coded<Message: WireMessage>(_ payload: inout Message) -> Message {
    payload.code(&self)
    return payload
  }

  /// Messages within this one (`repeated`).
  @inlinable
  public mutating func messages<Message: WireMessage>(_ field: Int, _ values: inout [Message]) {
    guard isReading else {
      for value in values { write(field, message: value) }
      return
    }
    while find(field, wireType: 2) {
      var message = Message()
      readMessage(&message)
      if mode == .read { values.append(message) }
    }
  }
}

extension FieldCoder {
  @usableFromInline
  mutating func write(_ field: Int, _ value: UInt64) {
    // One look at the array's room for both.
    output.append(addingCapacity: 2 * longestVarint) { bytes in
      bytes.append(varint: UInt64(field) << 3)
      bytes.append(varint: value)
    }
  }

  mutating func write(_ field: Int, utf8 text: String) {
    write(field, bytes: text.utf8.span)
  }

  mutating func write(_ field: Int, bytes: Span<UInt8>) {
    output.append(addingCapacity: 2 * longestVarint + bytes.count) { output in
      output.append(varint: UInt64(field) << 3 | 2)
      output.append(varint: UInt64(bytes.count))
      for index in bytes.indices { output.append(bytes[index]) }
    }
  }

  @inlinable
  mutating func write<Message: WireMessage>(_ field: Int, message: Message) {
    var message = message
    writeDelimited(field) { message.code(&$0) }
  }

  /// Fails when the field that was just read comes again.
  @usableFromInline
  mutating func refuseAnother(_ number: Int) {
    if field == number { fail(.fieldsOutOfOrder(field: number)) }
  }

  mutating func readText(_ field: Int) -> String {
    let bytes = takeBytes()
    if mode == .readNumbers { return "" }
    guard let text = try? UTF8Span(validating: bytes) else {  // allowed: becomes a WireError
      fail(.invalidText(field: field))
      return ""
    }
    return String(copying: text)
  }

  @inlinable
  mutating func readMessage<Message: WireMessage>(_ value: inout Message) {
    inside { coder in
      coder.field = 0
      coder.advance()
      value.code(&coder)
      coder.finishFields()
    }
  }

  /// Runs `body` with the coder confined to the current length-delimited field.
  @inlinable
  mutating func inside(_ body: (inout FieldCoder) -> Void) {
    let count = readLength()
    if failure != nil { return }
    let (outerEnd, outerField) = (end, field)
    end = offset + count
    let innerEnd = end
    body(&self)
    end = outerEnd
    if let failure { return fail(failure) }
    offset = innerEnd
    field = outerField
    advance()
  }

  /// Passes over the fields that are left, so that every byte of the message was looked at.
  @inlinable
  public mutating func finishFields() {
    while field != 0 { skip() }
  }

  /// Ends the message: passes over unknown fields and throws the first thing that went wrong.
  public mutating func finish() throws(WireError) {
    if isReading { finishFields() }
    if let failure { throw failure }
  }
}
