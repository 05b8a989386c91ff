import Bytes
import Domain
import Testing

@testable import Reports

@Suite struct FlowTests {
  @Test func `an amount is raised, lowered as it is won, and then won`() throws {
    var book = TestBook()
    book.add(opened(owner: 2, euro("1000")), 1, on: "2017-03-01")
    book.add(amount(euro("1500")), 1, on: "2017-04-10")
    book.add(won(euro("1400")), 1, on: "2017-05-10")
    let answer = try ask("flow", ["from": "2017-03-31"], book.now)
    #expect(answer.cell("opening", "amount") == .money(amounts(euro("1000"))))
    #expect(answer.cell("raised", "amount") == .money(amounts(euro("500"))))
    #expect(answer.cell("raised", "count") == Cell.none)
    #expect(answer.cell("lowered", "amount") == .money(amounts(euro("-100"))))
    #expect(answer.cell("won", "amount") == .money(amounts(euro("-1400"))))
    #expect(answer.cell("won", "count") == .integer(-1))
    #expect(answer.cell("closing", "amount") == .money(Amounts()))
    #expect(answer.cell("closing", "count") == .integer(0))
  }

  @Test func `an expected close pulls into a period and pushes out of it`() throws {
    var book = TestBook()
    book.add(opened(euro("10"), close: "2017-05-01"), 1, on: "2017-03-01")
    book.add(opened(euro("20"), close: "2017-08-01"), 2, on: "2017-03-01")
    book.add(opened(euro("40")), 3, on: "2017-03-01")
    book.add(closes("2017-09-01"), 1, on: "2017-04-02")
    book.add(closes("2017-06-30"), 2, on: "2017-04-02")
    book.add(lost(), 2, on: "2017-04-05")
    book.add(OpportunityEvent.reopened(StageEntered(1)), 2, on: "2017-04-06")
    let answer = try ask("flow", ["from": "2017-03-31", "period": "2017Q2"], book.now)
    #expect(answer.cell("opening", "count") == .integer(1))
    #expect(answer.cell("pushed-out", "amount") == .money(amounts(euro("-10"))))
    #expect(answer.cell("pulled-in", "amount") == .money(amounts(euro("20"))))
    #expect(answer.cell("lost", "count") == .integer(-1))
    #expect(answer.cell("reopened", "count") == .integer(1))
    #expect(answer.cell("closing", "amount") == .money(amounts(euro("20"))))
  }

  @Test func `what changes hands moves out of one group and into another`() throws {
    var book = TestBook()
    book.add(user("Mia"), 1)
    book.add(user("Rob Lee"), 2)
    book.add(opened(owner: 1, euro("10")), 1, on: "2017-03-01")
    book.add(owned(by: 2), 1, on: "2017-04-02")
    let answer = try ask("flow", ["from": "2017-03-31", "by": "owner"], book.now)
    #expect(answer.cell("U-1,moved-out", "amount") == .money(amounts(euro("-10"))))
    #expect(answer.cell("U-2,moved-in", "amount") == .money(amounts(euro("10"))))
    #expect(answer.cell("U-1,closing", "count") == .integer(0))
    #expect(answer.cell("total,closing", "count") == .integer(1))
    try requireExplained("flow", ["from": "2017-03-31", "by": "owner"], book)
  }

