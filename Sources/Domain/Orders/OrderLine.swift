public import Bytes

/// One line of an order: what, how much of it, for how much: message `OrderLine`.
///
/// Amount and cost are those of the whole line, in the currency of the order; profit is what is
/// left of the amount when the cost is taken off.
public struct OrderLine: WireMessage, Hashable {
  /// Its number within the order, from 1; never used again.
  public var number: UInt32 = 0
  /// What was ordered; nil when only the description says it.
  public var product: ProductID?
  /// How much of it.
  public var quantity = DecimalNumber.zero
  /// For how much, discount taken off.
  public var amount = DecimalNumber.zero
  /// What it cost the seller; nil when nobody knows.
  public var cost: DecimalNumber?
  /// The share of the price that was let off, as in 0.2; nil when nobody said.
  public var discount: DecimalNumber?
  /// What was ordered, in words.
  public var description = ""
  /// What the source of the order calls the line.
  public var reference = ""

  /// A line that says nothing.
  public init() {}

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &number)
    coder.id(2, &product)
    coder.decimal(3, &quantity)
    coder.decimal(4, &amount)
    coder.decimal(5, &cost)
    coder.decimal(6, &discount)
    coder.text(20, &description)
    coder.text(21, &reference)
  }
}

/// What of a line came back: message `ReturnedLine`.
public struct ReturnedLine: WireMessage, Hashable {
  /// The number of the line.
  public var number: UInt32 = 0
  /// How much came back; 0 when only money was given back.
  public var quantity = DecimalNumber.zero
  /// How much money was given back.
  public var amount = DecimalNumber.zero
  /// The cost of what came back, which the seller has again.
  public var cost = DecimalNumber.zero

  /// Nothing came back.
  public init() {}

  /// So much of a line came back.
  public init(
    _ number: UInt32, quantity: DecimalNumber, amount: DecimalNumber, cost: DecimalNumber
  ) {
    self.number = number
    self.quantity = quantity
    self.amount = amount
    self.cost = cost
  }

  /// Shows the coder the fields.
  public mutating func code(_ coder: inout FieldCoder) {
    coder.number(1, &number)
    coder.decimal(2, &quantity)
    coder.decimal(3, &amount)
    coder.decimal(4, &cost)
  }
}

/// Words by which orders are grouped; each nil when nobody said.
public struct OrderDetails: Equatable, Sendable {
  /// The group of customers it counts in, as in "Corporate".
  public var segment: String?
  /// The region it went to.
  public var region: String?
  /// The country it went to.
  public var country: String?
  /// How it came or was sent, as in "web shop".
  public var channel: String?

  /// Nothing known.
  public init() {}

  mutating func code(_ coder: inout FieldCoder) {
    coder.text(20, &segment)
    coder.text(21, &region)
    coder.text(22, &country)
    coder.text(23, &channel)
  }

  /// The words by their stored numbers, and what people call them.
  static var words: [(number: UInt32, name: String, path: WritableKeyPath<OrderDetails, String?>)] {
    [
      (20, "segment", \.segment), (21, "region", \.region), (22, "country", \.country),
      (23, "channel", \.channel),
    ]
  }

  /// Takes over what `changed` sets and drops what it takes away.
  public mutating func merge(_ changed: OrderDetailsChanged) {
    for (number, _, path) in Self.words {
      self[keyPath: path] =
        changed.details[keyPath: path]
        ?? (changed.cleared.contains(number) ? nil : self[keyPath: path])
    }
  }
}
