import Bytes
import Cryptography
import Derived
import LMDB
import Testing

struct DamageTests {
  @Test func `a file with any one byte changed is never loaded`() throws {
    let shelf = try Shelf()
    try shelf.save(at: 5)
    let sound = try FileSystem.read(shelf.path(5))
    for index in sound.indices {
      for change: UInt8 in [0x01, 0x80, 0xFF] {
        var bytes = sound
        bytes[index] ^= change
        try shelf.overwrite(5, bytes)
        #expect(try shelf.load() == nil, "byte \(index)")
        let expected: CheckpointFlaw =
          index < 8 ? .notACheckpoint : index < 88 ? .damagedHeader : .damagedState
        #expect(shelf.flaws() == [expected], "byte \(index)")
      }
    }
    try shelf.overwrite(5, sound)
    #expect(try shelf.load()?.state == sampleState)
    #expect(shelf.store.problems.isEmpty)
  }

  @Test func `a file cut at any length is never loaded`() throws {
    let shelf = try Shelf()
    try shelf.save(at: 5)
    let sound = try FileSystem.read(shelf.path(5))
    for count in 0..<sound.count {
      try shelf.overwrite(5, Array(sound.prefix(count)))
      #expect(try shelf.load() == nil, "\(count) bytes")
      #expect(shelf.flaws() == [count < 8 ? .notACheckpoint : .wrongLength], "\(count) bytes")
    }
    try shelf.overwrite(5, sound + [0])
    #expect(try shelf.load() == nil)
    #expect(shelf.flaws() == [.wrongLength])
  }

