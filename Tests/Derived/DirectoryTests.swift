import Bytes
import Derived
import LMDB
import Testing

struct DirectoryTests {
  @Test func `what a killed writer left is ignored, and removed by the next one`() throws {
    let shelf = try Shelf()
    try shelf.save([1], at: 5)
    let left = shelf.path(6) + ".1.1.temporary"
    let foreign = shelf.store.directory + "/notes.temporary"
    try FileSystem.replace(path: left, with: [[1, 2, 3]])
    try FileSystem.replace(path: foreign, with: [[4]])
    #expect(try shelf.load()?.state == [1])
    #expect(try shelf.store.positions(of: opportunities).map(\.number) == [5])
    #expect(FileSystem.exists(left))
    try shelf.save([2], at: 7)
    #expect(!FileSystem.exists(left))
    #expect(FileSystem.exists(foreign))
    #expect(try shelf.load()?.state == [2])
  }

  @Test func `a directory deleted in between is empty, and made again by a writer`() throws {
    let shelf = try Shelf()
    try shelf.save(at: 5)
    try FileSystem.removeTree(shelf.home.path + "/book/derived")
    #expect(try shelf.load() == nil)
    #expect(try shelf.store.list().isEmpty)
    #expect(try shelf.store.check().isEmpty)
    try shelf.save([2], at: 6)
    #expect(try shelf.load()?.state == [2])
  }

  @Test func `a directory deleted while the lock is held is a fault of saving only`() throws {
    let shelf = try Shelf()
    let lock = try shelf.lock()
    try FileSystem.removeTree(shelf.store.directory)
    do {
      let count = try shelf.store.save([1], opportunities, anchor(5), holding: lock)
      Issue.record("saved \(count) bytes")
    } catch {
      #expect(error.kind == .notFound)
    }
    #expect(try shelf.load() == nil)
  }

  /// The kernel lets nobody, root included, make a directory in /sys.
  @Test func `where nothing may be written the store is empty and gives no lock`() throws {
    let store = try CheckpointStore(directory: "/sys/rapport/derived/checkpoints")
    #expect(try store.positions(of: opportunities).isEmpty)
    #expect(try store.list().isEmpty)
    #expect(try store.load(opportunities, atOrBefore: Position(9)) { _ in true } == nil)
    let isLocked = try store.lock() != nil
    #expect(!isLocked)
  }

  @Test func `a file where the directory should be is a fault`() throws {
    let home = try TemporaryDirectory()
    try FileSystem.replace(path: home.path + "/derived", with: [[1]])
    for directory in ["/derived", "/derived/checkpoints"] {
      #expect(throws: FileError.self) { try CheckpointStore(directory: home.path + directory) }
    }
  }

  @Test func `a lock has one holder, who gives it back by going away`() throws {
    let shelf = try Shelf()
    let other = try CheckpointStore(directory: shelf.store.directory)
    do {
      let lock = try shelf.lock()
      #expect(try isFree(other) == false)
      #expect(try isFree(shelf.store) == false)
      _ = try shelf.store.save([1], opportunities, anchor(5), holding: lock)
    }
    #expect(try isFree(other))
  }

  private func isFree(_ store: CheckpointStore) throws -> Bool { try store.lock() != nil }
}
