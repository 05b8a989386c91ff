public import Bytes
import Domain
import EventLog
import LMDB

/// One backup that was made of a book, as the book remembers it.
public struct BackupNote: Equatable, Sendable {
  /// When it was made.
  public var takenAt: Instant
  /// How many events it had.
  public var head: Position
  /// When the copy of the keys made with it is to be destroyed; nil when none was made.
  public var keysExpireAt: Instant?
  /// Where it is.
  public var target: String
}

/// The file `backups` of a book: a line a backup, newest last, the last hundred; time, events,
/// expiry of the keys or a dash, and the path, with tabs between them.
enum BackupNotes {
  static let keptCount = 100

  /// What the book remembers; lines that cannot be read are left out.
  static func read(_ files: BookFiles) throws -> [BackupNote] {
    guard FileSystem.exists(files.backupNotes) else { return [] }
    let text = String(decoding: try FileSystem.read(files.backupNotes), as: UTF8.self)
    return text.split(separator: "\n").compactMap(note)
  }

  /// Adds one; it is on disk when this returns.
  static func add(_ note: BackupNote, to files: BookFiles) throws {
    let notes = (try read(files) + [note]).suffix(keptCount)
    let text = notes.map { line($0) + "\n" }.joined()
    try FileSystem.replace(path: files.backupNotes, with: [Array(text.utf8)])
  }

  private static func line(_ note: BackupNote) -> String {
    let expiry = note.keysExpireAt.map { InstantText.format($0, in: .utc) } ?? "-"
    let takenAt = InstantText.format(note.takenAt, in: .utc)
    return "\(takenAt)\t\(note.head.number)\t\(expiry)\t\(note.target)"
  }

  private static func note(_ line: Substring) -> BackupNote? {
    let parts = line.split(separator: "\t", maxSplits: 3).map(String.init)
    guard parts.count == 4, let takenAt = LabelLines.instant(parts[0]),
      let head = UInt64(parts[1])
    else { return nil }
    return BackupNote(
      takenAt: takenAt, head: Position(head), keysExpireAt: LabelLines.instant(parts[2]),
      target: parts[3])
  }
}
