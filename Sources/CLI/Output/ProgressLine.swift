import Bytes
import Synchronization

/// How far long work has come, on one line that is written over; only where a person watches, and
/// only when it takes more than a second.
final class ProgressLine: Sendable {
  private let what: String
  private let console = Console.current
  private let state: Mutex<State>
  private let startedAt: Instant

  private struct State {
    var nextAt: Instant
    var isShown = false
  }

  /// Progress of some work, as in "rebuilding".
  init(_ what: String) {
    self.what = what
    startedAt = console.now()
    state = Mutex(State(nextAt: Self.second(after: startedAt)))
  }

  /// Shows how much is done, at most once a second.
  ///
  /// With `withRate` it also says how many a second there were on average.
  func show(_ done: UInt64, of all: UInt64? = nil, withRate: Bool = false) {
    guard console.showsProgress else { return }
    let now = console.now()
    state.withLock { state in
      guard now >= state.nextAt else { return }
      state.nextAt = Self.second(after: now)
      state.isShown = true
      let share = all.map { $0 == 0 ? "" : " (\(done * 100 / $0) %)" } ?? ""
      let milliseconds = UInt64(max(1, (now.microseconds - startedAt.microseconds) / 1_000))
      let rate = withRate ? ", \(LogText.grouped(done * 1_000 / milliseconds)) a second" : ""
      write("\r\u{1B}[K\(what): \(LogText.grouped(done))\(share)\(rate)")
    }
  }

  /// Takes the line away.
  func clear() {
    state.withLock { state in
      if state.isShown { write("\r\u{1B}[K") }
      state.isShown = false
    }
  }

  private func write(_ text: String) {
    // Progress that cannot be shown is no reason to stop the work.
    try? console.writeErrors(Array(text.utf8))  // allowed: the work goes on without an audience
  }

  private static func second(after instant: Instant) -> Instant {
    Instant(microseconds: instant.microseconds + 1_000_000)
  }
}
