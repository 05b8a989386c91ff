internal import Bytes
internal import FoundationEssentials

/// Messages of the log as JSON with the names of the schema, and back.
///
/// What is there is written, what is not is left out; so the bytes come back as they were. Bytes
/// are base64, choices their names, and days, key slots and entities their numbers.
struct WireJSON {
  let schema: EventSchema

  /// The message as an object; nil when the schema does not know all that is in it.
  func object(
    _ bytes: [UInt8], in range: Range<Int>, as message: EventSchema.Message
  ) throws(WireError) -> JSONObject? {
    var members: [JSONObject.Member] = []
    var fields = WireFields(bytes, in: range)
    var list: (name: String, values: [JSONValue])?
    while let next = try fields.next() {
      guard let field = message.field(next.number) else { return nil }
      if let open = list, open.name != field.name {
        members.append(JSONObject.Member(open.name, .array(open.values)))
        list = nil
      }
      guard field.isList else {
        guard let value = try value(next, bytes, field) else { return nil }
        members.append(JSONObject.Member(field.name, value))
        continue
      }
      guard let values = try values(next, bytes, field) else { return nil }
      list = (field.name, (list?.values ?? []) + values)
    }
    if let list { members.append(JSONObject.Member(list.name, .array(list.values))) }
    guard Set(members.map(\.name)).count == members.count else { return nil }
    return JSONObject(members)
  }

  private func values(
    _ found: WireFields.Field, _ bytes: [UInt8], _ field: EventSchema.Field
  ) throws(WireError) -> [JSONValue]? {
    switch field.type {
    case .text, .bytes, .message: return try value(found, bytes, field).map { [$0] }
    case .unsigned, .signed, .bool, .choice:
      guard found.wireType == 2 else { return nil }
      var values: [JSONValue] = []
      for number in try WireFields.packed(bytes, in: found.content) {
        guard let value = scalar(number, field.type) else { return nil }
        values.append(value)
      }
      return values
    }
  }

  private func value(
    _ found: WireFields.Field, _ bytes: [UInt8], _ field: EventSchema.Field
  ) throws(WireError) -> JSONValue? {
    switch field.type {
    case .unsigned, .signed, .bool, .choice:
      return found.wireType == 0 ? scalar(found.value, field.type) : nil
    case .text:
      guard found.wireType == 2 else { return nil }
      return String(validating: bytes[found.content], as: UTF8.self).map(JSONValue.string)
    case .bytes:
      guard found.wireType == 2 else { return nil }
      return .string(Base64.text(Array(bytes[found.content])))
    case .message(let name):
      guard found.wireType == 2, let message = schema.messages[name] else { return nil }
      return try object(bytes, in: found.content, as: message).map(JSONValue.object)
    }
  }

  private func scalar(_ number: UInt64, _ type: EventSchema.FieldType) -> JSONValue? {
    switch type {
    case .signed: .number(String(Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)))
    case .bool: number <= 1 ? .bool(number == 1) : nil
    case .choice(let name):
      schema.choices[name]?[number].map(JSONValue.string) ?? .number(String(number))
    case .unsigned, .text, .bytes, .message: .number(String(number))
    }
  }
}

/// Bytes as text, RFC 4648.
enum Base64 {
  static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  static func bytes(_ text: String) -> [UInt8]? { Data(base64Encoded: text).map(Array.init) }
}
