internal import Glibc

/// What the operating system says of a file or a directory.
public struct FileFacts: Equatable, Sendable {
  /// Its size in bytes.
  public let bytes: Int
  /// Who may do what with it: the lower twelve bits of its mode, as in 0o600.
  public let mode: UInt32
  /// The number of the user it belongs to.
  public let owner: UInt32
  /// Whether it is a directory.
  public let isDirectory: Bool
  /// When it was last written, in microseconds since 1970-01-01 00:00 UTC.
  public let modifiedMicroseconds: Int64
}

/// How much room a filesystem has.
public struct FileSystemSpace: Equatable, Sendable {
  /// What whoever runs the process may still write, in bytes.
  public let freeBytes: Int
  /// All of it, in bytes.
  public let totalBytes: Int
}

extension FileSystem {
  /// What the operating system says of the path; links are followed. The C function is `stat`.
  public static func facts(_ path: String) throws(FileError) -> FileFacts {
    let information = try status(path)
    let modified = information.st_mtim
    return FileFacts(
      bytes: Int(information.st_size), mode: UInt32(information.st_mode) & 0o7777,
      owner: UInt32(information.st_uid), isDirectory: information.st_mode & S_IFMT == S_IFDIR,
      modifiedMicroseconds: Int64(modified.tv_sec) * 1_000_000 + Int64(modified.tv_nsec) / 1_000)
  }

  /// The room of the filesystem the path lies on. The C function is `statvfs`.
  public static func space(_ path: String) throws(FileError) -> FileSystemSpace {
    var information = statvfs()
    _ = try retrying("look at the filesystem of", path) { unsafe statvfs(path, &information) }
    let block = Int(information.f_frsize)
    return FileSystemSpace(
      freeBytes: Int(information.f_bavail) * block, totalBytes: Int(information.f_blocks) * block)
  }

  /// Says who may do what with the path, as in 0o600. The C function is `chmod`.
  public static func setMode(_ path: String, _ mode: UInt32) throws(FileError) {
    _ = try retrying("set the permissions of", path) { unsafe chmod(path, mode_t(mode)) }
  }

  /// The number of the user in whose name the process works. The C function is `geteuid`.
  public static var currentUser: UInt32 { geteuid() }
}
