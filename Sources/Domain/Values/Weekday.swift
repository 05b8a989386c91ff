/// A day of the week, numbered as ISO 8601 does: Monday is 1, Sunday is 7.
public enum Weekday: UInt8, CaseIterable, Hashable, Sendable {
  case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday
}
