internal import Bytes
internal import Cryptography

/// The first 64 bytes of a keys file; `KeysFile` documents them.
struct KeysHeader: Equatable {
  static let byteCount = 64
  static let checkedByteCount = 56
  static let magic = Array("RAPPKEYS".utf8)
  static let currentFormat: UInt32 = 1

  let bookID: BookID
  /// How many blocks are filled and synced.
  var blockCount: UInt32
  /// How many erasures were begun.
  var erasureCount: UInt32 = 0

  /// How long the file is, at least.
  var fileByteCount: Int { KeysFile.offset(ofSlot: blockCount * KeysFile.slotsPerBlock) }

  /// The stored form.
  var bytes: [UInt8] {
    var bytes = KeysHeader.magic
    bytes.append(littleEndian: KeysHeader.currentFormat)
    bytes.append(littleEndian: KeysFile.slotsPerBlock)
    bytes.append(contentsOf: bookID.bytes)
    bytes.append(littleEndian: blockCount)
    bytes.append(littleEndian: erasureCount)
    bytes.append(contentsOf: [UInt8](repeating: 0, count: 16))
    bytes.append(littleEndian: Checksum.xxh3(bytes))
    return bytes
  }
}

extension KeysHeader {
  /// Reads and checks the stored form; `path` is for the error.
  init(_ stored: [UInt8], path: String) throws(KeysFault) {
    let bytes = stored.span
    guard bytes.count == KeysHeader.byteCount else {
      throw .truncated(
        path: path, expectedBytes: KeysHeader.byteCount, actualBytes: bytes.count)
    }
    guard stored.starts(with: KeysHeader.magic) else { throw .notAKeysFile(path: path) }
    let checked = bytes.extracting(0..<KeysHeader.checkedByteCount)
    if Checksum.xxh3(checked) != bytes.littleEndian64(at: KeysHeader.checkedByteCount) {
      guard let meant = KeysHeader.meant(stored) else { throw .notAKeysFile(path: path) }
      self = meant
      return
    }
    let format = bytes.littleEndian32(at: 8)
    guard format <= KeysHeader.currentFormat else {
      throw .newerFormat(path: path, format: format, known: KeysHeader.currentFormat)
    }
    guard format > 0, bytes.littleEndian32(at: 12) == KeysFile.slotsPerBlock,
      let bookID = BookID(bytes.extracting(16..<32))
    else { throw .notAKeysFile(path: path) }
    self.bookID = bookID
    blockCount = bytes.littleEndian32(at: 32)
    erasureCount = bytes.littleEndian32(at: 36)
  }
}

// MARK: - A header that was half written

extension KeysHeader {
  /// The header that half-written bytes stand for, when the disk was full, or failed, in the middle
  /// of overwriting one; nil when the bytes are damaged otherwise.
  ///
  /// Only the two counts and the checksum ever change, one of the counts at a time. What was
  /// written of the new header is followed by the rest of the old one, the end of its checksum at
  /// least: that and the counts there are tell which headers these were. When the count was not yet
  /// written whole, the old header stands: what the new one was to count had not been put to use.
  /// When it was, the new one does: its block was on disk before it, and an erasure is counted
  /// before it is done. So damage to the end of a checksum never hides a block of keys.
  private static func meant(_ stored: [UInt8]) -> KeysHeader? {
    let bytes = stored.span
    guard let bookID = BookID(bytes.extracting(16..<32)) else { return nil }
    let found = KeysHeader(
      bookID: bookID, blockCount: bytes.littleEndian32(at: 32),
      erasureCount: bytes.littleEndian32(at: 36))
    for count in [\KeysHeader.blockCount, \KeysHeader.erasureCount] {
      for before in predecessors(of: found[keyPath: count]) {
        var (old, new) = (found, found)
        old[keyPath: count] = before
        new[keyPath: count] = before + 1
        // A file has a block before it has a header.
        guard old.blockCount > 0 else { continue }
        if isInterrupted(stored, from: old.bytes, to: new.bytes) {
          return new == found ? new : old
        }
      }
    }
    return nil
  }

  /// What a count may have been that was raised by one, perhaps only in its low bytes so far.
  private static func predecessors(of count: UInt32) -> [UInt32] {
    let whole = count > 0 ? [count - 1] : []
    return whole
      + [0xFF, 0xFFFF, 0xFF_FFFF].filter { count & $0 == 0 && count <= .max - $0 - 1 }
      .map { count + $0 }
  }

  /// Whether writing one over the other, and stopping somewhere, leaves these bytes.
  private static func isInterrupted(
    _ stored: [UInt8], from old: [UInt8], to new: [UInt8]
  ) -> Bool {
    old.indices.contains { written in
      stored.elementsEqual([new[..<written], old[written...]].joined())
    }
  }
}
