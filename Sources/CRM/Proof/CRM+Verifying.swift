import Derived
import EventLog
import LMDB

extension CRM {
  /// Verifies the book: the checksums of every event, its stream, the time line, the tree, every
  /// signed head. Works on all cores; `progress` is told how many events are done, of how many.
  ///
  /// What it finds is in the report; it throws only when it cannot look.
  public func verify(
    _ request: VerificationRequest = VerificationRequest(),
    progress: (_ done: UInt64, _ all: UInt64) throws -> Void = { _, _ in }
  ) throws -> VerificationReport {
    try withoutActuallyEscaping(progress) { progress in
      try Verifier(
        log: core.log, tiles: tiles, name: logName, request: request,
        progress: { try progress($0.done, $0.all) }
      ).run()
    }
  }

  /// Verifies the book in a directory without opening it as one: nothing of it needs to be readable
  /// but the log.
  public static func verify(
    _ directory: String, _ request: VerificationRequest = VerificationRequest(),
    progress: (_ done: UInt64, _ all: UInt64) throws -> Void = { _, _ in }
  ) throws -> VerificationReport {
    let files = BookFiles(directory: directory)
    guard FileSystem.exists(directory) else { throw BookFault.noDirectory(directory) }
    guard files.isBook else { throw BookFault.notABook(directory) }
    // liblmdb must not be led astray by a damaged page: the file is looked at without it first.
    _ = try StoreInspection.inspect(files.log)
    let log = try LMDBLog.open(directory: files.log, readOnly: true)
    return try withoutActuallyEscaping(progress) { progress in
      try Verifier(
        log: log, tiles: TileStore(directory: files.tiles, bookID: log.bookID.bytes),
        name: logName(log.bookID.bytes), request: request,
        progress: { try progress($0.done, $0.all) }
      ).run()
    }
  }
}
