public import Bytes
public import Domain

/// An order without its texts.
public struct OrderRow: ColumnRow, Equatable, Sendable {
  /// Whether the number was used.
  public var exists = false
  /// Whether it was called off.
  public var isCancelled = false
  /// The account that ordered.
  public var account: AccountID?
  /// The person who ordered.
  public var contact: ContactID?
  /// Who sold it.
  public var owner: UserID?
  /// The opportunity it comes from.
  public var opportunity: OpportunityID?
  /// The currency of its amounts, packed.
  public var currency: UInt32 = 0
  /// The day it was ordered, where that was noted apart from the entry.
  public var orderedOn: Day?
  /// When it was entered as ordered; nil when nobody knows.
  public var orderedAt: Instant?
  /// The day it was sent.
  public var shippedOn: Day?
  /// The words it is grouped by.
  public var words = OrderWords()
  /// The place of its first line, from 1; 0 for none.
  public var firstLine: UInt32 = 0
  /// The place of its last line.
  public var lastLine: UInt32 = 0
  /// The place of what came back first, from 1; 0 for nothing.
  public var firstReturn: UInt32 = 0
  /// The place of what came back last.
  public var lastReturn: UInt32 = 0

  public init() {}

  mutating func place(_ placed: OrderPlaced, _ time: EventTime) {
    exists = true
    (account, contact) = (placed.account, placed.contact)
    (owner, opportunity) = (placed.owner, placed.opportunity)
    currency = (placed.currency ?? .euro).packed
    (orderedOn, shippedOn) = (placed.orderedOn, placed.shippedOn)
    orderedAt = time.known
  }

  mutating func apply(_ event: OrderEvent, _ time: EventTime) {
    switch event {
    case .shipped(let shipped): shippedOn = shipped.day
    case .cancelled: isCancelled = true
    case .reinstated: isCancelled = false
    case .orderedOnChanged(let changed): orderedOn = changed.day
    case .ownerChanged(let changed): owner = changed.id
    case .customerChanged(let changed): (account, contact) = (changed.account, changed.contact)
    case .opportunityChanged(let changed): opportunity = changed.id
    default: break
    }
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.flag(&exists)
    coder.flag(&isCancelled)
    coder.id(&account)
    coder.id(&contact)
    coder.id(&owner)
    coder.id(&opportunity)
    coder.number(&currency)
    coder.day(&orderedOn)
    coder.instant(&orderedAt)
    coder.day(&shippedOn)
    words.code(&coder)
    coder.number(&firstLine)
    coder.number(&lastLine)
    coder.number(&firstReturn)
    coder.number(&lastReturn)
  }
}

/// The words an order is grouped by, each by its number; 0 for none.
public struct OrderWords: ColumnRow, Equatable, Sendable {
  /// The group of customers it counts in.
  public var segment: UInt32 = 0
  /// The region it went to.
  public var region: UInt32 = 0
  /// The country it went to.
  public var country: UInt32 = 0
  /// How it came or was sent.
  public var channel: UInt32 = 0

  public init() {}

  init(segment: UInt32, region: UInt32, country: UInt32, channel: UInt32) {
    (self.segment, self.region) = (segment, region)
    (self.country, self.channel) = (country, channel)
  }

  /// Takes over the words a change sets, and drops those it takes away.
  mutating func merge(_ new: OrderWords, _ changed: OrderDetailsChanged) {
    func merged(_ old: UInt32, _ new: UInt32, _ number: UInt32) -> UInt32 {
      new != 0 ? new : (changed.cleared.contains(number) ? 0 : old)
    }
    segment = merged(segment, new.segment, 20)
    region = merged(region, new.region, 21)
    country = merged(country, new.country, 22)
    channel = merged(channel, new.channel, 23)
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.number(&segment)
    coder.number(&region)
    coder.number(&country)
    coder.number(&channel)
  }
}

/// An exact number in a row: units ÷ 10^scale.
public struct StoredNumber: ColumnRow, Equatable, Sendable {
  /// The number times 10^scale.
  public var units: Int64 = 0
  /// How many decimals it has.
  public var scale: UInt8 = 0

  public init() {}

  /// The number as a row holds it.
  public init(_ number: DecimalNumber) { (units, scale) = (number.units, number.scale) }

  /// The number times 10^9, exactly.
  @inlinable
  public var billionths: Int128 { Int128(units) * Self.powers[9 - Int(scale)] }

  @usableFromInline
  static let powers: [Int128] = (0...9).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.number(&units)
    coder.number(&scale)
    if scale > 9 { coder.fail() }
  }
}

/// A line of an order without its texts.
public struct OrderLineRow: ColumnRow, Equatable, Sendable {
  /// Its number within the order.
  public var number: UInt32 = 0
  /// The place of the order's next line, from 1; 0 for none.
  public var next: UInt32 = 0
  /// What was ordered.
  public var product: ProductID?
  /// How much of it.
  public var quantity = StoredNumber()
  /// For how much.
  public var amount = StoredNumber()
  /// What it cost the seller, where that is known.
  public var cost = StoredNumber()
  /// Whether the cost is known.
  public var hasCost = false
  /// Whether it was taken out.
  public var isRemoved = false

  public init() {}

  mutating func take(_ line: OrderLine) {
    number = line.number
    product = line.product
    quantity = StoredNumber(line.quantity)
    amount = StoredNumber(line.amount)
    cost = StoredNumber(line.cost ?? .zero)
    hasCost = line.cost != nil
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.number(&number)
    coder.number(&next)
    coder.id(&product)
    quantity.code(&coder)
    amount.code(&coder)
    cost.code(&coder)
    coder.flag(&hasCost)
    coder.flag(&isRemoved)
  }
}

/// What came back of a line at one time.
public struct OrderReturnRow: ColumnRow, Equatable, Sendable {
  /// The place of the line among all lines, from 1.
  public var line: UInt32 = 0
  /// The place of what came back next of the order, from 1; 0 for nothing.
  public var next: UInt32 = 0
  /// How much came back.
  public var quantity = StoredNumber()
  /// How much money was given back.
  public var amount = StoredNumber()
  /// The cost of what came back.
  public var cost = StoredNumber()
  /// When; nil when nobody knows.
  public var returnedAt: Instant?

  public init() {}

  init(_ back: ReturnedLine, _ line: UInt32, _ time: EventTime) {
    self.line = line
    quantity = StoredNumber(back.quantity)
    amount = StoredNumber(back.amount)
    cost = StoredNumber(back.cost)
    returnedAt = time.known
  }

  public mutating func code(_ coder: inout ColumnCoder) {
    coder.number(&line)
    coder.number(&next)
    quantity.code(&coder)
    amount.code(&coder)
    cost.code(&coder)
    coder.instant(&returnedAt)
  }
}
