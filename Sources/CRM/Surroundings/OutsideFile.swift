import LMDB

/// Files that belong to no book: what is handed out, and what comes from elsewhere.
public enum OutsideFile {
  /// All bytes of a file.
  public static func read(_ path: String) throws -> [UInt8] { try FileSystem.read(path) }

  /// Writes a file whole or not at all, over one of that name if there is one; it is on disk when
  /// this returns. Mode 0600.
  public static func write(_ bytes: [UInt8], to path: String) throws {
    try FileSystem.replace(path: path, with: [bytes])
  }
}
