public import Bytes

/// The rules of one IANA time zone, read from the bytes of its TZif file (RFC 8536).
///
/// The bytes are kept, so that a book can store the rules it was founded with and a date means the
/// same instants for ever, whatever later releases of the time zone database say.
public struct Zone: Hashable, Sendable {
  /// The IANA name, such as `Europe/Amsterdam`.
  public let name: String
  /// The TZif bytes that the rules were read from.
  public let rules: [UInt8]

  private let file: TimeZoneFile

  /// Coordinated universal time.
  public static let utc = Zone(fixed: "UTC")

  /// Reads the rules; bytes that break RFC 8536 are refused, whatever they are.
  public init(name: String, tzif: [UInt8]) throws(ZoneRefusal) {
    do {
      file = try TimeZoneFile(tzif)
    } catch {
      if error.hasLeapSeconds { throw .leapSeconds(zone: name) }
      throw .malformed(zone: name, reason: error.reason)
    }
    self.name = name
    rules = tzif
  }

  /// A zone without an offset and without changes, as the shortest file of version 2.
  private init(fixed name: String) {
    let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15 + 16)
    let counts: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 4]
    let block = header + counts + [0, 0, 0, 0, 0, 0] + Array((name + "\0").utf8)
    do {
      try self.init(name: name, tzif: block + block + Array("\n\(name)0\n".utf8))
    } catch {
      preconditionFailure("the rules of \(name) are well formed")
    }
  }
}

// MARK: - From instants to local time

extension Zone {
  /// Seconds that local time is ahead of UTC at that instant; negative west of Greenwich.
  public func offsetSeconds(at instant: Instant) -> Int {
    localTime(at: instant.second).offset
  }

  /// The abbreviation of local time at that instant, such as `CEST` or `-03`.
  public func abbreviation(at instant: Instant) -> String {
    localTime(at: instant.second).abbreviation
  }

  /// The local day of that instant, held at the ends of the calendar.
  public func day(of instant: Instant) -> Day {
    Day(nearest: Day.floorQuotient(local(instant.second), 86_400))
  }

  /// Microseconds on the local clock since 00:00, 0…86,399,999,999.
  public func timeOfDay(of instant: Instant) -> Int64 {
    let local = local(instant.second)
    let second = local - Day.floorQuotient(local, 86_400) * 86_400
    return Int64(second) * 1_000_000 + instant.microsecondOfSecond
  }

  private func local(_ second: Int64) -> Int {
    Int(second) + localTime(at: second).offset
  }

  private func localTime(at second: Int64) -> TimeZoneFile.LocalTime {
    let transitions = file.transitions
    guard let last = transitions.last, second < last else {
      if let rule = file.rule { return rule.localTime(at: second) }
      return file.localTimes[file.kinds.last.map(Int.init) ?? 0]
    }
    var (low, high) = (0, transitions.count)  // the first transition after the second
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return file.localTimes[low == 0 ? 0 : Int(file.kinds[low - 1])]
  }
}

// MARK: - From local time to instants

extension Zone {
  /// The first instant of that local day: usually its midnight; the instant after the gap if clocks
  /// jump over midnight; the earlier one if midnight occurs twice. A day that was skipped entirely
  /// (2011-12-30 in Apia) starts where the next one does and has no instants.
  public func start(of day: Day) -> Instant {
    let midnight = Int64(day.number) * 86_400
    for piece in pieces(around: midnight) {
      let earliest = max(piece.start, midnight - Int64(piece.offset))
      if earliest < piece.end { return Instant(second: earliest) }
    }
    preconditionFailure("every day starts within three days of its midnight in UTC")
  }

  /// The instant with which that local day is over: the start of the next day, exclusive.
  public func end(of day: Day) -> Instant {
    guard day < .last else { return Instant(second: start(of: day).second + 86_400) }
    return start(of: day.adding(days: 1))
  }

  /// The instant at which local clocks show that day and time (microseconds since 00:00).
  ///
  /// A time that occurs twice, when clocks are set back, means the earlier one. A time that clocks
  /// jump over is moved forward by the length of the gap: 02:30 becomes 03:30.
  public func instant(of day: Day, timeOfDayMicroseconds: Int64) -> Instant {
    precondition(
      (0..<86_400_000_000).contains(timeOfDayMicroseconds), "a time of day is below 24 hours")
    let wanted = Int64(day.number) * 86_400 + timeOfDayMicroseconds / 1_000_000
    let microsecond = timeOfDayMicroseconds % 1_000_000
    for piece in pieces(around: wanted) {
      let second = wanted - Int64(piece.offset)
      // the pieces before this one ended too early for it: in a gap their offset still counts
      if second < piece.end, second >= piece.start {
        return Instant(second: second, microsecond: microsecond)
      }
    }
    return Instant(second: wanted - offsetBeforeGap(at: wanted), microsecond: microsecond)
  }

  private func offsetBeforeGap(at wanted: Int64) -> Int64 {
    let pieces = pieces(around: wanted)
    let before = pieces.last { $0.end + Int64($0.offset) <= wanted }
    return Int64((before ?? pieces[0]).offset)
  }

  /// The stretches of constant offset within three days of a local second, in order; the first and
  /// the last are open to the past and the future.
  private func pieces(around local: Int64) -> [(start: Int64, end: Int64, offset: Int)] {
    let range = (local - 3 * 86_400)...(local + 3 * 86_400)
    var changes = file.transitions.filter(range.contains)
    let last = file.transitions.last ?? .min
    if let rule = file.rule, range.upperBound > last {
      changes += rule.changes(around: range).filter { $0 > last && range.contains($0) }.sorted()
    }
    let starts = [range.lowerBound] + changes
    return starts.enumerated().map { index, start in
      let end = index + 1 < starts.count ? starts[index + 1] : range.upperBound
      return (start, end, localTime(at: start).offset)
    }
  }
}

extension Instant {
  /// Whole seconds since 1970-01-01T00:00:00Z, rounded towards the past.
  var second: Int64 { Int64(Day.floorQuotient(Int(microseconds), 1_000_000)) }

  /// The microseconds after the whole second, 0…999,999.
  var microsecondOfSecond: Int64 {
    let remainder = microseconds % 1_000_000
    return remainder < 0 ? remainder + 1_000_000 : remainder
  }

  /// That many seconds and microseconds after 1970-01-01T00:00:00Z.
  init(second: Int64, microsecond: Int64 = 0) {
    self.init(microseconds: second * 1_000_000 + microsecond)
  }
}
