internal import Glibc
internal import Synchronization

/// Knows whether this process is a forked child of the one that opened an environment.
///
/// `pthread_atfork` costs nothing per transaction; asking `getpid` is a system call each time.
enum ForkWatch {
  private static let generationCounter = Atomic<UInt64>(0)

  private static let registered: Int32 = pthread_atfork(
    nil, nil,
    { ForkWatch.generationCounter.wrappingAdd(1, ordering: .sequentiallyConsistent) })

  /// Starts the watch, once for the process.
  static func start() {
    precondition(registered == 0, "the operating system refused a fork handler")
  }

  /// How often this process's ancestors forked since the watch began.
  static var generation: UInt64 { generationCounter.load(ordering: .relaxed) }
}
