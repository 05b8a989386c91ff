import Bytes
import CRM
import CrashRecorder
import EventLog
import LMDB
import Synchronization

/// Says on standard output, line by line and unbuffered, what is tried and what was promised.
///
/// - `founded`: the book is there.
/// - `try COMMAND COUNT`: a command is handed in that writes so many events (0: not known before).
/// - `ack COMMAND POSITION COUNT`: it was acknowledged, with its first position.
/// - `written COMMAND POSITION COUNT`: the same of the command line's, as the test itself notes.
/// - `imported NUMBER EVENTS`: an import job was acknowledged.
/// - `head EVENTS ROOT`: a head was signed and kept.
/// - `fault SENTENCE`: something failed since the disk was made to fail, and the caller was told.
/// - `untyped SENTENCE`: the same with an error that is none of the faults the engine declares.
///
/// Every promise is also marked in the trace of writes, when one is recorded, by its number: 1, 2 …
final class Announcer: Sendable {
  private let promises = Mutex<UInt64>(0)

  /// Says something that promises nothing.
  func say(_ line: String) {
    promises.withLock { _ in write(line) }
  }

  /// Says what was promised, once it was.
  func promise(_ line: String) {
    promises.withLock { count in
      count += 1
      write(line)
      crash_recorder_mark(count)
    }
  }

  /// Says what a command wrote, if anything.
  func promise(_ outcome: Outcome, of id: CommandID) {
    guard let first = outcome.events.first else { return }
    promise("ack \(id.hexadecimal) \(first.position.number) \(outcome.events.count)")
  }

  /// Does something; when the disk is made to fail, a fault is said and the program goes on.
  func surviving(_ body: () throws -> Void) throws {
    do { try body() } catch { try tell(error) }
  }

  /// Says a fault that was to be expected; throws any other.
  func tell(_ fault: any Error) throws {
    guard crash_recorder_has_fault() != 0 else { throw fault }
    switch fault {
    case is FileError, is LMDBError, is BookFault, is LogFault, is KeysFault: say("fault \(fault)")
    default: say("untyped \(fault)")
    }
  }

  private func write(_ line: String) {
    do throws(FileError) {
      try Standard.write(line + "\n", to: .output)
    } catch {
      preconditionFailure("nobody listens to the announcements: \(error)")
    }
  }
}
