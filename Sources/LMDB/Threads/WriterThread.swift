internal import CLMDB
internal import Glibc

/// A thread of our own that runs submitted work one piece after the other, in order.
///
/// LMDB requires that a write transaction ends on the thread it began on; tasks and actors change
/// threads. The thread ends when `stop` is called or the last reference goes away.
@safe
public final class WriterThread: Sendable {
  private let queue = WorkQueue()
  private let thread: pthread_t

  /// Starts the thread; the operating system shows the first 15 bytes of `name`. `noMemory` when
  /// it gives no thread (`EAGAIN`: no address space for its stack, or too many threads).
  public init(name: String) throws(LMDBError) {
    let start = unsafe Unmanaged.passRetained(ThreadStart(name: name, queue: queue))
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread, nil,
      { argument in
        // SAFETY: the pointer is the retained ThreadStart of above, consumed exactly once.
        let start = unsafe Unmanaged<ThreadStart>.fromOpaque(argument!).takeRetainedValue()
        let shortName = String(decoding: start.name.utf8.prefix(15), as: UTF8.self)
        unsafe pthread_setname_np(pthread_self(), shortName)
        start.queue.run()
        return nil
      }, start.toOpaque())
    guard code == 0 else {
      unsafe start.release()
      throw LMDBError(.noMemory, "start the thread that writes")
    }
    self.thread = thread
  }

  /// Adds work behind what waits already. The answer is false, and the work will not run, when
  /// the thread was stopped before.
  public func submit(_ work: @escaping @Sendable () -> Void) -> Bool {
    queue.add(work)
  }

  /// Runs what was submitted, then ends the thread; returns when it has ended. Called on the
  /// thread itself, it returns at once and the thread ends after the waiting work.
  public func stop() {
    guard queue.close() else { return }
    if pthread_equal(thread, pthread_self()) != 0 {
      pthread_detach(thread)
    } else {
      pthread_join(thread, nil)
    }
  }

  deinit { stop() }
}

private final class ThreadStart: Sendable {
  let name: String
  let queue: WorkQueue

  init(name: String, queue: WorkQueue) {
    self.name = name
    self.queue = queue
  }
}

/// The waiting work.
private final class WorkQueue: @unchecked Sendable {
  // "unchecked" because the compiler cannot see that `monitor` guards both variables.
  private let monitor = Monitor()
  private var waiting: [@Sendable () -> Void] = []
  private var isClosed = false

  func add(_ work: @escaping @Sendable () -> Void) -> Bool {
    monitor.locked {
      if isClosed { return false }
      waiting.append(work)
      monitor.wakeAll()
      return true
    }
  }

  /// True for the first caller only.
  func close() -> Bool {
    monitor.locked {
      if isClosed { return false }
      isClosed = true
      monitor.wakeAll()
      return true
    }
  }

  func run() {
    while let batch = next() {
      for work in batch { work() }
    }
  }

  private func next() -> [@Sendable () -> Void]? {
    monitor.locked {
      while waiting.isEmpty && !isClosed { monitor.wait() }
      if waiting.isEmpty { return nil }
      defer { waiting = [] }
      return waiting
    }
  }
}
