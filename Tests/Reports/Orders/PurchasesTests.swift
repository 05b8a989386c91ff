import Domain
import Testing

@testable import Reports

@Suite struct PurchasesTests {
  /// The example of the report's own page: Ann on 3 January and twice on 9 March, Bob on 5 January.
  private var book: TestBook {
    var book = TestBook()
    book.add(contact("Ann", slot: 1), 1)
    book.add(contact("Bob", slot: 2), 2)
    book.add(order(contact: 1, line(1, "1", "10")), 1, on: "2017-01-03")
    book.add(order(contact: 2, line(1, "1", "0")), 2, on: "2017-01-05")
    book.add(order(contact: 1, line(1, "1", "20")), 3, on: "2017-03-09")
    book.add(order(contact: 1, line(1, "1", "30")), 4, on: "2017-03-09")
    book.add(order(line(1, "1", "99")), 5, on: "2017-03-10")
    return book
  }

  @Test func `purchase days, repeat buyers and who has gone quiet`() throws {
    let answer = try ask("purchases", [:], book.asOf("2017-04-30"))
    #expect(answer.cell("all", "customers") == .integer(2))
    #expect(answer.cell("all", "one_time") == .integer(1))
    #expect(answer.cell("all", "repeat") == .integer(1))
    #expect(answer.cell("all", "orders") == .integer(4))
    #expect(answer.cell("all", "free_orders") == .integer(1))
    #expect(answer.cell("all", "purchase_days") == .integer(3))
    #expect(answer.cell("all", "mean_purchase_days") == ratio(3, 2))
    #expect(answer.cell("all", "mean_value") == .meanMoney(amounts(euro("60")), count: 3))
    // 115 and 52 days.
    #expect(answer.cell("all", "median_recency") == ratio(167, 2))
    #expect(answer.cell("all", "inactive") == .integer(1))
    #expect(answer.notes == ["1 orders have no customer or no day: they are left out"])
    let strict = try ask("purchases", ["inactive-after": "50"], book.asOf("2017-04-30"))
    #expect(strict.cell("all", "inactive") == .integer(2))
    let lax = try ask("purchases", ["inactive-after": "115"], book.asOf("2017-04-30"))
    #expect(lax.cell("all", "inactive") == .integer(0))
  }

  @Test func `active, new and returning customers by month`() throws {
    let answer = try ask("purchases", ["by": "month"], book.now)
    #expect(answer.keys == ["2017-01", "2017-03"])
    #expect(answer.cell("2017-01", "active") == .integer(2))
    #expect(answer.cell("2017-01", "new") == .integer(2))
    #expect(answer.cell("2017-03", "active") == .integer(1))
    #expect(answer.cell("2017-03", "new") == .integer(0))
    #expect(answer.cell("2017-03", "returning") == .integer(1))
    #expect(answer.cell("2017-03", "orders") == .integer(2))
    #expect(answer.cell("2017-03", "purchase_days") == .integer(1))
    #expect(answer.cell("2017-03", "turnover") == .money(amounts(euro("50"))))
  }

  @Test(arguments: ["none", "month", "quarter", "year", "fiscal-year"])
  func `every row follows from its own streams`(by: String) throws {
    try requireExplained("purchases", ["by": by], book)
    try requireExplained("purchases", ["by": by], .trade)
  }
}
