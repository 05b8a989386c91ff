import Bytes
import CRM
import Domain
import EventLog
import Projections
import Testing

/// The states that golden histories fold to, held against a table that never changes.
///
/// `folds.txt` has one line a history, model and version: `history model version hash`, the hash
/// being FNV-1a of the checkpoint columns. A model that folds to another state, or stores it in
/// another layout, needs another version: a checkpoint of the old one must not be read.
@Suite struct FoldTests {
  /// How many lines the table had when it was last added to; only ever raised.
  static let knownLineCount = 160

  @Test func `every event type of every slice happens in a golden history`() throws {
    let seen = Set(
      try GoldenHistory.all().flatMap(\.entries).map { entry in
        "\(entry.header.stream.kind.number)/\(entry.header.type.number)"
      })
    let missing = Set(try allTypes()).subtracting(seen).sorted()
    if !missing.isEmpty, GoldenFiles.isWriting { try writeHistory() }
    #expect(missing.isEmpty, "let them happen in HistoryScript and write the next history")
  }

  @Test func `the script of the next history still makes every event type happen`() throws {
    let seen = Set(
      try GoldenHistory.record().map { line in
        let record = try #require(Hexadecimal.bytes(line.split(separator: " ")[1]))
        let header = EventHeader(record: record.span)
        return "\(header.stream.kind.number)/\(header.type.number)"
      })
    #expect(seen == Set(try allTypes()))
  }

  @Test func `a log stores the records of the histories as they were stored`() throws {
    for history in try GoldenHistory.all() {
      let log = InMemoryLog()
      let batch = history.entries.map { NewRecord(header: $0.header, payload: $0.payload) }
      try log.append(batch, expecting: .none)
      try log.scan(from: Position(1)) { record in
        let stored = [UInt8](copying: record.storedBytes)
        #expect(stored == history.entries[Int(record.position.number) - 1].record)
        return true
      }
      #expect(try log.head.position.number == UInt64(history.entries.count))
    }
  }

  @Test func `every storable model folds the histories to its golden state`() throws {
    let golden = try GoldenFiles.lines("folds")
    var missing: [String] = []
    for history in try GoldenHistory.all() {
      for model in ReadModels.all where model.isStorable {
        let hash = String(FowlerNollVo.hash(try history.columns(model)), radix: 16)
        let key = "\(history.name) \(model.name) \(model.version) "
        guard let line = golden.first(where: { $0.hasPrefix(key) }) else {
          missing.append(key + hash)
          continue
        }
        #expect(
          line == key + hash,
          "the state or layout of model \(model.name) changed: raise its version and add a line")
      }
    }
    if !missing.isEmpty, GoldenFiles.isWriting {
      try GoldenFiles.append(
        missing, to: "folds", title: "What models fold to: history, model, version, hash. Old lines never change.")
    }
    #expect(missing.isEmpty, "no golden state; write it as GoldenFiles says")
  }

  /// What hindsight and corrections rest on: see `ReadModel.forget`.
  @Test func `a model that forgets a stream and folds it again is as it was`() throws {
    for history in try GoldenHistory.all() {
      for model in ReadModels.all where model.order == .happened {
        #expect(try history.remainder(model) == 0, "\(model.name) keeps something it should forget")
        #expect(
          try history.refoldedColumns(model) == history.columns(model),
          "\(model.name) is another after forgetting a stream and folding it again")
      }
    }
  }

  @Test func `a stored state is read back as it was written`() throws {
    for history in try GoldenHistory.all() {
      for model in ReadModels.all where model.isStorable {
        let columns = try history.columns(model)
        #expect(try model.rewritten(columns) == columns, "\(model.name)")
      }
    }
  }

  @Test func `no golden state was taken away or stands for no model`() throws {
    let lines = try GoldenFiles.lines("folds").map { $0.split(separator: " ") }
    #expect(lines.count >= Self.knownLineCount)
    #expect(lines.allSatisfy { $0.count == 4 })
    #expect(Set(lines.map { $0.prefix(3) }).count == lines.count, "two lines for one version")
    for model in ReadModels.all where model.isStorable {
      let versions = lines.filter { $0[1] == model.name }.compactMap { UInt32($0[2]) }
      #expect(versions.max() == model.version, "\(model.name): versions only go up")
    }
  }

  /// Every event type there is, as `kind/type`.
  private func allTypes() throws -> [String] {
    try RecordTests.slices.get().flatMap { slice in
      slice.types.map { "\(slice.events.kind.number)/\($0.number)" }
    }
  }

  private func writeHistory() throws {
    let number = try GoldenHistory.all().count + 1
    try GoldenFiles.append(
      try GoldenHistory.record(), to: "history-\(number)",
      title: "A book's log, one record a line: position, record, opened box. Never changes.")
  }
}

extension GoldenHistory {
  /// The checkpoint columns of a model that folded the history.
  fileprivate func columns(_ type: any ReadModel.Type) throws -> [UInt8] {
    func columns<Model: ReadModel>(_ type: Model.Type) throws -> [UInt8] {
      var model = try folded(type)
      var coder = ColumnCoder()
      model.code(&coder)
      return coder.output
    }
    return try columns(type)
  }
}

extension GoldenHistory {
  fileprivate func refoldedColumns(_ type: any ReadModel.Type) throws -> [UInt8] {
    func columns<Model: ReadModel>(_ type: Model.Type) throws -> [UInt8] {
      var model = try refolded(type)
      var coder = ColumnCoder()
      model.code(&coder)
      return coder.output
    }
    return try columns(type)
  }

  /// How much two models differ that folded the history one and two times, forgetting every stream
  /// in between: nothing a stream made may add up.
  fileprivate func remainder(_ type: any ReadModel.Type) throws -> Int {
    func difference<Model: ReadModel>(_ type: Model.Type) throws -> Int {
      var once = try forgotten(type)
      var twice = try refolded(type)
      for stream in Set(entries.map(\.header.stream)) where Model.kinds.contains(stream.kind) {
        twice.forget(stream)
      }
      var first = ColumnCoder()
      var second = ColumnCoder()
      once.code(&first)
      twice.code(&second)
      return first.output == second.output ? 0 : 1
    }
    return try difference(type)
  }
}

extension ReadModel {
  /// The columns after the model was read from them and written again.
  fileprivate static func rewritten(_ columns: [UInt8]) throws -> [UInt8] {
    var model = Self()
    var reader = ColumnCoder(reading: columns.span)
    model.code(&reader)
    let isComplete = reader.isComplete
    try #require(isComplete, "\(name): every byte is read")
    var writer = ColumnCoder()
    model.code(&writer)
    return writer.output
  }
}
