/// The places of groups, in the order they were first asked for: a table for hot loops.
///
/// Open addressing with linear probing over a power of two, at most half full. A multiplication
/// spreads the small numbers that groups are; nobody chooses them to collide.
struct GroupTable {
  /// The groups, by their places.
  private(set) var keys: [GroupKey] = []
  /// The place and one, by slot; 0 for an empty slot.
  private var slots: [Int32] = Array(repeating: 0, count: 64)

  /// The place of a group, given out when it is new.
  mutating func place(of key: GroupKey) -> Int {
    let slot = slot(of: key)
    if slots[slot] > 0 { return Int(slots[slot]) - 1 }
    keys.append(key)
    slots[slot] = Int32(keys.count)
    if keys.count * 2 > slots.count { grow() }
    return keys.count - 1
  }

  /// The place of a group; nil when nobody asked for it yet.
  func known(_ key: GroupKey) -> Int? {
    let slot = slot(of: key)
    return slots[slot] > 0 ? Int(slots[slot]) - 1 : nil
  }

  private func slot(of key: GroupKey) -> Int {
    let mixed = (key.first ^ key.second &* 0xC2B2_AE3D_27D4_EB4F) &* 0x9E37_79B9_7F4A_7C15
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: mixed >> 40) & mask
    while slots[slot] > 0, keys[Int(slots[slot]) - 1] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (place, key) in keys.enumerated() { slots[slot(of: key)] = Int32(place) + 1 }
  }
}
