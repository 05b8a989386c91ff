import Bytes
import CRM
import CRMTesting
import Domain
import EventLog
import FoundationEssentials
import Projections
import Testing

/// A log that never changes: its stored records, and the opened boxes beside them.
///
/// It is kept as bytes rather than made anew by the commands, so that a model's fold can be held
/// against it whatever becomes of the commands. `history-1.txt` is the first; when an event type
/// is new, writing mode makes the next one, and the older ones stay.
struct GoldenHistory: Sendable, CustomTestStringConvertible {
  /// One record: `position record personal`, the last `-` when nothing is sealed or can be opened.
  struct Entry: Sendable {
    fileprivate(set) var record: [UInt8]
    fileprivate(set) var personal: [UInt8]

    var header: EventHeader { EventHeader(record: record.span) }
    var payload: [UInt8] { Array(record.dropFirst(EventHeader.byteCount)) }
  }

  let number: Int
  private(set) var entries: [Entry]

  var name: String { "history-\(number)" }
  var testDescription: String { name }

  /// Every history there is, in order.
  static func all() throws -> [GoldenHistory] {
    var histories: [GoldenHistory] = []
    while let next = try read(histories.count + 1) { histories.append(next) }
    return histories
  }

  private static func read(_ number: Int) throws -> GoldenHistory? {
    let lines = try GoldenFiles.lines("history-\(number)")
    if lines.isEmpty { return nil }
    let entries = try lines.enumerated().map { index, line in
      let words = line.split(separator: " ")
      try #require(words.count == 3 && words[0] == "\(index + 1)", "not an entry: \(line)")
      return Entry(
        record: try #require(Hexadecimal.bytes(words[1])),
        personal: try #require(Hexadecimal.bytes(words[2])))
    }
    return GoldenHistory(number: number, entries: entries)
  }

  /// The history with another payload and box in one of its records.
  func replacing(_ index: Int, payload: [UInt8], personal: [UInt8]) -> GoldenHistory {
    var history = self
    history.entries[index].record.replaceSubrange(EventHeader.byteCount..., with: payload)
    history.entries[index].personal = personal
    return history
  }

  /// Folds every event into a model.
  func folded<Model: ReadModel>(_ type: Model.Type) throws -> Model {
    var model = Model()
    for (index, entry) in entries.enumerated() {
      let header = entry.header
      guard Model.kinds.contains(header.stream.kind) else { continue }
      let payload = entry.payload
      let position = Position(UInt64(index + 1))
      try model.apply(
        FoldEvent(position: position, header: header, payload: payload.span),
        OpenedBoxes(entries: entries))
    }
    return model
  }
}

extension ReadModel {
  /// Folds the events of one stream once more, after it was forgotten.
  fileprivate mutating func remake(_ stream: StreamID, _ history: GoldenHistory) throws {
    let places = history.entries.indices.filter {
      history.entries[$0].header.stream == stream
    }
    guard let last = places.last else { return }
    func event<R>(
      _ index: Int, _ body: (borrowing FoldEvent) throws -> R
    ) rethrows -> R {
      let payload = history.entries[index].payload
      return try body(
        FoldEvent(
          position: Position(UInt64(index + 1)), header: history.entries[index].header,
          payload: payload.span))
    }
    try event(last) { newest in
      try refold(newest, OpenedBoxes(entries: history.entries)) { body in
        for place in places { try event(place, body) }
      }
    }
  }
}

extension GoldenHistory {
  /// A model that folded every event, and every stream once more after it was forgotten.
  func refolded<Model: ReadModel>(_ type: Model.Type) throws -> Model {
    var model = try folded(type)
    for stream in Set(entries.map(\.header.stream)) where Model.kinds.contains(stream.kind) {
      try model.remake(stream, self)
    }
    return model
  }

  /// A model that folded every event and then forgot every stream.
  func forgotten<Model: ReadModel>(_ type: Model.Type) throws -> Model {
    var model = try folded(type)
    for stream in Set(entries.map(\.header.stream)) where Model.kinds.contains(stream.kind) {
      model.forget(stream)
    }
    return model
  }
}

/// The secrets of a golden history: boxes that lie open, and hashes under no key.
struct OpenedBoxes: Secrets {
  let entries: [GoldenHistory.Entry]

  func personal(
    in payload: Span<UInt8>, header: EventHeader, at position: Position
  ) throws -> [UInt8]? {
    let personal = entries[Int(position.number) - 1].personal
    return personal.isEmpty ? nil : personal
  }

  func lookup(_ value: String, domain: LookupDomain) -> LookupHash {
    let hash = FowlerNollVo.hash([domain.rawValue] + Array(value.utf8))
    return LookupHash(high: hash, low: ~hash)
  }
}

/// FNV-1a with 64 bits (draft-eastlake-fnv): enough to tell one state from another.
enum FowlerNollVo {
  static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

extension GoldenHistory {
  /// Runs the script in a book of its own and writes down what lies in its log.
  static func record() throws -> [String] {
    let directory = TestBook.temporaryDirectory()
    defer {
      // A directory that cannot be removed is no reason to fail.
      try? FileManager.default.removeItem(atPath: directory)  // allowed: only tidying up
    }
    try HistoryScript.run(in: directory, clock: TestClock())
    let log = try LMDBLog.open(directory: directory + "/log", readOnly: true)
    let keys = try KeysFile.open(path: directory + "/keys", bookID: log.bookID)
    let seal = PayloadSeal(keys: keys)
    var lines: [String] = []
    try log.scan(from: Position(1)) { record in
      let header = record.header
      var envelope = Envelope()
      var coder = FieldCoder(reading: try record.verifiedPayload())
      envelope.code(&coder)
      try coder.finish()
      var personal: [UInt8] = []
      if let slot = envelope.keySlot {
        let opened = try seal.open(
          envelope.box.span, slot: KeySlot(slot), stream: header.stream, version: header.version,
          at: record.position)
        // Of an erased person nothing can be opened any more.
        personal = opened ?? []
      }
      let bytes = Hexadecimal.text([UInt8](copying: record.storedBytes))
      lines.append("\(record.position.number) \(bytes) \(Hexadecimal.text(personal))")
      return true
    }
    return lines
  }
}
