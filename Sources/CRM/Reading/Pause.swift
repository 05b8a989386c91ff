import Dispatch

/// A wait of a thread that has nothing to do.
enum Pause {
  /// A tenth of a second.
  static func tenthOfASecond() {
    let never = DispatchSemaphore(value: 0)
    _ = never.wait(timeout: .now() + .milliseconds(100))
  }
}
