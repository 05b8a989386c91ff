public import Bytes
import Cryptography
import Derived
import EventLog

extension CRM {
  /// Proves that an event is among the first `size` ones, for a user who may read the log; by
  /// default as of the newest signed head.
  ///
  /// The proof was checked before it is answered: it leads to a root that is the newest head's, or
  /// that of a log which the newest head's extends.
  public func proveEvent(
    _ position: Position, size: UInt64? = nil, as principal: Principal
  ) throws -> EventProof {
    try rights(of: principal).requireLog()
    let (newest, heads) = try proofHeads(covering: size ?? 1)
    let size = size ?? newest.head.size
    guard position > .none, position.number <= size else {
      throw ProofRefusal.noSuchEvent(position.number, of: size)
    }
    return try proving(newest) { tree in
      let leaf = position.number - 1
      let root = try tree.root(of: size)
      let record = try core.log.record(at: position) { record in
        let bytes = record.storedBytes
        _ = try record.verifiedPayload()
        return bytes.indices.map { bytes[$0] }
      }
      let path = try tree.inclusion(of: leaf, size: size)
      let isRight = MerkleProof.verifiesInclusion(
        of: leaf, hash: MerkleHash.leaf(record.span), size: size, path: path, root: root)
      guard try isRight && leads(tree, root, of: size, to: newest) else { return nil }
      return EventProof(
        origin: logName, position: position, record: record, size: size, root: root, path: path,
        signedHead: heads.last { $0.head.size == size })
    }
  }

  /// Proves that the log of `to` events begins with that of `from` events.
  public func proveExtension(from: UInt64, to: UInt64) throws -> ExtensionProof {
    guard from > 0, from <= to else { throw ProofRefusal.notAnExtension(from: from, to: to) }
    let (newest, heads) = try proofHeads(covering: to)
    return try proving(newest) { tree in
      let (fromRoot, toRoot) = (try tree.root(of: from), try tree.root(of: to))
      let path = try tree.consistency(from: from, to: to)
      let isRight = MerkleProof.verifiesConsistency(
        from: from, root: fromRoot, to: to, root: toRoot, path: path)
      guard try isRight && leads(tree, toRoot, of: to, to: newest) else { return nil }
      let (fromHead, toHead) = (
        heads.last { $0.head.size == from }, heads.last { $0.head.size == to }
      )
      guard fromHead.map({ $0.head.root == fromRoot }) ?? true,
        toHead.map({ $0.head.root == toRoot }) ?? true
      else { return nil }
      return ExtensionProof(
        origin: logName, fromSize: from, fromRoot: fromRoot, fromHead: fromHead, toSize: to,
        toRoot: toRoot, toHead: toHead, path: path)
    }
  }

  /// The newest head, and all of them; refused when the newest does not cover so many events.
  private func proofHeads(covering size: UInt64) throws -> (newest: SignedHead, all: [SignedHead]) {
    let heads = try heads()
    guard let newest = heads.last, newest.head.size >= size else {
      throw ProofRefusal.noHeadCovers(size)
    }
    return (newest, heads)
  }

  /// What `body` makes of a tree that has the newest head's root; when it answers nil the tiles are
  /// made anew, and asked again.
  private func proving<Proof>(
    _ newest: SignedHead, _ body: (MerkleTree) throws -> Proof?
  ) throws -> Proof {
    let size = newest.head.size
    guard try core.log.head.position.number >= size else {
      throw ProofFault.shorter(
        head: newest.number, size: size, events: try core.log.head.position.number)
    }
    let tree = try tree(size: size, anchoredIn: newest)
    if let proof = try body(tree) { return proof }
    try tiles?.removeAll()
    let again = MerkleTree(log: core.log, store: tiles, size: size)
    try again.refresh(after: 0)
    if let proof = try body(again) { return proof }
    throw ProofFault.altered(head: newest.number, size: size)
  }

  /// Whether a root is that of the newest head, or of a beginning of its log.
  private func leads(
    _ tree: MerkleTree, _ root: Digest, of size: UInt64, to newest: SignedHead
  ) throws -> Bool {
    MerkleProof.verifiesConsistency(
      from: size, root: root, to: newest.head.size, root: newest.head.root,
      path: try tree.consistency(from: size, to: newest.head.size))
  }
}
