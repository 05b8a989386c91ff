public import Bytes
public import Cryptography
public import EventLog

/// What tiles still tell about records that were altered later: which one is the first.
///
/// Nothing rests on them but the place: that the records are not those of a signed root is known
/// before. They are believed only when they have that root themselves.
public enum TileEvidence {
  /// The first of the first `size` records whose hash is not the one the tiles have; nil when the
  /// tiles, with the records behind the last full tile, do not have the root, and so prove nothing.
  public static func firstAltered(
    in log: any EventLog, store: TileStore, size: UInt64, root: Digest
  ) throws -> Position? {
    let tileCount = size / 256
    guard try rootOfTiles(log, store, tileCount, size) == root else { return nil }
    var found: Position?
    try ParallelScan.run(log, from: Position(1), through: Position(tileCount * 256)) { chunk in
      found = try firstDifference(chunk, store)
      return found == nil
    }
    return found
  }

  private static func rootOfTiles(
    _ log: any EventLog, _ store: TileStore, _ tileCount: UInt64, _ size: UInt64
  ) throws -> Digest? {
    var frontier = MerkleFrontier()
    for index in 0..<tileCount {
      guard let tile = try store.load(Tile.Place(level: 0, index: index)) else { return nil }
      frontier.append(MerkleHash.root(ofPowerOfTwo: tile.hashes[...]), height: 8)
    }
    while frontier.size < size {
      let position = Position(frontier.size + 1)
      frontier.append(try log.record(at: position) { MerkleHash.leaf($0.storedBytes) })
    }
    return frontier.root
  }

  private static func firstDifference(
    _ chunk: ScannedChunk, _ store: TileStore
  ) throws -> Position? {
    for start in stride(from: 0, to: chunk.leaves.count, by: 256) {
      let index = (chunk.first.number - 1 + UInt64(start)) / 256
      guard let tile = try store.load(Tile.Place(level: 0, index: index)) else { return nil }
      let leaves = chunk.leaves[start..<min(start + 256, chunk.leaves.count)]
      for (offset, leaf) in leaves.enumerated() where leaf != tile.hashes[offset] {
        return Position(chunk.first.number + UInt64(start + offset))
      }
    }
    return nil
  }
}
