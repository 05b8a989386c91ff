import Bytes
import EventLog
import LMDB

/// Writes a backup, whole or what is new, and verifies it.
struct BackupWriter {
  let source: LMDBLog
  let files: BookFiles
  let target: BackupTarget
  let now: Instant

  typealias Progress = (_ done: UInt64, _ all: UInt64) throws -> Void

  /// How many records, and about how many bytes, are appended in one transaction.
  private static let batchCount = 20_000
  private static let batchBytes = 16 << 20

  /// A full copy, in a directory beside the target that gets its name when all is well.
  func copyAll(_ request: BackupRequest, _ progress: Progress) throws -> BackupReport {
    let directory = target.files.directory
    guard try isFree(directory) else { throw CareRefusal.targetExists(directory) }
    let before = try source.head
    let work = try PartialDirectory(for: directory)
    do {
      let copy = BookFiles(directory: work.path)
      try source.copy(to: copy.log)
      try copyPlainFiles(to: copy, request)
      let head = try verified(copy, atLeast: before.position, progress)
      try BackupLabel(bookID: source.bookID, head: head, takenAt: now).write(to: copy)
      try work.finish(as: directory)
      return try report(head, added: head.position.number, request)
    } catch {
      try work.abandon()
      throw error
    }
  }

  /// Adds the events, and the signed heads, behind those the backup has.
  func addNew(_ request: BackupRequest, _ progress: Progress) throws -> BackupReport {
    let copy = target.files
    let label = try BackupLabel(of: copy)
    try RestoreSource.requireUsable(copy)
    let lock = try DurableFile(copy.backupLabel, .read)
    guard try lock.tryLock() else { throw CareRefusal.busy(copy.directory) }
    if try PartialDirectory.isPartial(copy.directory) {
      throw CareRefusal.unfinished(copy.directory)
    }
    try PartialDirectory.clearMark(in: copy.directory)
    guard label.bookID == source.bookID else { throw CareRefusal.otherBook(copy.directory) }
    _ = try StoreInspection.inspect(copy.log)
    let log = try LMDBLog.open(directory: copy.log)
    let start = try requireSameBeginning(log, copy.directory)
    // Heads first: each is then about events that are copied below.
    let heads = try source.heads()
    let end = try source.head.position
    try append(to: log, after: start, through: end)
    for entry in heads[try log.heads().count...] {
      try log.appendHead(entry, expecting: try log.heads().count)
    }
    do {
      try copyPlainFiles(to: copy, request)
      let head = try verified(copy, atLeast: end, progress)
      try BackupLabel(bookID: source.bookID, head: head, takenAt: now).write(to: copy)
      withExtendedLifetime(lock) {}
      return try report(head, added: head.position.number - start.number, request)
    } catch let fault as BackupFault {
      try FileSystem.replace(path: copy.unusableMark, with: [Array("\(fault.what)\n".utf8)])
      throw fault
    }
  }

  // MARK: - Pieces

  private func isFree(_ directory: String) throws -> Bool {
    guard FileSystem.exists(directory) else { return true }
    return try FileSystem.isDirectory(directory) && FileSystem.list(directory).isEmpty
  }

  /// The last position of the backup, once its events and heads are the book's as well.
  private func requireSameBeginning(_ log: LMDBLog, _ directory: String) throws -> Position {
    guard log.bookID == source.bookID else { throw CareRefusal.otherBook(directory) }
    let (last, end) = (try log.head, try source.head)
    guard last.position <= end.position else {
      throw CareRefusal.ahead(
        directory, backup: last.position.number, book: end.position.number)
    }
    if last.position > .none {
      func bytes(_ log: LMDBLog) throws -> [UInt8] {
        try log.record(at: last.position) { record in
          let stored = record.storedBytes
          return stored.indices.map { stored[$0] }
        }
      }
      guard try bytes(log) == bytes(source) else {
        throw CareRefusal.diverged(directory, position: last.position.number)
      }
    }
    guard try source.heads().starts(with: log.heads()) else {
      throw CareRefusal.otherHeads(directory)
    }
    return last.position
  }

  /// Copies records as they are stored; each batch is whole and durable before the next begins.
  private func append(to log: LMDBLog, after start: Position, through end: Position) throws {
    var next = start.next
    while next <= end {
      var batch = StoredRecords(from: next)
      try source.scan(from: next, through: end) { record in
        try batch.append(copying: record)
        return batch.count < Self.batchCount && batch.byteCount < Self.batchBytes
      }
      guard batch.count > 0 else { throw LogFault.missing(next) }
      try log.appendStored(batch)
      next = batch.next
    }
  }

  private func copyPlainFiles(to copy: BookFiles, _ request: BackupRequest) throws {
    if FileSystem.exists(files.access) {
      if !FileSystem.exists(copy.access) {
        try FileSystem.makeDirectory(copy.access)
      }
      for name in try FileSystem.list(files.access) {
        let bytes = try FileSystem.read(files.access + "/" + name)
        try FileSystem.replace(path: copy.access + "/" + name, with: [bytes])
      }
    }
    if request.includesSigningKey, FileSystem.exists(files.signingKey) {
      try FileSystem.replace(
        path: copy.signingKey, with: [try FileSystem.read(files.signingKey)])
    }
  }

  /// Reads everything back: pages, checksums, streams, heads; and that it ends with a record of the
  /// book, no earlier than it should.
  private func verified(
    _ copy: BookFiles, atLeast least: Position, _ progress: Progress
  ) throws -> LogHead {
    let report: VerificationReport
    do {
      report = try CRM.verify(copy.directory, progress: progress)
    } catch let flaw as StoreFlaw {
      throw BackupFault(path: copy.directory, what: flaw.description)
    }
    if let finding = report.findings.first {
      throw BackupFault(path: copy.directory, what: finding.description)
    }
    let head = try LMDBLog.open(directory: copy.log, readOnly: true).head
    let original = try source.record(at: head.position) { LogHead($0) }
    guard head.position >= least, head == original else {
      throw BackupFault(path: copy.directory, what: "it does not end where the book did")
    }
    return head
  }

  private func report(
    _ head: LogHead, added: UInt64, _ request: BackupRequest
  ) throws -> BackupReport {
    let bytes = try FileSystem.facts(target.files.log + "/data.mdb").bytes
    return BackupReport(
      target: target.files.directory, head: head.position, added: added, logBytes: bytes,
      keys: nil, remarks: [])
  }
}
