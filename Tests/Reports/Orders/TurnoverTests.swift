import Domain
import Testing

@testable import Reports

@Suite struct TurnoverTests {
  let book = TestBook.trade

  @Test func `turnover is what was ordered less what came back, cancelled orders left out`() throws {
    let answer = try ask("turnover", [:], book.now)
    #expect(answer.keys == ["all"])
    // 1000 + 50.5 + 200 + 40 ordered, 100 given back.
    #expect(answer.cell("all", "ordered") == .money(amounts(euro("1290.5"), dollar("7"))))
    #expect(answer.cell("all", "returned") == .money(amounts(euro("100"))))
    #expect(answer.cell("all", "turnover") == .money(amounts(euro("1190.5"), dollar("7"))))
    // Costs 760 + 225 + 12 less 60; profit of 1240 less 100 less 937.
    #expect(answer.cell("all", "cost") == .money(amounts(euro("937"), dollar("3"))))
    #expect(answer.cell("all", "profit") == .money(amounts(euro("203"), dollar("4"))))
    #expect(answer.cell("all", "margin") == Cell.none)
    #expect(answer.cell("all", "orders") == .integer(5))
    #expect(answer.cell("all", "customers") == .integer(3))
    // 3 + 1.5 + 4 + 2 + 1 less 2.
    #expect(answer.cell("all", "quantity") == ratio(19, 2))
    #expect(answer.cell("all", "mean_days_to_ship") == ratio(8, 2))
    #expect(
      answer.notes == [
        "1 cancelled orders are left out",
        "1 lines have no cost: they count in turnover, not in profit",
      ])
  }

  @Test func `an order counts on its day, a return on its own`() throws {
    let answer = try ask("turnover", ["by": "month"], book.now)
    #expect(answer.keys == ["2017-01", "2017-02", "2017-03", "2017-04", "-"])
    #expect(answer.cell("2017-01", "profit") == .money(amounts(euro("240"))))
    #expect(answer.cell("2017-01", "margin") == ratio(6, 25))
    #expect(answer.cell("2017-02", "turnover") == .money(amounts(euro("250.5"))))
    #expect(answer.cell("2017-02", "margin") == ratio(-1, 8))
    #expect(answer.cell("2017-03", "turnover") == .money(amounts(euro("40"))))
    #expect(answer.cell("2017-04", "turnover") == .money(amounts(euro("-100"))))
    #expect(answer.cell("2017-04", "profit") == .money(amounts(euro("-40"))))
    #expect(answer.cell("2017-04", "orders") == .integer(0))
    #expect(answer.cell("-", "turnover") == .money(amounts(dollar("7"))))
    #expect(answer.notes.contains("1 orders of a day nobody knows stand under (none)"))
  }

  @Test func `as of a day, later returns, cancellations and lines are not there yet`() throws {
    let march = try ask("turnover", [:], book.asOf("2017-03-19"))
    // The cancelled order still counts, and the gear has not come back.
    #expect(march.cell("all", "turnover") == .money(amounts(euro("2290.5"))))
    #expect(march.cell("all", "orders") == .integer(5))
    let sixth = try ask("turnover", ["from": "2017-03-05", "to": "2017-03-05"], book.asOf("2017-03-06"))
    #expect(sixth.cell("all", "turnover") == .money(amounts(euro("1029"))))
    #expect(sixth.cell("all", "orders") == .integer(1))
  }

  @Test func `by family an order counts in each family it has a line of`() throws {
    let answer = try ask("turnover", ["by": "family"], book.now)
    #expect(answer.keys == ["Bikes", "Parts", "-"])
    #expect(answer.cell("Bikes", "orders") == .integer(1))
    #expect(answer.cell("Parts", "orders") == .integer(4))
    #expect(answer.total("orders") == .integer(5))
    #expect(answer.cell("Parts", "returned") == .money(amounts(euro("100"))))
  }

  @Test func `filters keep what is asked for, and sorting puts the largest first`() throws {
    let west = try ask("turnover", ["region": "west"], book.now)
    #expect(west.cell("all", "turnover") == .money(amounts(euro("900"))))
    let gear = try ask("turnover", ["product": "P-1", "by": "customer"], book.now)
    #expect(gear.cell("C-1", "turnover") == .money(amounts(euro("200"))))
    let best = try ask(
      "turnover", ["by": "customer", "sort": "turnover:desc", "limit": "2"], book.now)
    #expect(best.keys == ["A-1", "C-1"])
    #expect(best.rowsBeforeLimit == 3)
    #expect(best.total("orders") == .integer(5))
  }

  @Test(arguments: OrderGroup.allCases)
  func `every row follows from its own streams`(group: OrderGroup) throws {
    try requireExplained("turnover", ["by": group.rawValue], book)
    try requireExplained("turnover", ["by": group.rawValue, "family": "Parts"], book)
  }

  @Test func `the list and the customer's file follow from their streams as well`() throws {
    try requireExplained("orders", [:], book)
    try requireExplained("customer", ["customer": "A-1"], book)
    try requireExplained("customer", ["customer": "C-1"], book)
    let list = try ask("orders", ["status": "returned"], book.now)
    #expect(list.keys.isEmpty)
    let shipped = try ask("orders", ["status": "shipped", "sort": "amount:desc"], book.now)
    #expect(shipped.keys == ["S-1", "S-3"])
    #expect(shipped.cell("S-1", "profit") == .money(amounts(euro("200"))))
    let file = try ask("customer", ["customer": "A-1"], book.now)
    #expect(file.cell("total/turnover", "value") == .money(amounts(euro("940"), dollar("7"))))
  }
}
