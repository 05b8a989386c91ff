/// The rule for local time after the last transition of a zone: a POSIX TZ string (IEEE 1003.1
/// §8.3), such as `CET-1CEST,M3.5.0,M10.5.0/3`, with the hours of -167…167 that RFC 8536 §3.3.1
/// adds.
struct TimeZoneRule: Hashable, Sendable {
  /// A day of every year on which clocks change.
  enum Date: Hashable, Sendable {
    /// `Jn`: day 1…365, 29 February not counted.
    case julian(Int)
    /// `n`: day 0…365, 29 February counted.
    case dayOfYear(Int)
    /// `Mm.w.d`: weekday d (0 is Sunday) of week w (5 is the last) of month m.
    case weekday(month: Int, week: Int, day: Int)
  }

  /// A change of clocks: a date and the seconds after its midnight, in the local time before it.
  struct Change: Hashable, Sendable {
    var date: Date
    var time: Int
  }

  /// Daylight saving time, and when it begins and ends each year.
  struct Saving: Hashable, Sendable {
    var localTime: TimeZoneFile.LocalTime
    var start, end: Change
  }

  private(set) var standard: TimeZoneFile.LocalTime
  private(set) var saving: Saving?

  /// The local time at a second since 1970-01-01T00:00:00Z.
  func localTime(at second: Int64) -> TimeZoneFile.LocalTime {
    guard let saving else { return standard }
    let year = Self.year(of: second)
    var latest: (at: Int64, isSaving: Bool) = (.min, false)
    for candidate in (year - 2)...(year + 1) {
      // two years back, since the hours of a change may carry it a week over the end of its year
      let (start, end) = changes(of: candidate, saving)
      // where an end and a start coincide, the start wins: all year is daylight saving time
      if end <= second, end > latest.at { latest = (end, false) }
      if start <= second, start >= latest.at { latest = (start, true) }
    }
    return latest.isSaving ? saving.localTime : standard
  }

  /// The seconds of all changes in the years that touch a range of seconds, unordered.
  func changes(around range: ClosedRange<Int64>) -> [Int64] {
    guard let saving else { return [] }
    let years = (Self.year(of: range.lowerBound) - 2)...(Self.year(of: range.upperBound) + 1)
    return years.flatMap { year in
      let (start, end) = changes(of: year, saving)
      return [start, end]
    }
  }

  private func changes(of year: Int, _ saving: Saving) -> (start: Int64, end: Int64) {
    let start = Self.second(of: saving.start, year) - standard.offset
    let end = Self.second(of: saving.end, year) - saving.localTime.offset
    return (Int64(start), Int64(end))
  }

  private static func year(of second: Int64) -> Int {
    Day.civilFromDays(Day.floorQuotient(Int(second), 86_400)).year
  }

  private static func second(of change: Change, _ year: Int) -> Int {
    day(of: change.date, year) * 86_400 + change.time
  }

  /// The day number since 1970-01-01.
  private static func day(of date: Date, _ year: Int) -> Int {
    let newYear = Day.daysFromCivil(year, 1, 1)
    switch date {
    case .dayOfYear(let day): return newYear + day
    case .julian(let day):
      return newYear + day - 1 + (Day.isLeap(year) && day >= 60 ? 1 : 0)
    case .weekday(let month, let week, let weekday):
      let first = Day.daysFromCivil(year, month, 1)
      // 1970-01-01 was a Thursday, the fourth day after Sunday
      let firstWeekday = first + 4 - 7 * Day.floorQuotient(first + 4, 7)
      var day = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
      if day >= Day.daysInMonth(year: year, month: month) { day -= 7 }
      return first + day
    }
  }
}

// MARK: - Reading

extension TimeZoneRule {
  init(_ text: [UInt8], allowsExtendedHours: Bool) throws(TimeZoneFault) {
    var reader = TextReader(text)
    let hours = allowsExtendedHours ? 167 : 24
    standard = try Self.localTime(&reader)
    guard !reader.isAtEnd else { return }
    let name = try Self.name(&reader)
    var offset = standard.offset + 3_600
    if reader.next != UInt8(ascii: ",") { offset = -(try Self.time(&reader, hours: 24)) }
    guard reader.take(",") else { throw TimeZoneFault("its rule has no dates") }
    let start = try Self.change(&reader, hours: hours)
    guard reader.take(",") else { throw TimeZoneFault("its rule has no second date") }
    let end = try Self.change(&reader, hours: hours)
    guard reader.isAtEnd else { throw TimeZoneFault("text follows its rule") }
    saving = Saving(
      localTime: .init(offset: offset, abbreviation: name), start: start, end: end)
  }

  private static func localTime(
    _ reader: inout TextReader
  ) throws(TimeZoneFault) -> TimeZoneFile.LocalTime {
    let name = try name(&reader)
    return .init(offset: -(try time(&reader, hours: 24)), abbreviation: name)
  }

  private static func name(_ reader: inout TextReader) throws(TimeZoneFault) -> String {
    let isQuoted = reader.take("<")
    let bytes = reader.prefix { byte in
      let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
      let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      return isLetter || (isQuoted && (isSign || Digits.value(of: byte) != nil))
    }
    guard bytes.count >= 3, !isQuoted || reader.take(">") else {
      throw TimeZoneFault("its rule has no abbreviation")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `[+-]h[:mm[:ss]]` in seconds.
  private static func time(
    _ reader: inout TextReader, hours limit: Int
  ) throws(TimeZoneFault) -> Int {
    let isNegative = reader.take("-")
    if !isNegative { _ = reader.take("+") }
    guard let hours = reader.number(digits: 1...3)?.value, hours <= limit else {
      throw TimeZoneFault("its rule has an impossible hour")
    }
    var seconds = hours * 3_600
    for unit in [60, 1] where reader.take(":") {
      guard let part = reader.number(digits: 2), part < 60 else {
        throw TimeZoneFault("its rule has an impossible time")
      }
      seconds += part * unit
    }
    return isNegative ? -seconds : seconds
  }

  private static func change(
    _ reader: inout TextReader, hours: Int
  ) throws(TimeZoneFault) -> Change {
    let date = try date(&reader)
    let time = reader.take("/") ? try time(&reader, hours: hours) : 2 * 3_600
    return Change(date: date, time: time)
  }

  private static func date(_ reader: inout TextReader) throws(TimeZoneFault) -> Date {
    if reader.take("M") {
      if let month = reader.number(digits: 1...2)?.value, (1...12).contains(month),
        reader.take("."), let week = reader.number(digits: 1), (1...5).contains(week),
        reader.take("."), let day = reader.number(digits: 1), (0...6).contains(day)
      {
        return .weekday(month: month, week: week, day: day)
      }
    } else if reader.take("J") {
      if let day = reader.number(digits: 1...3)?.value, (1...365).contains(day) {
        return .julian(day)
      }
    } else if let day = reader.number(digits: 1...3)?.value, (0...365).contains(day) {
      return .dayOfYear(day)
    }
    throw TimeZoneFault("its rule has an impossible date")
  }
}
