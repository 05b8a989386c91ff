import Bytes
import Testing

@testable import Domain

@Test func `instants are written with the offset of their zone`() throws {
  let amsterdam = try SystemZones.zone("Europe/Amsterdam")
  let instant = Instant(second: 1_490_961_900)
  #expect(InstantText.format(instant, in: amsterdam) == "2017-03-31T14:05:00+02:00")
  #expect(InstantText.format(instant, in: .utc) == "2017-03-31T12:05:00Z")
  let fine = Instant(second: 1_490_961_900, microsecond: 250_000)
  #expect(InstantText.format(fine, in: .utc) == "2017-03-31T12:05:00.25Z")
  let newYork = try SystemZones.zone("America/New_York")
  #expect(InstantText.format(instant, in: newYork) == "2017-03-31T08:05:00-04:00")
  #expect(InstantText.format(.beginning, in: .utc) == "0001-01-01T00:00:00Z")
}

@Test func `written instants are read again, in zones with odd offsets too`() throws {
  var random = SeededGenerator.printed("written instants are read again")
  for name in ["Europe/Amsterdam", "Asia/Kathmandu", "Pacific/Apia", "Etc/UTC"] {
    let zone = try SystemZones.zone(name)
    for _ in 0..<500 {
      let instant = Instant(
        second: .random(in: -5_000_000_000...9_000_000_000, using: &random),
        microsecond: .random(in: 0..<1_000_000, using: &random))
      let text = InstantText.format(instant, in: zone)
      #expect(try InstantText.parse(text) == instant, "\(text)")
    }
  }
}

@Test func `texts that are no instants are refused with the reason`() {
  #expect(throws: InstantRefusal.noOffset("2017-03-31T14:05:00")) {
    try InstantText.parse("2017-03-31T14:05:00")
  }
  #expect(throws: InstantRefusal.impossibleTime("2017-03-31T24:00:00Z")) {
    try InstantText.parse("2017-03-31T24:00:00Z")
  }
  let impossible = DayRefusal.noSuchDay(year: 2017, month: 2, day: 30)
  #expect(throws: InstantRefusal.impossibleDate(impossible)) {
    try InstantText.parse("2017-02-30T10:00:00Z")
  }
  let broken = [
    "", "2017-03-31T", "2017-03-31T14", "2017-03-31 14:05Z", "2017-03-31T14:05:0Z",
    "2017-03-31T14:05:00.Z", "2017-03-31T14:05:00+2", "2017-03-31T14:05:00Zjunk",
    "2017-03-31T14:05:00+02:0", "2017-03-31t14:05:00Z", "2017-03-31T14:05:00.1234567890Z",
  ]
  for text in broken {
    #expect(throws: InstantRefusal.notADateTime(text)) { try InstantText.parse(text) }
  }
}

@Test func `moments are read in every form`() throws {
  let day = try Day("2017-03-31")
  let expected: [(String, Moment)] = [
    ("2017-03-31", .day(day)), ("now", .now), ("today", .today), ("@1234", .position(1234)),
    ("@0", .position(0)), ("@18446744073709551615", .position(.max)),
    ("2017-03-31T14:05", .local(day, timeOfDayMicroseconds: 50_700_000_000)),
    ("2017-03-31T14:05:00Z", .instant(Instant(second: 1_490_969_100))),
  ]
  for (text, moment) in expected { #expect(try Moment(text) == moment, "\(text)") }
  for text in ["@", "@-1", "@+1", "@1x", "@18446744073709551616"] {
    #expect(throws: InstantRefusal.notAPosition(text)) { try Moment(text) }
  }
  for text in ["", "yesterday", "31/03/2017", "Now", "2017-03"] {
    #expect(throws: InstantRefusal.notAMoment(text)) { try Moment(text) }
  }
  #expect(
    throws: InstantRefusal.impossibleDate(.noSuchDay(year: 2017, month: 2, day: 30))
  ) { try Moment("2017-02-30") }
}

@Test func `a day as a moment includes its last microsecond in the zone of the book`() throws {
  let amsterdam = try SystemZones.zone("Europe/Amsterdam")
  let now = Instant(second: 1_490_961_900)
  // 2017-03-26 was the day of 23 hours: 2017-03-26T22:00:00Z is the next midnight
  let end = Instant(microseconds: 1_490_565_600_000_000 - 1)
  #expect(try Moment("2017-03-26").lastInstant(in: amsterdam, now: now) == end)
  #expect(try Moment("2017-03-31T14:05").lastInstant(in: amsterdam, now: now) == now)
  #expect(Moment.now.lastInstant(in: amsterdam, now: now) == now)
  let today = Moment.day(try Day("2017-03-31")).lastInstant(in: amsterdam, now: now)
  #expect(Moment.today.lastInstant(in: amsterdam, now: now) == today)
  #expect(Moment.position(7).lastInstant(in: amsterdam, now: now) == nil)
}
