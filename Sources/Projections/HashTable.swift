public import Bytes

/// A table from 16-byte hashes to numbers, as one plain array; entries are replaced, not removed.
///
/// Open addressing with linear probing over a power of two, at most two thirds full. The hashes are
/// keyed and uniform already, so their low bits serve as the place to start. A value of 0 stands
/// for "no longer held".
public struct HashTable: Sendable {
  private var slots: [HashSlot] = Array(repeating: HashSlot(), count: 16)
  private var used = 0

  /// An empty table.
  public init() {}

  /// The value of a hash; nil when it has none.
  public subscript(hash: LookupHash) -> UInt64? {
    let slot = slots[index(of: hash)]
    return slot.isUsed && slot.value != 0 ? slot.value : nil
  }

  /// Gives a hash a value; 0 takes it away.
  public mutating func set(_ hash: LookupHash, to value: UInt64) {
    if (used + 1) * 3 > slots.count * 2 { grow() }
    let index = index(of: hash)
    if !slots[index].isUsed { used += 1 }
    slots[index] = HashSlot(hash: hash, value: value)
  }

  private func index(of hash: LookupHash) -> Int {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: hash.low) & mask
    while slots[index].isUsed, slots[index].hash != hash { index = (index + 1) & mask }
    return index
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: HashSlot(), count: old.count * 2)
    for slot in old where slot.isUsed { slots[index(of: slot.hash)] = slot }
  }

  /// Shows the coder the slots.
  public mutating func code(_ coder: inout ColumnCoder) {
    coder.rows(&slots)
    guard coder.isReading else { return }
    used = slots.count { $0.isUsed }
    let isPowerOfTwo = slots.count > 0 && slots.count & (slots.count - 1) == 0
    if !isPowerOfTwo || used == slots.count { coder.fail() }
  }
}

struct HashSlot: ColumnRow, Sendable {
  var hash = LookupHash(high: 0, low: 0)
  var value: UInt64 = 0
  var isUsed = false

  init() {}

  init(hash: LookupHash, value: UInt64) {
    self.hash = hash
    self.value = value
    isUsed = true
  }

  mutating func code(_ coder: inout ColumnCoder) {
    coder.number(&hash.high)
    coder.number(&hash.low)
    coder.number(&value)
    coder.flag(&isUsed)
  }
}
