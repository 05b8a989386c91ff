internal import Dispatch
internal import Synchronization

/// The commands that wait for a writer.
final class WriterQueue<State: WriterState>: Sendable {
  private struct Content: Sendable {
    var waiting: [WriterCommand<State>] = []
    var isDraining = false
    /// How many waiting commands wake the gathering writer; 0 when it does not gather.
    var wanted = 0
  }

  private let content = Mutex(Content())
  private let areGathered = DispatchSemaphore(value: 0)

  /// How many commands wait.
  var count: Int { content.withLock { $0.waiting.count } }

  /// Adds a command; true when nobody is draining the queue, and the caller has to start it.
  func add(_ command: WriterCommand<State>) -> Bool {
    content.withLock { content in
      content.waiting.append(command)
      if content.wanted > 0 && content.waiting.count >= content.wanted {
        content.wanted = 0
        areGathered.signal()
      }
      defer { content.isDraining = true }
      return !content.isDraining
    }
  }

  /// Takes the commands of the next batch; nil, and draining has ended, when nobody waits.
  ///
  /// Callers who were answered together mostly come back together. Taking the first of them at
  /// once would commit for a few while most wait for the next sync, so the writer sleeps until as
  /// many wait as it answered, `expected`, or a fifth of a millisecond has passed.
  func take(expecting expected: Int) -> [WriterCommand<State>]? {
    if expected > 1 { gather(min(expected, BatchLimit.commands)) }
    return content.withLock { content in
      if content.waiting.isEmpty {
        content.isDraining = false
        return nil
      }
      let taken = Array(content.waiting.prefix(BatchLimit.commands))
      content.waiting.removeFirst(taken.count)
      return taken
    }
  }

  private func gather(_ expected: Int) {
    let isShort = content.withLock { content in
      if content.waiting.count >= expected { return false }
      content.wanted = expected
      return true
    }
    if !isShort { return }
    if areGathered.wait(timeout: .now() + BatchLimit.gathering) == .success { return }
    let wasSignalledLate = content.withLock { content in
      defer { content.wanted = 0 }
      return content.wanted == 0
    }
    if wasSignalledLate { areGathered.wait() }
  }
}
