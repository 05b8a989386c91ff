/// A point on the UTC time line: microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Clocks, days and zones are the business of whoever has one; this is only the number every event
/// header stores.
@frozen
public struct Instant: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Microseconds since 1970-01-01T00:00:00Z; negative before it.
  public var microseconds: Int64

  /// Makes the instant that many microseconds after 1970-01-01T00:00:00Z.
  @inlinable
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// 0001-01-01T00:00:00Z, the beginning of time: when set-up and undated master data hold from.
  public static let beginning = Instant(microseconds: -62_135_596_800_000_000)

  /// 9999-12-31T23:59:59.999999Z, the last instant Rapport can write as a date.
  public static let end = Instant(microseconds: 253_402_300_799_999_999)

  /// Whether the first instant comes before the second.
  @inlinable
  public static func < (first: Instant, second: Instant) -> Bool {
    first.microseconds < second.microseconds
  }
}
