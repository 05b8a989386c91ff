public import Bytes
public import LMDB
internal import Synchronization

/// The checkpoint files of a book: states of read models, each as of one position.
///
/// All of it can be folded from the log anew, so nothing here is precious: a file that is damaged,
/// of another definition or of another log is passed over and reported in `problems`. Old
/// checkpoints are kept, so that any past moment is one load and a short fold. It may be used from
/// any thread and by several processes at once; only the holder of the `FlushLock` writes.
public final class CheckpointStore: Sendable {
  /// Where the files are: `derived/checkpoints` of a book.
  public let directory: String
  private let flaws = Mutex<[String: CheckpointFlaw]>([:])

  /// Uses a directory, and makes it and its parents (mode 0700) when they are missing.
  ///
  /// Where nothing may be written (or the disk is full) and none is there, the store is empty.
  public init(directory: String) throws(FileError) {
    self.directory = directory
    do {
      try Directories.make(directory)
    } catch where error.deniesWriting {
      return
    }
  }

  /// The files found unusable so far, by name.
  public var problems: [CheckpointProblem] {
    flaws.withLock { flaws in
      flaws.sorted { $0.key < $1.key }.map { CheckpointProblem(name: $0.key, flaw: $0.value) }
    }
  }
}

// MARK: - Reading

extension CheckpointStore {
  /// The positions a model has checkpoints at, ascending; read from the names of the files alone.
  ///
  /// Those that `load` or `check` found unusable are left out, so that they will be written anew.
  public func positions(of key: CheckpointKey) throws(FileError) -> [Position] {
    let unusable = flaws.withLock { $0 }
    return try names(of: key).filter { unusable[$0.text] == nil }.map(\.position)
  }

  /// Every checkpoint file: model, version, position, size; ordered so.
  public func list() throws(FileError) -> [CheckpointInfo] {
    var found: [CheckpointInfo] = []
    for name in try names() {
      do {
        let bytes = try DurableFile(path(name), .read).size()
        found.append(
          CheckpointInfo(
            model: name.model, version: name.version, position: name.position, bytes: bytes))
      } catch where error.kind == .notFound {
        continue  // removed since the directory was listed
      }
    }
    return found.sorted {
      ($0.model, $0.version, $0.position) < ($1.model, $1.version, $1.position)
    }
  }

  /// The newest usable state at or before `position`, and where it stands; nil when there is none.
  ///
  /// `isAnchor` says whether the log has that record: right book, right position, right checksum. A
  /// fault it throws is passed up; files that cannot be used are passed over, see `problems`.
  public func load(
    _ key: CheckpointKey, atOrBefore position: Position, isAnchor: (Anchor) throws -> Bool
  ) throws -> (state: [UInt8], anchor: Anchor)? {
    for name in try names(of: key).reversed() where name.position <= position {
      if let loaded = try load(name, fingerprint: key.fingerprint, isAnchor) { return loaded }
    }
    return nil
  }

  /// Reads every file whole and says which cannot be used, whatever model they are of.
  ///
  /// What only a model or a log can tell (another fingerprint, another log) it does not see.
  public func check() throws -> [CheckpointProblem] {
    for name in try names() { _ = try load(name, fingerprint: nil) { _ in true } }
    return problems
  }

  /// Looks at the header of every file of a model, and notes those that cannot be used as far as a
  /// header tells: damaged, cut off, of another definition, of another log.
  public func inspect(_ key: CheckpointKey, isAnchor: (Anchor) throws -> Bool) throws {
    for name in try names(of: key) {
      _ = try use(name, fingerprint: key.fingerprint, isAnchor) { _, _ in true }
    }
  }

  /// Nil when the file is gone or unusable; the latter is noted.
  private func load(
    _ name: CheckpointName, fingerprint: UInt64?, _ isAnchor: (Anchor) throws -> Bool
  ) throws -> (state: [UInt8], anchor: Anchor)? {
    try use(name, fingerprint: fingerprint, isAnchor) { content, file in
      let state = try content.readState(file)
      note(nil, name)
      return (state, content.anchor)
    }
  }

