import Bytes
import Cryptography
import Derived
import EventLog
import LMDB
import Projections
import Synchronization

/// Keeps the models a process has folded, and starts from checkpoints what it has not.
///
/// The newest state of each model stays in memory and is folded on from; a past moment starts from
/// the best of that, the checkpoints, and nothing.
final class ModelStore: Sendable {
  private let log: any EventLog
  private let secrets: BookSecrets
  private let checkpoints: CheckpointStore?
  private let bookID: [UInt8]
  private let newest = Mutex(Memory())
  /// Why the last checkpoint could not be written; nil when none failed.
  private let unwritten = Mutex<String?>(nil)

  private struct Held: Sendable {
    let model: any ReadModel
    let position: Position
  }

  private struct Memory: Sendable {
    var models: [String: Held] = [:]
    /// How many erasures there had been when the models were folded.
    var erasures: UInt32 = 0
  }

  init(
    log: any EventLog, secrets: BookSecrets, checkpoints: CheckpointStore?, bookID: [UInt8]
  ) {
    self.log = log
    self.secrets = secrets
    self.checkpoints = checkpoints
    self.bookID = bookID
  }

  /// Folders for these models, folded up to `end` in one pass.
  func folded(_ types: [any ReadModel.Type], through end: Position) throws -> [Folder] {
    let erasures = try forgetErased()
    let folders = try types.map { try startingFolder($0, atOrBefore: end, erasures) }
    try Fold(log: log, secrets: secrets).run(folders, through: end)
    for folder in folders { remember(folder, at: end, erasures) }
    try checkpointAfter(folders, types, at: end, erasures)
    return folders
  }

  /// One model, folded up to `end`.
  func model<Model: ReadModel>(_ type: Model.Type, through end: Position) throws -> Model {
    let erasures = try forgetErased()
    let folder = try startingFolder(of: type, atOrBefore: end, erasures)
    try Fold(log: log, secrets: secrets).run([folder], through: end)
    remember(folder, at: end, erasures)
    try checkpointAfter([folder], [type], at: end, erasures)
    return folder.model
  }

  /// Forgets what was folded from boxes that may be shut by now; answers how many erasures there
  /// have been.
  private func forgetErased() throws -> UInt32 {
    let erasures = try secrets.keys.erasureCount
    newest.withLock { memory in
      guard memory.erasures != erasures else { return }
      memory.models = memory.models.filter { !type(of: $0.value.model).opensBoxes }
      memory.erasures = erasures
    }
    return erasures
  }

  private func startingFolder(
    _ type: any ReadModel.Type, atOrBefore end: Position, _ erasures: UInt32
  ) throws -> Folder {
    func open<Model: ReadModel>(_ type: Model.Type) throws -> Folder {
      try startingFolder(of: type, atOrBefore: end, erasures)
    }
    return try open(type)
  }

  private func startingFolder<Model: ReadModel>(
    of type: Model.Type, atOrBefore end: Position, _ erasures: UInt32
  ) throws -> ModelFolder<Model> {
    if let held = newest.withLock({ $0.models[Model.name] }), held.position <= end,
      let model = held.model as? Model
    {
      return ModelFolder(model, start: held.position)
    }
    if let (model, position) = try checkpoint(of: type, atOrBefore: end, erasures) {
      return ModelFolder(model, start: position)
    }
    return ModelFolder(Model(), start: .none)
  }

  private func checkpoint<Model: ReadModel>(
    of type: Model.Type, atOrBefore end: Position, _ erasures: UInt32
  ) throws -> (Model, Position)? {
    guard let checkpoints, Model.isStorable else { return nil }
    let loaded = try checkpoints.load(CheckpointKey(type, erasures), atOrBefore: end) { anchor in
      try isAnchored(anchor)
    }
    guard let loaded else { return nil }
    var model = Model()
    var coder = ColumnCoder(reading: loaded.state.span)
    model.code(&coder)
    return coder.isComplete ? (model, loaded.anchor.position) : nil
  }

  /// What is wrong with the checkpoints: damaged files, and those of another book or another log.
  ///
  /// `wholly` reads every file to its end; else only the headers are looked at.
  func checkpointProblems(wholly: Bool) throws -> [String] {
    guard let checkpoints else { return [] }
    let erasures = try secrets.keys.erasureCount
    var problems = Set(wholly ? try checkpoints.check().map(\.description) : [])
    for type in ReadModels.all where type.isStorable {
      try checkpoints.inspect(CheckpointKey(type, erasures)) { try isAnchored($0) }
    }
    problems.formUnion(checkpoints.problems.map(\.description))
    if let reason = unwritten.withLock({ $0 }) { problems.insert(reason) }
    return problems.sorted()
  }

  /// Whether a checkpoint was made of this very log.
  private func isAnchored(_ anchor: Anchor) throws -> Bool {
    guard anchor.bookID == bookID, anchor.position <= (try log.head.position) else { return false }
    return try log.record(at: anchor.position) { $0.headerChecksum } == anchor.recordChecksum
  }

