public import Bytes

// The domain's typed values in the wire format; docs/FORMAT.md, "Values".

extension FieldCoder {
  /// The number of an entity (`uint32`); nil is absent.
  public mutating func id<ID: EntityID>(_ field: Int, _ value: inout ID?) {
    var number = value?.number ?? 0
    self.number(field, &number)
    if isReading { value = number == 0 ? nil : ID(number) }
  }

  /// The number of an entity that is always there (`uint32`).
  public mutating func id<ID: EntityID>(_ field: Int, _ value: inout ID) {
    var number = value.number
    self.number(field, &number)
    if isReading { value = ID(number) }
  }

  /// An amount of money (a message: units, scale, currency).
  public mutating func money(_ field: Int, _ value: inout Money?) {
    var wire = value.map(StoredMoney.init)
    message(field, &wire)
    guard isReading, let wire else { return }
    stored(field) { () throws(MoneyRefusal) in
      value = try Money(
        units: wire.units, scale: Int(wire.scale), currency: Currency(packed: wire.currency))
    }
  }

  /// An exact decimal number (a message: units, scale); nil is absent.
  public mutating func decimal(_ field: Int, _ value: inout DecimalNumber?) {
    var wire = value.map(StoredDecimal.init)
    message(field, &wire)
    guard isReading, let wire else { return }
    stored(field) { () throws(DecimalRefusal) in
      value = try DecimalNumber(units: wire.units, scale: Int(wire.scale))
    }
  }

  /// An exact decimal number (a message: units, scale); zero is absent.
  public mutating func decimal(_ field: Int, _ value: inout DecimalNumber) {
    var some = value == .zero ? nil : Optional(value)
    decimal(field, &some)
    if isReading { value = some ?? .zero }
  }

  /// A currency (`uint32`: the ISO 4217 code, packed); nil is absent.
  public mutating func currency(_ field: Int, _ value: inout Currency?) {
    var packed = value?.packed ?? 0
    number(field, &packed)
    guard isReading, packed != 0 else { return }
    stored(field) { () throws(MoneyRefusal) in value = try Currency(packed: packed) }
  }

  /// A civil day (`optional sint64`: days since 1970-01-01).
  public mutating func day(_ field: Int, _ value: inout Day?) {
    var number = value.map { Int64($0.number) }
    signed(field, &number)
    guard isReading, let number else { return }
    guard let narrow = Int32(exactly: number) else { return outOfRange(field) }
    stored(field) { () throws(DayRefusal) in value = try Day(number: narrow) }
  }

  /// A probability (`optional uint32`: basis points, 0 to 10,000).
  public mutating func probability(_ field: Int, _ value: inout Probability?) {
    var points = value.map(\.basisPoints)
    number(field, &points)
    guard isReading, let points else { return }
    stored(field) { () throws(ProbabilityRefusal) in
      value = try Probability(basisPoints: Int(points))
    }
  }

  /// A stretch of the calendar (a message of numbers: kind, first day, the fiscal calendar).
  public mutating func period(_ field: Int, _ value: inout Period?) {
    var wire = value.map(StoredPeriod.init)
    message(field, &wire)
    guard isReading, let wire else { return }
    guard let period = wire.period else { return outOfRange(field) }
    value = period
  }

  /// A currency that is always there (`uint32`: its code as three bytes).
  public mutating func currency(_ field: Int, _ value: inout Currency) {
    var packed = value.packed
    number(field, &packed)
    guard isReading, failure == nil else { return }
    stored(field) { () throws(MoneyRefusal) in value = try Currency(packed: packed) }
  }

  /// The slot of a sealed box that may be missing (field 90, `optional uint32`).
  public mutating func slot<Value: WireMessage>(of box: inout Personal<Value>?) {
    var number = box?.slot.number
    self.number(90, &number)
    if isReading { box = number.map { Personal(nil, slot: KeySlot($0)) } }
  }

  /// Makes a typed value of stored numbers; numbers it refuses are an error of the bytes.
  private mutating func stored<Refusal: Error>(
    _ field: Int, _ body: () throws(Refusal) -> Void
  ) {
    do { try body() } catch { outOfRange(field) }
  }

  private mutating func outOfRange(_ field: Int) {
    failure = failure ?? .outOfRange(field: field)
  }
}

/// Money as it is stored.
struct StoredMoney: WireMessage {
  var units: Int64 = 0
  var scale: UInt8 = 0
  var currency: UInt32 = 0

  init() {}

  init(_ money: Money) {
    units = money.units
    scale = money.scale
    currency = money.currency.packed
  }

  mutating func code(_ coder: inout FieldCoder) {
    coder.signed(1, &units)
    coder.number(2, &scale)
    coder.number(3, &currency)
  }
}

/// A decimal number as it is stored.
struct StoredDecimal: WireMessage {
  var units: Int64 = 0
  var scale: UInt8 = 0

  init() {}

  init(_ number: DecimalNumber) {
    units = number.units
    scale = number.scale
  }

  mutating func code(_ coder: inout FieldCoder) {
    coder.signed(1, &units)
    coder.number(2, &scale)
  }
}
