public import Cryptography

/// The right edge of a growing Merkle tree: the roots of its complete subtrees, largest first.
///
/// It is all that is needed to add leaves and to know the root: at most 64 hashes.
public struct MerkleFrontier: Sendable, Equatable {
  /// How many leaves were added.
  public private(set) var size: UInt64 = 0
  private var peaks: [Digest] = []

  /// The frontier of a tree without leaves.
  public init() {}

  /// The frontier of the tree of `size` leaves; `subtree` answers the hash of a complete subtree.
  public init(size: UInt64, subtree: (Range<UInt64>) throws -> Digest) rethrows {
    self.size = size
    var start: UInt64 = 0
    for bit in stride(from: 63, through: 0, by: -1) where size >> UInt64(bit) & 1 == 1 {
      let end = start + 1 << UInt64(bit)
      peaks.append(try subtree(start..<end))
      start = end
    }
  }

  /// Adds one leaf, by its hash.
  public mutating func append(_ leaf: Digest) { append(leaf, height: 0) }

  /// Adds the complete subtree of 2^`height` leaves with this root; the tree so far must end where
  /// such a subtree may begin.
  public mutating func append(_ root: Digest, height: UInt64) {
    precondition(size.trailingZeroBitCount >= height, "a subtree begins at a multiple of its size")
    var root = root
    var bits = size >> height
    while bits & 1 == 1 {
      root = MerkleHash.node(peaks.removeLast(), root)
      bits >>= 1
    }
    peaks.append(root)
    size += 1 << height
  }

  /// The root of the tree.
  public var root: Digest {
    guard var root = peaks.last else { return MerkleHash.empty }
    for peak in peaks.dropLast().reversed() { root = MerkleHash.node(peak, root) }
    return root
  }
}
