/// A JSON value (RFC 8259), as it was written: numbers stay text, members keep their order.
public indirect enum JSONValue: Equatable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, exactly as it is written: `1.50` and `1.5` are different texts.
  case number(String)
  /// A string, with its escapes resolved.
  case string(String)
  /// A list of values.
  case array([JSONValue])
  /// Named values, in order.
  case object(JSONObject)

  /// What kind of value it is, with its article, for messages: `a string`.
  public var noun: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// The members of a JSON object, in the order they were written; no name occurs twice.
///
/// Names are compared as Swift compares strings: `é` in one or in two code points is one name.
public struct JSONObject: Equatable, Sendable {
  /// The members, in order.
  public private(set) var members: [Member]

  /// A name and its value.
  public struct Member: Equatable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: JSONValue
    /// Where the name stands in the text; nil when the member was not read from a text.
    public var place: JSONPlace?

    /// A member, read from a text or not.
    public init(_ name: String, _ value: JSONValue, place: JSONPlace? = nil) {
      self.name = name
      self.value = value
      self.place = place
    }

    /// Whether names and values are equal, wherever they stand.
    public static func == (left: Member, right: Member) -> Bool {
      left.name == right.name && left.value == right.value
    }
  }

  /// An object of members with different names.
  public init(_ members: [Member] = []) {
    let names = Set(members.map(\.name))
    precondition(names.count == members.count, "the members of an object have different names")
    self.members = members
  }

  /// The value under a name; nil when there is none.
  public subscript(name: String) -> JSONValue? { member(name)?.value }

  /// The member with a name; nil when there is none.
  public func member(_ name: String) -> Member? { members.first { $0.name == name } }
}

/// A place in a JSON text.
public struct JSONPlace: Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1; lines end with a line feed.
  public var line: Int
  /// The column, from 1, counted in Unicode code points.
  public var column: Int

  /// A place by its line and column, both from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// As messages name it: `line 3, column 14`.
  public var description: String { "line \(line), column \(column)" }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// The string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// The number.
  public init(integerLiteral value: Int64) { self = .number(String(value)) }
  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// The array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// The object with these members, in this order.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { JSONObject.Member($0.0, $0.1) }))
  }
}
