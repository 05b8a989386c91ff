/// A moment in time: whole microseconds in UTC since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z; negative before it.
  public var microseconds: Int64

  /// The moment that many microseconds after 1970-01-01T00:00:00Z.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// 0001-01-01T00:00:00Z, the beginning of time.
  public static let beginning = Instant(microseconds: -62_135_596_800_000_000)

  /// Earlier moments come first.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }
}
