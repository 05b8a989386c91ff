internal import Glibc

/// A lock with one condition, for state that threads wait for.
///
/// The C functions are `pthread_mutex_*` and `pthread_cond_*`.
@safe
final class Monitor: @unchecked Sendable {
  // SAFETY: both are allocated and initialised in init, never moved, and destroyed in deinit,
  // when no thread can hold a reference any more; the functions themselves are thread-safe.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe condition.initialize(to: pthread_cond_t())
    let locked = unsafe pthread_mutex_init(mutex, nil)
    let waited = unsafe pthread_cond_init(condition, nil)
    precondition(locked == 0 && waited == 0, "the operating system gave no lock")
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  @inline(__always)
  func locked<R>(_ body: () throws -> R) rethrows -> R {
    let code = unsafe pthread_mutex_lock(mutex)
    precondition(code == 0, "a lock failed")
    defer { unsafe pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// Gives the lock up, sleeps until woken, and takes it again; call it inside `locked`, in a loop.
  func wait() { unsafe pthread_cond_wait(condition, mutex) }

  func wakeAll() { unsafe pthread_cond_broadcast(condition) }
}
