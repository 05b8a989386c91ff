import Bytes
import Cryptography
import EventLog
import LMDB
import Testing

/// The keys file of a book.
@Suite struct KeysFileTests {
  @Test func `keys last, differ, and are the book's own`() throws {
    try withKeys { (path, bookID, keys) throws in
      try keys.ensure(KeySlot(1_023))
      let first = try bytes(keys, 1)
      #expect(first != nil)
      #expect(try bytes(keys, 2) != first)
      let reopened = try KeysFile.open(path: path, bookID: bookID)
      #expect(try bytes(reopened, 1) == first)
      #expect(try reopened.lookupKey().exposedBytes == keys.lookupKey().exposedBytes)
      #expect(try keys.lookupKey().exposedBytes != first)
    }
  }

  @Test func `the stored form is as documented`() throws {
    try withKeys { (path, bookID, keys) throws in
      let stored = try FileSystem.read(path)
      #expect(stored.count == 64 + 1_024 * 32)
      #expect(Array(stored[0..<16]) == Array("RAPPKEYS".utf8) + [1, 0, 0, 0, 0, 4, 0, 0])
      #expect(Array(stored[16..<32]) == bookID.bytes)
      #expect(Array(stored[32..<56]) == [1] + [UInt8](repeating: 0, count: 23))
      #expect(try Array(stored[64..<96]) == keys.lookupKey().exposedBytes)
      #expect(try Array(stored[96..<128]) == bytes(keys, 1))
    }
  }

  @Test func `a slot has no key until it is ensured`() throws {
    try withKeys { (path, bookID, keys) throws in
      #expect(throws: KeysFault.missingSlot(KeySlot(1_024))) { try keys.key(KeySlot(1_024)) }
      #expect(throws: KeysFault.missingSlot(KeySlot(1_024))) { try keys.erase(KeySlot(1_024)) }
      let other = try KeysFile.open(path: path, bookID: bookID)
      try keys.ensure(KeySlot(5_000))
      #expect(try bytes(other, 5_000) == bytes(keys, 5_000))
      #expect(try FileSystem.read(path).count == 64 + 5 * 1_024 * 32)
    }
  }

  @Test func `a header that was half written counts for the one before it`() throws {
    try withKeys { (path, bookID, keys) throws in
      let file = try DurableFile(path, .readWrite)
      // Over 256 erasures and more than one block, so that more than one byte of a count changes.
      for slot in UInt32(1)...255 { try keys.erase(KeySlot(slot)) }
      for change in [{ try keys.erase(KeySlot(256)) }, { try keys.ensure(KeySlot(1_024)) }] {
        let before = try file.read(at: 0, count: 64)
        try change()
        let after = try file.read(at: 0, count: 64)
        let count = try keys.erasureCount
        for written in 0...64 {
          try file.write(Array(after[..<written] + before[written...]), at: 0)
          let opened = try KeysFile.open(path: path, bookID: bookID)
          #expect(try [count, count - 1].contains(opened.erasureCount), "\(written) bytes")
          #expect(try bytes(opened, 300) == bytes(keys, 300))
        }
      }
    }
  }

  @Test func `a header whose checksum was half written hides no block of keys`() throws {
    try withKeys { (path, bookID, keys) throws in
      let file = try DurableFile(path, .readWrite)
      let before = try file.read(at: 0, count: 64)
      try keys.ensure(KeySlot(1_024))
      let after = try file.read(at: 0, count: 64)
      let kept = try bytes(keys, 1_024)
      for written in 57...64 {
        try file.write(Array(after[..<written] + before[written...]), at: 0)
        let opened = try KeysFile.open(path: path, bookID: bookID)
        try opened.ensure(KeySlot(1_024))
        #expect(try bytes(opened, 1_024) == kept, "\(written) bytes")
      }
    }
  }

  @Test func `an erased key is gone for every opening, for good`() throws {
    try withKeys { (path, bookID, keys) throws in
      let other = try KeysFile.open(path: path, bookID: bookID)
      let erased = try #require(try bytes(keys, 7))
      let neighbours = try [bytes(keys, 6), bytes(keys, 8)]
      try keys.erase(KeySlot(7))
      try keys.erase(KeySlot(7))
      for opening in [keys, other, try KeysFile.open(path: path, bookID: bookID)] {
        #expect(try opening.key(KeySlot(7)) == nil)
        try opening.ensure(KeySlot(7))
        #expect(try opening.key(KeySlot(7)) == nil)
        #expect(try [bytes(opening, 6), bytes(opening, 8)] == neighbours)
      }
      #expect(!(try FileSystem.read(path)).contains(erased))
    }
  }

  @Test func `two openings may extend at once`() async throws {
    try await withSharedTemporaryDirectory { directory in
      let path = directory + "/keys"
      let bookID = BookID.random()
      _ = try KeysFile.create(path: path, bookID: bookID)
      try await withThrowingTaskGroup(of: [[UInt8]?].self) { group in
        for _ in 0..<2 {
          group.addTask {
            let keys = try KeysFile.open(path: path, bookID: bookID)
            return try stride(from: UInt32(1), to: 20_000, by: 512).map { slot in
              try keys.ensure(KeySlot(slot))
              return try keys.key(KeySlot(slot))?.exposedBytes
            }
          }
        }
        let first = try await group.next()
        let second = try await group.next()
        #expect(first == second)
        #expect(first?.contains(nil) == false)
        #expect(first.map { Set($0).count } == 40)
      }
    }
  }

