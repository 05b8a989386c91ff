import Testing

@testable import Domain

/// Date, days since 1970-01-01, ISO weekday and ISO week, computed by Python's `datetime.date`.
private let facts: [(String, Int32, UInt8, String)] = [
  ("3719-10-10", 639091, 2, "3719-W41"), ("1733-04-18", -86455, 6, "1733-W16"),
  ("4535-01-01", 936847, 6, "4534-W52"), ("7476-01-31", 2_011_055, 1, "7476-W05"),
  ("0555-07-03", -516635, 4, "0555-W27"), ("0832-10-30", -415343, 6, "0832-W44"),
  ("9432-03-14", 2_725_512, 3, "9432-W11"), ("6154-11-12", 1_528_490, 2, "6154-W46"),
  ("0001-01-01", -719162, 1, "0001-W01"), ("1600-02-29", -135081, 2, "1600-W09"),
  ("1900-02-28", -25509, 3, "1900-W09"), ("1969-12-31", -1, 3, "1970-W01"),
  ("1970-01-01", 0, 4, "1970-W01"), ("2000-02-29", 11016, 2, "2000-W09"),
  ("2004-12-31", 12783, 5, "2004-W53"), ("2005-01-01", 12784, 6, "2004-W53"),
  ("2008-12-29", 14242, 1, "2009-W01"), ("2010-01-03", 14612, 7, "2009-W53"),
  ("2016-02-29", 16860, 1, "2016-W09"), ("2020-12-31", 18627, 4, "2020-W53"),
  ("2021-01-03", 18630, 7, "2020-W53"), ("9999-12-31", 2_932_896, 5, "9999-W52"),
]

@Test func `days agree with Python in number, weekday and week`() throws {
  for (text, number, weekday, week) in facts {
    let day = try Day(text)
    #expect(day.number == number, "\(text)")
    #expect(day.weekday.rawValue == weekday, "\(text)")
    #expect(day.description == text)
    #expect(try Day(number: number) == day)
    #expect(Period(.week, containing: day).label == week)
    #expect(try Period(label: week).contains(day))
  }
}

@Test func `a random day survives its components, its text and its number`() throws {
  var random = SeededGenerator.printed("a random day survives")
  for _ in 0..<20_000 {
    let number = Int32.random(in: Day.first.number...Day.last.number, using: &random)
    let day = try Day(number: number)
    #expect(try Day(year: day.year, month: day.month, day: day.dayOfMonth) == day)
    #expect(try Day(day.description) == day)
    #expect(day.adding(days: 1).days(to: day) == (day == .last ? 0 : -1))
  }
}

@Test func `an impossible date names the reason`() {
  let expected: [(String, DayRefusal, String)] = [
    (
      "2017-02-30", .noSuchDay(year: 2017, month: 2, day: 30),
      "there is no day 30 in February 2017: it has 28 days"
    ),
    ("2017-13-01", .noSuchMonth(13), "there is no month 13: months run from 1 to 12"),
    ("0000-01-01", .noSuchYear(0), "there is no year 0: years run from 0001 to 9999"),
    (
      "20/10/2016", .notADate("20/10/2016"),
      "expected a date as yyyy-MM-dd, found '20/10/2016'"
    ),
  ]
  for (text, refusal, message) in expected {
    #expect(throws: refusal) { try Day(text) }
    #expect(refusal.description == message)
  }
  for text in ["", "2017-2-03", "2017-02-03 ", "+017-02-03", "２017-02-03", "2017-02-0３"] {
    #expect(throws: DayRefusal.notADate(text)) { try Day(text) }
  }
  #expect(throws: DayRefusal.outsideCalendar) { try Day(number: 2_932_897) }
}

@Test func `months are added to the end of the shorter month`() throws {
  let expected = [
    ("2017-01-31", 1, "2017-02-28"), ("2016-01-31", 1, "2016-02-29"),
    ("2017-03-31", -1, "2017-02-28"), ("2017-12-15", 1, "2018-01-15"),
    ("2017-01-15", -1, "2016-12-15"), ("9999-12-31", 1, "9999-12-31"),
    ("0001-01-15", -1, "0001-01-01"), ("2017-05-31", .max, "9999-12-31"),
    ("2017-05-31", .min, "0001-01-01"),
  ]
  for (from, months, to) in expected {
    #expect(try Day(from).adding(months: months) == Day(to), "\(from) \(months)")
  }
  #expect(try Day("2016-02-29").adding(years: 1) == Day("2017-02-28"))
  #expect(try Day("2016-02-29").adding(years: 4) == Day("2020-02-29"))
  #expect(try Day("2016-02-29").adding(days: .max) == .last)
}
