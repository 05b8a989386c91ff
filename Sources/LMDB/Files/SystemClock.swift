internal import Glibc

/// The wall clock of the operating system.
public enum SystemClock {
  /// Microseconds since 1970-01-01 00:00 UTC, without leap seconds; it may jump either way. The C
  /// function is `clock_gettime` with `CLOCK_REALTIME`.
  public static func nowMicroseconds() -> Int64 {
    var time = timespec()
    let code = unsafe clock_gettime(CLOCK_REALTIME, &time)
    precondition(code == 0, "the operating system has no clock")
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }
}
