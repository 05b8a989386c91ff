public import LMDB

/// The right to write into a book's derived files: one holder at a time, in all processes.
///
/// It is the exclusive `flock` of the file `flush.lock`, given back when the value goes away or its
/// process ends. Whoever finds it taken does not wait: the holder is writing the same thing.
public struct FlushLock: ~Copyable, Sendable {
  /// The name of the lock file in the locked directory.
  static let fileName = "flush.lock"

  /// The directory it holds for.
  public let directory: String
  private let file: DurableFile

  /// Takes the lock of a directory that exists; nil when someone else has it.
  public init?(directory: String) throws(FileError) {
    let file = try DurableFile(directory + "/" + Self.fileName, .readWriteCreating)
    guard try file.tryLock() else { return nil }
    self.directory = directory
    self.file = file
  }
}
