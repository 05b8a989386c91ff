import Domain
import Testing

@testable import Reports

@Suite struct OutcomesTests {
  @Test func `counts, amounts and rates are those of the closed ones`() throws {
    let answer = try ask("outcomes", [:], TestBook.sample.now)
    #expect(answer.keys == ["all"])
    #expect(answer.cell("all", "opportunities") == .integer(7))
    #expect(answer.cell("all", "won") == .integer(2))
    #expect(answer.cell("all", "lost") == .integer(1))
    #expect(answer.cell("all", "open") == .integer(4))
    #expect(answer.cell("all", "won_amount") == .money(amounts(euro("750"), dollar("200"))))
    #expect(answer.cell("all", "win_rate") == ratio(2, 3))
    #expect(answer.cell("all", "mean_won_amount") == Cell.none)
    #expect(answer.notes == ["amounts are in several currencies: there is no single mean"])
  }

  @Test func `days run from opening to close`() throws {
    let answer = try ask("outcomes", [:], TestBook.sample.now)
    // Won after 30 and 40 days, lost after 38.
    #expect(answer.cell("all", "mean_days_won") == ratio(70, 2))
    #expect(answer.cell("all", "median_days_won") == ratio(70, 2))
    #expect(answer.cell("all", "mean_days_lost") == ratio(38, 1))
    #expect(answer.cell("all", "mean_days_closed") == ratio(108, 3))
    #expect(answer.cell("all", "median_days_closed") == ratio(76, 2))
    #expect(answer.cell("all", "min_days") == .integer(30))
    #expect(answer.cell("all", "max_days") == .integer(40))
  }

  @Test func `a period counts what closed within it, its own days included`() throws {
    let answer = try ask(
      "outcomes", ["by": "closed-month", "from": "2017-03-03", "to": "2017-03-13"],
      TestBook.sample.now)
    #expect(answer.keys == ["2017-03"])
    #expect(answer.cell("2017-03", "won") == .integer(2))
    #expect(answer.cell("2017-03", "lost") == .integer(0))
    #expect(answer.cell("2017-03", "opportunities") == Cell.none)
    #expect(answer.cell("2017-03", "open") == Cell.none)
  }

  @Test func `the median of amounts is exact for odd and even counts`() throws {
    var book = TestBook()
    for (index, text) in ["10.01", "40", "20.02"].enumerated() {
      book.add(opened(), UInt32(index + 1), on: "2017-01-01")
      book.add(won(euro(text)), UInt32(index + 1), on: "2017-01-02")
    }
    let odd = try ask("outcomes", [:], book.now)
    #expect(odd.cell("all", "median_won_amount") == .meanMoney(amounts(euro("40.04")), count: 2))
    #expect(odd.cell("all", "mean_won_amount") == .meanMoney(amounts(euro("70.03")), count: 3))
    #expect(odd.cell("all", "max_won_amount") == .money(amounts(euro("40"))))
    book.add(opened(), 4, on: "2017-01-03")
    book.add(won(euro("1")), 4, on: "2017-01-03")
    let even = try ask("outcomes", [:], book.now)
    #expect(even.cell("all", "median_won_amount") == .meanMoney(amounts(euro("30.03")), count: 2))
  }

  @Test func `what closed without a date is left out of periods and of days`() throws {
    var book = TestBook.sample
    book.add(lost(), 6)
    let all = try ask("outcomes", [:], book.now)
    #expect(all.cell("all", "lost") == .integer(2))
    #expect(all.cell("all", "mean_days_lost") == ratio(38, 1))
    #expect(all.notes.contains("1 of 4 closed ones lack a date: they count no days"))
    let year = try ask("outcomes", ["from": "2017-01-01"], book.now)
    #expect(year.cell("all", "lost") == .integer(1))
    #expect(year.notes.contains("1 closed nobody knows when: they are left out"))
  }

  @Test func `the end may not lie before the beginning`() {
    #expect(throws: ReportRefusal.backwards(from: "2017-02-01", to: "2017-01-01")) {
      try OutcomesReport(OptionValues(["from": "2017-02-01", "to": "2017-01-01"]))
    }
  }

  @Test(arguments: Group.allCases)
  func `every row follows from its own streams`(group: Group) throws {
    try requireExplained("outcomes", ["by": group.rawValue], .sample)
    try requireExplained(
      "outcomes", ["by": group.rawValue, "from": "2017-01-01", "to": "2017-03-31"], .sample)
  }
}
