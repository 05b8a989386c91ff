import Bytes
import Derived
import LMDB
import Testing

struct CheckpointStoreTests {
  @Test func `a saved state is loaded with its anchor`() throws {
    let shelf = try Shelf()
    let bytes = try shelf.save(at: 123_456)
    let loaded = try #require(try shelf.load())
    #expect(loaded.state == sampleState)
    #expect(loaded.anchor == anchor(123_456))
    #expect(bytes == 88 + sampleState.count)
    #expect(try FileSystem.read(shelf.path(123_456)).count == bytes)
    #expect(
      try FileSystem.list(shelf.store.directory) == [
        "flush.lock", "opportunities-3-00000000000000123456.checkpoint",
      ])
    #expect(shelf.store.problems.isEmpty)
  }

  @Test func `an empty state is a state`() throws {
    let shelf = try Shelf()
    try shelf.save([], at: 0)
    let loaded = try #require(try shelf.load())
    #expect(loaded.state.isEmpty)
  }

  @Test func `what one store saves another one loads`() throws {
    let shelf = try Shelf()
    try shelf.save(at: 9)
    let other = try CheckpointStore(directory: shelf.store.directory)
    let loaded = try other.load(opportunities, atOrBefore: Position(9)) { _ in true }
    #expect(loaded?.state == sampleState)
  }

  @Test func `the newest state at or before a position is loaded`() throws {
    let shelf = try Shelf()
    for position: UInt64 in [100, 9, 2000] { try shelf.save([UInt8(position % 251)], at: position) }
    #expect(try shelf.store.positions(of: opportunities).map(\.number) == [9, 100, 2000])
    for (limit, expected) in [(8, nil), (9, 9), (99, 9), (100, 100), (1999, 100), (2000, 2000)]
      as [(UInt64, UInt64?)] {
      let loaded = try shelf.load(atOrBefore: limit)
      #expect(loaded?.anchor.position.number == expected)
      #expect(loaded?.state == expected.map { [UInt8($0 % 251)] })
    }
  }

  @Test func `models and versions are kept apart`() throws {
    let shelf = try Shelf()
    let next = CheckpointKey(model: "opportunities", version: 4, fingerprint: 1)
    let longer = CheckpointKey(model: "opportunities-3", version: 4, fingerprint: 1)
    try shelf.save([1], at: 5)
    try shelf.save([2], at: 6, next)
    try shelf.save([3], at: 7, longer)
    #expect(try shelf.load()?.state == [1])
    #expect(try shelf.load(next)?.state == [2])
    #expect(try shelf.load(longer)?.state == [3])
    let listed = try shelf.store.list()
    #expect(listed.map(\.model) == ["opportunities", "opportunities", "opportunities-3"])
    #expect(listed.map(\.version) == [3, 4, 4])
    #expect(listed.map(\.position.number) == [5, 6, 7])
    #expect(listed.map(\.bytes) == [89, 89, 89])
  }

  @Test func `a state saved again replaces the earlier one`() throws {
    let shelf = try Shelf()
    try shelf.save([1], at: 5)
    try shelf.save([2], at: 5)
    #expect(try shelf.load()?.state == [2])
    #expect(try shelf.store.list().count == 1)
  }

  @Test func `after removing all there is nothing, and other files stand`() throws {
    let shelf = try Shelf()
    try shelf.save(at: 5)
    try FileSystem.replace(path: shelf.store.directory + "/notes.txt", with: [[1]])
    try shelf.store.removeAll(holding: try shelf.lock())
    #expect(try shelf.load() == nil)
    #expect(try FileSystem.list(shelf.store.directory) == ["flush.lock", "notes.txt"])
  }

  @Test func `files with other names are not taken for checkpoints`() throws {
    let shelf = try Shelf()
    for name in [
      "opportunities-3-5.checkpoint", "opportunities-03-00000000000000000005.checkpoint",
      "opportunities-3-+0000000000000000005.checkpoint", "-3-00000000000000000005.checkpoint",
      "opportunities-3-00000000000000000005", "3-00000000000000000005.checkpoint",
    ] {
      try FileSystem.replace(path: shelf.store.directory + "/" + name, with: [[1]])
    }
    #expect(try shelf.store.list().isEmpty)
    #expect(try shelf.store.positions(of: opportunities).isEmpty)
  }

  @Test func `a fault of the log while an anchor is looked up is passed up`() throws {
    let shelf = try Shelf()
    try shelf.save(at: 5)
    #expect(throws: LogFault.self) {
      _ = try shelf.store.load(opportunities, atOrBefore: Position(5)) { _ in throw LogFault() }
    }
    let fault = FileError(readingOf: shelf.home.path + "/missing")
    let thrown = #expect(throws: FileError.self) {
      _ = try shelf.store.load(opportunities, atOrBefore: Position(5)) { _ in throw fault }
    }
    #expect(thrown == fault)
    #expect(shelf.store.problems.isEmpty)
  }
}

private struct LogFault: Error {}

extension FileError {
  /// The fault of reading a file that is not there.
  fileprivate init(readingOf path: String) {
    do {
      _ = try FileSystem.read(path)
      preconditionFailure("the file is there")
    } catch {
      self = error
    }
  }
}
