internal import Bytes
internal import Cryptography
public import LMDB

/// The tiles of a book's tree on disk: one file a level, `derived/tiles/level-0`, `level-1` …
///
/// A file is a header and then the tiles of the level in order, 8,208 bytes each (`Tile`):
///
/// | offset | size | field |
/// | ---: | ---: | --- |
/// | 0 | 8 | the letters RPTTILE1 |
/// | 8 | 4 | format version (1) |
/// | 12 | 4 | level |
/// | 16 | 16 | the book's identity |
/// | 32 | 8 | XXH3-64 of bytes 0 to 31 |
/// | 40 + 8,208 n | 8,208 | tile n |
///
/// Numbers are little endian. Every tile carries its own checksum and the anchor of its last
/// record, so that one that was torn, damaged, lost or brought from elsewhere is told apart and
/// made anew from the log; nothing here is precious. Many files of one tile each would cost a sync
/// a tile: this costs one sync a level and batch.
public final class TileStore: Sendable {
  static let magic = Array("RPTTILE1".utf8)
  static let format: UInt32 = 1
  static let headerCount = 40

  /// Where the files are: `derived/tiles` of a book.
  public let directory: String
  private let bookID: [UInt8]

  /// Uses a directory, which is made when something is first written; `bookID` has 16 bytes.
  public init(directory: String, bookID: [UInt8]) {
    precondition(bookID.count == 16, "a book is named by 16 bytes")
    self.directory = directory
    self.bookID = bookID
  }

  /// The tile, when it is there and undamaged; its anchor is the caller's to compare.
  func load(_ place: Tile.Place) throws(FileError) -> Tile? {
    guard let file = try open(place.level), try hasHeader(file, place.level) else { return nil }
    let stored = try file.read(at: Self.offset(place.index), upTo: Tile.byteCount)
    return Tile(place, stored: stored)
  }

  /// How many tiles of a level may be there, going by the size of the file.
  func count(level: UInt64) throws(FileError) -> UInt64 {
    guard let file = try open(level), try hasHeader(file, level) else { return 0 }
    return UInt64(max(0, try file.size() - Self.headerCount) / Tile.byteCount)
  }

  /// Keeps tiles of one level, with one sync; false when nothing may, or can, be written, or when
  /// another process is writing: they can be made again.
  @discardableResult
  func save(_ tiles: [Tile]) throws(FileError) -> Bool {
    guard let level = tiles.first?.place.level else { return true }
    do {
      try Directories.make(directory)
      guard let lock = try FlushLock(directory: directory) else { return false }
      try write(tiles, level)
      _ = consume lock
      return true
    } catch where error.deniesWriting {
      return false
    }
  }

  /// Removes all tiles, so that they are made from the log anew.
  public func removeAll() throws(FileError) {
    do {
      for name in try FileSystem.list(directory) where name.hasPrefix("level-") {
        try Directories.removeIfThere(directory + "/" + name)
      }
    } catch where error.kind == .notFound || error.deniesWriting {
      return
    }
  }

  private func write(_ tiles: [Tile], _ level: UInt64) throws(FileError) {
    let file = try DurableFile(path(level), .readWriteCreating)
    if try !hasHeader(file, level) {
      try file.truncate(to: 0)
      try file.write(header(level), at: 0)
    }
    for tile in tiles {
      precondition(tile.place.level == level, "one file holds one level")
      try file.write(tile.stored, at: Self.offset(tile.place.index))
    }
    try file.sync()
  }

  private func hasHeader(_ file: DurableFile, _ level: UInt64) throws(FileError) -> Bool {
    try file.read(at: 0, upTo: Self.headerCount) == header(level)
  }

  private func header(_ level: UInt64) -> [UInt8] {
    var bytes = Self.magic
    bytes.append(littleEndian: Self.format)
    bytes.append(littleEndian: UInt32(level))
    bytes += bookID
    bytes.append(littleEndian: Checksum.xxh3(bytes))
    return bytes
  }

  private func open(_ level: UInt64) throws(FileError) -> DurableFile? {
    do {
      return try DurableFile(path(level), .read)
    } catch where error.kind == .notFound {
      return nil
    }
  }

  private func path(_ level: UInt64) -> String { "\(directory)/level-\(level)" }

  private static func offset(_ index: UInt64) -> Int { headerCount + Int(index) * Tile.byteCount }
}
