import Bytes
import Domain
import Testing

@testable import Reports

@Suite struct HistoryTests {
  @Test func `a win is told field by field, with old and new values`() throws {
    let answer = try ask("history", ["entity": "O-3"], TestBook.sample.now)
    let won = answer.rows.filter { $0.cells[5] == .text("won") }
    #expect(won.map(\.key) == ["20/status", "20/amount", "20/closed"])
    #expect(answer.cell("20/amount", "old") == .text("800.00 EUR"))
    #expect(answer.cell("20/amount", "new") == .text("750.00 EUR"))
    #expect(answer.cell("19/stage", "old") == .text("Prospecting"))
    #expect(answer.cell("19/stage", "new") == .text("Engaging"))
    #expect(answer.cell("19/stage", "who") == .entity("U-1", name: "Mia"))
    #expect(answer.cell("15/contact", "new") == .entity("C-2", name: "Tom Kok"))
  }

  @Test func `an account's history holds what happened to others while they were linked to it`()
    throws
  {
    var book = TestBook.sample
    book.add(OpportunityEvent.accountChanged(IDChanged(AccountID(1))), 5, on: "2017-04-11")
    book.add(amount(euro("1")), 5, on: "2017-04-12")
    book.add(OpportunityEvent.accountChanged(IDChanged(AccountID(2))), 5, on: "2017-04-13")
    book.add(amount(euro("2")), 5, on: "2017-04-14")
    let first = try ask("history", ["entity": "A-1", "field": "amount"], book.now)
    #expect(
      first.rows.filter { $0.cells[4] == .entity("O-5", name: "") }.map { $0.cells[8] }
        == [.text("1.00 EUR")])
    let second = try ask("history", ["entity": "A-2", "field": "amount"], book.now)
    #expect(
      second.rows.filter { $0.cells[4] == .entity("O-5", name: "") }.map { $0.cells[8] }
        == [.text("600.00 EUR"), .text("2.00 EUR")])
    let all = try ask("history", ["entity": "A-1"], book.now)
    for (number, name) in [("C-1", "Eva Smit"), ("O-1", ""), ("O-2", ""), ("O-5", ""), ("O-6", "")] {
      let rows = all.rows.filter { $0.cells[4] == .entity(number, name: name) }
      #expect(!rows.isEmpty, "\(number) was linked")
    }
    #expect(!all.rows.contains { $0.cells[4] == .entity("O-3", name: "") }, "never linked")
    let positions = try ask("history", ["entity": "A-1"], book.now).rows.map { row -> Int64 in
      guard case .integer(let position) = row.cells[0] else { return 0 }
      return position
    }
    #expect(positions == positions.sorted())
    let alone = try ask("history", ["entity": "A-1", "with-related": "no"], book.now)
    #expect(alone.rows.allSatisfy { $0.cells[4] == .entity("A-1", name: "Acme") })
    #expect(alone.rows.count > 3)
    try requireExplained("history", ["entity": "A-1"], book)
  }

  @Test func `why, through which door and for whom is told`() throws {
    var book = TestBook.sample
    var origin = Origin()
    (origin.channel, origin.importNumber, origin.file, origin.row) = (.dataImport, 3, 2, 17)
    book.add(amount(euro("9")), 1, on: "2017-04-11", by: 3, reason: "typo", origin: origin)
    origin = Origin()
    (origin.channel, origin.systemUser) = (.commandLine, "ann")
    book.add(amount(euro("8")), 1, on: "2017-04-12", by: 3, origin: origin)
    let answer = try ask("history", ["entity": "O-1", "field": "amount", "limit": "2"], book.now)
    #expect(answer.rows.map { $0.cells[9] } == [.text("typo"), Cell.none])
    #expect(
      answer.rows.map { $0.cells[10] }
        == [.text("import I-3 file 2 row 17"), .text("command line by ann")])
    #expect(answer.rows.map { $0.cells[3] }.first == .entity("U-3", name: "Ann Berg"))
    #expect(answer.rowsBeforeLimit == 3)
    #expect(answer.notes.isEmpty)
  }

  @Test func `what nobody dated has no when, and what was erased shows as erased`() throws {
    var book = TestBook.sample
    book.erase(slot: 42)
    let answer = try ask("history", ["entity": "C-2"], book.now)
    #expect(answer.rows.first?.cells[1] == Cell.none)
    #expect(answer.cell("12/name", "new") == .erased)
    #expect(answer.cell("12/relationship", "new") == .text("customer"))
  }

  @Test func `what does not exist at the moment is refused by its number`() {
    #expect(throws: ReportRefusal.unknown("account A-9")) {
      try ask("history", ["entity": "A-9"], TestBook.sample.now)
    }
    #expect(throws: ReportRefusal.unknown("opportunity O-5")) {
      try ask("history", ["entity": "O-5"], TestBook.sample.asOf("2017-02-01"))
    }
    #expect(throws: ReportRefusal.self) { try ask("history", [:], TestBook.sample.now) }
    #expect(throws: ReportRefusal.self) {
      try ask("history", ["entity": "X-1"], TestBook.sample.now)
    }
  }

  @Test(arguments: ["A-1", "A-2", "C-1", "C-2", "O-3", "U-2", "P-1", "L-1", "B-1"])
  func `every line follows from its own streams`(entity: String) throws {
    try requireExplained("history", ["entity": entity], .sample)
  }
}
