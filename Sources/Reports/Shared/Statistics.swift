import Domain

/// Whole numbers of which mean, median and extremes are wanted, all exact.
struct Sample {
  private(set) var values: [Int] = []

  mutating func add(_ value: Int) { values.append(value) }

  static func += (left: inout Sample, right: Sample) { left.values += right.values }

  var mean: Cell { .ratio(values.reduce(0, +), values.count) }

  /// The middle value; of an even count the mean of the two in the middle.
  var median: Cell {
    let (low, high) = middle(values.count)
    guard values.count > 0 else { return .none }
    let sorted = values.sorted()
    return .ratio(sorted[low] + sorted[high], 2)
  }

  var minimum: Cell { values.min().map { .integer(Int64($0)) } ?? .none }
  var maximum: Cell { values.max().map { .integer(Int64($0)) } ?? .none }
}

/// Amounts of money of which mean, median and maximum are wanted, each currency for itself.
struct MoneySample {
  private var byCurrency: [Currency: [MoneySum]] = [:]

  mutating func add(_ money: Money) { add(MoneySum(money)) }

  mutating func add(_ sum: MoneySum) { byCurrency[sum.currency, default: []].append(sum) }

  static func += (left: inout MoneySample, right: MoneySample) {
    left.byCurrency.merge(right.byCurrency) { $0 + $1 }
  }

  /// The sum of the amounts.
  var sum: Amounts { byCurrency.values.joined().reduce(into: Amounts()) { $0.add($1) } }

  /// Whether there are amounts in more than one currency, so that there is no single mean.
  var isMixed: Bool { byCurrency.count > 1 }

  /// The mean; nothing when currencies are mixed, since each would have a count of its own.
  var mean: Cell { isMixed ? .none : .mean(sum, of: byCurrency.first?.value.count ?? 0) }

  /// The middle amount of each currency; of an even count the mean of the two in the middle.
  var median: Cell {
    guard !byCurrency.isEmpty else { return .none }
    var twice = Amounts()
    for amounts in byCurrency.values {
      let sorted = amounts.sorted()
      let (low, high) = middle(sorted.count)
      twice.add(sorted[low])
      twice.add(sorted[high])
    }
    return .meanMoney(twice, count: 2)
  }

  /// The largest amount of each currency.
  var maximum: Cell {
    guard !byCurrency.isEmpty else { return .none }
    return .money(
      byCurrency.values.reduce(into: Amounts()) { largest, amounts in
        if let most = amounts.max() { largest.add(most) }
      })
  }
}

/// The places of the one or two values in the middle of `count` sorted ones.
private func middle(_ count: Int) -> (Int, Int) { ((count - 1) / 2, count / 2) }