  @Test func `an unusable file gives way to an older one and is reported`() throws {
    let shelf = try Shelf()
    try shelf.save([1], at: 5)
    try shelf.save([2], at: 6)
    try shelf.save([3], at: 7)
    try shelf.overwrite(7, [1, 2, 3])
    try shelf.overwrite(6, Array(try FileSystem.read(shelf.path(6)).dropLast()))
    let loaded = try #require(try shelf.load())
    #expect(loaded.state == [1])
    #expect(
      shelf.store.problems.map(\.description) == [
        "opportunities-3-00000000000000000006.checkpoint: the file is shorter or longer than it says",
        "opportunities-3-00000000000000000007.checkpoint: is not a checkpoint",
      ])
    #expect(try shelf.store.positions(of: opportunities).map(\.number) == [5])
    try shelf.save([3], at: 7)
    #expect(try shelf.load()?.state == [3])
    #expect(try shelf.store.positions(of: opportunities).map(\.number) == [5, 7])
    #expect(shelf.flaws() == [.wrongLength])
  }

  @Test func `the state of another book or of a rewritten tail is passed over`() throws {
    let shelf = try Shelf()
    try shelf.save(at: 5, book: 8)
    #expect(try shelf.load() == nil)
    #expect(shelf.flaws() == [.otherLog])
    try shelf.save(at: 5)
    let rewritten = try shelf.store.load(opportunities, atOrBefore: Position(5)) {
      $0 == Anchor(bookID: $0.bookID, position: $0.position, recordChecksum: 1)
    }
    #expect(rewritten == nil)
    #expect(shelf.flaws() == [.otherLog])
  }

  @Test func `the state of another definition is passed over`() throws {
    let shelf = try Shelf()
    try shelf.save(at: 5)
    let changed = CheckpointKey(model: "opportunities", version: 3, fingerprint: 1)
    #expect(try shelf.load(changed) == nil)
    #expect(shelf.flaws() == [.otherFingerprint])
  }

  @Test func `a file under another one's name is passed over`() throws {
    let shelf = try Shelf()
    let accounts = CheckpointKey(model: "accounts", version: 3, fingerprint: 0xFEED_F00D)
    let next = CheckpointKey(model: "opportunities", version: 4, fingerprint: 0xFEED_F00D)
    for (place, key) in [(6, opportunities), (5, accounts), (5, next)] as [(UInt64, CheckpointKey)] {
      try shelf.save(at: 5)
      try FileSystem.rename(shelf.path(5), to: shelf.path(place, key))
      #expect(try shelf.load(key) == nil)
      #expect(shelf.flaws() == [.misnamed])
      try FileSystem.remove(shelf.path(place, key))
      #expect(try shelf.load(key) == nil)
      try shelf.store.removeAll(holding: try shelf.lock())
    }
  }

  @Test func `a file of a newer format is passed over and says so`() throws {
    let shelf = try Shelf()
    try shelf.save(at: 5)
    var bytes = try FileSystem.read(shelf.path(5))
    bytes[8] = 2
    bytes.store(littleEndian: Checksum.xxh3(Array(bytes[..<80])), at: 80)
    try shelf.overwrite(5, bytes)
    #expect(try shelf.load() == nil)
    #expect(shelf.flaws() == [.unknownFormat(2)])
  }

  @Test func `a length beyond the file does not allocate, though its checksum is right`() throws {
    let shelf = try Shelf()
    try shelf.save(at: 5)
    var bytes = try FileSystem.read(shelf.path(5))
    for length: UInt64 in [.max, 1 << 62, 0] {
      bytes.store(littleEndian: length, at: 64)
      bytes.store(littleEndian: Checksum.xxh3(Array(bytes[..<80])), at: 80)
      try shelf.overwrite(5, bytes)
      #expect(try shelf.load() == nil)
      #expect(shelf.flaws() == [.wrongLength])
    }
  }

  @Test func `a directory in the place of a file is passed over`() throws {
    let shelf = try Shelf()
    try FileSystem.makeDirectory(shelf.path(5))
    #expect(try shelf.load() == nil)
    let problem = try #require(shelf.store.problems.first)
    #expect(problem.description.hasSuffix("Is a directory"))
  }

  @Test func `checking finds every damaged file of every model`() throws {
    let shelf = try Shelf()
    let accounts = CheckpointKey(model: "accounts", version: 1, fingerprint: 9)
    try shelf.save(at: 5)
    try shelf.save(at: 6, accounts)
    try shelf.save(at: 7, accounts, book: 8)
    #expect(try shelf.store.check().isEmpty)
    var bytes = try FileSystem.read(shelf.path(6, accounts))
    bytes[90] ^= 4
    try FileSystem.replace(path: shelf.path(6, accounts), with: [bytes])
    #expect(try shelf.store.check().map(\.flaw) == [.damagedState])
  }

  @Test func `the stored form of a checkpoint is this`() throws {
    let shelf = try Shelf()
    let key = CheckpointKey(model: "accounts", version: 2, fingerprint: 0x1122_3344_5566_7788)
    let anchor = Anchor(
      bookID: Array(0xA0...0xAF), position: Position(0x0102_0304), recordChecksum: 0x8877_6655_4433_2211)
    let lock = try shelf.lock()
    let count = try shelf.store.save([0xCA, 0xFE], key, anchor, holding: lock)
    let expected: [UInt8] =
      Array("RPTCKPT1".utf8) + [1, 0, 0, 0] + [2, 0, 0, 0]
      + [0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11] + [4, 3, 2, 1, 0, 0, 0, 0]
      + Array(0xA0...0xAF) + [0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88]
      + bytes(Checksum.xxh3(Array("accounts".utf8))) + [2, 0, 0, 0, 0, 0, 0, 0]
      + bytes(Checksum.xxh3([0xCA, 0xFE]))
    let stored = try FileSystem.read("\(shelf.store.directory)/accounts-2-00000000000016909060.checkpoint")
    #expect(Array(stored[..<80]) == expected)
    #expect(Array(stored[80..<88]) == bytes(Checksum.xxh3(expected)))
    #expect(Array(stored[88...]) == [0xCA, 0xFE])
    #expect(count == 90)
  }

  private func bytes(_ number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
