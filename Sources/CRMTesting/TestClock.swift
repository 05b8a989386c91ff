public import Bytes
import Synchronization

/// A clock that stands still until it is told to move; one for each book of a test.
public final class TestClock: Sendable {
  private let instant: Mutex<Instant>

  /// A clock that shows this instant; 2026-01-05T09:00:00Z when nothing is said.
  public init(_ start: Instant = Instant(microseconds: 1_767_603_600_000_000)) {
    instant = Mutex(start)
  }

  /// What the clock shows.
  public var now: Instant {
    get { instant.withLock { $0 } }
    set { instant.withLock { $0 = newValue } }
  }

  /// Moves the clock on, or back.
  public func advance(days: Int64 = 0, seconds: Int64 = 0) {
    instant.withLock { $0.microseconds += (days * 86_400 + seconds) * 1_000_000 }
  }
}
