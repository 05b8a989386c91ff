import CRM
import Files

/// A file given to an import: read piece by piece, as often as it is needed, and unpacked on the
/// way when it is packed by gzip.
public struct ImportFile: Sendable {
  /// Its name, with or without the folder it is in.
  public var name: String
  private var content: Content

  private enum Content: Sendable {
    case bytes([UInt8])
    case path(String)
  }

  /// A file of this name that is in memory, not packed.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    content = .bytes(bytes)
  }

  /// A file on disk.
  public init(path: String) {
    name = path
    content = .path(path)
  }

  /// Its name without the folder.
  public var baseName: String { name.split(separator: "/").last.map(String.init) ?? name }

  /// Its name without the folder, and without what says that it is packed.
  var plainName: String {
    let name = baseName
    return name.lowercased().hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }

  private static let pieceByteCount = 256 << 10

  /// Hands over what is in it, piece by piece; stops when `deliver` answers false.
  func read(_ deliver: (Span<UInt8>) throws -> Bool) throws {
    switch content {
    case .bytes(let bytes):
      var start = 0
      while start < bytes.count {
        let end = min(start + Self.pieceByteCount, bytes.count)
        if try !deliver(bytes.span.extracting(start..<end)) { return }
        start = end
      }
    case .path(let path):
      do {
        let reader = try FileReader(path)
        var goesOn = true
        while goesOn, try reader.readPiece({ goesOn = try deliver($0) }) {}
      } catch let fault as FileFault {
        if fault.reason == "no such file or directory" {
          throw ImportFailure(reason: "there is no file \(path)")
        }
        throw ImportFailure(file: baseName, reason: "it cannot be read: \(fault.reason)")
      }
    }
  }

  /// Its first bytes, at most so many.
  func beginning(_ byteCount: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try read { piece in
      for index in 0..<min(piece.count, byteCount - bytes.count) { bytes.append(piece[index]) }
      return bytes.count < byteCount
    }
    return bytes
  }
}