  private func remember(_ folder: Folder, at end: Position, _ erasures: UInt32) {
    guard let folder = folder as? any HeldModel else { return }
    let (name, model) = (folder.name, folder.held)
    newest.withLock { memory in
      if type(of: model).opensBoxes, memory.erasures != erasures { return }
      if memory.models[name].map({ $0.position < end }) ?? true {
        memory.models[name] = Held(model: model, position: end)
      }
    }
  }

  /// Writes the state of every storable model at `end`, and at every `interval` positions before.
  func writeCheckpoints(
    through end: Position, every interval: UInt64?, progress: ((Position) -> Void)?
  ) throws -> Int {
    guard let checkpoints, end > .none, let lock = try checkpoints.lock() else { return 0 }
    try checkpoints.removeAll(holding: lock)
    let erasures = try secrets.keys.erasureCount
    var written = 0
    var states = ReadModels.all.filter { $0.isStorable }.map { $0.blankFolder }
    var here = Position.none
    while here < end {
      let next = interval.map { min(end, Position(here.number + $0)) } ?? end
      try Fold(log: log, secrets: secrets, progress: progress).run(states, through: next)
      here = next
      let anchor = try anchor(at: here)
      for case let state as any HeldModel in states {
        _ = try checkpoints.save(state.stored, state.key(erasures), anchor, holding: lock)
        written += 1
      }
      states = states.map { $0.restarted(at: here) }
    }
    return written
  }

  /// So many events make a fold long: about half a second's work.
  private static let longFold: UInt64 = 500_000

  /// After a long fold, writes the state of the models so that the next process need not fold it.
  private func checkpointAfter(
    _ folders: [Folder], _ types: [any ReadModel.Type], at end: Position, _ erasures: UInt32
  ) throws {
    let first = folders.map(\.start).min() ?? end
    guard let checkpoints, end.number >= first.number + ModelStore.longFold else { return }
    var due: [(CheckpointKey, [UInt8])] = []
    for type in types where type.isStorable {
      let key = CheckpointKey(type, erasures)
      let newest = try checkpoints.positions(of: key).last ?? .none
      guard end.number >= newest.number + ModelStore.longFold,
        let held = self.newest.withLock({ $0.models[type.name] }), held.position == end
      else { continue }
      due.append((key, held.model.storedState))
    }
    guard !due.isEmpty else { return }
    let anchor = try anchor(at: end)
    do throws(FileError) {
      guard let lock = try checkpoints.lock() else { return }
      for (key, state) in due { _ = try checkpoints.save(state, key, anchor, holding: lock) }
    } catch {
      // A full disk must not keep an answer back: the checkpoint is written another time.
      unwritten.withLock { $0 = error.description }
    }
  }

  private func anchor(at position: Position) throws -> Anchor {
    let checksum = try log.record(at: position) { $0.headerChecksum }
    return Anchor(bookID: bookID, position: position, recordChecksum: checksum)
  }

  /// Forgets everything kept in memory.
  func forget() {
    newest.withLock { $0.models = [:] }
  }

  /// Removes the checkpoints that were folded from opened boxes; waits a while for another process
  /// that writes checkpoints. They hold keyed hashes, never values.
  func removeOpenedCheckpoints() throws {
    guard let checkpoints else { return }
    for _ in 0..<300 {
      if let lock = try checkpoints.lockOrFault() {
        for type in ReadModels.all where type.opensBoxes {
          try checkpoints.removeAll(of: type.name, holding: lock)
        }
        return
      }
      Pause.tenthOfASecond()
    }
    throw ErasureFault.checkpointsBusy
  }

  /// Whether checkpoints made of opened boxes are left from before the last erasure.
  func hasOutdatedCheckpoints() throws -> Bool {
    guard let checkpoints else { return false }
    let erasures = try secrets.keys.erasureCount
    return try ReadModels.all.contains { type in
      try type.opensBoxes && checkpoints.hasOthers(than: CheckpointKey(type, erasures))
    }
  }
}

/// A folder whose model can be taken out without knowing its type.
private protocol HeldModel: Folder {
  var name: String { get }
  var held: any ReadModel { get }
  var stored: [UInt8] { get }
  func key(_ erasures: UInt32) -> CheckpointKey
}

extension ModelFolder: HeldModel {
  var name: String { Model.name }
  var held: any ReadModel { model }
  var stored: [UInt8] { model.storedState }
  func key(_ erasures: UInt32) -> CheckpointKey { CheckpointKey(Model.self, erasures) }
}

extension ReadModel {
  /// The columns a checkpoint holds.
  var storedState: [UInt8] {
    var coder = ColumnCoder()
    var copy = self
    copy.code(&coder)
    return coder.output
  }
}

extension CheckpointKey {
  /// The key of a model: its name, its version, and a fingerprint of both; and of how many erasures
  /// there have been, when the model opens boxes.
  init(_ type: any ReadModel.Type, _ erasures: UInt32) {
    let state = type.opensBoxes ? "/\(erasures)" : ""
    let text = "\(type.name)/\(type.version)\(state)"
    self.init(
      model: type.name, version: type.version, fingerprint: Checksum.xxh3(Array(text.utf8)))
  }
}
