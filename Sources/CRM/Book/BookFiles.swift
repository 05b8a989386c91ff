import LMDB

/// The files of a book: a directory with `log/`, `keys`, `signing-key`, `access/` and `derived/`.
/// See docs/FORMAT.md.
struct BookFiles: Sendable {
  /// The directory of the book.
  let directory: String

  var log: String { directory + "/log" }
  var keys: String { directory + "/keys" }
  var access: String { directory + "/access" }
  var derived: String { directory + "/derived" }
  var checkpoints: String { derived + "/checkpoints" }
  var tiles: String { derived + "/tiles" }
  /// The private key that signs heads of the log; made with the first head.
  var signingKey: String { directory + "/signing-key" }

  /// When the book was backed up, and where to.
  var backupNotes: String { directory + "/backups" }
  /// What a backup says of itself; only a backup has it.
  var backupLabel: String { directory + "/backup" }
  /// Why a backup must not be used; only there when it must not.
  var unusableMark: String { directory + "/unusable" }

  /// Whether the directory looks like a book.
  var isBook: Bool { FileSystem.exists(log + "/data.mdb") }
}

/// Why a book cannot be founded or opened.
public enum BookFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The directory does not exist.
  case noDirectory(String)
  /// The directory in which a book is to be founded does not exist.
  case noParent(String)
  /// The directory exists, and is no book.
  case notABook(String)
  /// There is a book in the directory already.
  case alreadyABook(String)
  /// The directory holds other files already.
  case directoryNotEmpty(String)
  /// The book lies on a network filesystem.
  case networkFileSystem(String)
  /// The log does not begin with the foundation of a book.
  case noFoundation(String)
  /// The machine has no rules for the time zone.
  case unknownZone(String, directory: String)
  /// The rules of the time zone cannot be read.
  case zone(ZoneFault)

  /// A zone whose rules cannot be used.
  public struct ZoneFault: Error, Equatable, Sendable {
    /// The name of the zone.
    public var name: String
    /// What is wrong.
    public var reason: String
  }

  public var description: String {
    switch self {
    case .noDirectory(let path): "there is no directory \(path)"
    case .noParent(let path):
      "'\(path)' cannot be made: the directory it is to be in does not exist"
    case .notABook(let path):
      "\(path) is not a book: it holds no log (make one with 'rapport init')"
    case .alreadyABook(let path): "there is a book in \(path) already"
    case .directoryNotEmpty(let path):
      "\(path) holds other files already: name a new or an empty directory"
    case .networkFileSystem(let path):
      "\(path) lies on a network filesystem, where a book would not be safe: use a local disk"
    case .noFoundation(let path): "the log in \(path) does not begin with the founding of a book"
    case .unknownZone(let name, let directory):
      """
      there is no time zone '\(name)' in \(directory): use a name such as Europe/Amsterdam \
      (Debian's package tzdata has them)
      """
    case .zone(let fault): "the time zone '\(fault.name)' cannot be used: \(fault.reason)"
    }
  }
}
