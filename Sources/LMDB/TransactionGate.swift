internal import Glibc

/// Counts the open transactions of one environment in this process, so that its map is replaced
/// only when nobody reads it (`mdb_env_set_mapsize` demands it and does not check it).
@safe
final class TransactionGate: @unchecked Sendable {
  // "unchecked" because the compiler cannot see that `monitor` guards the two variables.
  private let monitor = Monitor()
  private var inside = 0
  private var isResizing = false
  private let threadKey: pthread_key_t

  init() {
    var key = pthread_key_t()
    let code = unsafe pthread_key_create(&key, nil)
    precondition(code == 0, "the operating system gave no thread-specific key")
    threadKey = key
  }

  deinit { pthread_key_delete(threadKey) }

  /// A transaction begins on this thread. It waits while the map is replaced, unless this thread
  /// has a transaction already: then the replacement waits for that one.
  func enter(writing: Bool) {
    let mine = ownState
    precondition(
      !(writing && mine.isWriting),
      "a write transaction inside a write transaction would wait for itself for ever")
    monitor.locked {
      while isResizing && mine.depth == 0 { monitor.wait() }
      inside += 1
    }
    ownState = ThreadState(depth: mine.depth + 1, isWriting: mine.isWriting || writing)
  }

  func leave(writing: Bool) {
    let mine = ownState
    ownState = ThreadState(depth: mine.depth - 1, isWriting: mine.isWriting && !writing)
    monitor.locked {
      inside -= 1
      if inside == 0 { monitor.wakeAll() }
    }
  }

  /// Lets no transaction begin and waits until none is left. The answer is false, and the gate
  /// stays open, when this thread itself has one: waiting for it would last for ever.
  func close() -> Bool {
    if ownState.depth > 0 { return false }
    monitor.locked {
      while isResizing { monitor.wait() }
      isResizing = true
      while inside > 0 { monitor.wait() }
    }
    return true
  }

  /// Lets transactions begin again, after `close` answered true.
  func open() {
    monitor.locked {
      isResizing = false
      monitor.wakeAll()
    }
  }

  /// What this thread has open: kept in the thread-specific value itself, which is never followed
  /// as a pointer.
  private var ownState: ThreadState {
    get {
      ThreadState(bits: unsafe UInt(bitPattern: pthread_getspecific(threadKey)))
    }
    set {
      let code = unsafe pthread_setspecific(
        threadKey, UnsafeRawPointer(bitPattern: newValue.bits))
      precondition(code == 0, "a thread-specific value could not be set")
    }
  }
}

private struct ThreadState {
  var depth: UInt
  var isWriting: Bool

  init(depth: UInt, isWriting: Bool) {
    self.depth = depth
    self.isWriting = isWriting
  }

  init(bits: UInt) { self.init(depth: bits >> 1, isWriting: bits & 1 == 1) }

  var bits: UInt { depth << 1 | (isWriting ? 1 : 0) }
}
