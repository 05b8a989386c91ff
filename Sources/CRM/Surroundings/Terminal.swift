import LMDB

/// The standard streams of the process, for a command line tool.
public enum Terminal {
  /// One of the streams that are written.
  public enum Stream: Sendable {
    /// Standard output.
    case output
    /// Standard error.
    case error

    fileprivate var standard: Standard.Stream { self == .output ? .output : .error }
  }

  /// Nobody reads what is written any more, as when `head` has seen enough. Not a failure.
  public struct ReaderGone: Error, Equatable, Sendable {}

  /// Writes all bytes, unbuffered; `ReaderGone` when nobody reads them, a fault of the filesystem
  /// when they cannot be written.
  public static func write(_ bytes: [UInt8], to stream: Stream) throws {
    do {
      try Standard.write(bytes, to: stream.standard)
    } catch  where error.kind == .closedPipe {
      throw ReaderGone()
    }
  }

  /// Whether a person reads the stream on a terminal.
  public static func isTerminal(_ stream: Stream) -> Bool { Standard.isTerminal(stream.standard) }

  /// Columns of the terminal behind standard output; nil when there is none.
  public static var width: Int? { Standard.terminalWidth(.output) }

  /// Whether somebody may still read standard output.
  public static var hasReader: Bool { Standard.hasReader(.output) }

  /// Makes a closed pipe throw `ReaderGone` instead of ending the process.
  public static func ignoreClosedPipes() { Signals.ignoreClosedPipes() }

  /// Makes a damaged store, on which liblmdb would crash, end the process with a line on standard
  /// error and this exit status.
  public static func watchDamage(saying message: String, status: Int32) {
    Signals.watchDamage(saying: message, status: status)
  }

  /// From now on the first Ctrl-C is only noted, in `wasInterrupted`.
  public static func watchInterrupts() { Signals.watchInterrupts() }

  /// Whether Ctrl-C was pressed since `watchInterrupts`.
  public static var wasInterrupted: Bool { Signals.wasInterrupted }
}
