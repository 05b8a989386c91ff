public import Domain

/// Why a book is not backed up to, or restored from, the place that was named.
public enum CareRefusal: DomainRefusal {
  /// Something is there already.
  case targetExists(String)
  /// Something that Rapport did not make is where the copy is to be made.
  case inTheWay(String)
  /// The directory it is to be in does not exist.
  case noParent(String)
  /// The path has characters that cannot stand in a line of text.
  case badPath
  /// The directory is no backup that `rapport backup` made.
  case notABackup(String)
  /// The backup was marked as one that must not be used.
  case unusable(String, reason: String)
  /// The directory is what an interrupted run left.
  case unfinished(String)
  /// The target is the book itself.
  case sameDirectory(String)
  /// The backup is one of another book.
  case otherBook(String)
  /// The backup has events that the book does not have.
  case ahead(String, backup: UInt64, book: UInt64)
  /// The backup and the book have different events at the same position.
  case diverged(String, position: UInt64)
  /// The backup keeps signed heads that the book does not have.
  case otherHeads(String)
  /// Another process is writing there.
  case busy(String)
  /// The keys were to lie beside what they open.
  case keysNotApart(String)
  /// A file that is no copy of this book's keys is in the way.
  case keysInTheWay(String)
  /// The backup has no keys, and none were named.
  case noKeys(String)

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .targetExists(let path):
      "there is something in \(path) already: name a new directory, or add --incremental"
    case .inTheWay(let path):
      "\(path) was not made by rapport, and the copy is to be made there first: move it away"
    case .noParent(let path): "\(path) cannot be made: the directory it is to be in does not exist"
    case .badPath: "a path with control characters is refused: name another"
    case .notABackup(let path): "\(path) is not a backup made by 'rapport backup'"
    case .unusable(let path, let reason):
      "the backup \(path) must not be used: \(reason); make a new one"
    case .unfinished(let path):
      "\(path) is what an interrupted run left, and no whole copy: use another, or make a new one"
    case .sameDirectory(let path): "\(path) is the book itself: name another directory"
    case .otherBook(let path): "\(path) is a backup of another book"
    case .ahead(let path, let backup, let book):
      """
      \(path) has \(backup) events and the book only \(book): the book was cut, or restored from an \
      older backup; keep this backup, and make a new one elsewhere
      """
    case .diverged(let path, let position):
      """
      \(path) and the book differ at @\(position): one of them was changed; keep this backup, and \
      make a new one elsewhere
      """
    case .otherHeads(let path):
      """
      \(path) keeps signed heads that the book does not have: one of them was changed; keep this \
      backup, and make a new one elsewhere
      """
    case .busy(let path): "another process is writing to \(path): wait until it is done"
    case .keysNotApart(let path):
      """
      \(path) lies in the backup or in the book: keys are kept apart from what they open, or an \
      erased person would stay readable in every old backup
      """
    case .keysInTheWay(let path):
      "\(path) exists and is no copy of this book's keys: name another file"
    case .noKeys(let path):
      """
      \(path) has no keys, and without them no book opens: name a copy of them with --keys FILE, or \
      restore what can be verified, but not opened, with --without-keys
      """
    }
  }
}

/// A copy that was made, and is not what it should be.
public struct BackupFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The copy.
  public let path: String
  /// What is wrong with it.
  public let what: String

  public var description: String { "the copy \(path) cannot be used: \(what)" }
}
