import Bytes
import Cryptography
import Derived
import EventLog
import LMDB
import Testing

/// The tree over a log, with and without tiles, against the plain implementation.
@Suite struct MerkleTreeTests {
  private let home: TemporaryDirectory
  private let log = InMemoryLog()
  private let store: TileStore

  init() throws {
    home = try TemporaryDirectory()
    store = TileStore(
      directory: home.path + "/derived/tiles", bookID: [UInt8](repeating: 3, count: 16))
  }

  @Test func `the root of any size is that of the records, from tiles and without`() throws {
    try grow(log, to: 1_300)
    let leaves = try stored(log)
    let sizes: [UInt64] = [0, 1, 2, 3, 255, 256, 257, 511, 512, 768, 1_000, 1_300]
    for store in [nil, store, store] {
      let tree = MerkleTree(log: log, store: store, size: 1_300)
      for size in sizes {
        #expect(try tree.root(of: size) == PlainTree.root(leaves[..<Int(size)]))
        #expect(try tree.frontier(of: size).root == PlainTree.root(leaves[..<Int(size)]))
      }
    }
    #expect(try tileBytes(0).count == 40 + 5 * 8_208)
  }

  @Test func `proofs for random sizes agree with the plain implementation`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = Seeded(state: seed)
    try grow(log, to: 1_100)
    let leaves = try stored(log)
    let tree = MerkleTree(log: log, store: store, size: 1_100)
    try tree.refresh(after: 0)
    for _ in 1...30 {
      let size = Int.random(in: 1...1_100, using: &random)
      let leaf = Int.random(in: 0..<size, using: &random)
      let path = try tree.inclusion(of: UInt64(leaf), size: UInt64(size))
      #expect(path == PlainTree.path(leaf, leaves[..<size]), "seed \(seed)")
      let proof = try tree.consistency(from: UInt64(leaf + 1), to: UInt64(size))
      #expect(proof == PlainTree.proof(leaf + 1, leaves[..<size]), "seed \(seed)")
    }
  }

  @Test func `a tree of more than two levels has the same root from tiles as from the records`()
    throws
  {
    try grow(log, to: 66_000)
    let tree = MerkleTree(log: log, store: store, size: 66_000)
    #expect(try tree.refresh(after: 0) == 66_000)
    let leaves = try stored(log)
    var frontier = MerkleFrontier()
    for leaf in leaves { frontier.append(leafHash(leaf)) }
    #expect(try tree.root() == frontier.root)
    #expect(try tileBytes(1).count == 40 + 8_208)
    let again = MerkleTree(log: log, store: store, size: 66_000)
    #expect(try again.root() == frontier.root)
    let proof = try again.inclusion(of: 65_600, size: 66_000)
    #expect(
      MerkleProof.verifiesInclusion(
        of: 65_600, hash: leafHash(leaves[65_600]), size: 66_000, path: proof,
        root: frontier.root))
  }

  @Test func `damaged, torn, missing and foreign tiles are passed over and made anew`() throws {
    try grow(log, to: 600)
    let root = try MerkleTree(log: log, store: store, size: 600).root()
    let sound = try tileBytes(0)
    let other = InMemoryLog()
    try grow(other, to: 600, salt: 9)
    let otherStore = TileStore(
      directory: home.path + "/other", bookID: [UInt8](repeating: 3, count: 16))
    _ = try MerkleTree(log: other, store: otherStore, size: 600).root()
    var swapped = sound
    swapped.replaceSubrange(40..<8_248, with: sound[8_248...])
    swapped.replaceSubrange(8_248..<16_456, with: sound[40..<8_248])
    let damages: [[UInt8]] = [
      [], Array(sound.prefix(20)), Array(sound.prefix(9_000)), swapped,
      changed(sound, at: 3), changed(sound, at: 20), changed(sound, at: 40),
      changed(sound, at: 8_231), changed(sound, at: 8_232), changed(sound, at: 16_455),
      try FileSystem.read(home.path + "/other/level-0"),
    ]
    for damage in damages {
      try FileSystem.replace(path: store.directory + "/level-0", with: [damage])
      #expect(try MerkleTree(log: log, store: store, size: 600).root() == root)
      #expect(try tileBytes(0) == sound)
    }
    try store.removeAll()
    #expect(try MerkleTree(log: log, store: store, size: 600).root() == root)
    #expect(try tileBytes(0) == sound)
  }

  @Test func `refreshing hashes the records anew, whatever the tiles say`() throws {
    try grow(log, to: 1_024)
    let tree = MerkleTree(log: log, store: store, size: 1_024)
    let root = try tree.root()
    // A forger who knows the format: other hashes under a right checksum and the right anchor.
    var forged = try tileBytes(0)
    forged[40 + 8_208 * 2] ^= 1
    let tile = Array(forged[40 + 8_208 * 2..<40 + 8_208 * 3])
    let checksum = Checksum.xxh3(Array(tile.prefix(8_200)), seed: 2)
    for index in 0..<8 {
      forged[40 + 8_208 * 2 + 8_200 + index] = UInt8(truncatingIfNeeded: checksum >> (8 * index))
    }
    try FileSystem.replace(path: store.directory + "/level-0", with: [forged])
    let deceived = MerkleTree(log: log, store: store, size: 1_024)
    #expect(try deceived.root() != root)
    #expect(try deceived.refresh(after: 512) == 512)
    #expect(try deceived.root() == root)
    #expect(try MerkleTree(log: log, store: store, size: 1_024).root() == root)
  }

  private func changed(_ bytes: [UInt8], at index: Int) -> [UInt8] {
    var bytes = bytes
    bytes[index] ^= 0x40
    return bytes
  }

  private func tileBytes(_ level: Int) throws -> [UInt8] {
    try FileSystem.read(store.directory + "/level-\(level)")
  }
}

/// SplitMix64 (Steele, Lea, Flood, 2014).
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Appends records of one stream up to this position.
private func grow(_ log: InMemoryLog, to count: UInt64, salt: UInt8 = 0) throws {
  let batch = (1...count).map { number in
    NewRecord(
      header: EventHeader(
        type: EventType(3), stream: StreamID(StreamKind(1), 7), version: UInt32(number),
        previous: Position(number - 1), recordedAt: .beginning, timelineAt: .beginning,
        occurredAt: .beginning, actor: 9, command: CommandID(high: 1, low: number),
        payloadCount: 0, payloadChecksum: 0),
      payload: [salt] + Array(repeating: UInt8(truncatingIfNeeded: number), count: Int(number % 5)))
  }
  try log.append(batch, expecting: .none)
}

private func stored(_ log: InMemoryLog) throws -> [[UInt8]] {
  var leaves: [[UInt8]] = []
  try log.scan(from: Position(1)) { record in
    leaves.append(record.storedBytes.indices.map { record.storedBytes[$0] })
    return true
  }
  return leaves
}