  @Test func `an extension waits for another's, and keeps its keys`() async throws {
    try await withSharedTemporaryDirectory { directory in
      let path = directory + "/keys"
      let bookID = BookID.random()
      let keys = try KeysFile.create(path: path, bookID: bookID)
      let other = try DurableFile(path, .readWrite)
      try other.lockExclusive()
      let start = Gate()
      start.open()
      try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
        group.addTask {
          start.wait()
          try keys.ensure(KeySlot(1_030))
          return try keys.key(KeySlot(1_030))?.exposedBytes
        }
        while !start.isReached { await Task.yield() }
        for _ in 0..<10_000 { await Task.yield() }
        try other.write([UInt8](repeating: 7, count: 1_024 * 32), at: 64 + 1_024 * 32)
        var header = Array(try FileSystem.read(path)[0..<56])
        header[32] = 2
        header.append(littleEndian: Checksum.xxh3(header))
        try other.write(header, at: 0)
        try other.unlock()
        let seen = try await group.next()
        #expect(seen == [UInt8](repeating: 7, count: 32))
      }
    }
  }

  @Test func `slot 0 is nobody's`() throws {
    try withKeys { (_, _, keys) throws in
      #expect(throws: KeysFault.reservedSlot) { try keys.key(KeySlot(0)) }
      #expect(throws: KeysFault.reservedSlot) { try keys.erase(KeySlot(0)) }
      #expect(throws: KeysFault.reservedSlot) { try keys.ensure(KeySlot(0)) }
    }
  }

  @Test func `a missing file is said to be missing, an existing one is not replaced`() throws {
    try withKeys { (path, bookID, keys) throws in
      #expect(throws: KeysFault.missing(path: path + "2")) {
        try KeysFile.open(path: path + "2", bookID: bookID)
      }
      let lookup = try keys.lookupKey().exposedBytes
      #expect(throws: KeysFault.alreadyExists(path: path)) {
        try KeysFile.create(path: path, bookID: bookID)
      }
      #expect(try keys.lookupKey().exposedBytes == lookup)
    }
  }

  @Test func `the file of another book is refused`() throws {
    try withKeys { (path, bookID, _) throws in
      let other = BookID.random()
      #expect(throws: KeysFault.otherBook(path: path, expected: other, found: bookID)) {
        try KeysFile.open(path: path, bookID: other)
      }
    }
  }

  @Test func `a file that was cut short is refused`() throws {
    try withKeys { (path, bookID, _) throws in
      let whole = 64 + 1_024 * 32
      for size in [whole - 1, 65, 64, 63, 1, 0] {
        try DurableFile(path, .readWrite).truncate(to: size)
        let fault = KeysFault.truncated(
          path: path, expectedBytes: size < 64 ? 64 : whole, actualBytes: size)
        #expect(throws: fault) { try KeysFile.open(path: path, bookID: bookID) }
      }
    }
  }

  @Test func `a changed header is refused, whichever byte it is`() throws {
    try withKeys { (path, bookID, _) throws in
      let sound = try FileSystem.read(path)
      for offset in 0..<64 {
        try DurableFile(path, .readWrite).write([sound[offset] ^ 4], at: offset)
        #expect(throws: KeysFault.notAKeysFile(path: path), "byte \(offset)") {
          try KeysFile.open(path: path, bookID: bookID)
        }
        try DurableFile(path, .readWrite).write([sound[offset]], at: offset)
      }
      _ = try KeysFile.open(path: path, bookID: bookID)
    }
  }

  @Test func `a file of a newer format is refused`() throws {
    try withKeys { (path, bookID, _) throws in
      var header = Array(try FileSystem.read(path)[0..<56])
      header[8] = 2
      header.append(littleEndian: Checksum.xxh3(header))
      try DurableFile(path, .readWrite).write(header, at: 0)
      #expect(throws: KeysFault.newerFormat(path: path, format: 2, known: 1)) {
        try KeysFile.open(path: path, bookID: bookID)
      }
    }
  }

  @Test func `the rest of an interrupted extension is overwritten, never used`() throws {
    try withKeys { (path, bookID, _) throws in
      let size = 64 + 1_024 * 32
      try DurableFile(path, .readWrite).truncate(to: size + 5_000)
      let keys = try KeysFile.open(path: path, bookID: bookID)
      #expect(throws: KeysFault.missingSlot(KeySlot(1_030))) { try keys.key(KeySlot(1_030)) }
      try keys.ensure(KeySlot(1_030))
      #expect(try keys.key(KeySlot(1_030)) != nil)
    }
  }

  @Test func `keys in memory keep the same promises`() throws {
    let keys = InMemoryKeys()
    #expect(throws: KeysFault.missingSlot(KeySlot(2))) { try keys.key(KeySlot(2)) }
    try keys.ensure(KeySlot(2))
    #expect(try bytes(keys, 1) != bytes(keys, 2))
    try keys.erase(KeySlot(2))
    try keys.ensure(KeySlot(2))
    #expect(try keys.key(KeySlot(2)) == nil)
    #expect(throws: KeysFault.reservedSlot) { try keys.key(KeySlot(0)) }
    #expect(try keys.lookupKey().exposedBytes == keys.lookupKey().exposedBytes)
  }

  private func withKeys(_ body: (String, BookID, KeysFile) throws -> Void) throws {
    try withTemporaryDirectory { directory in
      let bookID = BookID.random()
      let path = directory + "/keys"
      try body(path, bookID, try KeysFile.create(path: path, bookID: bookID))
    }
  }

  private func bytes(_ keys: some KeyStore, _ slot: UInt32) throws -> [UInt8]? {
    try keys.key(KeySlot(slot))?.exposedBytes
  }
}
