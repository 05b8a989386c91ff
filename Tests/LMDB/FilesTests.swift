import LMDB
import Testing

struct FilesTests {
  @Test func `a file gives back what was written at a place`() throws {
    let directory = try TemporaryDirectory()
    let file = try DurableFile(directory.path + "/keys", .createNew)
    try file.write([1, 2, 3, 4], at: 0)
    try file.write([9], at: 2)
    try file.write([5], at: 10)
    try file.sync()
    #expect(try file.size() == 11)
    #expect(try file.read(at: 1, count: 4) == [2, 9, 4, 0])
    #expect(try file.read(at: 9, upTo: 100) == [0, 5])
    let error = #expect(throws: FileError.self) { try file.read(at: 9, count: 3) }
    #expect(error?.kind == .endOfFile)
    try file.truncate(to: 2)
    #expect(try DurableFile(file.path, .read).read(at: 0, upTo: 100) == [1, 2])
  }

  @Test func `a new file must not exist and an old one must`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/keys"
    let missing = #expect(throws: FileError.self) { try DurableFile(path, .readWrite) }
    #expect(missing?.kind == .notFound)
    _ = try DurableFile(path, .createNew)
    let existing = #expect(throws: FileError.self) { try DurableFile(path, .createNew) }
    #expect(existing?.kind == .exists)
    #expect(existing?.description == "could not open \(path): File exists")
    let reader = try DurableFile(path, .read)
    #expect(throws: FileError.self) { try reader.write([1], at: 0) }
  }

  @Test func `one lock at a time is held on a file`() throws {
    let directory = try TemporaryDirectory()
    let first = try DurableFile(directory.path + "/lock", .readWriteCreating)
    let second = try DurableFile(directory.path + "/lock", .readWriteCreating)
    try first.lockExclusive()
    #expect(try second.tryLock() == false)
    try first.unlock()
    #expect(try second.tryLock())
    #expect(try first.tryLock() == false)
  }

  @Test func `a replaced file holds all pieces and leaves no temporary file`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/checkpoint"
    try FileSystem.replace(path: path, with: [[1, 2], [], [3]])
    #expect(try FileSystem.read(path) == [1, 2, 3])
    try FileSystem.replace(path: path, with: [[UInt8](repeating: 7, count: 300_000)])
    #expect(try FileSystem.read(path).count == 300_000)
    #expect(try FileSystem.list(directory.path) == ["checkpoint"])
  }

  @Test func `a replacement that fails leaves the old content and no temporary file`() throws {
    let directory = try TemporaryDirectory()
    let missing = directory.path + "/missing/checkpoint"
    let error = #expect(throws: FileError.self) {
      try FileSystem.replace(path: missing, with: [[1]])
    }
    #expect(error?.kind == .notFound)
    // A directory in the way makes the last step, the renaming, fail.
    let occupied = directory.path + "/occupied"
    try FileSystem.makeDirectory(occupied)
    try FileSystem.replace(path: occupied + "/old", with: [[1]])
    #expect(throws: FileError.self) { try FileSystem.replace(path: occupied, with: [[2]]) }
    #expect(try FileSystem.list(directory.path) == ["occupied"])
    #expect(try FileSystem.read(occupied + "/old") == [1])
  }

  @Test func `directories are made, listed in order, and removed with all they hold`() throws {
    let directory = try TemporaryDirectory()
    let tree = directory.path + "/tree"
    try FileSystem.makeDirectory(tree)
    try FileSystem.makeDirectory(tree + "/b")
    try FileSystem.replace(path: tree + "/b/file", with: [])
    try FileSystem.replace(path: tree + "/a", with: [])
    #expect(try FileSystem.list(tree) == ["a", "b"])
    #expect(try FileSystem.isDirectory(tree + "/b"))
    #expect(try FileSystem.isDirectory(tree + "/a") == false)
    #expect(try FileSystem.isDirectory(tree + "/a/b") == false)
    #expect(try FileSystem.absolutePath(tree + "/b/../a").hasSuffix("/tree/a"))
    try FileSystem.syncDirectory(tree)
    try FileSystem.removeTree(tree)
    #expect(FileSystem.exists(tree) == false)
    let error = #expect(throws: FileError.self) { try FileSystem.remove(tree) }
    #expect(error?.kind == .notFound)
  }

  @Test func `the parent of a path is found by its text`() {
    #expect(FileSystem.directory(of: "a/b/c") == "a/b")
    #expect(FileSystem.directory(of: "c") == ".")
    #expect(FileSystem.directory(of: "/c") == "/")
  }

  @Test func `a local directory is not on a network`() throws {
    let directory = try TemporaryDirectory()
    #expect(try FileSystem.isNetwork(directory.path) == false)
    let error = #expect(throws: FileError.self) {
      try FileSystem.isNetwork(directory.path + "/missing")
    }
    #expect(error?.kind == .notFound)
  }

  @Test func `a file of the kernel that names no size is read whole`() throws {
    let text = String(decoding: try FileSystem.read("/proc/self/status"), as: UTF8.self)
    #expect(text.hasPrefix("Name:") && text.contains("Threads:"))
  }

  @Test func `the clock tells microseconds of this century`() {
    let now = SystemClock.nowMicroseconds()
    #expect(now > 946_684_800_000_000 && now < 4_102_444_800_000_000)
  }
}
