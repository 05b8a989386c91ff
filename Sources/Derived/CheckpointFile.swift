internal import Bytes
internal import Cryptography
internal import LMDB

/// The bytes of a checkpoint file: 88 bytes of header, then the state. Little endian.
///
/// | offset | size | field |
/// | ---: | ---: | --- |
/// | 0 | 8 | "RPTCKPT1" |
/// | 8 | 4 | format (1) |
/// | 12 | 4 | version of the model |
/// | 16 | 8 | fingerprint of the model |
/// | 24 | 8 | position: the last one the state has seen |
/// | 32 | 16 | book id |
/// | 48 | 8 | header checksum of the record at that position, 0 at position 0 |
/// | 56 | 8 | XXH3-64 of the model's name in UTF-8 |
/// | 64 | 8 | length of the state in bytes |
/// | 72 | 8 | XXH3-64 of the state |
/// | 80 | 8 | XXH3-64 of bytes 0 to 79 |
/// | 88 | … | the state, to the end of the file |
///
/// All checksums have seed 0. The file is named after model, version and position
/// (`CheckpointName`) and is never changed once it has that name.
struct CheckpointFile {
  static let magic = Array("RPTCKPT1".utf8)
  static let format: UInt32 = 1
  static let headerCount = 88
  static let checkedCount = 80

  let version: UInt32
  let fingerprint: UInt64
  let anchor: Anchor
  let modelChecksum: UInt64
  let stateCount: UInt64
  let stateChecksum: UInt64

  /// The header of a file that is to hold `state`.
  init(_ key: CheckpointKey, _ anchor: Anchor, state: [UInt8]) {
    version = key.version
    fingerprint = key.fingerprint
    self.anchor = anchor
    modelChecksum = Self.checksum(ofModel: key.model)
    stateCount = UInt64(state.count)
    stateChecksum = Checksum.xxh3(state)
  }

  /// The header in these bytes, the first of a file of `fileCount` bytes.
  init(header: [UInt8], fileCount: Int) throws(CheckpointFlaw) {
    let bytes = header.span
    guard header.starts(with: Self.magic) else { throw .notACheckpoint }
    guard header.count == Self.headerCount else { throw .wrongLength }
    let checksum = Checksum.xxh3(bytes.extracting(first: Self.checkedCount))
    guard checksum == bytes.littleEndian64(at: 80) else { throw .damagedHeader }
    let format = bytes.littleEndian32(at: 8)
    guard format == Self.format else { throw .unknownFormat(format) }
    version = bytes.littleEndian32(at: 12)
    fingerprint = bytes.littleEndian64(at: 16)
    anchor = Anchor(
      bookID: [UInt8](copying: bytes.extracting(32..<48)),
      position: Position(bytes.littleEndian64(at: 24)),
      recordChecksum: bytes.littleEndian64(at: 48))
    modelChecksum = bytes.littleEndian64(at: 56)
    stateCount = bytes.littleEndian64(at: 64)
    stateChecksum = bytes.littleEndian64(at: 72)
    guard stateCount == UInt64(fileCount - Self.headerCount) else { throw .wrongLength }
  }

  /// The 88 bytes before the state.
  var header: [UInt8] {
    var bytes = Self.magic
    bytes.reserveCapacity(Self.headerCount)
    bytes.append(littleEndian: Self.format)
    bytes.append(littleEndian: version)
    bytes.append(littleEndian: fingerprint)
    bytes.append(littleEndian: anchor.position.number)
    bytes += anchor.bookID
    bytes.append(littleEndian: anchor.recordChecksum)
    bytes.append(littleEndian: modelChecksum)
    bytes.append(littleEndian: stateCount)
    bytes.append(littleEndian: stateChecksum)
    bytes.append(littleEndian: Checksum.xxh3(bytes))
    return bytes
  }

  /// Whether the content is what the file's name says.
  func fits(_ name: CheckpointName) -> Bool {
    version == name.version && anchor.position == name.position
      && modelChecksum == Self.checksum(ofModel: name.model)
  }

  /// The header of an open checkpoint, checked in itself and against the file's name and size.
  static func readHeader(
    _ file: DurableFile, _ name: CheckpointName
  ) throws -> CheckpointFile {
    let header = try file.read(at: 0, upTo: headerCount)
    let content = try CheckpointFile(header: header, fileCount: try file.size())
    guard content.fits(name) else { throw CheckpointFlaw.misnamed }
    return content
  }

  /// The state that follows the header, checked.
  func readState(_ file: DurableFile) throws -> [UInt8] {
    let state = try file.read(at: Self.headerCount, upTo: Int(stateCount))
    guard UInt64(state.count) == stateCount, Checksum.xxh3(state) == stateChecksum else {
      throw CheckpointFlaw.damagedState
    }
    return state
  }

  private static func checksum(ofModel name: String) -> UInt64 {
    Checksum.xxh3(Array(name.utf8))
  }
}
