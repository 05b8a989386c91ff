public import Bytes
public import Cryptography
internal import LMDB
internal import Synchronization

/// The file `keys` of a book: 32 random bytes a slot, made and synced in blocks before use,
/// overwritten in place when the person is erased. Mode 0600.
///
/// | offset | size | field |
/// | ---: | ---: | --- |
/// | 0 | 8 | the letters RAPPKEYS |
/// | 8 | 4 | format version (1) |
/// | 12 | 4 | slots in a block (1,024) |
/// | 16 | 16 | the book's identity |
/// | 32 | 4 | blocks that are filled and synced |
/// | 36 | 4 | erasures begun |
/// | 40 | 16 | reserved, 0 |
/// | 56 | 8 | XXH3-64 of bytes 0 to 55 |
/// | 64 + 32 n | 32 | slot n: a random key; all zero: erased |
///
/// Numbers are little endian. Slot 0 is the key of the lookup hashes. The number of blocks is
/// raised only after the new block is on disk: what lies behind the last counted block is the rest
/// of an extension that was interrupted, and is overwritten by the next one. Extending and erasing
/// take an exclusive lock on the file (`flock`), so that several processes may do it. The count of
/// erasures is raised, on disk, before the key is overwritten: what others keep in memory from
/// opened boxes is known to be stale by it.
///
/// Keys are read from the file each time and never cached: what one process erases, no other can
/// open any more.
public final class KeysFile: KeyStore {
  /// How many slots are made at once.
  public static let slotsPerBlock: UInt32 = 1_024

  private let path: String
  private let bookID: BookID
  private let file: DurableFile
  /// How many blocks this process knows to be filled; also keeps its threads from extending at
  /// once, since the lock on the file is the open file's.
  private let blockCount: Mutex<UInt32>

  private init(path: String, bookID: BookID, file: DurableFile, blockCount: UInt32) {
    self.path = path
    self.bookID = bookID
    self.file = file
    self.blockCount = Mutex(blockCount)
  }

  static func offset(ofSlot slot: UInt32) -> Int {
    KeysHeader.byteCount + Int(slot) * SealingKey.byteCount
  }
}

extension KeysFile {
  /// Makes the keys file of a new book, with its first block of keys.
  public static func create(path: String, bookID: BookID) throws -> KeysFile {
    let file: DurableFile
    do throws(FileError) {
      file = try DurableFile(path, .createNew)
    } catch {
      if error.kind == .exists { throw KeysFault.alreadyExists(path: path) }
      throw error
    }
    let keys = KeysFile(path: path, bookID: bookID, file: file, blockCount: 0)
    try keys.extend(toBlocks: 1, from: KeysHeader(bookID: bookID, blockCount: 0))
    try FileSystem.syncDirectory(FileSystem.directory(of: path))
    return keys
  }

  /// Opens the keys file of the book; `KeysFault` says what is wrong with it.
  ///
  /// With `readOnly` the file need not be writable, and nothing can be erased or added.
  public static func open(
    path: String, bookID: BookID, readOnly: Bool = false
  ) throws -> KeysFile {
    let file: DurableFile
    do throws(FileError) {
      file = try DurableFile(path, readOnly ? .read : .readWrite)
    } catch {
      if error.kind == .notFound { throw KeysFault.missing(path: path) }
      throw error
    }
    let keys = KeysFile(path: path, bookID: bookID, file: file, blockCount: 0)
    let header = try keys.readHeader()
    keys.blockCount.withLock { $0 = header.blockCount }
    return keys
  }

  /// The key of the lookup hashes, from slot 0.
  public func lookupKey() throws -> LookupKey {
    let bytes = try slotBytes(KeySlot(0))
    guard let key = LookupKey(bytes.span) else {
      throw KeysFault.notAKeysFile(path: path)
    }
    return key
  }

