import LMDB

/// Files that are handed out, to lie wherever the person wants them.
public enum OutputFile {
  /// Writes a file whole or not at all, over one of that name if there is one; it is on disk when
  /// this returns. Mode 0600.
  public static func write(_ bytes: [UInt8], to path: String) throws {
    try FileSystem.replace(path: path, with: [bytes])
  }
}
