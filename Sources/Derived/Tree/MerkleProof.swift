public import Cryptography

/// Audit paths and consistency proofs of RFC 6962, sections 2.1.1 and 2.1.2: how they are made from
/// the hashes of subtrees, and how they are checked.
///
/// Leaves count from 0. `subtree` answers the tree hash over a range of leaves that is not empty.
public enum MerkleProof {
  /// The largest power of two smaller than `count`, which is at least 2: where a tree splits.
  public static func split(_ count: UInt64) -> UInt64 {
    precondition(count > 1, "a tree of one leaf has no branches")
    return 1 << UInt64(UInt64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
  }

  /// The audit path of a leaf in the tree of the first `size` leaves, lowest hash first:
  /// PATH(leaf, D[size]).
  public static func inclusion(
    of leaf: UInt64, size: UInt64, subtree: (Range<UInt64>) throws -> Digest
  ) rethrows -> [Digest] {
    precondition(leaf < size, "the leaf is not in the tree")
    var range = 0..<size
    var path: [Digest] = []
    while range.upperBound - range.lowerBound > 1 {
      let middle = range.lowerBound + split(range.upperBound - range.lowerBound)
      let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
      path.append(try subtree(leaf < middle ? right : left))
      range = leaf < middle ? left : right
    }
    return path.reversed()
  }

  /// The proof that the tree of `size` leaves begins with that of the first `old` ones:
  /// PROOF(old, D[size]). Empty when the sizes are equal; `old` is at least 1.
  public static func consistency(
    from old: UInt64, to size: UInt64, subtree: (Range<UInt64>) throws -> Digest
  ) rethrows -> [Digest] {
    precondition(old > 0 && old <= size, "a tree extends one that is not empty and not larger")
    var range = 0..<size
    var isWhole = true
    var path: [Digest] = []
    while range.upperBound != old {
      let middle = range.lowerBound + split(range.upperBound - range.lowerBound)
      if old <= middle {
        path.append(try subtree(middle..<range.upperBound))
        range = range.lowerBound..<middle
      } else {
        path.append(try subtree(range.lowerBound..<middle))
        range = middle..<range.upperBound
        isWhole = false
      }
    }
    if !isWhole { path.append(try subtree(range)) }
    return path.reversed()
  }
}

extension MerkleProof {
  /// Whether the path leads from the leaf's hash to the root; the algorithm of RFC 9162, 2.1.3.2.
  public static func verifiesInclusion(
    of leaf: UInt64, hash: Digest, size: UInt64, path: [Digest], root: Digest
  ) -> Bool {
    guard leaf < size else { return false }
    var (node, last) = (leaf, size - 1)
    var result = hash
    for step in path {
      if last == 0 { return false }
      if node & 1 == 1 || node == last {
        result = MerkleHash.node(step, result)
        while node & 1 == 0, node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        result = MerkleHash.node(result, step)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && result == root
  }

  /// Whether the proof leads to both roots; the algorithm of RFC 9162, 2.1.4.2. `old` is at
  /// least 1.
  public static func verifiesConsistency(
    from old: UInt64, root oldRoot: Digest, to size: UInt64, root: Digest, path: [Digest]
  ) -> Bool {
    guard old > 0, old <= size else { return false }
    if old == size { return path.isEmpty && oldRoot == root }
    var steps = path[...]
    if old.nonzeroBitCount == 1 { steps = ([oldRoot] + path)[...] }
    guard let first = steps.popFirst() else { return false }
    let shift = UInt64((~(old - 1)).trailingZeroBitCount)
    var (node, last) = ((old - 1) >> shift, (size - 1) >> shift)
    var (oldResult, result) = (first, first)
    for step in steps {
      if last == 0 { return false }
      if node & 1 == 1 || node == last {
        oldResult = MerkleHash.node(step, oldResult)
        result = MerkleHash.node(step, result)
        while node & 1 == 0, node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        result = MerkleHash.node(result, step)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && oldResult == oldRoot && result == root
  }
}
