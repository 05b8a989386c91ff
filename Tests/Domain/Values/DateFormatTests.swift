import Bytes
import Testing

@testable import Domain

private func local(_ day: String, _ hour: Int, _ minute: Int, _ second: Double = 0) throws
  -> DateTime
{
  let microseconds = Int64((hour * 60 + minute) * 60) * 1_000_000 + Int64(second * 1_000_000)
  return .local(try Day(day), timeOfDayMicroseconds: microseconds)
}

@Test func `patterns read days, local times and instants`() throws {
  let expected: [(String, String, DateTime)] = [
    ("yyyy-MM-dd", "2016-10-20", .day(try Day("2016-10-20"))),
    ("dd/MM/yyyy", "20/10/2016", .day(try Day("2016-10-20"))),
    ("M/d/yy", "1/5/70", .day(try Day("1970-01-05"))),
    ("M/d/yy", "12/31/69", .day(try Day("2069-12-31"))),
    ("d MMM yyyy", "3 mar 2017", .day(try Day("2017-03-03"))),
    ("dd-MMM-yyyy", "03-DEC-2017", .day(try Day("2017-12-03"))),
    ("yyyyMMdd", "20170331", .day(try Day("2017-03-31"))),
    ("yyyy-MM-dd HH:mm:ss", "2017-03-31 14:05:09", try local("2017-03-31", 14, 5, 9)),
    ("yyyy-MM-dd'T'HH:mm", "2017-03-31T00:00", try local("2017-03-31", 0, 0)),
    ("M/d/yyyy h:mm a", "3/31/2017 12:05 AM", try local("2017-03-31", 0, 5)),
    ("M/d/yyyy h:mm a", "3/31/2017 12:05 pm", try local("2017-03-31", 12, 5)),
    ("dd.MM.yyyy H 'Uhr' mm", "31.03.2017 9 Uhr 07", try local("2017-03-31", 9, 7)),
    ("yyyy-MM-dd HH:mm:ss.S", "2017-03-31 01:02:03.25", try local("2017-03-31", 1, 2, 3.25)),
    ("yyyy-MM-dd HH:mm:ss.SSS", "2017-03-31 01:02:03.250", try local("2017-03-31", 1, 2, 3.25)),
    // instants by Python: datetime.fromisoformat(...).timestamp()
    (
      "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "2011-10-01T00:38:44.546+02:00",
      .instant(Instant(microseconds: 1_317_422_324_546_000))
    ),
    (
      "yyyy-MM-dd HH:mm:ssZ", "2017-03-31 14:05:00-0330",
      .instant(Instant(microseconds: 1_490_981_700_000_000))
    ),
    ("iso8601", "2017-03-31", .day(try Day("2017-03-31"))),
    ("iso8601", "2017-03-31T14:05:00.5", try local("2017-03-31", 14, 5, 0.5)),
    ("iso8601", "2017-03-31T14:05Z", .instant(Instant(second: 1_490_969_100))),
    ("unix", "1490969100", .instant(Instant(second: 1_490_969_100))),
    ("unixMilliseconds", "-1", .instant(Instant(microseconds: -1_000))),
  ]
  for (pattern, text, value) in expected {
    #expect(try DateFormat(pattern).parse(text) == value, "\(pattern) \(text)")
  }
}

@Test func `a text that does not follow the pattern says what was expected`() throws {
  let expected = [
    ("yyyy-MM-dd", "20/10/2016"), ("yyyy-MM-dd", "2016-10-20 "), ("yyyy-MM-dd", "2016-1-20"),
    ("yyyy-MM-dd", ""), ("M/d/yyyy", "013/1/2017"), ("d MMM yyyy", "3 mrt 2017"),
    ("h:mm a d.M.yyyy", "1:05 xm 1.1.2017"), ("unix", "12.5"), ("unix", "+5"), ("unix", ""),
    ("iso8601", "2017-03-31 14:05"), ("yyyy-MM-dd HH:mmXXX", "2017-03-31 14:05+0200"),
    ("unix", "99999999999999999999"),
  ]
  for (pattern, text) in expected {
    let refusal = DateFormatRefusal.mismatch(expected: pattern, found: text)
    #expect(throws: refusal) { try DateFormat(pattern).parse(text) }
  }
  #expect(
    DateFormatRefusal.mismatch(expected: "yyyy-MM-dd", found: "20/10/2016").description
      == "expected yyyy-MM-dd, found '20/10/2016'")
}

@Test func `impossible dates and times are refused although they follow the pattern`() throws {
  let format = try DateFormat("dd/MM/yyyy HH:mm")
  #expect(
    throws: DateFormatRefusal.impossibleDate(
      "30/02/2017 10:00", .noSuchDay(year: 2017, month: 2, day: 30))
  ) { try format.parse("30/02/2017 10:00") }
  for text in ["01/02/2017 24:00", "01/02/2017 23:60"] {
    #expect(throws: DateFormatRefusal.impossibleTime(text)) { try format.parse(text) }
  }
  #expect(throws: DateFormatRefusal.impossibleTime("2017-03-31 13:00 pm")) {
    try DateFormat("yyyy-MM-dd hh:mm a").parse("2017-03-31 13:00 pm")
  }
  #expect(throws: DateFormatRefusal.impossibleDate("999999999999", .outsideCalendar)) {
    try DateFormat("unix").parse("999999999999")
  }
}

@Test func `patterns that cannot work are refused with the reason`() {
  let expected = [
    ("yyyy-MM", "it needs a year, a month and a day"), ("", "it needs a year, a month and a day"),
    ("yyyy-MM-dd yyyy", "a field occurs twice"),
    ("yyyy-MM-dd'T", "a quote is not closed"),
    ("yyyy-MM-ddTHH:mm", "'T' is no field; put text in single quotes"),
    ("DD/MM/yyyy", "'DD' is no field; put text in single quotes"),
    ("yyyy-MM-dd hh:mm", "'h' and 'a' need each other"),
    ("yyyy-MM-dd HH hh a", "it has two hours"),
    ("yyyy-MM-dd ss", "seconds need minutes, and fractions need seconds"),
    ("yyyy-MM-dd mm", "minutes and offsets need an hour"),
    ("yyyy-MM-dd XXX", "minutes and offsets need an hour"),
    ("Mdyyyy", "a field of one or two digits stands right before another number"),
  ]
  for (pattern, reason) in expected {
    #expect(throws: DateFormatRefusal.badPattern(pattern, reason: reason)) {
      try DateFormat(pattern)
    }
  }
}
