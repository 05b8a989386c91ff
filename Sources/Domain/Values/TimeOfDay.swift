/// Times of day on a local clock, as microseconds since 00:00.
enum TimeOfDay {
  static let microsecondsPerDay: Int64 = 86_400_000_000

  /// Microseconds since 00:00; nil if the clock never shows that (24:00 and leap seconds included).
  static func microseconds(
    hour: Int, minute: Int, second: Int = 0, microsecond: Int = 0
  ) -> Int64? {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else {
      return nil
    }
    return Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + Int64(microsecond)
  }

  /// A fraction of a second, written with so many digits, in microseconds; digits after the sixth
  /// are dropped.
  static func microseconds(fraction: Int, digits: Int) -> Int {
    var (value, digits) = (fraction, digits)
    while digits > 6 { (value, digits) = (value / 10, digits - 1) }
    while digits < 6 { (value, digits) = (value * 10, digits + 1) }
    return value
  }

  /// `14:05:00`, with a fraction only when it is not zero.
  static func text(_ microseconds: Int64) -> String {
    let second = Int(microseconds / 1_000_000)
    let parts = [second / 3_600, second / 60 % 60, second % 60]
    let clock = parts.map { Digits.padded($0, to: 2) }.joined(separator: ":")
    var fraction = Digits.padded(Int(microseconds % 1_000_000), to: 6)
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? clock : clock + "." + fraction
  }
}
