public import Bytes
public import Cryptography
public import EventLog

/// The Merkle tree over the records of a log, up to one position: position n is leaf n − 1.
///
/// A read model of its own: full tiles of 256 hashes are kept in files, everything else is hashed
/// from the records when it is asked for. What the files say is a shortcut and not trusted: a tile
/// counts only when its checksum is right and it is anchored in this log, and whoever signs or
/// hands out a proof first holds the tree against a root that was signed before, see
/// docs/PROOFS.md. One task uses a tree at a time.
public final class MerkleTree {
  /// How many leaves it has.
  public let size: UInt64
  let log: any EventLog
  private var store: TileStore?
  private var cache: [Tile.Place: [Digest]] = [:]

  /// How many tiles of 8 KiB are held in memory.
  private static let cacheLimit = 4_096
  /// How many tiles are written with one sync.
  private static let tilesInBatch = 2_048

  /// The tree of the first `size` records; without a store everything is hashed from them.
  public init(log: any EventLog, store: TileStore?, size: UInt64) {
    self.log = log
    self.store = store
    self.size = size
  }

  /// The root of the tree of the first `size` leaves; of all when nil.
  public func root(of size: UInt64? = nil) throws -> Digest {
    let size = size ?? self.size
    return size == 0 ? MerkleHash.empty : try hash(0..<size)
  }

  /// The tree hash over a range of leaves that begins where a subtree of its size may begin.
  public func hash(_ range: Range<UInt64>) throws -> Digest {
    precondition(!range.isEmpty && range.upperBound <= size, "the tree has no such leaves")
    let count = range.upperBound - range.lowerBound
    if count.nonzeroBitCount == 1 {
      let height = UInt64(count.trailingZeroBitCount)
      return try node(height, range.lowerBound >> height)
    }
    let middle = range.lowerBound + MerkleProof.split(count)
    return MerkleHash.node(
      try hash(range.lowerBound..<middle), try hash(middle..<range.upperBound))
  }

  /// The audit path of a leaf, from 0, in the tree of the first `size` leaves.
  public func inclusion(of leaf: UInt64, size: UInt64) throws -> [Digest] {
    try MerkleProof.inclusion(of: leaf, size: size, subtree: hash)
  }

  /// The proof that the tree of `size` leaves begins with that of `old` leaves, at least one.
  public func consistency(from old: UInt64, to size: UInt64) throws -> [Digest] {
    try MerkleProof.consistency(from: old, to: size, subtree: hash)
  }

  /// The right edge of the tree of the first `size` leaves.
  public func frontier(of size: UInt64) throws -> MerkleFrontier {
    try MerkleFrontier(size: size, subtree: hash)
  }
}

extension MerkleTree {
  /// The root of the complete subtree of 2^height leaves with this number.
  private func node(_ height: UInt64, _ index: UInt64) throws -> Digest {
    let (level, rest) = (height / 8, height % 8)
    let first = index << rest
    let place = Tile.Place(level: level, index: first / 256)
    if let end = place.end, end <= size {
      let start = Int(first % 256)
      return MerkleHash.root(ofPowerOfTwo: try tile(place)[start..<start + 1 << Int(rest)])
    }
    if height == 0 {
      return try log.record(at: Position(index + 1)) { MerkleHash.leaf($0.storedBytes) }
    }
    return MerkleHash.node(try node(height - 1, 2 * index), try node(height - 1, 2 * index + 1))
  }

  /// The hashes of a full tile: from memory, from its file, or made anew and kept.
  private func tile(_ place: Tile.Place) throws -> [Digest] {
    if let hashes = cache[place] { return hashes }
    if let tile = try store?.load(place), try tile.anchor == anchor(of: place) {
      remember(tile)
      return tile.hashes
    }
    let tile = Tile(place, hashes: try made(place), anchor: try anchor(of: place))
    try keep([tile])
    return tile.hashes
  }

  private func made(_ place: Tile.Place) throws -> [Digest] {
    let first = place.index * 256
    guard place.level == 0 else {
      return try (first..<first + 256).map { index in
        MerkleHash.root(
          ofPowerOfTwo: try tile(Tile.Place(level: place.level - 1, index: index))[...])
      }
    }
    var hashes: [Digest] = []
    try log.scan(from: Position(first + 1), through: Position(first + 256)) { record in
      hashes.append(MerkleHash.leaf(record.storedBytes))
      return true
    }
    guard hashes.count == 256 else {
      throw LogFault.missing(Position(first + UInt64(hashes.count) + 1))
    }
    return hashes
  }

  /// The checksum in the header of the last record below the tile.
  private func anchor(of place: Tile.Place) throws -> UInt64 {
    try log.record(at: Position(place.end ?? 0)) { $0.headerChecksum }
  }

  /// Keeps tiles of one level. Where they cannot be written the files are left alone from then on,
  /// since they may say something else.
  private func keep(_ tiles: [Tile]) throws {
    for tile in tiles { remember(tile) }
    if let store, try !store.save(tiles) { self.store = nil }
  }

  private func remember(_ tile: Tile) {
    if cache.count >= Self.cacheLimit { cache = [:] }
    cache[tile.place] = tile.hashes
  }
}

extension MerkleTree {
  /// Hashes the records behind the first `trusted` ones anew, on all cores, and keeps their tiles;
  /// answers how many records were hashed.
  ///
  /// Every record behind `trusted` is read and verified, whatever the files say, so that the root
  /// of the whole tree is that of the records when the root of the first `trusted` is.
  /// `progress` is told the last position done.
  @discardableResult
  public func refresh(
    after trusted: UInt64, progress: ((Position) throws -> Void)? = nil
  ) throws -> UInt64 {
    let start = trusted / 256 * 256
    for place in cache.keys where (place.end ?? 0) > trusted { cache[place] = nil }
    var tiles: [Tile] = []
    try ParallelScan.run(log, from: Position(start + 1), through: Position(size)) { chunk in
      if let fault = chunk.fault { throw fault }
      tiles += Self.tiles(of: chunk)
      if tiles.count >= Self.tilesInBatch {
        try keep(tiles)
        tiles = []
      }
      try progress?(Position(chunk.first.number + UInt64(chunk.leaves.count) - 1))
      return true
    }
    try keep(tiles)
    try refreshUpperLevels(after: trusted)
    return size - start
  }

  private static func tiles(of chunk: ScannedChunk) -> [Tile] {
    let firstTile = (chunk.first.number - 1) / 256
    return chunk.anchors.indices.map { index in
      Tile(
        Tile.Place(level: 0, index: firstTile + UInt64(index)),
        hashes: Array(chunk.leaves[256 * index..<256 * index + 256]), anchor: chunk.anchors[index])
    }
  }

  /// Makes the tiles above level 0 that reach behind the trusted leaves, lowest level first.
  private func refreshUpperLevels(after trusted: UInt64) throws {
    for level in UInt64(1)..<7 {
      let leaves = UInt64(1) << (8 * (level + 1))
      if size / leaves == 0 { return }
      let places = (trusted / leaves..<size / leaves).map { Tile.Place(level: level, index: $0) }
      let tiles = try places.map { place in
        Tile(place, hashes: try made(place), anchor: try anchor(of: place))
      }
      try keep(tiles)
    }
  }
}
