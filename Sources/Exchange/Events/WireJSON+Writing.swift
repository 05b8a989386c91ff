internal import Bytes

extension WireJSON {
  /// The bytes of a message that was written as an object.
  func bytes(
    _ object: JSONObject, as message: EventSchema.Message
  ) throws(EventLineRefusal) -> [UInt8] {
    var bytes: [UInt8] = []
    var used = 0
    for field in message.fields {
      guard let value = object[field.name] else { continue }
      used += 1
      try append(value, field, to: &bytes)
    }
    if used < object.members.count {
      let known = Set(message.fields.map(\.name))
      throw .unknownField(object.members.first { !known.contains($0.name) }?.name ?? "")
    }
    return bytes
  }

  private func append(
    _ value: JSONValue, _ field: EventSchema.Field, to bytes: inout [UInt8]
  ) throws(EventLineRefusal) {
    guard field.isList else { return try appendOne(value, field, to: &bytes) }
    guard case .array(let values) = value else { throw .wrongKind(field.name, "a list") }
    switch field.type {
    case .text, .bytes, .message:
      for value in values { try appendOne(value, field, to: &bytes) }
    case .unsigned, .signed, .bool, .choice:
      var packed: [UInt8] = []
      for value in values { Self.append(varint: try number(value, field), to: &packed) }
      Self.append(field.number, packed, to: &bytes)
    }
  }

  private func appendOne(
    _ value: JSONValue, _ field: EventSchema.Field, to bytes: inout [UInt8]
  ) throws(EventLineRefusal) {
    switch (field.type, value) {
    case (.unsigned, _), (.signed, _), (.bool, _), (.choice, _):
      Self.append(varint: UInt64(field.number) << 3, to: &bytes)
      Self.append(varint: try number(value, field), to: &bytes)
    case (.text, .string(let text)): Self.append(field.number, Array(text.utf8), to: &bytes)
    case (.bytes, .string(let text)):
      guard let content = Base64.bytes(text) else { throw .wrongKind(field.name, "base64") }
      Self.append(field.number, content, to: &bytes)
    case (.message(let name), .object(let object)):
      guard let message = schema.messages[name] else { throw .unknownField(field.name) }
      Self.append(field.number, try self.bytes(object, as: message), to: &bytes)
    case (.text, _), (.bytes, _): throw .wrongKind(field.name, "a string")
    case (.message, _): throw .wrongKind(field.name, "an object")
    }
  }

  private func number(
    _ value: JSONValue, _ field: EventSchema.Field
  ) throws(EventLineRefusal) -> UInt64 {
    switch (field.type, value) {
    case (.bool, .bool(let flag)): return flag ? 1 : 0
    case (.signed, .number(let text)):
      guard let number = Int64(text) else { throw .wrongKind(field.name, "a whole number") }
      return UInt64(bitPattern: number << 1 ^ number >> 63)
    case (.unsigned, .number(let text)), (.choice, .number(let text)):
      guard let number = UInt64(text) else {
        throw .wrongKind(field.name, "a whole number from 0 on")
      }
      return number
    case (.choice(let name), .string(let text)):
      guard let choice = schema.choices[name]?.first(where: { $0.value == text }) else {
        throw .wrongKind(field.name, "a word of \(name)")
      }
      return choice.key
    default: throw .wrongKind(field.name, "a number, a word or true or false, as the field has it")
    }
  }

  private static func append(_ number: Int, _ content: [UInt8], to bytes: inout [UInt8]) {
    append(varint: UInt64(number) << 3 | 2, to: &bytes)
    append(varint: UInt64(content.count), to: &bytes)
    bytes += content
  }

  private static func append(varint value: UInt64, to bytes: inout [UInt8]) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }
}
