import Bytes
import Domain
import Testing

@testable import Reports

@Suite struct ListTests {
  @Test func `an account shows what is open and won at it`() throws {
    let answer = try ask("accounts", [:], TestBook.sample.now)
    #expect(answer.keys == ["A-1", "A-2", "A-3"])
    #expect(answer.cell("A-1", "open") == .integer(3))
    #expect(answer.cell("A-1", "open_amount") == .money(amounts(euro("4000"))))
    #expect(answer.cell("A-2", "won_amount") == .money(amounts(euro("750"))))
    #expect(answer.cell("A-2", "parent") == .entity("A-1", name: "Acme"))
    #expect(answer.cell("A-2", "owner") == .entity("U-3", name: "Ann Berg"))
    #expect(answer.cell("A-3", "industry") == Cell.none)
  }

  @Test func `search finds what stands there at the moment, not what once stood there`() throws {
    var book = TestBook.sample
    book.add(AccountEvent.renamed(TextChanged("Zenith")), 2, on: "2017-04-11")
    #expect(try ask("accounts", ["search": "BOL"], book.asOf("2017-04-10")).keys == ["A-2"])
    #expect(try ask("accounts", ["search": "BOL"], book.now).keys == [])
    #expect(try ask("accounts", ["search": "zen"], book.now).keys == ["A-2"])
  }

  @Test func `a limit says how many more there are, and 0 shows all`() throws {
    let cut = try ask("accounts", ["limit": "2", "sort": "name:desc"], TestBook.sample.now)
    #expect(cut.keys == ["A-2", "A-1"])
    #expect(cut.rowsBeforeLimit == 3)
    #expect(cut.notes.isEmpty && cut.rowsBeforeLimit == 3)
    let all = try ask("accounts", ["limit": "0"], TestBook.sample.now)
    #expect(all.rows.count == 3)
    #expect(all.rowsBeforeLimit == nil)
  }

  @Test(arguments: [1, 2, 7, 40, 200])
  func `the first so many are those of the whole order`(limit: Int) {
    var random = SeededNumbers(seed: UInt64.random(in: 0...UInt64.max))
    for isDescending in [false, true] {
      var some = First<AccountID>(limit, isDescending: isDescending)
      var all = First<AccountID>(.max, isDescending: isDescending)
      for number in 1...UInt32(150) {
        let key: SortKey =
          Bool.random(using: &random)
          ? .number(Int128.random(in: 0..<30, using: &random)) : .none
        some.add(AccountID(number), key)
        all.add(AccountID(number), key)
      }
      #expect(some.sorted == Array(all.sorted.prefix(limit)), "seed \(random.seed)")
      #expect(some.count == 150)
    }
  }

  @Test func `an order by amount puts what has none last, whichever way round`() throws {
    let up = try ask("opportunities", ["sort": "amount"], TestBook.sample.now)
    let down = try ask("opportunities", ["sort": "amount:desc"], TestBook.sample.now)
    #expect(up.keys.first == "O-7")
    #expect(down.keys.first == "O-2")
    #expect(up.keys.last == "O-6")
    #expect(down.keys.last == "O-6")
    #expect(throws: ReportRefusal.self) {
      try ask("opportunities", ["sort": "moon"], TestBook.sample.now)
    }
  }

  @Test func `filters of the lists keep what fits`() throws {
    let now = TestBook.sample.now
    #expect(try ask("accounts", ["industry": "TOOLS"], now).keys == ["A-1"])
    #expect(try ask("accounts", ["owner": "U-3"], now).keys == ["A-2"])
    #expect(try ask("contacts", ["relationship": "customer"], now).keys == ["C-2"])
    #expect(try ask("contacts", ["account": "A-1"], now).keys == ["C-1"])
    #expect(try ask("opportunities", ["status": "won"], now).keys == ["O-3", "O-4"])
    #expect(
      try ask("opportunities", ["stage": "engaging", "status": "open"], now).keys == ["O-2", "O-7"])
    #expect(try ask("users", ["manager": "U-1"], now).keys == ["U-2", "U-3"])
    #expect(try ask("users", ["role": "manager"], now).keys == ["U-1"])
    #expect(try ask("products", ["family": "mg"], now).keys == ["P-2"])
    #expect(try ask("contacts", ["tag": "vip"], now).keys == [])
  }

  @Test func `an opportunity shows its probability while it is open`() throws {
    let answer = try ask("opportunities", [:], TestBook.sample.now)
    #expect(answer.cell("O-1", "probability") == ratio(5_000, 10_000))
    #expect(answer.cell("O-2", "probability") == ratio(4_000, 10_000))
    #expect(answer.cell("O-3", "probability") == Cell.none)
    #expect(answer.cell("O-3", "closed") == .day(day("2017-03-03")))
    #expect(answer.cell("O-7", "opened") == Cell.none)
  }

  @Test func `what was erased is gone, and its number still stands`() throws {
    var book = TestBook.sample
    book.erase(slot: 41)
    let answer = try ask("contacts", [:], book.now)
    #expect(answer.cell("C-1", "number") == .text("C-1"))
    #expect(answer.cell("C-1", "name") == .erased)
    #expect(answer.cell("C-1", "email") == .erased)
    #expect(answer.cell("C-1", "relationship") == .text("lead"))
    #expect(try ask("contacts", ["search": "eva"], book.now).keys == [])
    book.erase(slot: 7)
    let users = try ask("users", [:], book.now)
    #expect(users.cell("U-2", "name") == .erased)
    let pipeline = try ask("pipeline", ["by": "owner"], book.now)
    #expect(pipeline.cell("U-2", "owner") == .entity("U-2", name: "(erased)"))
  }

  @Test func `a product is held against its list price`() throws {
    var book = TestBook.sample
    book.add(won(euro("400")), 1, on: "2017-04-11")
    let answer = try ask("products", ["sort": "won:desc"], book.now)
    #expect(answer.keys == ["P-1", "P-2"])
    #expect(answer.cell("P-1", "won") == .integer(3))
    #expect(answer.cell("P-1", "list_price") == .money(amounts(euro("500"))))
    #expect(answer.cell("P-2", "mean_won_amount") == Cell.none)
  }

  @Test(arguments: [
    ("accounts", [:]), ("accounts", ["search": "acme"]), ("contacts", [:]),
    ("contacts", ["search": "eva"]), ("opportunities", [:]), ("opportunities", ["status": "open"]),
    ("users", [:]), ("users", ["manager": "U-1"]), ("products", [:]), ("pipelines", [:]),
  ])
  func `every row follows from its own streams`(name: String, values: [String: String]) throws {
    try requireExplained(name, values, .sample)
  }
}
