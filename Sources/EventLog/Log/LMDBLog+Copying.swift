internal import Bytes
internal import LMDB

extension LMDBLog {
  /// Copies the log as it stands at one moment, while others read and write, into a new directory
  /// (mode 0700), without free pages; the copy is on disk when this returns.
  public func copy(to directory: String) throws {
    try FileSystem.makeDirectory(directory)
    try environment.copy(to: directory, compact: true)
    let file = directory + "/data.mdb"
    // liblmdb makes the copy with the mode the user's mask leaves, and does not sync it.
    try FileSystem.setMode(file, 0o600)
    try DurableFile(file, .readWrite).sync()
    try FileSystem.syncDirectory(directory)
  }

  /// Adds records of another log of the same book as they are stored, all or none, in one
  /// transaction with one sync.
  ///
  /// Throws `AppendRefusal.headMoved` when the log does not end right before them, and
  /// `AppendRefusal.invalid` when the first stands before the last record in time.
  @discardableResult
  public func appendStored(_ records: StoredRecords) throws -> LogHead {
    let expected = Position(records.first.number - 1)
    // The body may run twice, when the map had to grow: it changes nothing but the transaction.
    try environment.write { transaction in
      let actual = try transaction.reading { try head(in: $0) }
      guard actual.position == expected else {
        throw AppendRefusal.headMoved(expected: expected, actual: actual.position)
      }
      guard records.count == 0 || actual.timelineAt <= records.firstTimelineAt else {
        throw AppendRefusal.invalid(
          "event \(records.first.number) stands before its predecessor in time")
      }
      for index in 0..<records.count {
        try transaction.append(
          events, position: records.first.number + UInt64(index),
          bytes: records.bytes.span.extracting(records.range(index)))
      }
    }
    return try head
  }

  /// How the store is doing: its size, its map, its readers.
  public func storeFigures() throws -> StoreFigures {
    let figures = try environment.statistics()
    return StoreFigures(
      usedBytes: figures.usedBytes, mapBytes: figures.mapBytes, readerSlots: figures.readersUsed,
      mostReaders: figures.maxReaders, deadReadersFreed: figures.deadReadersFreed)
  }
}

/// Figures of the store below a log.
public struct StoreFigures: Equatable, Sendable {
  /// Bytes of the file that are in use or wait to be used again.
  public let usedBytes: Int
  /// How far the file may grow before the map is enlarged, in bytes.
  public let mapBytes: Int
  /// How many reader slots have been in use at most.
  public let readerSlots: Int
  /// How many reader slots there are.
  public let mostReaders: Int
  /// How many slots of readers whose process was gone were freed at opening.
  public let deadReadersFreed: Int
}
