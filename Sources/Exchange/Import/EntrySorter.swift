import Bytes
import Domain
import Files
import FoundationEssentials

/// Puts any number of entries with their rows in order, in constant memory: what does not fit is
/// sorted in portions that go to a scratch file and are merged while they are read.
struct EntrySorter {
  private let limitByteCount: Int
  private var portion = Portion()
  private var file: ScratchFile?
  private var runs: [Range<Int>] = []
  private(set) var count = 0

  /// How many bytes are kept in memory unless told otherwise.
  static let standardByteCount = 64 << 20

  init(limitByteCount: Int = EntrySorter.standardByteCount) {
    self.limitByteCount = limitByteCount
  }

  /// Adds an entry and its row.
  mutating func add(_ entry: ImportEntry, _ row: ImportRow) throws {
    portion.add(entry, row)
    count += 1
    if portion.byteCount > limitByteCount { try spill() }
  }

  private mutating func spill() throws {
    let file = try self.file ?? ScratchFile(in: FileManager.default.temporaryDirectory.path())
    self.file = file
    let start = file.byteCount
    try portion.write(to: file)
    runs.append(start..<file.byteCount)
    portion = Portion()
  }

  /// Everything that was added; nothing may be added any more.
  mutating func finish() throws -> SortedEntries {
    if file == nil {
      portion.sort()
      return SortedEntries(count: count, portion: portion, file: nil, runs: [])
    }
    if portion.byteCount > 0 { try spill() }
    return SortedEntries(count: count, portion: Portion(), file: file, runs: runs)
  }
}

/// Entries in memory, the bytes of their rows in one buffer.
struct Portion: Sendable {
  private(set) var items: [(entry: ImportEntry, start: Int)] = []
  private(set) var bytes: [UInt8] = []

  var byteCount: Int { bytes.count + items.count * MemoryLayout<(ImportEntry, Int)>.stride }

  mutating func add(_ entry: ImportEntry, _ row: ImportRow) {
    items.append((entry, bytes.count))
    EntryBytes.write(entry, row, to: &bytes)
  }

  mutating func sort() { items.sort { $0.entry < $1.entry } }

  mutating func write(to file: ScratchFile) throws {
    sort()
    var buffer: [UInt8] = []
    for (_, start) in items {
      let end = start + EntryBytes.byteCount(bytes.span, at: start)
      buffer += bytes[start..<end]
      if buffer.count > 1 << 20 {
        try file.append(buffer.span)
        buffer.removeAll(keepingCapacity: true)
      }
    }
    try file.append(buffer.span)
  }
}
