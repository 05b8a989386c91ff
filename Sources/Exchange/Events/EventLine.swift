internal import Bytes
internal import CRM
internal import Domain

/// One event as a line of JSON, and back; docs/EXPORT.md, "All events", describes the members.
///
/// An event whose bytes the schema does not give back exactly, as one of a later version, travels
/// as bytes in base64.
struct EventLine {
  let json = WireJSON(schema: .current)
  private let letters: [UInt8: String]
  private let kinds: [String: UInt8]
  private var instants: (text: String, value: Instant) = ("", .beginning)

  init() {
    var letters: [UInt8: String] = [:]
    for number in UInt8(1)...255 {
      let text = EntityKinds.text(of: StreamID(StreamKind(number), 1))
      if text.hasSuffix("-1") { letters[number] = String(text.dropLast(2)) }
    }
    self.letters = letters
    kinds = Dictionary(letters.map { ($0.value, $0.key) }) { first, _ in first }
  }

  private static let flags: [(EventFlags, String)] = [
    (.sealed, "sealed"), (.undated, "undated"), (.history, "history"),
    (.commandStart, "command-start"), (.identified, "identified"), (.outOfOrder, "out-of-order"),
  ]
}

// MARK: - Writing

extension EventLine {
  /// The event as an object.
  mutating func object(_ event: EventRecord) throws -> JSONObject {
    let header = event.header
    var members: [JSONObject.Member] = []
    func add(_ name: String, _ value: JSONValue) { members.append(JSONObject.Member(name, value)) }
    func add(_ name: String, _ number: some BinaryInteger) { add(name, .number(String(number))) }
    let schema = json.schema.event(kind: header.stream.kind.number, type: header.type.number)
    add("position", event.position.number)
    add("stream", .string(stream(header.stream)))
    add("version", header.version)
    add("type", header.type.number)
    if let schema { add("event", .string(schema.name)) }
    add("recorded_at", .string(text(header.recordedAt)))
    add("timeline_at", .string(text(header.timelineAt)))
    add("occurred_at", .string(text(header.occurredAt)))
    add("actor", header.actor)
    add("command", .string(header.command.hexadecimal))
    if header.causation > .none { add("causation", header.causation.number) }
    add("flags", .array(Self.names(of: header.flags)))
    let open = try payload(event.payload, schema?.message)
    add(open == nil ? "bytes" : "data", open ?? .string(Base64.text(event.payload)))
    if let personal = event.personal {
      let open = try payload(personal, schema?.box)
      add(open == nil ? "personal_bytes" : "personal", open ?? .string(Base64.text(personal)))
    }
    return JSONObject(members)
  }

  /// A payload by the names of the schema; nil when these would not give the same bytes.
  private func payload(
    _ bytes: [UInt8], _ message: EventSchema.Message?
  ) throws -> JSONValue? {
    guard let message,
      let object = try json.object(bytes, in: 0..<bytes.count, as: message)
    else { return nil }
    do throws(EventLineRefusal) {
      return try json.bytes(object, as: message) == bytes ? .object(object) : nil
    } catch {
      return nil
    }
  }

  private func stream(_ stream: StreamID) -> String {
    (letters[stream.kind.number] ?? "\(stream.kind.number)") + "-\(stream.number)"
  }

  private mutating func text(_ instant: Instant) -> String {
    if instant == instants.value, !instants.text.isEmpty { return instants.text }
    instants = (InstantText.format(instant, in: .utc), instant)
    return instants.text
  }

  private static func names(of flags: EventFlags) -> [JSONValue] {
    var rest = flags
    var names: [JSONValue] = []
    for (flag, name) in Self.flags where flags.contains(flag) {
      names.append(.string(name))
      rest.remove(flag)
    }
    return rest.isEmpty ? names : names + [.number(String(rest.rawValue))]
  }
}

// MARK: - Reading

extension EventLine {
  private static let members: Set<String> = [
    "position", "stream", "version", "type", "event", "recorded_at", "timeline_at", "occurred_at",
    "actor", "command", "causation", "flags", "data", "bytes", "personal", "personal_bytes",
  ]

