import Bytes
import Domain

/// What was given to a form, read and looked up: values by the names of parameters.
struct FormValues {
  /// The entity the form is done to.
  var subject: StreamID?
  /// The pipeline at hand, where the form is about one.
  var pipeline: Pipeline?
  /// The currency of the book.
  var bookCurrency = Currency.euro
  private var values: [String: [any Sendable]] = [:]
  private var cleared: Set<String> = []

  init() {}

  mutating func add(_ value: any Sendable, _ name: String) {
    values[name, default: []].append(value)
  }

  mutating func clear(_ name: String) { cleared.insert(name) }

  /// The value of a parameter that must be given.
  func required<Value>(_ name: String, as type: Value.Type = Value.self) -> Value {
    guard let value = optional(name, as: type) else {
      preconditionFailure("'\(name)' was checked to be there before the form was built")
    }
    return value
  }

  /// The value of a parameter; nil when it was left out or taken away.
  func optional<Value>(_ name: String, as type: Value.Type = Value.self) -> Value? {
    list(name, as: type).first
  }

  /// All values of a parameter that may be given more than once.
  func list<Value>(_ name: String, as type: Value.Type = Value.self) -> [Value] {
    (values[name] ?? []).map { value in
      guard let value = value as? Value else {
        preconditionFailure("the form asks for '\(name)' as the kind it declares")
      }
      return value
    }
  }

  /// What is to be done with a field: keep, set or clear it.
  func change<Value>(_ name: String, as type: Value.Type = Value.self) -> Change<Value> {
    if cleared.contains(name) { return .clear }
    return optional(name, as: type).map(Change.set) ?? .keep
  }

  /// Whether a value was given or taken away.
  func mentions(_ name: String) -> Bool { cleared.contains(name) || values[name] != nil }

  /// The entity a parameter names; nil when it was left out or taken away.
  func id<ID: EntityID>(_ name: String, as type: ID.Type = ID.self) -> ID? {
    optional(name, as: StreamID.self).map { ID($0.number) }
  }

  /// The entity a parameter names that must be given.
  func requiredID<ID: EntityID>(_ name: String, as type: ID.Type = ID.self) -> ID {
    ID(required(name, as: StreamID.self).number)
  }

  /// The stream of what the form is done to.
  var subjectStream: StreamID {
    guard let subject else {
      preconditionFailure("the subject was looked up before the form was built")
    }
    return subject
  }

  /// The entity the form is done to.
  func subjectID<ID: EntityID>(as type: ID.Type = ID.self) -> ID {
    guard let subject, subject.kind == ID.kind else {
      preconditionFailure("the subject was looked up before the form was built")
    }
    return ID(subject.number)
  }
}

/// A text with what it is for, as in `anna@example.com (work)`.
struct Labelled: Sendable {
  var text: String
  var label: String

  /// Takes a label in brackets at the end off the text.
  init(_ raw: String) {
    let end = raw.lastIndex { !$0.isWhitespace }
    guard let end, raw[end] == ")", let open = raw.lastIndex(of: "("), open > raw.startIndex
    else {
      (text, label) = (raw, "")
      return
    }
    text = String(raw[..<open].trimmingBlanks)
    label = String(raw[raw.index(after: open)..<end].trimmingBlanks)
  }
}

extension Substring {
  /// Without white space at both ends.
  var trimmingBlanks: Substring {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return self[first...last]
  }
}
