import Bytes
import Domain

/// Who makes how much of a total: a group's entities with their values, the largest first.
struct Ranking {
  /// One of those ranked: what decides what it is called, and its exact value.
  struct Entry {
    var code: UInt64
    var value: Int128
  }

  /// The entities, the largest value first; equal ones in the order of their codes.
  let entries: [Entry]
  /// The sum of all values.
  let total: Int128
  /// How many are among the top: the share of the entities, rounded up.
  let topCount: Int

  /// Ranks values; `top` is how many of a hundred entities are looked at.
  init(_ values: [UInt64: Int128], top: Int) {
    entries = values.map { Entry(code: $0.key, value: $0.value) }.sorted {
      ($1.value, $0.code) < ($0.value, $1.code)
    }
    total = entries.reduce(0) { $0 + $1.value }
    topCount = (entries.count * top + 99) / 100
  }

  /// What the top ones make together.
  var topSum: Int128 { entries.prefix(topCount).reduce(0) { $0 + $1.value } }

  /// How many of the largest it takes to make so many hundredths of the total; nil when there is no
  /// total to make.
  func count(making hundredths: Int) -> Int? {
    guard total > 0 else { return nil }
    var sum: Int128 = 0
    for (index, entry) in entries.enumerated() {
      sum += entry.value
      if sum * 100 >= total * Int128(hundredths) { return index + 1 }
    }
    return entries.count
  }

  /// Whether the top ones make at least so many hundredths of the total.
  func holds(_ hundredths: Int) -> Bool {
    total > 0 && topSum * 100 >= total * Int128(hundredths)
  }

  /// A part of the total; nothing when there is no total.
  func share(_ part: Int128) -> Cell { total > 0 ? .share(part, of: total) : .none }
}
