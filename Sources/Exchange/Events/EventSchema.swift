/// The names of events, fields and choices, as docs/schema has them.
struct EventSchema: Sendable {
  /// A message: the fields by number.
  struct Message: Sendable {
    /// The fields, in ascending order of their numbers.
    var fields: [Field] = []

    /// The field of a number.
    func field(_ number: Int) -> Field? { fields.first { $0.number == number } }
  }

  /// A field of a message.
  struct Field: Sendable {
    var number: Int
    var name: String
    var type: FieldType
    var isList: Bool
  }

  enum FieldType: Sendable {
    case unsigned, signed, bool, text, bytes
    case choice(String)
    case message(String)
  }

  /// An event: its message, and that of its opened box.
  struct Event: Sendable {
    var name: String
    var message: Message
    var box: Message
  }

  private(set) var messages: [String: Message] = [:]
  /// The names of choices, by number.
  private(set) var choices: [String: [UInt64: String]] = [:]
  private var events: [Int: Event] = [:]

  /// The schema of this version.
  static let current = EventSchema(EventSchemaText.lines)

  /// Reads the lines of `EventSchemaText`; a line that makes no sense is a mistake of ours.
  init(_ text: String) {
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    for words in lines where words[0] == "enum" {
      choices[words[1]] = Dictionary(
        uniqueKeysWithValues: words.dropFirst(2).map { word in
          let parts = word.split(separator: ":")
          return (UInt64(parts[0]) ?? 0, String(parts[1]))
        })
    }
    for words in lines where words[0] == "message" {
      messages[words[1]] = Message(fields: words.dropFirst(2).map(field))
    }
    let envelope = messages["Envelope"]?.fields ?? []
    let boxEnvelope = messages["BoxEnvelope"]?.fields ?? []
    for words in lines where words[0] == "event" {
      guard let kind = Int(words[1]), let type = Int(words[2]),
        let message = messages[words[3]]
      else { preconditionFailure("the schema has no message \(words[3])") }
      let box = messages[words[4]]?.fields ?? []
      events[kind << 16 | type] = Event(
        name: words[3], message: Message(fields: message.fields + envelope),
        box: Message(fields: box + boxEnvelope))
    }
  }

  /// The event of a kind and type; nil when this version does not know it.
  func event(kind: UInt8, type: UInt16) -> Event? { events[Int(kind) << 16 | Int(type)] }

  private func field(_ word: String) -> Field {
    let parts = word.split(separator: ":").map(String.init)
    let isList = parts[1].hasPrefix("*")
    let name = isList ? String(parts[1].dropFirst()) : parts[1]
    let type: FieldType =
      switch name {
      case "uint32", "uint64": .unsigned
      case "sint64": .signed
      case "bool": .bool
      case "string": .text
      case "bytes": .bytes
      default: choices[name] == nil ? .message(name) : .choice(name)
      }
    return Field(number: Int(parts[0]) ?? 0, name: parts[2], type: type, isList: isList)
  }
}
