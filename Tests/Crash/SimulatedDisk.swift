import LMDB

/// A disk under a trace: what is durable, and what is still on its way.
///
/// Harsher than any usual filesystem: syncing a file makes its bytes and size durable and nothing
/// else; a name (of a new, renamed or removed file, of a new directory) is durable once its own
/// directory was synced; until then names arrive in order, as a journal has them. What was written
/// and not synced may arrive in any selection of pages, hence in any order.
struct SimulatedDisk {
  private struct Write {
    var file: Int
    var offset: Int
    var bytes: [UInt8]
    var isDurable = false
    /// The file ends at the offset instead.
    var isSize = false
  }

  private enum NameChange {
    case link(String, Int), rename(String, String), unlink(String), directory(String)

    var paths: [String] {
      switch self {
      case .link(let path, _), .unlink(let path), .directory(let path): [path]
      case .rename(let from, let to): [from, to]
      }
    }
  }

  private let root: String
  /// The numbers of files by inode, since an inode is used again.
  private var fileOfInode: [UInt64: Int] = [:]
  private var contents: [[UInt8]] = []
  private var names = Names()
  private var writes: [Write] = []
  private var changes: [NameChange] = []
  /// How many promises were made.
  private(set) var promises = 0
  /// Whether pages whose sync failed are on the disk; else they never come there, also not by a
  /// later sync that succeeds, since Linux takes pages for clean once it has told of the failure.
  var keepsFailedPages = true

  private struct Names {
    var files: [String: Int] = [:]
    var directories: Set<String> = []

    mutating func apply(_ change: NameChange) {
      switch change {
      case .link(let path, let file): files[path] = file
      case .unlink(let path): files[path] = nil
      case .directory(let path): directories.insert(path)
      case .rename(let from, let to):
        files[to] = files[from]
        files[from] = nil
      }
    }
  }

  /// An empty disk; the directory `root` is there.
  init(root: String) {
    self.root = root
    names.directories = [root]
  }

  mutating func apply(_ operation: Trace.Operation) {
    switch operation {
    case .created(let path, let inode):
      fileOfInode[inode] = contents.count
      changes.append(.link(path, contents.count))
      contents.append([])
    case .wrote(let inode, let offset, let bytes, let isDurable):
      guard let file = fileOfInode[inode] else { return }
      writes.append(Write(file: file, offset: offset, bytes: bytes, isDurable: isDurable))
    case .resized(let inode, let size):
      guard let file = fileOfInode[inode] else { return }
      writes.append(Write(file: file, offset: size, bytes: [], isSize: true))
    case .synced(let inode): sync(fileOfInode[inode])
    case .renamed(let from, let to): changes.append(.rename(from, to))
    case .removed(let path): changes.append(.unlink(path))
    case .madeDirectory(let path): changes.append(.directory(path))
    case .syncedDirectory(let path): syncNames(in: path)
    case .promised(let number): promises = number
    case .syncFailed(_, let inode): failToSync(fileOfInode[inode])
    case .writeFailed: break
    }
  }

  private mutating func sync(_ file: Int?) {
    for write in writes where write.file == file { Self.carryOut(write, on: &contents) }
    writes.removeAll { $0.file == file }
  }

  private mutating func failToSync(_ file: Int?) {
    if keepsFailedPages { return sync(file) }
    for write in writes where write.file == file && (write.isSize || write.isDurable) {
      Self.carryOut(write, on: &contents)
    }
    writes.removeAll { $0.file == file }
  }

  private mutating func syncNames(in directory: String) {
    let isDone = { (change: NameChange) in
      change.paths.contains { FileSystem.directory(of: $0) == directory }
    }
    for change in changes where isDone(change) { names.apply(change) }
    changes.removeAll(where: isDone)
  }

  private static func carryOut(_ write: Write, on contents: inout [[UInt8]]) {
    let count = contents[write.file].count
    if write.isSize {
      contents[write.file] = Array(contents[write.file].prefix(write.offset))
      contents[write.file] += Array(repeating: 0, count: max(0, write.offset - count))
      return
    }
    let end = write.offset + write.bytes.count
    if end > count { contents[write.file] += Array(repeating: 0, count: end - count) }
    contents[write.file].replaceSubrange(write.offset..<end, with: write.bytes)
  }
}

/// How much of what was not synced reaches the disk.
struct Loss {
  /// The chance of a piece to arrive, in per cent.
  var chance: Int
  /// Bytes of a piece: a page of 4,096, or a sector of 512.
  var pieceBytes = 4_096
  /// Whether names that were not synced arrive, all or some first ones.
  var losesNames = true

  static let nothing = Loss(chance: 100, losesNames: false)
}

extension SimulatedDisk {
  /// The files after a power loss, by path; `torn` was being written when it came, and arrives in
  /// any selection of its sectors.
  func afterPowerLoss(
    _ loss: Loss, torn: Trace.Operation? = nil, _ random: inout SplitMix
  ) -> (files: [String: [UInt8]], directories: [String]) {
    var contents = contents
    for write in writes { Self.arrive(write, loss, on: &contents, &random) }
    if case .wrote(let inode, let offset, let bytes, _)? = torn, let file = fileOfInode[inode] {
      let write = Write(file: file, offset: offset, bytes: bytes)
      Self.arrive(write, Loss(chance: 50, pieceBytes: 512), on: &contents, &random)
    }
    var names = names
    let count = loss.losesNames ? random.number(0...changes.count) : changes.count
    for change in changes.prefix(count) { names.apply(change) }
    let directories = names.directories.sorted()
    var files: [String: [UInt8]] = [:]
    for (path, file) in names.files where isReachable(path, directories) {
      files[path] = contents[file]
    }
    return (files, directories.filter { $0 == root || isReachable($0, directories) })
  }

  private static func arrive(
    _ write: Write, _ loss: Loss, on contents: inout [[UInt8]], _ random: inout SplitMix
  ) {
    if write.isDurable || write.isSize || loss.chance == 100 {
      return carryOut(write, on: &contents)
    }
    var start = write.offset
    let end = write.offset + write.bytes.count
    while start < end {
      let stop = min(end, (start / loss.pieceBytes + 1) * loss.pieceBytes)
      if random.number(0...99) < loss.chance {
        let piece = Array(write.bytes[(start - write.offset)..<(stop - write.offset)])
        carryOut(Write(file: write.file, offset: start, bytes: piece), on: &contents)
      }
      start = stop
    }
  }

  private func isReachable(_ path: String, _ directories: [String]) -> Bool {
    var parent = FileSystem.directory(of: path)
    while parent != root {
      if !directories.contains(parent) { return false }
      parent = FileSystem.directory(of: parent)
    }
    return true
  }
}
