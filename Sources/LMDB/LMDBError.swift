internal import CLMDB
internal import Glibc

/// A fault of the store: what was attempted, on what, and why it failed.
///
/// Compare `kind`; print `description`, one sentence that needs no knowledge of LMDB.
public struct LMDBError: Error, Equatable, CustomStringConvertible {
  /// What went wrong, independent of the number the C library gives it.
  public enum Kind: Sendable, Hashable {
    /// The map has no room and could not be enlarged.
    case mapFull
    /// Another process enlarged the store and this process cannot follow now.
    case mapResized
    /// The disk is full or a quota is used up (`ENOSPC`, `EDQUOT`).
    case diskFull
    /// The process may not use more memory or address space (`ENOMEM`).
    case noMemory
    /// The operating system denies access (`EACCES`, `EPERM`).
    case permission
    /// The directory, file or table does not exist (`ENOENT`, `MDB_NOTFOUND`).
    case notFound
    /// The key to be appended is not greater than the last one (`MDB_KEYEXIST`).
    case keyExists
    /// A page of the file contradicts the others, or the file was cut short.
    case corrupted
    /// The file was written by another version of the file format.
    case versionMismatch
    /// The file is not an LMDB file.
    case invalid
    /// Writing was asked of a store that is open, or mounted, for reading only.
    case readOnly
    /// The device failed (`EIO`), now or in an earlier commit: open the store anew (`MDB_PANIC`).
    case ioError
    /// All slots for concurrent readers are taken.
    case readersFull
    /// A key is empty or too long, or a value too long.
    case badSize
    /// A table exists with another kind of key.
    case incompatible
    /// The transaction failed earlier and can only be aborted.
    case badTransaction
    /// The directory lies on a network filesystem, where locks and maps cannot be trusted.
    case networkFileSystem
    /// The process was forked after the store was opened; the child may not use it.
    case forked
    /// Any other code; see `code`.
    case other
  }

  /// What went wrong.
  public let kind: Kind
  /// The code of liblmdb or of the operating system; 0 when the wall itself refused.
  public let code: Int32
  /// What was attempted, such as "open the store".
  public let operation: String
  /// The directory of the store or another place, empty when unknown.
  public let place: String

  /// One sentence: what was attempted, where, and why it failed.
  public var description: String {
    let location = place.isEmpty ? "" : " (\(place))"
    return "could not \(operation)\(location): \(reason)"
  }
}

extension LMDBError {
  init(_ kind: Kind, _ operation: StaticString, place: String = "") {
    self.init(kind: kind, code: 0, operation: operation.description, place: place)
  }

  init(code: Int32, _ operation: StaticString, place: String) {
    self.init(
      kind: Kind(code: code), code: code, operation: operation.description, place: place)
  }

  private var reason: String {
    switch kind {
    case .mapFull: "the store has reached its maximum size and cannot grow (see 'ulimit -v')"
    case .mapResized: "another process enlarged the store; end the open reads and try again"
    case .diskFull: "the disk is full"
    case .noMemory: "the process may not use more memory or address space (see 'ulimit -v')"
    case .permission: "access is denied by the operating system"
    case .notFound: "it does not exist"
    case .keyExists: "the key is not greater than the last one"
    case .corrupted: "the file is damaged or cut short"
    case .versionMismatch: "the file was written by another version of LMDB"
    case .invalid: "data.mdb is not an LMDB file"
    case .readOnly: "it is open for reading only"
    case .ioError: "the device failed to read or write"
    case .readersFull: "too many readers are at work at once"
    case .badSize: "a key must have 1 to 511 bytes and a value less than 4 GiB"
    case .incompatible: "a table exists with another kind of key"
    case .badTransaction: "an earlier failure in the transaction allows only to abort it"
    case .networkFileSystem: "network filesystems are refused; use a local disk"
    case .forked: "a forked process may not use the store of its parent"
    case .other: unsafe String(cString: mdb_strerror(code))
    }
  }
}

extension LMDBError.Kind {
  init(code: Int32) {
    self =
      switch code {
      case MDB_MAP_FULL: .mapFull
      case MDB_MAP_RESIZED: .mapResized
      case ENOSPC, EDQUOT: .diskFull
      case ENOMEM: .noMemory
      case EACCES, EPERM: .permission
      case ENOENT, MDB_NOTFOUND: .notFound
      case MDB_KEYEXIST: .keyExists
      case MDB_CORRUPTED, MDB_PAGE_NOTFOUND: .corrupted
      case MDB_VERSION_MISMATCH: .versionMismatch
      case MDB_INVALID: .invalid
      case EROFS: .readOnly
      case EIO, MDB_PANIC: .ioError
      case MDB_READERS_FULL: .readersFull
      case MDB_BAD_VALSIZE: .badSize
      case MDB_INCOMPATIBLE: .incompatible
      case MDB_BAD_TXN: .badTransaction
      default: .other
      }
  }
}

/// The one place where codes of liblmdb become errors.
@inline(__always)
func check(
  _ code: Int32, _ operation: StaticString, place: String
) throws(LMDBError) {
  if code == MDB_SUCCESS { return }
  throw LMDBError(code: code, operation, place: place)
}
