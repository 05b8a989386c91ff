import Testing

@testable import Domain

private let kinds: [Period.Kind] = [
  .day, .week, .month, .quarter, .year, .fiscalYear(firstMonth: 1), .fiscalYear(firstMonth: 7),
  .fiscalYear(FiscalCalendar(startMonth: 4, startDay: 6, naming: .start)),
  .fiscalQuarter(FiscalCalendar(startMonth: 1)), .fiscalQuarter(FiscalCalendar(startMonth: 10)),
  .fiscalQuarter(FiscalCalendar(startMonth: 2, startDay: 28, naming: .start)),
]

/// As the British tax year: from 6 April, called by the year it starts in.
private let british = FiscalCalendar(startMonth: 4, startDay: 6, naming: .start)

@Test func `labels name the period and its ends`() throws {
  let day = try Day("2017-03-31")
  let expected: [(Period.Kind, String, String, String)] = [
    (.day, "2017-03-31", "2017-03-31", "2017-03-31"),
    (.week, "2017-W13", "2017-03-27", "2017-04-02"),
    (.month, "2017-03", "2017-03-01", "2017-03-31"),
    (.quarter, "2017Q1", "2017-01-01", "2017-03-31"),
    (.year, "2017", "2017-01-01", "2017-12-31"),
    (.fiscalYear(firstMonth: 1), "FY2017", "2017-01-01", "2017-12-31"),
    (.fiscalYear(firstMonth: 7), "FY2017", "2016-07-01", "2017-06-30"),
    (.fiscalYear(firstMonth: 3), "FY2018", "2017-03-01", "2018-02-28"),
    (.fiscalYear(british), "FY2016", "2016-04-06", "2017-04-05"),
    (.fiscalQuarter(british), "FY2016Q4", "2017-01-06", "2017-04-05"),
    (.fiscalQuarter(FiscalCalendar(startMonth: 2)), "FY2018Q1", "2017-02-01", "2017-04-30"),
    (.fiscalQuarter(FiscalCalendar(startMonth: 1)), "FY2017Q1", "2017-01-01", "2017-03-31"),
  ]
  for (kind, label, first, last) in expected {
    let period = Period(kind, containing: day)
    #expect(period.label == label)
    #expect(period.first.description == first, "\(label)")
    #expect(period.last.description == last, "\(label)")
  }
}

@Test func `periods of a kind follow each other without gaps and can be read from their labels`()
  throws
{
  var random = SeededGenerator.printed("periods follow each other")
  for kind in kinds {
    var fiscal = FiscalCalendar.calendarYears
    switch kind {
    case .fiscalYear(let calendar), .fiscalQuarter(let calendar): fiscal = calendar
    case .day, .week, .month, .quarter, .year: break
    }
    for _ in 0..<500 {
      let day = try Day(number: .random(in: -700_000...2_900_000, using: &random))
      let period = Period(kind, containing: day)
      #expect(period.contains(day))
      #expect(period.last.adding(days: 1) == period.next.first)
      #expect(period.next.previous == period)
      let read = try Period(label: period.label, fiscal: fiscal)
      #expect(read == period, "\(period.label)")
      #expect(StoredPeriod(period).period == period, "\(period.label) as it is stored")
    }
  }
}

@Test func `iteration covers both ends and stops at the end of the calendar`() throws {
  let (from, through) = (try Day("2016-11-15"), try Day("2017-02-01"))
  let months = Period.sequence(.month, from: from, through: through).map(\.label)
  #expect(months == ["2016-11", "2016-12", "2017-01", "2017-02"])
  #expect(Period.sequence(.month, from: through, through: from).map(\.label) == [])
  for kind in kinds {
    let start = Day.last.adding(days: -10)
    let periods = Array(Period.sequence(kind, from: start, through: .last))
    #expect(try #require(periods.last).contains(.last))
    #expect(Period(kind, containing: .first).previous.contains(.first))
  }
}

@Test func `labels of periods that do not exist are refused`() {
  for text in ["", "2017-13", "2017Q5", "2017-W53", "2017-W00", "FY17", "17", "F2017", "2017-3"] {
    #expect(throws: PeriodRefusal.notAPeriod(text)) { try Period(label: text) }
  }
  #expect(throws: PeriodRefusal.impossibleDay(.noSuchDay(year: 2017, month: 2, day: 29))) {
    try Period(label: "2017-02-29")
  }
}