  /// The event an object tells of.
  mutating func event(_ object: JSONObject) throws(EventLineRefusal) -> EventRecord {
    if let other = object.members.first(where: { !Self.members.contains($0.name) }) {
      throw .unknownField(other.name)
    }
    let stream = try stream(object)
    let type: UInt16 = try number("type", object)
    let schema = json.schema.event(kind: stream.kind.number, type: type)
    if let schema, let name = object["event"], name != .string(schema.name) {
      throw .wrongKind("event", schema.name + ", which type \(type) is")
    }
    let command = try text("command", object)
    guard let command = CommandID(hexadecimal: command) else {
      throw .wrongKind("command", "32 hexadecimal digits")
    }
    let header = EventHeader(
      type: EventType(type), stream: stream, flags: try flags(object),
      version: try number("version", object), previous: .none,
      recordedAt: try instant("recorded_at", object),
      timelineAt: try instant("timeline_at", object),
      occurredAt: try instant("occurred_at", object),
      causation: Position(object["causation"] == nil ? 0 : try number("causation", object)),
      actor: try number("actor", object), command: command, payloadCount: 0, payloadChecksum: 0)
    guard let payload = try self.payload("data", "bytes", object, schema?.message) else {
      throw .missing("data")
    }
    return EventRecord(
      position: Position(try number("position", object)), header: header, payload: payload,
      personal: try self.payload("personal", "personal_bytes", object, schema?.box))
  }

  private func payload(
    _ name: String, _ bytesName: String, _ object: JSONObject, _ message: EventSchema.Message?
  ) throws(EventLineRefusal) -> [UInt8]? {
    if let value = object[bytesName] {
      guard case .string(let text) = value, let bytes = Base64.bytes(text) else {
        throw .wrongKind(bytesName, "base64")
      }
      return bytes
    }
    guard let value = object[name] else { return nil }
    guard case .object(let fields) = value, let message else {
      throw .wrongKind(name, message == nil ? "known: give bytes" : "an object")
    }
    return try json.bytes(fields, as: message)
  }

  private func stream(_ object: JSONObject) throws(EventLineRefusal) -> StreamID {
    let parts = try text("stream", object).split(separator: "-", maxSplits: 1).map(String.init)
    guard parts.count == 2, let kind = kinds[parts[0]] ?? UInt8(parts[0]),
      let number = UInt32(parts[1])
    else { throw .wrongKind("stream", "a stream, as in O-88") }
    return StreamID(StreamKind(kind), number)
  }

  private mutating func instant(
    _ name: String, _ object: JSONObject
  ) throws(EventLineRefusal) -> Instant {
    let text = try text(name, object)
    if text == instants.text { return instants.value }
    do throws(InstantRefusal) {
      instants = (text, try InstantText.parse(text))
      return instants.value
    } catch {
      throw .wrongKind(name, "an instant, as in 2017-03-31T12:05:00Z")
    }
  }

  private func flags(_ object: JSONObject) throws(EventLineRefusal) -> EventFlags {
    guard case .array(let values) = object["flags"] else { throw .missing("flags") }
    var flags: EventFlags = []
    for value in values {
      if case .number(let text) = value, let bits = UInt16(text) {
        flags.formUnion(EventFlags(rawValue: bits))
      } else if let known = Self.flags.first(where: { .string($0.1) == value }) {
        flags.insert(known.0)
      } else {
        throw .wrongKind("flags", "a list of marks such as \"history\"")
      }
    }
    return flags
  }

  private func text(_ name: String, _ object: JSONObject) throws(EventLineRefusal) -> String {
    guard let value = object[name] else { throw .missing(name) }
    guard case .string(let text) = value else { throw .wrongKind(name, "a string") }
    return text
  }

  private func number<Number: FixedWidthInteger>(
    _ name: String, _ object: JSONObject
  ) throws(EventLineRefusal) -> Number {
    guard let value = object[name] else { throw .missing(name) }
    guard case .number(let text) = value, let number = Number(text) else {
      throw .wrongKind(name, "a whole number from 0 to \(Number.max)")
    }
    return number
  }
}

/// Why a line is no event.
enum EventLineRefusal: Error, Equatable, CustomStringConvertible {
  /// It has no member of this name.
  case missing(String)
  /// A member is not what it should be.
  case wrongKind(String, String)
  /// There is no such member or field.
  case unknownField(String)

  var description: String {
    switch self {
    case .missing(let name): "'\(name)' is missing"
    case .wrongKind(let name, let what): "'\(name)' is not \(what)"
    case .unknownField(let name): "there is no field '\(name)' here"
    }
  }
}
