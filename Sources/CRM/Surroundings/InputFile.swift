public import Domain
import LMDB

/// Files a person hands in.
public enum InputFile {
  /// All bytes of a file; an `InputFileRefusal` when there is none or it may not be read.
  public static func read(_ path: String) throws -> [UInt8] {
    do {
      if try FileSystem.isDirectory(path) { throw InputFileRefusal.isDirectory(path) }
      return try FileSystem.read(path)
    } catch let error as FileError {
      switch error.kind {
      case .notFound: throw InputFileRefusal.missing(path)
      case .permission: throw InputFileRefusal.denied(path)
      default: throw error
      }
    }
  }
}

/// Why a file that was handed in cannot be read.
public enum InputFileRefusal: DomainRefusal {
  /// There is none.
  case missing(String)
  /// It is a directory.
  case isDirectory(String)
  /// The operating system does not allow it.
  case denied(String)

  /// The reason, in one line.
  public var description: String {
    switch self {
    case .missing(let path): "there is no file \(path)"
    case .isDirectory(let path): "\(path) is a directory: name the files in it"
    case .denied(let path): "\(path) may not be read"
    }
  }
}