  @Test func `it starts at the end of the previous month and never looks ahead`() throws {
    let answer = try ask("flow", [:], TestBook.sample.asOf("2017-03-13"))
    #expect(answer.parameters.first == Answer.Parameter("from", "2017-02-28"))
    #expect(answer.cell("won", "count") == .integer(-2))
    #expect(throws: ReportRefusal.self) {
      try ask("flow", ["to": "2017-04-30"], TestBook.sample.asOf("2017-03-13"))
    }
    #expect(throws: ReportRefusal.backwards(from: "2017-03-13", to: "2017-02-01")) {
      try ask("flow", ["from": "2017-03-13", "to": "2017-02-01"], TestBook.sample.now)
    }
  }

  @Test(arguments: ["none", "owner", "product", "pipeline"])
  func `every line follows from its own streams`(group: String) throws {
    try requireExplained("flow", ["by": group, "from": "2017-02-01"], .sample)
  }

  @Test(arguments: 0..<12)
  func `the steps of any history add up to the closing`(round: Int) throws {
    var random = SeededNumbers(seed: UInt64.random(in: 0...UInt64.max))
    let seed = random.seed
    let book = TestBook.random(&random)
    let (from, to) = ("2017-02-10", "2017-03-20")
    let group = ["none", "owner", "product"][round % 3]
    var values = ["from": from, "to": to, "by": group]
    if round.isMultiple(of: 2) { values["period"] = "2017Q2" }
    let answer = try ask("flow", values, book.now)
    let prefixes = Set(answer.keys.map { $0.split(separator: ",").dropLast().joined() })
    for prefix in prefixes {
      try requireIdentity(answer, prefix.isEmpty ? "" : prefix + ",", "seed \(seed)")
    }
    guard values["period"] == nil else { return }
    for (day, step) in [(from, "opening"), (to, "closing")] {
      let pipeline = try ask("pipeline", ["by": "owner"], book.asOf(day))
      let key = group == "none" ? step : "total,\(step)"
      #expect(answer.cell(key, "count") == pipeline.total("count"), "seed \(seed)")
      #expect(answer.cell(key, "amount") == pipeline.total("amount"), "seed \(seed)")
      guard group == "owner" else { continue }
      for row in pipeline.rows {
        #expect(answer.cell("\(row.key),\(step)", "amount") == row.cells[2], "seed \(seed)")
      }
    }
  }

  private func requireIdentity(
    _ answer: Answer, _ prefix: String, _ comment: Comment
  ) throws {
    var (count, sum) = (Int64(0), Amounts())
    for step in FlowStep.allCases where step != .closing {
      if case .integer(let number)? = answer.cell(prefix + step.rawValue, "count") {
        count += number
      }
      if case .money(let amount)? = answer.cell(prefix + step.rawValue, "amount") { sum += amount }
    }
    #expect(answer.cell(prefix + "closing", "count") == .integer(count), comment)
    #expect(answer.cell(prefix + "closing", "amount") == .money(sum), comment)
  }
}

/// Random numbers that can be had again from their seed (splitmix64, Steele and others, 2014).
struct SeededNumbers: RandomNumberGenerator {
  let seed: UInt64
  private var state: UInt64

  init(seed: UInt64) { (self.seed, state) = (seed, seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

extension TestBook {
  /// Thirty opportunities to which anything may happen on eighty days.
  static func random(_ random: inout SeededNumbers) -> TestBook {
    var book = TestBook()
    for number in 1...3 { book.add(user(String(repeating: "x", count: number)), UInt32(number)) }
    var isOpen: [UInt32: Bool] = [:]
    for offset in 0..<80 {
      let today = day("2017-01-15").adding(days: offset).description
      for _ in 0..<4 {
        let number = UInt32.random(in: 1...30, using: &random)
        let event = event(isOpen[number], &random)
        if case .won = event { isOpen[number] = false }
        if case .lost = event { isOpen[number] = false }
        if case .opened = event { isOpen[number] = true }
        if case .reopened = event { isOpen[number] = true }
        book.add(event, number, on: today)
      }
    }
    return book
  }

  private static func event(
    _ isOpen: Bool?, _ random: inout SeededNumbers
  ) -> OpportunityEvent {
    let money = Money.some(&random)
    let close =
      Bool.random(using: &random)
      ? day("2017-01-01").adding(days: Int.random(in: 0..<300, using: &random)) : nil
    guard let isOpen else {
      return opened(
        owner: UInt32.random(in: 1...3, using: &random), money,
        product: UInt32.random(in: 1...2, using: &random), close: close?.description)
    }
    if !isOpen {
      return Bool.random(using: &random)
        ? .reopened(StageEntered(1)) : owned(by: UInt32.random(in: 1...3, using: &random))
    }
    switch Int.random(in: 0..<7, using: &random) {
    case 0, 1: return amount(money)
    case 2: return closes(close?.description)
    case 3: return owned(by: UInt32.random(in: 1...3, using: &random))
    case 4: return .productChanged(IDChanged(Bool.random(using: &random) ? ProductID(1) : nil))
    case 5: return won(money)
    default: return lost()
    }
  }
}

extension Money {
  /// Euros, dollars or nothing.
  static func some(_ random: inout SeededNumbers) -> Money? {
    let number =
      "\(Int.random(in: 0..<999, using: &random)).\(Int.random(in: 10..<99, using: &random))"
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return nil
    case 1: return dollar(number)
    default: return euro(number)
    }
  }
}
