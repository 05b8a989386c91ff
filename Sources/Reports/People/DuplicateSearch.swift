import Bytes
import Domain

/// Finds the pairs that are alike, without comparing everyone with everyone.
///
/// Cards are sorted into blocks: the same e-mail, the same phone, the same words in the name, the
/// same postal code, town, country or account, and there a word that begins or ends alike. Within a
/// small block everyone is compared; in a large one, ordered by name, each with the next few (the
/// sorted neighbourhood of M. A. Hernández and S. J. Stolfo, SIGMOD 1995).
struct DuplicateSearch {
  /// Two that are alike; the one with the lower number first.
  struct Pair {
    let one: Int
    let other: Int
    let likeness: PartyLikeness
  }

  /// The most cards of a block that are all compared with one another.
  static let blockLimit = 60
  /// With how many that come next by name each card of a larger block is compared.
  static let neighbours = 15

  let cards: [PartyCard]
  let threshold: Double

  /// The pairs, in no order, and how many were compared.
  func pairs() -> (found: [Pair], compared: Int) {
    var blocks: [String: [Int32]] = [:]
    for (index, card) in cards.enumerated() {
      for block in Set(card.blocks) { blocks[block, default: []].append(Int32(index)) }
    }
    var seen: Set<UInt64> = []
    var found: [Pair] = []
    for (_, members) in blocks where members.count > 1 {
      each(members) { one, other in
        guard seen.insert(UInt64(one) << 32 | UInt64(other)).inserted else { return }
        let likeness = PartyLikeness(cards[one], cards[other])
        if likeness.score >= threshold {
          found.append(Pair(one: one, other: other, likeness: likeness))
        }
      }
    }
    return (found, seen.count)
  }

  private func each(_ members: [Int32], _ body: (Int, Int) -> Void) {
    let isSmall = members.count <= Self.blockLimit
    let ordered =
      isSmall
      ? members
      : members.sorted { (cards[Int($0)].sortedName, $0) < (cards[Int($1)].sortedName, $1) }
    let reach = isSmall ? ordered.count : Self.neighbours
    for first in ordered.indices {
      for second in ordered[first...].dropFirst().prefix(reach) {
        let (one, other) = (Int(ordered[first]), Int(second))
        body(min(one, other), max(one, other))
      }
    }
  }
}
