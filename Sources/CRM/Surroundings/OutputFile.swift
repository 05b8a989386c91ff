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

  /// Has a file made by `body`, which gets the path of a temporary one of mode 0600 beside it, and
  /// gives it its name when it is whole and on disk. Refused when there is one already, unless it
  /// may be replaced.
  public static func make<Result>(
    _ path: String, replacing: Bool = false, _ body: (String) throws -> Result
  ) throws -> Result {
    if !replacing, FileSystem.exists(path) { throw OutputFileRefusal.inTheWay(path) }
    let temporary = path + "." + String(UInt32.random(in: 0 ... .max), radix: 36) + ".temporary"
    _ = try DurableFile(temporary, .createNew)
    do {
      let result = try body(temporary)
      try DurableFile(temporary, .readWrite).sync()
      if !replacing, FileSystem.exists(path) { throw OutputFileRefusal.inTheWay(path) }
      try FileSystem.rename(temporary, to: path)
      try FileSystem.syncDirectory(FileSystem.directory(of: path))
      return result
    } catch {
      // The first fault is the one to tell; a temporary file that stays does no harm.
      if FileSystem.exists(temporary) { try? FileSystem.remove(temporary) }  // allowed: see above
      throw error
    }
  }
}

/// Why a file is not written.
public enum OutputFileRefusal: DomainRefusal {
  /// There is one of this name.
  case exists(String)
  /// There is one of this name, and it may be replaced when asked for.
  case inTheWay(String)

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .exists(let path): "there is a file \(path) already: name a new one"
    case .inTheWay(let path):
      "there is a file \(path) already: name a new one, or say --force to replace it"
    }
  }
}

/// Writes a file piece by piece, from its beginning.
public final class OutputPieces {
  private let file: DurableFile
  private var pending: [UInt8] = []
  private var offset = 0

  private static let pieceByteCount = 1 << 20

  /// Begins with the file at a path, which is there and empty.
  public init(_ path: String) throws {
    file = try DurableFile(path, .readWrite)
    pending.reserveCapacity(Self.pieceByteCount + (1 << 16))
  }

  /// Adds bytes.
  public func write(_ bytes: [UInt8]) throws {
    pending += bytes
    if pending.count >= Self.pieceByteCount { try flush() }
  }

  /// Writes what is left.
  public func flush() throws {
    try file.write(pending, at: offset)
    offset += pending.count
    pending.removeAll(keepingCapacity: true)
  }
}
