public import Cryptography

/// The hashes a Merkle tree is made of, as RFC 6962, section 2.1, defines them over SHA-256.
///
/// Leaves and nodes begin with different bytes, so that no node can be passed off as a leaf.
public enum MerkleHash {
  /// The root of a tree without leaves: the digest of no bytes.
  public static let empty = Digest(of: [UInt8]().span)

  /// The hash of a leaf: SHA-256(0x00 ‖ bytes).
  public static func leaf(_ bytes: Span<UInt8>) -> Digest {
    var hasher = Hasher256()
    hasher.update(byte: 0)
    hasher.update(bytes)
    return hasher.finish()
  }

  /// The hash of a node: SHA-256(0x01 ‖ left ‖ right).
  public static func node(_ left: Digest, _ right: Digest) -> Digest {
    var hasher = Hasher256()
    hasher.update(byte: 1)
    hasher.update(left)
    hasher.update(right)
    return hasher.finish()
  }

  /// The root over a power of two of neighbouring hashes, at least one.
  public static func root(ofPowerOfTwo hashes: ArraySlice<Digest>) -> Digest {
    precondition(hashes.count.nonzeroBitCount == 1, "a complete subtree has a power of two leaves")
    var row = Array(hashes)
    while row.count > 1 {
      for index in 0..<row.count / 2 { row[index] = node(row[2 * index], row[2 * index + 1]) }
      row.removeLast(row.count / 2)
    }
    return row[0]
  }
}
