internal import Glibc
internal import Synchronization

/// Set by the handler of SIGINT; a lock-free store is all a handler may do.
private let interruption = Atomic<Bool>(false)

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
}
