internal import Glibc

/// The standard streams of the process.
public enum Standard {
  /// One of the two streams that are written.
  public enum Stream: Sendable {
    /// Standard output.
    case output
    /// Standard error.
    case error

    fileprivate var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }
    fileprivate var name: String { self == .output ? "standard output" : "standard error" }
  }

  /// Whether a person reads the stream on a terminal. The C function is `isatty`.
  public static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.descriptor) == 1 }

  /// Columns of the terminal behind the stream; nil when there is none.
  public static func terminalWidth(_ stream: Stream = .output) -> Int? {
    var size = winsize()
    let code = unsafe ioctl(stream.descriptor, UInt(TIOCGWINSZ), &size)
    return code == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
  }

  /// Whether somebody may still read what is written: false once the other end of a pipe is closed.
  /// The C function is `poll`.
  public static func hasReader(_ stream: Stream) -> Bool {
    var request = pollfd(fd: stream.descriptor, events: 0, revents: 0)
    let count = unsafe poll(&request, 1, 0)
    return count <= 0 || request.revents & Int16(POLLERR | POLLHUP | POLLNVAL) == 0
  }

  /// Writes all bytes to the stream, unbuffered.
  public static func write(_ bytes: [UInt8], to stream: Stream) throws(FileError) {
    try unsafe Descriptors.writeAll(bytes.span, stream.name) { pointer, _ in
      unsafe Glibc.write(stream.descriptor, pointer.baseAddress, pointer.count)
    }
  }

  /// Writes a text as UTF-8 to the stream, unbuffered.
  public static func write(_ text: String, to stream: Stream) throws(FileError) {
    try write(Array(text.utf8), to: stream)
  }

  /// Reads standard input to its end.
  public static func readInput() throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = try retrying("read", "standard input") {
        unsafe Glibc.read(STDIN_FILENO, &block, block.count)
      }
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
  }
}
