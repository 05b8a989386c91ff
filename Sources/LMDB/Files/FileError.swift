internal import Glibc

/// A fault of the filesystem: what was attempted, on which path, and why it failed.
public struct FileError: Error, Equatable, CustomStringConvertible {
  /// What went wrong, in the cases worth telling apart.
  public enum Kind: Sendable, Hashable {
    /// The path does not exist (`ENOENT`).
    case notFound
    /// The path exists already (`EEXIST`, `ENOTEMPTY`).
    case exists
    /// The operating system denies access (`EACCES`, `EPERM`).
    case permission
    /// The disk is full or a quota is used up (`ENOSPC`, `EDQUOT`).
    case diskFull
    /// The filesystem is mounted for reading only (`EROFS`).
    case readOnly
    /// The device failed (`EIO`).
    case ioError
    /// The file ends before the bytes that were asked for.
    case endOfFile
    /// Nobody reads the pipe any more (`EPIPE`).
    case closedPipe
    /// Any other; see `code`.
    case other
  }

  /// The number of the operating system (`errno`); 0 when the file was too short.
  public let code: Int32
  /// What was attempted, such as "open".
  public let operation: String
  /// The path, as it was given.
  public let path: String

  /// What went wrong.
  public var kind: Kind {
    switch code {
    case 0: .endOfFile
    case ENOENT: .notFound
    case EEXIST, ENOTEMPTY: .exists
    case EACCES, EPERM: .permission
    case ENOSPC, EDQUOT: .diskFull
    case EROFS: .readOnly
    case EIO: .ioError
    case EPIPE: .closedPipe
    default: .other
    }
  }

  /// One sentence: what was attempted, on which path, and why it failed.
  public var description: String {
    let reason = code == 0 ? "the file ends too early" : unsafe String(cString: strerror(code))
    return "could not \(operation) \(path): \(reason)"
  }
}

extension FileError {
  /// The fault the last system call of this thread left in `errno`.
  static func last(_ operation: StaticString, _ path: String) -> FileError {
    FileError(code: errno, operation: operation.description, path: path)
  }
}

/// Calls until the call is not interrupted by a signal (`EINTR`); the answer is not negative.
@inline(__always)
func retrying<N: FixedWidthInteger & SignedInteger>(
  _ operation: StaticString, _ path: @autoclosure () -> String, _ call: () -> N
) throws(FileError) -> N {
  while true {
    let result = call()
    if result >= 0 { return result }
    if errno != EINTR { throw FileError.last(operation, path()) }
  }
}
