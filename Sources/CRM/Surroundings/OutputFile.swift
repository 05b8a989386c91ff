public import Domain
import LMDB

/// Files that are handed out, to lie wherever the person wants them.
public enum OutputFile {
  /// Writes a file whole or not at all, over one of that name if there is one; it is on disk when
  /// this returns. Mode 0600.
  public static func write(_ bytes: [UInt8], to path: String) throws {
    try FileSystem.replace(path: path, with: [bytes])
  }

  /// Writes a new file of mode 0600, on disk when this returns; refused when there is one already.
  public static func write(_ bytes: [UInt8], toNew path: String) throws {
    let file: DurableFile
    do throws(FileError) {
      file = try DurableFile(path, .createNew)
    } catch {
      if error.kind == .exists { throw OutputFileRefusal.exists(path) }
      throw error
    }
    try file.write(bytes, at: 0)
    try file.sync()
  }
}

/// Why a file is not written.
public enum OutputFileRefusal: DomainRefusal {
  /// There is one of this name.
  case exists(String)

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .exists(let path): "there is a file \(path) already: name a new one"
    }
  }
}
