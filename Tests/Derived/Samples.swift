import Bytes
import Derived
import LMDB
import Testing

let opportunities = CheckpointKey(model: "opportunities", version: 3, fingerprint: 0xFEED_F00D)
let sampleState: [UInt8] = Array("forty-two rows".utf8)

func anchor(_ position: UInt64, book: UInt8 = 7) -> Anchor {
  Anchor(
    bookID: [UInt8](repeating: book, count: 16), position: Position(position),
    recordChecksum: position &* 0x9E37_79B9)
}

/// A store in a directory of its own, and what the tests do with it.
struct Shelf {
  let home: TemporaryDirectory
  let store: CheckpointStore

  init() throws {
    home = try TemporaryDirectory()
    store = try CheckpointStore(directory: home.path + "/book/derived/checkpoints")
  }

  @discardableResult
  func save(
    _ state: [UInt8] = sampleState, at position: UInt64, _ key: CheckpointKey = opportunities,
    book: UInt8 = 7
  ) throws -> Int {
    try store.save(state, key, anchor(position, book: book), holding: try lock())
  }

  func lock() throws -> FlushLock {
    guard let lock = try store.lock() else { throw LockIsTaken() }
    return lock
  }

  /// What is loaded when the log is that of book 7 with the records `anchor` makes.
  func load(
    _ key: CheckpointKey = opportunities, atOrBefore position: UInt64 = .max
  ) throws -> (state: [UInt8], anchor: Anchor)? {
    try store.load(key, atOrBefore: Position(position)) { $0 == anchor($0.position.number) }
  }

  func path(_ position: UInt64, _ key: CheckpointKey = opportunities) -> String {
    let digits = String(position)
    let zeros = String(repeating: "0", count: 20 - digits.count)
    return "\(store.directory)/\(key.model)-\(key.version)-\(zeros)\(digits).checkpoint"
  }

  /// Puts these bytes in the place of a saved file.
  func overwrite(_ position: UInt64, _ bytes: [UInt8]) throws {
    try FileSystem.replace(path: path(position), with: [bytes])
  }

  func flaws() -> [CheckpointFlaw] { store.problems.map(\.flaw) }
}

struct LockIsTaken: Error {}
