import Domain

/// Exact sums of values and of their squares, for mean and standard deviation.
struct Moments {
  private(set) var count: Int128 = 0
  private(set) var sum: Int128 = 0
  private var squares: Int128 = 0

  mutating func add(_ value: Int64, times: Int = 1) {
    count += Int128(times)
    sum += Int128(value) * Int128(times)
    squares += Int128(value) * Int128(value) * Int128(times)
  }

  /// The mean of values that were multiplied by `unit`.
  func mean(_ unit: Int64) -> Cell {
    guard count > 0, let sum = Int64(exactly: sum) else { return .none }
    return Quotient(sum, Int64(count) * unit).map(Cell.quotient) ?? .none
  }

  /// n Σx² − (Σx)², exactly; it does not depend on where nought is.
  var spread: Double { Double(count * squares - sum * sum) }

  /// The standard deviation: the root of an exact fraction, to nine decimals.
  func deviation(_ unit: Int64, isPopulation: Bool) -> Cell {
    let freedom = isPopulation ? count : count - 1
    guard freedom > 0 else { return .none }
    return .rounded((spread / Double(count * freedom)).squareRoot() / Double(unit))
  }
}

/// Exact sums over pairs of answers, for their correlation.
struct PairedSums {
  private var first = Moments()
  private var second = Moments()
  private var products: Int128 = 0

  /// How many pairs there are.
  var count: Int { Int(first.count) }

  mutating func add(_ one: Int64, _ other: Int64) {
    first.add(one)
    second.add(other)
    products += Int128(one) * Int128(other)
  }

  /// Pearson's correlation, to nine decimals; none where one of them never differs.
  var correlation: Cell {
    let together = Double(first.count * products - first.sum * second.sum)
    guard first.spread > 0, second.spread > 0 else { return .none }
    return .rounded(together / (first.spread.squareRoot() * second.spread.squareRoot()))
  }
}

extension Cell {
  /// A number that is no fraction, to nine decimals.
  static func rounded(_ value: Double) -> Cell {
    guard value.isFinite, value.magnitude < 9e9 else { return .none }
    return Quotient(Int64((value * 1e9).rounded()), 1_000_000_000).map(Cell.quotient) ?? .none
  }
}
