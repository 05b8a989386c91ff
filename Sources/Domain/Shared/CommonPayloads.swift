public import Bytes

// Payloads that several events share. The schema has a message an event: docs/schema/README.md.

/// One text, in field 20.
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

/// Another entity, or none, in field 1.
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

/// Nothing besides the envelope.
public struct NothingElse: WireMessage {
  public init() {}

  public mutating func code(_ coder: inout FieldCoder) {}
}

/// An amount, or none, in field 1.
public struct MoneyChanged: WireMessage {
  /// The amount; nil for none.
  public var amount: Money?

  public init() {}

  /// The payload with this amount.
  public init(_ amount: Money?) { self.amount = amount }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.money(1, &amount)
  }
}

/// A probability, or none, in field 1.
public struct ProbabilityChanged: WireMessage {
  /// The probability; nil for none.
  public var probability: Probability?

  public init() {}

  /// The payload with this probability.
  public init(_ probability: Probability?) { self.probability = probability }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.probability(1, &probability)
  }
}

/// A day, or none, in field 1.
public struct DayChanged: WireMessage {
  /// The day; nil for none.
  public var day: Day?

  public init() {}

  /// The payload with this day.
  public init(_ day: Day?) { self.day = day }

  public mutating func code(_ coder: inout FieldCoder) {
    coder.day(1, &day)
  }
}
