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
    let checked = bytes.extracting(0..<KeysHeader.checkedByteCount)
    guard stored.starts(with: KeysHeader.magic),
      Checksum.xxh3(checked) == bytes.littleEndian64(at: KeysHeader.checkedByteCount)
    else { throw .notAKeysFile(path: path) }
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