  /// The person's key; nil when its slot is all zero. One read of 32 bytes.
  public func key(_ slot: KeySlot) throws -> SealingKey? {
    try requirePersonal(slot)
    try requirePresent(slot)
    let bytes = try slotBytes(slot)
    return bytes.allSatisfy { $0 == 0 } ? nil : SealingKey(bytes.span)
  }

  /// Overwrites the slot with zeros and syncs. What the disk itself keeps of overwritten bytes
  /// (copies of a copy-on-write filesystem, spare blocks) is beyond this.
  ///
  /// A slot that is zero already is left alone, but synced: whoever wrote it may not have.
  public func erase(_ slot: KeySlot) throws {
    try requirePersonal(slot)
    try requirePresent(slot)
    try blockCount.withLock { _ in
      try file.lockExclusive()
      let outcome = Result { try overwrite(slot) }
      try file.unlock()
      try outcome.get()
    }
  }

  private func overwrite(_ slot: KeySlot) throws {
    if try slotBytes(slot).allSatisfy({ $0 == 0 }) { return try file.sync() }
    var header = try readHeader()
    header.erasureCount &+= 1
    try file.write(header.bytes, at: 0)
    try file.sync()
    let zeros = [UInt8](repeating: 0, count: SealingKey.byteCount)
    try file.write(zeros, at: Self.offset(ofSlot: slot.number))
    try file.sync()
  }

  /// How many erasures were begun, as the header says now. One read of 64 bytes.
  public var erasureCount: UInt32 {
    get throws {
      let header = try file.read(at: 0, upTo: KeysHeader.byteCount)
      return try KeysHeader(header, path: path).erasureCount
    }
  }

  /// Adds synced blocks of random keys up to the slot's, unless they are there.
  public func ensure(_ slot: KeySlot) throws {
    try requirePersonal(slot)
    let blocks = slot.number / Self.slotsPerBlock + 1
    try blockCount.withLock { known in
      if known >= blocks { return }
      try file.lockExclusive()
      let outcome = Result { try extend(toBlocks: blocks, from: readHeader()) }
      try file.unlock()
      known = try outcome.get()
    }
  }
}

extension KeysFile {
  /// Adds blocks until there are `wanted`, one by one; the answer is how many there are now.
  @discardableResult
  private func extend(toBlocks wanted: UInt32, from header: KeysHeader) throws -> UInt32 {
    var header = header
    while header.blockCount < wanted {
      let fresh = Randomness.bytes(Int(Self.slotsPerBlock) * SealingKey.byteCount)
      try file.write(fresh, at: header.fileByteCount)
      try file.sync()
      header.blockCount += 1
      try file.write(header.bytes, at: 0)
      try file.sync()
    }
    return header.blockCount
  }

  private func readHeader() throws -> KeysHeader {
    let header = try KeysHeader(file.read(at: 0, upTo: KeysHeader.byteCount), path: path)
    guard header.bookID == bookID else {
      throw KeysFault.otherBook(path: path, expected: bookID, found: header.bookID)
    }
    let size = try file.size()
    guard header.blockCount > 0, size >= header.fileByteCount else {
      throw KeysFault.truncated(
        path: path, expectedBytes: header.fileByteCount, actualBytes: size)
    }
    return header
  }

  private func requirePersonal(_ slot: KeySlot) throws(KeysFault) {
    if slot.number == 0 { throw .reservedSlot }
  }

  /// Looks at the header again when the slot is beyond what is known: others may have added it.
  private func requirePresent(_ slot: KeySlot) throws {
    let block = slot.number / Self.slotsPerBlock
    try blockCount.withLock { known in
      if block >= known { known = try readHeader().blockCount }
      if block >= known { throw KeysFault.missingSlot(slot) }
    }
  }

  private func slotBytes(_ slot: KeySlot) throws -> [UInt8] {
    try file.read(at: Self.offset(ofSlot: slot.number), count: SealingKey.byteCount)
  }
}
