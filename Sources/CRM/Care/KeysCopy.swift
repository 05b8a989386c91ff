public import Bytes
import Domain
import EventLog
import LMDB

/// A copy of a book's keys, kept apart from the book's backups, with a day after which it is to be
/// destroyed: as long as a copy exists, a person erased since can be read with it.
public struct KeysCopy: Equatable, Sendable {
  /// The file.
  public let path: String
  /// When it was made; nil when nothing beside it says so.
  public let takenAt: Instant?
  /// When it is to be destroyed; nil when nothing beside it says so.
  public let expiresAt: Instant?

  private static let title = "rapport keys 1"

  private static func notePath(_ path: String) -> String { path + ".expires" }

  /// A copy that is there.
  init(at path: String) throws {
    self.path = path
    let note = Self.notePath(path)
    let text = FileSystem.exists(note) ? try FileSystem.read(note) : []
    let lines = LabelLines(String(decoding: text, as: UTF8.self), title: Self.title)
    takenAt = lines.instant("taken")
    expiresAt = lines.instant("expires")
  }

  /// Copies the keys of a book, over an older copy if there is one, and notes the expiry in a file
  /// beside it; both are on disk when this returns.
  static func make(
    of files: BookFiles, bookID: LogIdentity, at path: String, now: Instant, days: Int
  ) throws -> KeysCopy {
    if FileSystem.exists(path) { try requireOlderCopy(path, bookID) }
    // The header comes first and counts only blocks that are filled: read in one go from the
    // beginning, the copy is whole even while a block is being added.
    let bytes = try FileSystem.read(files.keys)
    try FileSystem.replace(path: path, with: [bytes])
    _ = try KeysFile.open(path: path, bookID: bookID, readOnly: true)
    let expiresAt = Instant(microseconds: now.microseconds + Int64(days) * 86_400_000_000)
    let text = """
      \(title)
      book \(bookID)
      taken \(InstantText.format(now, in: .utc))
      expires \(InstantText.format(expiresAt, in: .utc))

      """
    try FileSystem.replace(path: notePath(path), with: [Array(text.utf8)])
    return try KeysCopy(at: path)
  }

  private static func requireOlderCopy(_ path: String, _ bookID: LogIdentity) throws {
    do {
      _ = try KeysFile.open(path: path, bookID: bookID, readOnly: true)
    } catch is KeysFault {
      throw CareRefusal.keysInTheWay(path)
    }
  }
}
