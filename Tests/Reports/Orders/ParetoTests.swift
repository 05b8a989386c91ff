import Domain
import Testing

@testable import Reports

@Suite struct ParetoTests {
  /// Five customers with 50, 20, 15, 10 and 5, and one that never bought.
  private var five: TestBook {
    var book = TestBook()
    for (index, amount) in ["20", "50", "5", "15", "10"].enumerated() {
      let number = UInt32(index) + 1
      book.add(account("Account \(number)"), number)
      book.add(
        order(account: number, line(1, "1", amount, cost: "1")), number, on: "2017-01-0\(number)")
    }
    book.add(account("Idle"), 6)
    return book
  }

  @Test func `the top fifth, rounded up, and how many make four fifths`() throws {
    let answer = try ask("pareto", ["show": "summary"], five.now)
    #expect(answer.cell("all", "entities") == .integer(5))
    #expect(answer.cell("all", "top_entities") == .integer(1))
    #expect(answer.cell("all", "total") == .money(amounts(euro("100"))))
    #expect(answer.cell("all", "top_sum") == .money(amounts(euro("50"))))
    #expect(answer.cell("all", "top_share") == ratio(1, 2))
    // 50 + 20 + 15 = 85.
    #expect(answer.cell("all", "entities_for_goal") == .integer(3))
    #expect(answer.cell("all", "entity_share_for_goal") == ratio(3, 5))
    #expect(answer.cell("all", "holds") == .text("no"))
    #expect(
      answer.notes[0]
        == "the top 1 of 5 (20 %) hold 50.0 % of turnover; it takes 3 (60.0 %) to make 80 %: the "
        + "rule does not hold")
  }

  @Test func `those without turnover count when all are asked for`() throws {
    let answer = try ask("pareto", ["show": "summary", "count": "all", "by": "account"], five.now)
    #expect(answer.cell("all", "entities") == .integer(6))
    #expect(answer.cell("all", "top_entities") == .integer(2))
    #expect(answer.cell("all", "top_share") == ratio(7, 10))
    #expect(answer.cell("all", "entity_share_for_goal") == ratio(3, 6))
  }

  @Test func `the ranking has the largest first, with the share so far`() throws {
    let answer = try ask("pareto", ["limit": "3"], five.now)
    #expect(answer.keys == ["A-2", "A-1", "A-4"])
    #expect(answer.rowsBeforeLimit == 5)
    #expect(answer.cell("A-4", "rank") == .integer(3))
    #expect(answer.cell("A-4", "share") == ratio(3, 20))
    #expect(answer.cell("A-4", "cumulative_share") == ratio(17, 20))
    #expect(answer.cell("A-4", "cumulative_entities") == ratio(3, 5))
    #expect(answer.charts.count == 1)
  }

  @Test func `the rule holds when few have nearly all`() throws {
    var book = five
    book.add(order(account: 2, line(1, "1", "10000")), 6, on: "2017-02-01")
    let answer = try ask("pareto", ["show": "summary"], book.now)
    #expect(answer.cell("all", "holds") == .text("yes"))
    #expect(answer.notes[0].hasSuffix("the rule holds"))
  }

  @Test func `amounts are ranked in one currency, and the others are named`() throws {
    let answer = try ask("pareto", ["by": "product"], TestBook.trade.now)
    #expect(answer.keys == ["P-2", "P-1"])
    #expect(answer.cell("P-1", "value") == .money(amounts(euro("240"))))
    #expect(answer.notes.contains("amounts in USD are left out: amounts are ranked in EUR"))
    let profit = try ask("pareto", ["by": "customer", "measure": "profit"], TestBook.trade.now)
    #expect(profit.keys == ["A-1", "C-1"])
    #expect(profit.cell("C-1", "value") == .money(amounts(euro("-25"))))
  }

  @Test func `won opportunities are ranked by amount and by number`() throws {
    let amounts = try ask(
      "pareto", ["measure": "won-amount", "by": "opportunity"], TestBook.sample.now)
    #expect(!amounts.rows.isEmpty)
    let counts = try ask(
      "pareto", ["measure": "won", "by": "owner", "show": "summary"], TestBook.sample.now)
    #expect(counts.cell("all", "total") == .integer(2))
    #expect(throws: ReportRefusal.self) {
      try ParetoReport(OptionValues(["measure": "won", "by": "region"]))
    }
    #expect(throws: ReportRefusal.self) {
      try ParetoReport(OptionValues(["count": "all", "by": "region"]))
    }
  }

  // Service time is explained with a book that has activities (ActivityReportTests).
  @Test(arguments: ParetoMeasure.allCases.filter { $0 != .serviceTime })
  func `every row follows from its own streams`(measure: ParetoMeasure) throws {
    let book = measure.isOfOrders ? TestBook.trade : measure == .convertedLeads ? .leads : .sample
    let by = measure.isOfOrders ? "customer" : "owner"
    try requireExplained("pareto", ["measure": measure.rawValue, "by": by], book)
    try requireExplained(
      "pareto", ["measure": measure.rawValue, "by": by, "count": "all", "show": "summary"], book)
  }
}
