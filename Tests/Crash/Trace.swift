import LMDB

/// What Tests/CrashRecorder wrote down of a process: its writes, syncs and promises, in order.
struct Trace {
  enum Operation {
    /// A new, empty file.
    case created(path: String, inode: UInt64)
    /// Bytes at an offset; durable at once when the file was opened with O_DSYNC.
    case wrote(inode: UInt64, offset: Int, bytes: [UInt8], isDurable: Bool)
    case resized(inode: UInt64, size: Int)
    case synced(inode: UInt64)
    case renamed(from: String, to: String)
    case removed(path: String)
    case madeDirectory(path: String)
    case syncedDirectory(path: String)
    /// The process made its promise of this number.
    case promised(Int)
    /// A sync of that file failed: the kernel may have forgotten that its pages were not written.
    case syncFailed(path: String, inode: UInt64)
    /// Another call failed and did nothing, or a write did less than it should.
    case writeFailed(path: String, offset: Int)
  }

  var operations: [Operation] = []

  /// Reads a file of the recorder.
  init(readFrom path: String) throws {
    let bytes = try FileSystem.read(path)
    var place = 0
    func number(_ offset: Int, _ count: Int) -> Int {
      (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
    }
    while place < bytes.count {
      let (pathCount, dataCount) = (number(place + 4, 4), number(place + 24, 8))
      let start = place + 32
      let data = Array(bytes[(start + pathCount)..<(start + pathCount + dataCount)])
      operations.append(
        try Trace.operation(
          bytes[place], isDurable: bytes[place + 1] == 1, inode: UInt64(number(place + 8, 8)),
          number: number(place + 16, 8),
          path: String(decoding: bytes[start..<(start + pathCount)], as: UTF8.self), data))
      place = start + pathCount + dataCount
    }
  }

  private static func operation(
    _ code: UInt8, isDurable: Bool, inode: UInt64, number: Int, path: String, _ data: [UInt8]
  ) throws -> Operation {
    switch code {
    case 1: .created(path: path, inode: inode)
    case 2: .wrote(inode: inode, offset: number, bytes: data, isDurable: isDurable)
    case 3: .resized(inode: inode, size: number)
    case 4: .synced(inode: inode)
    case 5: .renamed(from: path, to: String(decoding: data, as: UTF8.self))
    case 6: .removed(path: path)
    case 7: .madeDirectory(path: path)
    case 8: .syncedDirectory(path: path)
    case 9: .promised(number)
    case 10: 
      isDurable
        ? .syncFailed(path: path, inode: inode) : .writeFailed(path: path, offset: number)
    default: throw UnknownOperation(code: code)
    }
  }

  /// The files, or directories, whose calls failed, in order.
  var failedPaths: [String] {
    operations.compactMap { operation in
      switch operation {
      case .syncFailed(let path, _), .writeFailed(let path, _): path
      default: nil
      }
    }
  }

  /// Whether a caller must have been told of what failed: of the log and the keys, but not of the
  /// mark that a commit was done (docs/FORMAT.md), after which nothing else is missing.
  var mustBeTold: Bool {
    func isMark(_ offset: Int) -> Bool { (688..<696).contains(offset % 4_096) && offset < 8_192 }
    return operations.contains { operation in
      switch operation {
      case .syncFailed(let path, _): Self.isTruth(path)
      case .writeFailed(let path, let offset):
        Self.isTruth(path) && !(path.hasSuffix("/log/data.mdb") && isMark(offset))
      default: false
      }
    }
  }

  private static func isTruth(_ path: String) -> Bool {
    path.contains("/book/log/") || path.hasSuffix("/book/keys")
  }

  struct UnknownOperation: Error { let code: UInt8 }

  /// The same with a disk that says it has synced and has not.
  var withoutSyncs: Trace {
    var lying = self
    lying.operations = operations.compactMap { operation in
      switch operation {
      case .synced, .syncedDirectory: nil
      case .wrote(let inode, let offset, let bytes, _):
        .wrote(inode: inode, offset: offset, bytes: bytes, isDurable: false)
      default: operation
      }
    }
    return lying
  }
}
