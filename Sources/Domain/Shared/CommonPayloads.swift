public import Bytes

// Payloads that several slices share: one text, one number of an entity.

/// One text: message `TextChanged`.
public struct TextChanged: WireMessage {
  /// The text.
  public var text = ""

  public init() {}

  /// The payload with this text.
  public init(_ text: String) { self.text = text }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.text(20, &text)
  }
}

/// Another entity, or none: message `IDChanged`.
public struct IDChanged<ID: EntityID>: WireMessage {
  /// The entity; nil for none.
  public var id: ID?

  public init() {}

  /// The payload with this entity.
  public init(_ id: ID?) { self.id = id }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.id(1, &id)
  }
}

/// Nothing besides the envelope: message `Nothing`.
public struct NothingElse: WireMessage {
  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {}
}
