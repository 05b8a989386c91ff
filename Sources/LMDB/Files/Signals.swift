internal import Glibc
internal import Synchronization

/// Set by the handler of SIGINT; a lock-free store is all a handler may do.
private let interruption = Atomic<Bool>(false)

/// What `Signals.watchDamage` says and how it ends the process; set once, before the handler is.
nonisolated(unsafe) private var damageMessage = unsafe UnsafeMutableRawBufferPointer(
  start: nil, count: 0)
nonisolated(unsafe) private var damageStatus: Int32 = 0

/// The signals a command line tool has to do with.
public enum Signals {
  /// Makes writing to a pipe nobody reads any more an error (`FileError.Kind.closedPipe`) instead
  /// of the end of the process. The C function is `signal` with `SIGPIPE`.
  public static func ignoreClosedPipes() { _ = signal(SIGPIPE, SIG_IGN) }

  /// From now on Ctrl-C is only noted, once, in `wasInterrupted`; the next one ends the process.
  public static func watchInterrupts() {
    interruption.store(false, ordering: .relaxed)
    _ = signal(SIGINT) { _ in
      interruption.store(true, ordering: .relaxed)
      // `signal` is async-signal-safe (signal-safety(7)).
      _ = signal(SIGINT, SIG_DFL)
    }
  }

  /// Whether Ctrl-C was pressed since `watchInterrupts`.
  public static var wasInterrupted: Bool { interruption.load(ordering: .relaxed) }

  /// From now on a read or write that the operating system stops (`SIGBUS`, `SIGSEGV`), and an
  /// assertion of liblmdb (`SIGABRT`), end the process with a line on standard error and an exit
  /// status, instead of a crash.
  ///
  /// liblmdb has no checksums for the pages of its trees: on a damaged one it follows whatever is
  /// there, out of the file. The C functions are `sigaction`, `write` and `_exit`, all
  /// async-signal-safe. To be called once, when the process begins.
  public static func watchDamage(saying message: String, status: Int32) {
    let line = Array((message + "\n").utf8)
    // SAFETY: allocated once and never freed; written before the handler can run.
    let lasting = UnsafeMutableRawBufferPointer.allocate(byteCount: line.count, alignment: 1)
    unsafe lasting.copyBytes(from: line)
    unsafe damageMessage = unsafe lasting
    unsafe damageStatus = status
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { _ in
      unsafe _ = write(STDERR_FILENO, damageMessage.baseAddress, damageMessage.count)
      unsafe _exit(damageStatus)
    }
    for number in [SIGBUS, SIGSEGV, SIGABRT] { _ = unsafe sigaction(number, &action, nil) }
  }
}
