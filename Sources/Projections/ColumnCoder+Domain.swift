public import Bytes
public import Domain

// The domain's typed values as columns of a checkpoint.

extension ColumnCoder {
  /// The number of an entity; 0 stands for none.
  @inline(__always)
  public mutating func id<ID: EntityID>(_ value: inout ID?) {
    var number = value?.number ?? 0
    self.number(&number)
    value = number == 0 ? nil : ID(number)
  }

  /// Money: units, scale, currency; currency 0 stands for none.
  public mutating func money(_ value: inout Money?) {
    var units = value?.units ?? 0
    var scale = value?.scale ?? 0
    var currency = value?.currency.packed ?? 0
    number(&units)
    number(&scale)
    number(&currency)
    guard isReading else { return }
    value = nil
    if currency != 0 {
      checked { value = try Money(
        units: units, scale: Int(scale), currency: Currency(packed: currency)) }
    }
  }

  /// A day, by its number; `Int32.min` stands for none.
  public mutating func day(_ value: inout Day?) {
    var number = value?.number ?? Int32.min
    self.number(&number)
    guard isReading else { return }
    value = nil
    if number != Int32.min { checked { value = try Day(number: number) } }
  }

  /// A probability in basis points; 65,535 stands for none.
  public mutating func probability(_ value: inout Probability?) {
    var points = value?.basisPoints ?? UInt16.max
    number(&points)
    guard isReading else { return }
    value = nil
    if points != UInt16.max { checked { value = try Probability(basisPoints: Int(points)) } }
  }

  /// A stretch of the calendar: five numbers; kind 0 stands for none.
  public mutating func period(_ value: inout Period?) {
    var stored = value.map(StoredPeriod.init) ?? StoredPeriod()
    number(&stored.kind)
    number(&stored.first)
    number(&stored.startMonth)
    number(&stored.startDay)
    number(&stored.naming)
    guard isReading else { return }
    value = stored.period
    if stored.kind != 0, value == nil { fail() }
  }

  /// Whose business a plan is about.
  public mutating func scope(_ value: inout PlanScope) {
    var number = value.rawValue
    self.number(&number)
    guard isReading else { return }
    guard let scope = PlanScope(rawValue: number) else { return fail() }
    value = scope
  }

  private mutating func checked(_ body: () throws -> Void) {
    do { try body() } catch { fail() }
  }
}