  /// What `body` makes of a file whose header is right; nil when the file is gone or unusable.
  private func use<R>(
    _ name: CheckpointName, fingerprint: UInt64?, _ isAnchor: (Anchor) throws -> Bool,
    _ body: (CheckpointFile, DurableFile) throws -> R
  ) throws -> R? {
    do {
      let file = try DurableFile(path(name), .read)
      let content = try CheckpointFile.readHeader(file, name)
      if let fingerprint, fingerprint != content.fingerprint {
        throw CheckpointFlaw.otherFingerprint
      }
      let belongs = try Result { try isAnchor(content.anchor) }.mapError(AnchorFault.init).get()
      guard belongs else { throw CheckpointFlaw.otherLog }
      return try body(content, file)
    } catch let flaw as CheckpointFlaw {
      note(flaw, name)
    } catch let error as FileError {
      note(error.kind == .notFound ? nil : .unreadable(error.description), name)
    } catch let fault as AnchorFault {
      throw fault.cause
    }
    return nil
  }

  private func note(_ flaw: CheckpointFlaw?, _ name: CheckpointName) {
    flaws.withLock { $0[name.text] = flaw }
  }

  private func names(of key: CheckpointKey) throws(FileError) -> [CheckpointName] {
    // Most files are of other models: only the names that may be right are taken apart.
    try names(beginning: CheckpointName.start(key.model, key.version))
      .filter { $0.model == key.model && $0.version == key.version }
      .sorted { $0.position < $1.position }
  }

  private func names(beginning start: String = "") throws(FileError) -> [CheckpointName] {
    do {
      return try FileSystem.list(directory).filter { $0.hasPrefix(start) }
        .compactMap(CheckpointName.init)
    } catch where error.kind == .notFound {
      return []
    }
  }

  private func path(_ name: CheckpointName) -> String { directory + "/" + name.text }
}

// MARK: - Writing

extension CheckpointStore {
  /// Takes the right to write; nil when another has it, or when nothing may be written here.
  ///
  /// Makes the directory when it is gone, and removes what killed writers left.
  public func lock() throws(FileError) -> FlushLock? {
    do {
      return try lockOrFault()
    } catch where error.deniesWriting {
      return nil
    }
  }

  /// The same for whoever must get it: nil only when another has it, a fault when nothing may be
  /// written here or the disk is full.
  public func lockOrFault() throws(FileError) -> FlushLock? {
    try Directories.make(directory)
    guard let lock = try FlushLock(directory: directory) else { return nil }
    try removeTemporaryFiles()
    return lock
  }

  /// Keeps a state, durably: a temporary file, synced, renamed. Returns the size of the file.
  ///
  /// After a fault the file is not there, or an earlier one of that name still is; the book is
  /// unharmed and the state may be saved another time.
  public func save(
    _ state: [UInt8], _ key: CheckpointKey, _ anchor: Anchor, holding lock: borrowing FlushLock
  ) throws(FileError) -> Int {
    precondition(lock.directory == directory, "a lock lets write into its own directory only")
    let name = CheckpointName(model: key.model, version: key.version, position: anchor.position)
    let header = CheckpointFile(key, anchor, state: state).header
    try FileSystem.replace(path: path(name), with: [header, state])
    note(nil, name)
    return header.count + state.count
  }

  /// Removes all checkpoints, so that every state is folded from the log anew.
  public func removeAll(holding lock: borrowing FlushLock) throws(FileError) {
    precondition(lock.directory == directory, "a lock lets remove from its own directory only")
    for name in try names() { try Directories.removeIfThere(path(name)) }
    flaws.withLock { $0 = [:] }
  }

  /// Removes the checkpoints of one model, of every version; no power loss brings them back.
  public func removeAll(
    of model: String, holding lock: borrowing FlushLock
  ) throws(FileError) {
    precondition(lock.directory == directory, "a lock lets remove from its own directory only")
    let unwanted = try names().filter { $0.model == model }
    for name in unwanted {
      try Directories.removeIfThere(path(name))
      note(nil, name)
    }
    // Also when there were none: they may have been removed, and not synced, before a kill.
    try FileSystem.syncDirectory(directory)
  }

  /// Whether there are checkpoints of the model by another definition, or that cannot be read; each
  /// costs reading one header.
  public func hasOthers(than key: CheckpointKey) throws -> Bool {
    try names().contains { name in
      guard name.model == key.model else { return false }
      do {
        let file = try DurableFile(path(name), .read)
        return try CheckpointFile.readHeader(file, name).fingerprint != key.fingerprint
      } catch is CheckpointFlaw {
        return true
      } catch let error as FileError {
        return error.kind != .notFound
      }
    }
  }

  private func removeTemporaryFiles() throws(FileError) {
    for name in try FileSystem.list(directory) where CheckpointName.isTemporary(name) {
      try Directories.removeIfThere(directory + "/" + name)
    }
  }
}

/// A fault of the caller's own test of an anchor, told apart from those of the files.
private struct AnchorFault: Error {
  let cause: any Error
}
