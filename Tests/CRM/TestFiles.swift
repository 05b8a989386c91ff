import FoundationEssentials

/// What tests do to files behind a book's back.
enum TestFiles {
  /// Copies every file of a directory over those of another.
  static func copyAll(_ from: String, to: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: from) {
      let (source, target) = (from + "/" + name, to + "/" + name)
      if FileManager.default.fileExists(atPath: target) {
        try FileManager.default.removeItem(atPath: target)
      }
      try FileManager.default.copyItem(atPath: source, toPath: target)
    }
  }

  /// Removes a file or a directory.
  static func remove(_ path: String) throws {
    try FileManager.default.removeItem(atPath: path)
  }
}
