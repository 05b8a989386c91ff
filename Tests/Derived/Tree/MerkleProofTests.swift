import Cryptography
import Derived
import Testing

/// Roots and proofs against the published tree, and against a plain second implementation.
@Suite struct MerkleProofTests {
  private func subtree(_ leaves: [[UInt8]]) -> (Range<UInt64>) -> Digest {
    { PlainTree.root(leaves[Int($0.lowerBound)..<Int($0.upperBound)]) }
  }

  @Test func `roots are those of the published tree`() {
    var frontier = MerkleFrontier()
    #expect(frontier.root == ReferenceTree.roots[0])
    for (index, leaf) in ReferenceTree.leaves.enumerated() {
      frontier.append(leafHash(leaf))
      #expect(frontier.root == ReferenceTree.roots[index + 1])
      #expect(frontier.size == UInt64(index + 1))
    }
  }

  @Test func `audit paths are those of the published tree, and verify`() {
    for path in ReferenceTree.inclusion {
      let leaves = Array(ReferenceTree.leaves.prefix(Int(path.size)))
      let made = MerkleProof.inclusion(
        of: path.from, size: path.size, subtree: subtree(leaves))
      #expect(made == path.hashes)
      #expect(
        MerkleProof.verifiesInclusion(
          of: path.from, hash: leafHash(leaves[Int(path.from)]), size: path.size,
          path: path.hashes, root: ReferenceTree.roots[Int(path.size)]))
    }
  }

  @Test func `consistency proofs are those of the published tree, and verify`() {
    for path in ReferenceTree.consistency {
      let leaves = Array(ReferenceTree.leaves.prefix(Int(path.size)))
      let made = MerkleProof.consistency(
        from: path.from, to: path.size, subtree: subtree(leaves))
      #expect(made == path.hashes)
      #expect(
        MerkleProof.verifiesConsistency(
          from: path.from, root: ReferenceTree.roots[Int(path.from)], to: path.size,
          root: ReferenceTree.roots[Int(path.size)], path: path.hashes))
    }
  }

  @Test func `every proof of every small tree agrees with the plain implementation`() {
    let leaves = (0..<40).map { [UInt8($0), 7] }
    for size in 1...leaves.count {
      let some = leaves[..<size]
      let (root, tree) = (PlainTree.root(some), subtree(Array(some)))
      for leaf in 0..<size {
        let path = MerkleProof.inclusion(of: UInt64(leaf), size: UInt64(size), subtree: tree)
        #expect(path == PlainTree.path(leaf, some))
        let hash = leafHash(leaves[leaf])
        #expect(
          MerkleProof.verifiesInclusion(
            of: UInt64(leaf), hash: hash, size: UInt64(size), path: path, root: root))
        let old = leaf + 1
        let proof = MerkleProof.consistency(from: UInt64(old), to: UInt64(size), subtree: tree)
        #expect(proof == PlainTree.proof(old, some))
        #expect(
          MerkleProof.verifiesConsistency(
            from: UInt64(old), root: PlainTree.root(leaves[..<old]), to: UInt64(size), root: root,
            path: proof))
      }
    }
  }

  @Test func `a proof with anything changed does not verify`() {
    let leaves = (0..<21).map { [UInt8($0)] }
    let (size, tree) = (UInt64(21), subtree(leaves))
    let root = PlainTree.root(leaves[...])
    let wrong = sha256([9])
    for leaf in UInt64(0)..<size {
      let path = MerkleProof.inclusion(of: leaf, size: size, subtree: tree)
      let hash = leafHash(leaves[Int(leaf)])
      func verifies(
        _ leaf: UInt64, _ hash: Digest, _ path: [Digest], _ root: Digest, size: UInt64 = 21
      ) -> Bool {
        MerkleProof.verifiesInclusion(of: leaf, hash: hash, size: size, path: path, root: root)
      }
      #expect(!verifies(leaf, wrong, path, root))
      #expect(!verifies(leaf, hash, path, wrong))
      #expect(!verifies(leaf ^ 1, hash, path, root))
      #expect(!verifies(leaf, hash, path + [wrong], root))
      #expect(!verifies(leaf, hash, path.dropLast(), root))
      for index in path.indices {
        var changed = path
        changed[index] = wrong
        #expect(!verifies(leaf, hash, changed, root))
      }
      #expect(!verifies(size, hash, path, root))
    }
    for old in UInt64(1)..<size {
      let proof = MerkleProof.consistency(from: old, to: size, subtree: tree)
      let oldRoot = PlainTree.root(leaves[..<Int(old)])
      func verifies(_ oldRoot: Digest, _ root: Digest, _ path: [Digest]) -> Bool {
        MerkleProof.verifiesConsistency(
          from: old, root: oldRoot, to: size, root: root, path: path)
      }
      #expect(verifies(oldRoot, root, proof))
      #expect(!verifies(wrong, root, proof))
      #expect(!verifies(oldRoot, wrong, proof))
      #expect(!verifies(oldRoot, root, proof + [wrong]))
      #expect(!verifies(oldRoot, root, proof.dropLast()))
      for index in proof.indices {
        var changed = proof
        changed[index] = wrong
        #expect(!verifies(oldRoot, root, changed))
      }
    }
  }
}
