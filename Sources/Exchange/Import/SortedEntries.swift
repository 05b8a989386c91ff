import Bytes
import Domain
import Files

/// Entries in the order in which they happened; they can be gone through as often as needed.
struct SortedEntries: Sendable {
  let count: Int
  fileprivate let portion: Portion
  fileprivate let file: ScratchFile?
  fileprivate let runs: [Range<Int>]

  init(count: Int, portion: Portion, file: ScratchFile?, runs: [Range<Int>]) {
    (self.count, self.portion, self.file, self.runs) = (count, portion, file, runs)
  }

  /// A way through them from the first.
  func cursor() throws -> EntryCursor {
    guard let file else { return EntryCursor(portion) }
    return try EntryCursor(file, runs)
  }
}

/// A way through sorted entries.
struct EntryCursor {
  private let portion: Portion
  private var index = 0
  private var readers: [RunReader] = []
  /// The readers that have entries left, as a heap: the reader with the first entry comes first.
  private var heap: [Int] = []

  fileprivate init(_ portion: Portion) { self.portion = portion }

  fileprivate init(_ file: ScratchFile, _ runs: [Range<Int>]) throws {
    portion = Portion()
    for run in runs {
      let reader = try RunReader(file, run)
      if reader.entry == nil { continue }
      readers.append(reader)
      heap.append(readers.count - 1)
      rise(heap.count - 1)
    }
  }

  /// The next entry, its fields put into `row`; nil at the end.
  mutating func next(into row: inout ImportRow) throws -> ImportEntry? {
    if readers.isEmpty {
      guard index < portion.items.count else { return nil }
      let (entry, start) = portion.items[index]
      index += 1
      EntryBytes.fill(&row, portion.bytes.span, at: start)
      return entry
    }
    guard let first = heap.first, let entry = readers[first].entry else { return nil }
    readers[first].fill(&row)
    try readers[first].advance()
    if readers[first].entry == nil {
      heap.swapAt(0, heap.count - 1)
      heap.removeLast()
    }
    sink()
    return entry
  }

  private func precedes(_ first: Int, _ second: Int) -> Bool {
    guard let one = readers[heap[first]].entry, let other = readers[heap[second]].entry else {
      return false
    }
    return one < other
  }

  private mutating func rise(_ start: Int) {
    var place = start
    while place > 0, precedes(place, (place - 1) / 2) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func sink() {
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
        if precedes(child, least) { least = child }
      }
      if least == place { return }
      heap.swapAt(place, least)
      place = least
    }
  }
}

extension EntryCursor {
  /// The next entries with their rows, at most so many.
  mutating func batch(
    of count: Int, _ tables: [ImportTable]
  ) throws -> [(ImportEntry, ImportRow)] {
    guard let first = tables.first else { return [] }
    var batch: [(ImportEntry, ImportRow)] = []
    var row = ImportRow(table: first, number: 0)
    while batch.count < count, let entry = try next(into: &row) {
      row.place(entry, tables)
      batch.append((entry, row))
    }
    return batch
  }
}

extension ImportRow {
  /// Says where the row of an entry stands.
  mutating func place(_ entry: ImportEntry, _ tables: [ImportTable]) {
    table = tables[Int(entry.table)]
    number = Int(entry.row)
    origin = table.origin
  }
}

/// Reads one sorted run of a scratch file.
private struct RunReader {
  private let file: ScratchFile
  /// What of the run was not read into the buffer yet.
  private var rest: Range<Int>
  private var buffer: [UInt8]
  private var filled = 0
  private var start = 0
  private(set) var entry: ImportEntry?

  private static let bufferByteCount = 256 << 10

  init(_ file: ScratchFile, _ run: Range<Int>) throws {
    self.file = file
    rest = run
    buffer = Array(repeating: 0, count: Self.bufferByteCount)
    try load()
  }

  func fill(_ row: inout ImportRow) { EntryBytes.fill(&row, buffer.span, at: start) }

  mutating func advance() throws {
    start += EntryBytes.byteCount(buffer.span, at: start)
    try load()
  }

  /// Sees to it that the whole next entry is in the buffer.
  private mutating func load() throws {
    if filled - start < 4 { try refill() }
    guard filled - start >= 4 else { return entry = nil }
    let count = EntryBytes.byteCount(buffer.span, at: start)
    if filled - start < count {
      if count > buffer.count {
        buffer += Array(repeating: 0, count: count - buffer.count)
      }
      try refill()
    }
    precondition(filled - start >= count, "a run of a scratch file ends with a whole entry")
    entry = EntryBytes.entry(buffer.span, at: start)
  }

  /// Moves what is left to the beginning and fills up the buffer.
  private mutating func refill() throws {
    let left = filled - start
    for index in 0..<left { buffer[index] = buffer[start + index] }
    (start, filled) = (0, left)
    while filled < buffer.count, !rest.isEmpty {
      var piece = Array<UInt8>(repeating: 0, count: min(buffer.count - filled, rest.count))
      let count = try file.read(at: rest.lowerBound, into: &piece)
      if count == 0 { throw FileFault(path: "scratch file", reason: "it is shorter than it was") }
      buffer.replaceSubrange(filled..<filled + count, with: piece[0..<count])
      filled += count
      rest = rest.lowerBound + count..<rest.upperBound
    }
  }
}
