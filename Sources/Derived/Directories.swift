internal import LMDB

/// What the derived files need of directories.
enum Directories {
  /// Makes a directory and its parents, mode 0700, where they are missing.
  static func make(_ path: String) throws(FileError) {
    if try FileSystem.isDirectory(path) { return }
    let parent = FileSystem.directory(of: path)
    if parent != path { try make(parent) }
    do {
      try FileSystem.makeDirectory(path)
    } catch where error.kind == .exists {
      // Another process was faster, or a file stands in the way: then say so.
      guard try FileSystem.isDirectory(path) else { throw error }
    }
  }

  static func removeIfThere(_ path: String) throws(FileError) {
    do {
      try FileSystem.remove(path)
    } catch where error.kind == .notFound {
      return
    }
  }
}

extension FileError {
  /// Whether the fault is that nothing may, or can, be written: reading goes on without.
  var deniesWriting: Bool {
    switch kind {
    case .permission, .readOnly, .diskFull: true
    case .notFound, .exists, .ioError, .endOfFile, .closedPipe, .other: false
    }
  }
}
