public import Bytes
import EventLog
import LMDB

/// What is to be backed up, and where to.
public struct BackupRequest: Sendable {
  /// The directory of the backup.
  public var target: String
  /// Whether only what is new is to be added to a backup that is there.
  public var isIncremental = false
  /// Where the keys are to be copied to; nil leaves them out.
  public var keys: String?
  /// After how many days the copy of the keys is to be destroyed.
  public var keysDays = 30
  /// Whether the private key that signs heads is to be in the backup.
  public var includesSigningKey = false

  /// A full backup without keys.
  public init(target: String) { self.target = target }
}

/// What a backup came to.
public struct BackupReport: Equatable, Sendable {
  /// The directory of the backup.
  public var target: String
  /// How many events it has now.
  public var head: Position
  /// How many of them were written this time.
  public var added: UInt64
  /// The size of its log in bytes.
  public var logBytes: Int
  /// The copy of the keys that was made with it.
  public var keys: KeysCopy?
  /// What the operator should know.
  public var remarks: [String]
}

extension CRM {
  /// Backs up the book in a directory, while others read and write it. The backup is verified
  /// before this returns; one that could not be completed leaves nothing usable-looking behind.
  ///
  /// Needs no user of the book: whoever may read its files may copy them anyhow.
  public static func backUp(
    _ directory: String, _ request: BackupRequest, now: Instant,
    progress: (_ done: UInt64, _ all: UInt64) throws -> Void = { _, _ in }
  ) throws -> BackupReport {
    let files = BookFiles(directory: directory)
    guard FileSystem.exists(directory) else { throw BookFault.noDirectory(directory) }
    guard files.isBook else { throw BookFault.notABook(directory) }
    let target = try BackupTarget(request, of: files)
    _ = try StoreInspection.inspect(files.log)
    let source = try LMDBLog.open(directory: files.log, readOnly: true)
    let writer = BackupWriter(source: source, files: files, target: target, now: now)
    var report =
      request.isIncremental
      ? try writer.addNew(request, progress) : try writer.copyAll(request, progress)
    // Keys come last: they are then at least as new as every event that needs one.
    report.keys = try request.keys.map {
      try KeysCopy.make(of: files, bookID: source.bookID, at: $0, now: now, days: request.keysDays)
    }
    note(report, in: files, now, &report.remarks)
    return report
  }

  /// A book that cannot be written to is backed up all the same; only the note is missing.
  private static func note(
    _ report: BackupReport, in files: BookFiles, _ now: Instant, _ remarks: inout [String]
  ) {
    do {
      let target = try FileSystem.absolutePath(report.target)
      let note = BackupNote(
        takenAt: now, head: report.head, keysExpireAt: report.keys?.expiresAt, target: target)
      try BackupNotes.add(note, to: files)
    } catch {
      remarks.append("the book could not note this backup: \(error)")
    }
  }
}

/// Where a backup goes, once it is clear that it may.
struct BackupTarget {
  let files: BookFiles

  init(_ request: BackupRequest, of book: BookFiles) throws {
    var path = request.target
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    files = BookFiles(directory: path)
    for path in [path, request.keys ?? ""] {
      guard path.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
        throw CareRefusal.badPath
      }
    }
    let parent = FileSystem.directory(of: path)
    guard try FileSystem.isDirectory(parent) else { throw CareRefusal.noParent(path) }
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let place = try FileSystem.absolutePath(parent) + "/" + name
    let bookPlace = try FileSystem.absolutePath(book.directory)
    if FileSystem.exists(path), try FileSystem.absolutePath(path) == bookPlace {
      throw CareRefusal.sameDirectory(path)
    }
    if let keys = request.keys {
      let keysParent = FileSystem.directory(of: keys)
      guard try FileSystem.isDirectory(keysParent) else { throw CareRefusal.noParent(keys) }
      let keysPlace = try FileSystem.absolutePath(keysParent) + "/"
      if keysPlace.hasPrefix(place + "/") || keysPlace.hasPrefix(bookPlace + "/") {
        throw CareRefusal.keysNotApart(keys)
      }
    }
  }
}
