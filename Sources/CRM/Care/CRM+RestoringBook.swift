public import Bytes
import EventLog
import LMDB

/// What a restored book came to.
public struct RestoredBook: Equatable, Sendable {
  /// The directory of the book.
  public var directory: String
  /// How many events it has.
  public var head: Position
  /// Whether it has keys, and so can be opened.
  public var hasKeys: Bool
  /// What the operator should know.
  public var remarks: [String]
}

extension CRM {
  /// Makes a book from a backup, in a new or empty directory; verified before it gets its name.
  ///
  /// `keys` is a copy of the keys; nil takes those in the backup, should somebody have put them
  /// there. Without keys no book opens: `withoutKeys` restores one that can only be verified. What
  /// the log says was erased is erased again in keys that are older than that.
  public static func restoreBook(
    from backup: String, to directory: String, keys: String?, withoutKeys: Bool = false,
    now: Instant, progress: (_ done: UInt64, _ all: UInt64) throws -> Void = { _, _ in }
  ) throws -> RestoredBook {
    let restoring = try RestoreSource(backup, keys: keys, withoutKeys: withoutKeys)
    var path = directory
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    try requireFree(path)
    let work = try PartialDirectory(for: path)
    do {
      let book = BookFiles(directory: work.path)
      try restoring.copy(to: book)
      let report = try verify(work.path, progress: progress)
      if let finding = report.findings.first {
        throw BackupFault(path: path, what: finding.description)
      }
      // Opening it for writing carries erasures through that the keys do not know of.
      if restoring.keys != nil { _ = try CRM.open(work.path, now: { now }).settings() }
      try work.finish(as: path)
      return RestoredBook(
        directory: path, head: report.last, hasKeys: restoring.keys != nil,
        remarks: try restoring.remarks(now: now))
    } catch {
      try work.abandon()
      throw error
    }
  }

  static func requireFree(_ path: String) throws {
    guard try FileSystem.isDirectory(FileSystem.directory(of: path)) else {
      throw BookFault.noParent(path)
    }
    guard FileSystem.exists(path) else { return }
    if BookFiles(directory: path).isBook { throw BookFault.alreadyABook(path) }
    guard try FileSystem.isDirectory(path), try FileSystem.list(path).isEmpty else {
      throw BookFault.directoryNotEmpty(path)
    }
  }
}

/// A backup that may be restored.
struct RestoreSource {
  let files: BookFiles
  /// The copy of the keys; nil when the book is to have none.
  let keys: KeysCopy?
  private let log: LMDBLog

  init(_ backup: String, keys: String?, withoutKeys: Bool) throws {
    files = BookFiles(directory: backup)
    guard FileSystem.exists(backup) else { throw BookFault.noDirectory(backup) }
    if try PartialDirectory.isPartial(backup) { throw CareRefusal.unfinished(backup) }
    guard files.isBook else { throw BookFault.notABook(backup) }
    try Self.requireUsable(files)
    _ = try StoreInspection.inspect(files.log)
    log = try LMDBLog.open(directory: files.log, readOnly: true)
    if FileSystem.exists(files.backupLabel) { try Self.requireLabel(files, log) }
    let path = keys ?? (FileSystem.exists(files.keys) ? files.keys : nil)
    guard let path else {
      guard withoutKeys else { throw CareRefusal.noKeys(backup) }
      self.keys = nil
      return
    }
    _ = try KeysFile.open(path: path, bookID: log.bookID, readOnly: true)
    self.keys = try KeysCopy(at: path)
  }

  /// Refuses a backup that was marked as one that failed its verification.
  static func requireUsable(_ files: BookFiles) throws {
    guard FileSystem.exists(files.unusableMark) else { return }
    let reason = String(decoding: try FileSystem.read(files.unusableMark), as: UTF8.self)
    throw CareRefusal.unusable(
      files.directory, reason: String(reason.prefix { !$0.isNewline }))
  }

  /// The log must have, at its place, the last event its label tells of; it may have more.
  private static func requireLabel(_ files: BookFiles, _ log: LMDBLog) throws {
    let label = try BackupLabel(of: files)
    guard label.bookID == log.bookID else {
      throw BackupFault(path: files.directory, what: "its label is one of another book")
    }
    let end = try log.head.position
    guard label.head <= end,
      try log.record(at: label.head, { $0.headerChecksum }) == label.checksum
    else {
      throw BackupFault(
        path: files.directory,
        what: "its label tells of \(label.head.number) events, and these are not in it")
    }
  }

  /// Copies the log, the access record, the keys and the signing key, if there are any.
  func copy(to book: BookFiles) throws {
    try log.copy(to: book.log)
    if FileSystem.exists(files.access) {
      try FileSystem.makeDirectory(book.access)
      for name in try FileSystem.list(files.access) {
        try FileSystem.replace(
          path: book.access + "/" + name,
          with: [try FileSystem.read(files.access + "/" + name)])
      }
    }
    if FileSystem.exists(files.signingKey) {
      try FileSystem.replace(
        path: book.signingKey, with: [try FileSystem.read(files.signingKey)])
    }
    if let keys { try FileSystem.replace(path: book.keys, with: [try FileSystem.read(keys.path)]) }
  }

  /// What the operator should know of what was restored.
  func remarks(now: Instant) throws -> [String] {
    var remarks: [String] = []
    if keys == nil {
      remarks.append("it has no keys: it can be verified, and not be opened until they are there")
    }
    if let expiresAt = keys?.expiresAt, expiresAt < now {
      remarks.append(
        "the copy of the keys expired: destroy it, and what it may still open of erased people")
    }
    if !FileSystem.exists(files.signingKey), try !log.heads().isEmpty {
      remarks.append(
        "it has no signing key: put the file signing-key back, or run 'rapport key rotate --lost'")
    }
    return remarks
  }
}
