internal import Bytes
internal import LMDB

// The table `meta` of a log: `format` ⇒ 4 bytes, the format version as a little-endian number;
// `book` ⇒ the 16 bytes of the book's identity. Both are written once, in one transaction.

extension LMDBLog {
  /// The format of the log this program writes, and the newest it knows.
  public static let currentFormat: UInt32 = 1

  static let eventsTable = TableDefinition.positions("events")
  static let metaTable = TableDefinition.bytes("meta")
  static let headsTable = TableDefinition.positions("heads")
  static let formatKey = Array("format".utf8)
  static let bookKey = Array("book".utf8)

  /// Makes an empty log in `directory`, which is made as well (mode 0700) when it is missing; its
  /// parent must exist.
  ///
  /// Throws `LogFault.alreadyALog` when there is one. A creation that was interrupted may be
  /// repeated.
  public static func create(directory: String, bookID: BookID) throws -> LMDBLog {
    let environment = try Environment(
      directory: directory, tables: [eventsTable, metaTable, headsTable])
    let meta = environment.table(metaTable.name)
    try environment.write { transaction in
      guard try transaction.get(meta, key: formatKey, { _ in true }) == nil else {
        throw LogFault.alreadyALog(directory: directory)
      }
      var format: [UInt8] = []
      format.append(littleEndian: currentFormat)
      try transaction.put(meta, key: formatKey, value: format)
      try transaction.put(meta, key: bookKey, value: bookID.bytes)
    }
    try FileSystem.syncDirectory(directory)
    try FileSystem.syncDirectory(FileSystem.directory(of: try FileSystem.absolutePath(directory)))
    return try LMDBLog(environment: environment, bookID: bookID)
  }

  /// Opens the log in `directory`.
  ///
  /// Throws `LogFault.notALog` when there is none, `LogFault.newerLog` when a newer program made
  /// it, `LMDBError` when the store cannot be opened.
  public static func open(directory: String, readOnly: Bool = false) throws -> LMDBLog {
    let environment: Environment
    do throws(LMDBError) {
      environment = try Environment(
        directory: directory, tables: [eventsTable, metaTable], readOnly: readOnly, create: false)
    } catch {
      if error.kind == .notFound || error.kind == .incompatible {
        throw LogFault.notALog(directory: directory)
      }
      throw error
    }
    return try LMDBLog(environment: environment, bookID: readBookID(environment, directory))
  }

  private static func readBookID(
    _ environment: Environment, _ directory: String
  ) throws -> BookID {
    let meta = environment.table(metaTable.name)
    return try environment.read { transaction in
      let format = try transaction.get(meta, key: formatKey) { bytes in
        bytes.count == 4 ? bytes.littleEndian32(at: 0) : 0
      }
      guard let format, format > 0 else { throw LogFault.notALog(directory: directory) }
      guard format <= currentFormat else {
        throw LogFault.newerLog(directory: directory, format: format, known: currentFormat)
      }
      guard let bookID = try transaction.get(meta, key: bookKey, { BookID($0) }) ?? nil else {
        throw LogFault.notALog(directory: directory)
      }
      return bookID
    }
  }
}
