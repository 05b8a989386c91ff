internal import Glibc

/// The filesystem: reading, replacing, listing and removing files and directories.
public enum FileSystem {
  /// All bytes of a file.
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    let file = try DurableFile(path, .read)
    var bytes = try file.read(at: 0, upTo: try file.size())
    // Some files, those of /proc for one, say size 0 and have bytes.
    while true {
      let more = try file.read(at: bytes.count, upTo: 65_536)
      if more.isEmpty { return bytes }
      bytes += more
    }
  }

  /// Whether something is there. What cannot be looked at, counts as not there.
  public static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Whether a directory is there; a link to one counts.
  public static func isDirectory(_ path: String) throws(FileError) -> Bool {
    do {
      return try status(path).st_mode & S_IFMT == S_IFDIR
    } catch  where error.code == ENOENT || error.code == ENOTDIR {
      return false
    }
  }

  /// Makes one directory; its parent must exist. `exists` when something is there.
  public static func makeDirectory(_ path: String, mode: UInt32 = 0o700) throws(FileError) {
    _ = try retrying("make the directory", path) { unsafe mkdir(path, mode_t(mode)) }
  }

  /// The names in a directory, sorted, without "." and "..".
  public static func list(_ directory: String) throws(FileError) -> [String] {
    guard let stream = unsafe opendir(directory) else {
      throw FileError.last("list", directory)
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw FileError.last("list", directory) }
        return names.sorted()
      }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        // SAFETY: readdir ends the name with a zero byte, and the entry stays until the next call.
        unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if name != "." && name != ".." { names.append(name) }
    }
  }

  /// Removes a file; `notFound` when it is not there.
  public static func remove(_ path: String) throws(FileError) {
    _ = try retrying("remove", path) { unsafe unlink(path) }
  }

  /// Removes a file, or a directory with everything in it; links are removed, not followed.
  public static func removeTree(_ path: String) throws(FileError) {
    var information = stat()
    _ = try retrying("look at", path) { unsafe lstat(path, &information) }
    guard information.st_mode & S_IFMT == S_IFDIR else { return try remove(path) }
    for name in try list(path) { try removeTree(path + "/" + name) }
    _ = try retrying("remove the directory", path) { unsafe rmdir(path) }
  }

  /// Gives a file another name in the same filesystem, atomically; what had that name is gone.
  public static func rename(_ path: String, to newPath: String) throws(FileError) {
    _ = try retrying("rename", path) { unsafe Glibc.rename(path, newPath) }
  }

  /// Returns when the names in a directory are on disk.
  public static func syncDirectory(_ directory: String) throws(FileError) {
    let descriptor = try Descriptors.open(directory, O_RDONLY | O_DIRECTORY)
    do {
      try Descriptors.sync(descriptor, directory)
    } catch {
      // The first fault is the one to tell; this close can add nothing.
      _ = Glibc.close(descriptor)
      throw error
    }
    try Descriptors.close(descriptor, directory)
  }

  /// The path from the root, without links, "." and ".."; it must exist.
  public static func absolutePath(_ path: String) throws(FileError) -> String {
    guard let resolved = unsafe realpath(path, nil) else {
      throw FileError.last("resolve", path)
    }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}

extension FileSystem {
  static func status(_ path: String) throws(FileError) -> stat {
    var information = stat()
    _ = try retrying("look at", path) { unsafe stat(path, &information) }
    return information
  }

  static func status(of descriptor: Int32, _ path: String) throws(FileError) -> stat {
    var information = stat()
    _ = try retrying("look at", path) { unsafe fstat(descriptor, &information) }
    return information
  }

  static func identity(_ path: String) throws(FileError) -> DirectoryIdentity {
    let information = try status(path)
    return DirectoryIdentity(
      device: UInt64(information.st_dev), inode: UInt64(information.st_ino))
  }

  static func identity(of descriptor: Int32) throws(FileError) -> DirectoryIdentity {
    let information = try status(of: descriptor, "a descriptor")
    return DirectoryIdentity(
      device: UInt64(information.st_dev), inode: UInt64(information.st_ino))
  }
}
