import Bytes
import Domain
import Testing

@testable import Reports

/// Two scales of 0 to 10 for size (weights 3 and 1), one of 0 to 10 for potential, and a text.
private func asked(_ rules: MatrixRules = .standard) -> QuestionnaireEvent {
  func scale(_ number: UInt32, _ code: String, size: UInt32, potential: UInt32) -> Question {
    var question = Question()
    (question.number, question.code, question.kind) = (number, code, .scale)
    (question.minimum, question.maximum) = (0, 10)
    (question.sizeWeight, question.potentialWeight) = (size, potential)
    return question
  }
  var words = Question()
  (words.number, words.code) = (4, "why")
  var defined = QuestionnaireDefined()
  defined.name = "Potential"
  defined.questions = [
    scale(1, "staff", size: 30_000, potential: 0), scale(2, "fleet", size: 10_000, potential: 0),
    scale(3, "plans", size: 0, potential: 10_000), words,
  ]
  defined.matrix = rules
  return .defined(defined)
}

private func filled(
  _ account: UInt32, _ answers: [UInt32: Int64], words: String? = nil, version: UInt32 = 1
) -> ResponseEvent {
  var recorded = ResponseRecorded()
  (recorded.questionnaire, recorded.version) = (QuestionnaireID(1), version)
  recorded.account = AccountID(account)
  recorded.answers.questions = answers.keys.sorted()
  recorded.answers.values = recorded.answers.questions.map { answers[$0] ?? 0 }
  if let words {
    recorded.answers.inWords = [4]
    var texts = AnswerWords()
    texts.texts = [words]
    recorded.words = Discreet(texts, slot: nil)
  }
  return .recorded(recorded)
}

extension TestBook {
  /// Four accounts, three of them rated, one of these twice.
  fileprivate static func rated(_ rules: MatrixRules = .standard) -> TestBook {
    var book = TestBook()
    book.add(user("Ann"), 1, on: "2025-01-01")
    book.add(account("Big", owner: 1, industry: "food"), 1, on: "2025-01-02")
    book.add(account("Small", industry: "trade"), 2, on: "2025-01-02")
    book.add(account("Edge"), 3, on: "2025-01-02")
    book.add(account("New"), 4, on: "2025-01-02")
    book.add(asked(rules), 1, on: "2025-01-03")
    // Size (3 × 80 + 1 × 40) ÷ 4 = 70, potential 20: keep.
    book.add(filled(1, [1: 8, 2: 4, 3: 2], words: "large"), 1, on: "2025-03-01")
    // Size 20 (one answer of weight 3), potential 80: develop.
    book.add(filled(2, [1: 2, 3: 8]), 2, on: "2025-03-02")
    // Both on the boundary.
    book.add(filled(3, [1: 5, 2: 5, 3: 5]), 3, on: "2025-03-03")
    // Size (3 × 60 + 1 × 60) ÷ 4 = 60, potential 90: grow.
    book.add(filled(1, [1: 6, 2: 6, 3: 9]), 4, on: "2025-06-01")
    return book
  }
}

@Suite struct MatrixTests {
  @Test func `scores are weighted means of what was answered, and the fields follow`() throws {
    let answer = try ask("matrix", [:], TestBook.rated().asOf("2025-04-01"))
    #expect(answer.keys == ["A-1", "A-2", "A-3"])
    #expect(answer.cell("A-1", "size") == ratio(70, 1))
    #expect(answer.cell("A-1", "potential") == ratio(20, 1))
    #expect(answer.cell("A-1", "category") == .text("keep"))
    #expect(answer.cell("A-1", "completeness") == ratio(4, 4))
    #expect(answer.cell("A-1", "age_days") == .integer(31))
    #expect(answer.cell("A-2", "size") == ratio(20, 1))
    #expect(answer.cell("A-2", "category") == .text("develop"))
    #expect(answer.cell("A-3", "category") == .text("grow"), "a boundary belongs to the field above")
  }

  @Test func `the latest response counts, and a retracted one does not`() throws {
    var book = TestBook.rated()
    let now = try ask("matrix", [:], book.now)
    #expect(now.cell("A-1", "category") == .text("grow"))
    #expect(now.cell("A-1", "response") == .entity("R-4", name: ""))
    book.add(ResponseEvent.retracted(ResponseRetracted()), 4, on: "2025-06-02")
    #expect(try ask("matrix", [:], book.now).cell("A-1", "category") == .text("keep"))
    // Entered late, but answered before: it is not the latest.
    book.add(filled(2, [1: 9, 3: 1]), 5, on: "2025-06-03", occurred: "2025-02-01")
    #expect(try ask("matrix", [:], book.now).cell("A-2", "response") == .entity("R-2", name: ""))
  }

  @Test func `boundaries, their side and the names can be asked for otherwise`() throws {
    let book = TestBook.rated()
    let lower = try ask("matrix", ["boundary": "lower"], book.now)
    #expect(lower.cell("A-3", "category") == .text("maintain"))
    let three = try ask(
      "matrix", ["size-boundaries": "20,60", "potential-boundaries": "50", "by": "category"],
      book.now)
    #expect(three.keys == ["3/1", "3/2", "2/1", "2/2", "1/1", "1/2"])
    #expect(three.cell("3/2", "count") == .integer(1), "60 is on the boundary of the field above")
    #expect(three.cell("2/2", "count") == .integer(2))
    let named = try ask("matrix", ["categories": "b,a;d,c"], book.now)
    #expect(named.cell("A-2", "category") == .text("c"))
    #expect(throws: ReportRefusal.self) { try ask("matrix", ["categories": "a,b"], book.now) }
    #expect(throws: ReportRefusal.self) { try ask("matrix", ["size-boundaries": "5,5"], book.now) }
  }

  @Test func `the median parts those that are rated`() throws {
    // Sizes 60, 20, 50: median 50. Potentials 90, 80, 50: median 80.
    let answer = try ask("matrix", ["median": "yes"], TestBook.rated().now)
    #expect(answer.cell("A-1", "category") == .text("grow"))
    #expect(answer.cell("A-2", "category") == .text("develop"))
    #expect(answer.cell("A-3", "category") == .text("keep"))
    #expect(answer.notes.contains("the median of size is 50/1"))
  }

  @Test func `fields count customers, means and the answers to a question`() throws {
    let answer = try ask("matrix", ["by": "category", "mean": "fleet"], TestBook.rated().now)
    #expect(answer.keys == ["2/1", "2/2", "1/1", "1/2"])
    #expect(answer.cell("2/2", "count") == .integer(2))
    #expect(answer.cell("2/2", "mean_size") == ratio(55, 1))
    #expect(answer.cell("2/2", "mean_answer") == ratio(11, 2))
    #expect(answer.cell("1/1", "count") == .integer(0))
    #expect(answer.total("count") == .integer(3))
    #expect(answer.total("mean_size") == ratio(130, 3))
  }

  @Test func `movements between two moments name who went where`() throws {
    let options = ["from": "2025-04-01", "to": "2025-06-30"]
    let ways = try ask("matrix-movements", options, TestBook.rated().now)
    #expect(ways.cell("2/1>2/2", "count") == .integer(1))
    #expect(ways.cell("2/2>2/2", "moved") == .text("no"))
    #expect(ways.cell("1/2>1/2", "share_of_from") == ratio(1, 1))
    #expect(ways.notes.contains("1 of 3 customers moved"))
    let who = try ask(
      "matrix-movements", options.merging(["by": "customer"]) { $1 }, TestBook.rated().now)
    #expect(who.keys == ["A-1"])
    #expect(who.cell("A-1", "size_before") == ratio(70, 1))
    let begin = try ask(
      "matrix-movements", ["from": "2025-01-10", "to": "2025-04-01"], TestBook.rated().now)
    #expect(begin.keys == ["->2/1", "->2/2", "->1/2"])
  }

  @Test func `the trail of a customer is every rating, the earliest first`() throws {
    let answer = try ask("matrix-trail", ["customer": "A-1"], TestBook.rated().now)
    #expect(answer.keys == ["R-1", "R-4"])
    #expect(answer.rows.map { $0.cells[5] } == [.text("keep"), .text("grow")])
  }

  @Test func `who must be rated again, and why`() throws {
    let source = TestBook.rated().asOf("2025-06-02")
    let answer = try ask("reassess", ["older-than": "91"], source)
    #expect(answer.keys == ["A-4", "A-2"], "the never rated first; 91 days are not older than 91")
    #expect(answer.cell("A-4", "why") == .text("never rated"))
    #expect(answer.cell("A-2", "why") == .text("older than 91 days, incomplete"))
    #expect(answer.cell("A-2", "missing") == .text("fleet"))
    let few = try ask("reassess", ["never": "no", "older-than": "1000"], source)
    #expect(few.keys == ["A-2"])
  }

  @Test func `the picture has size upwards and potential to the right`() throws {
    var book = TestBook.rated()
    let points = try ask("matrix", [:], book.now).charts
    guard case .scatter(let scatter)? = points.first?.form else {
      Issue.record("without turnover there are points")
      return
    }
    #expect(scatter.groups.map(\.name) == ["grow", "develop"])
    #expect(scatter.groups[0].points.map(\.x) == [90, 50])
    #expect(scatter.groups[0].points.map(\.y) == [60, 50])
    #expect(scatter.quadrants?.topLeft == "keep" && scatter.quadrants?.bottomRight == "develop")
    #expect(points.first?.vertical.range == 0...100)
    book.add(opened(euro("500"), account: 1), 1, on: "2025-06-02")
    book.add(OpportunityEvent.won(MoneyChanged(nil)), 1, on: "2025-06-03")
    guard case .bubbles(let bubbles)? = try ask("matrix", [:], book.now).charts.first?.form else {
      Issue.record("with turnover there are circles")
      return
    }
    #expect(bubbles.items.map(\.size) == [500, 0, 0])
    #expect(bubbles.items[0].trail.map(\.y) == [70])
  }

  @Test func `the file of a customer shows the latest rating`() throws {
    let answer = try ask("customer", ["customer": "A-1"], TestBook.rated().now)
    #expect(answer.cell("rating/Q-1", "value") == .text("grow"))
    #expect(
      answer.cell("rating/Q-1", "detail")
        == .text("size 60.00, potential 90.00, answered 2025-06-01"))
    try requireExplained("customer", ["customer": "A-1"], TestBook.rated())
  }

  /// The rated accounts, with work on three and sales to two of them.
  private var served: TestBook {
    var book = TestBook.rated()
    func call(_ number: UInt32, _ account: UInt32, seconds: UInt32, on day: String) {
      var logged = ActivityLogged()
      (logged.about.kind, logged.about.owner) = (.call, UserID(1))
      logged.about.account = AccountID(account)
      logged.result = ActivityResult(.done, durationSeconds: seconds)
      book.add(ActivityEvent.logged(logged), number, occurred: day)
    }
    call(1, 1, seconds: 1_800, on: "2025-06-10")
    call(2, 2, seconds: 300, on: "2025-06-11")
    call(3, 2, seconds: 300, on: "2025-07-11")
    call(4, 4, seconds: 6_000, on: "2025-06-12")
    book.add(order(account: 1, line(1, "1", "100")), 1, occurred: "2025-06-20")
    book.add(order(account: 2, line(1, "1", "300")), 2, occurred: "2025-06-21")
    book.add(order(account: 2, line(1, "1", "400")), 3, occurred: "2025-07-21")
    return book
  }

  @Test func `effort by field stands beside the share of customers and of turnover`() throws {
    let june = ["from": "2025-06-01", "to": "2025-06-30"]
    let answer = try ask("matrix-effort", june, served.now)
    #expect(answer.keys == ["2/1", "2/2", "1/1", "1/2"])
    #expect(answer.cell("2/2", "count") == .integer(2))
    #expect(answer.cell("2/2", "minutes") == ratio(30, 1))
    #expect(answer.cell("2/2", "minutes_each") == ratio(15, 1))
    #expect(answer.cell("1/2", "minutes") == ratio(5, 1))
    // 5 of 35 minutes for one of three customers; A-4 was never rated.
    #expect(answer.cell("1/2", "effort_share") == ratio(1, 7))
    #expect(answer.cell("1/2", "intensity") == ratio(3, 7))
    #expect(answer.cell("1/2", "turnover_share") == ratio(3, 4))
    #expect(answer.cell("1/2", "won_share") == Cell.none)
    #expect(answer.cell("1/1", "intensity") == Cell.none)
    #expect(answer.total("minutes") == ratio(35, 1))
    let counted = try ask("matrix-effort", ["measure": "completed"], served.now)
    #expect(counted.cell("1/2", "effort_share") == ratio(2, 3))
    #expect(counted.cell("1/2", "intensity") == ratio(2, 1))
    #expect(counted.cell("1/2", "turnover") == .money(amounts(euro("700"))))
    try requireExplained("matrix-effort", june, served)
  }

  @Test func `circles are as large as the turnover, or as what was asked for`() throws {
    guard case .bubbles(let circles)? = try ask("matrix", [:], served.now).charts.first?.form else {
      Issue.record("with orders there are circles")
      return
    }
    #expect(circles.sizeTitle == "turnover")
    #expect(circles.items.map(\.size) == [700, 100, 0])
    for none in ["none", "won-amount"] {
      let chart = try ask("matrix", ["bubbles": none], served.now).charts.first
      guard case .scatter? = chart?.form else {
        Issue.record("nothing was won: \(none) draws points")
        continue
      }
    }
    #expect(
      try ask("matrix", [:], served.now).cell("A-2", "turnover")
        == .money(amounts(euro("700"))))
    try requireExplained("matrix", ["sort": "turnover:desc"], served)
  }

  @Test func `every row follows from its own events alone`() throws {
    let book = TestBook.rated()
    try requireExplained("matrix", [:], book)
    try requireExplained("matrix", ["median": "yes"], book)
    try requireExplained("matrix-trail", ["customer": "A-1"], book)
    try requireExplained("reassess", ["older-than": "30"], book)
    try requireExplained("answers", ["by": "value", "wave": "month"], book)
    try requireExplained("responses", [:], book)
    try requireExplained("response", ["response": "R-1"], book)
    try requireExplained("questionnaires", [:], book)
  }
}

@Suite struct AnswersTests {
  private func survey(_ first: [Int64], _ second: [Int64] = []) -> TestBook {
    var book = TestBook()
    book.add(asked(), 1, on: "2025-01-03")
    for (index, value) in first.enumerated() {
      var answers: [UInt32: Int64] = [1: value]
      if index < second.count { answers[2] = second[index] }
      book.add(filled(1, answers), UInt32(index + 1), on: index < 2 ? "2025-03-31" : "2025-04-01")
    }
    return book
  }

  @Test func `mean, deviation, top boxes and net score as the page computes them`() throws {
    let answer = try ask("answers", [:], survey([8, 10, 10, 4]).now)
    #expect(answer.cell("staff", "mean") == ratio(32, 4))
    #expect(answer.cell("staff", "standard_deviation") == .rounded((24.0 / 3).squareRoot()))
    #expect(answer.cell("staff", "median") == ratio(18, 2))
    #expect(answer.cell("staff", "top_count") == .integer(2))
    #expect(answer.cell("staff", "promoters") == .integer(2))
    #expect(answer.cell("staff", "detractors") == .integer(1))
    #expect(answer.cell("staff", "net_score") == ratio(100, 4))
    #expect(answer.cell("fleet", "count") == .integer(0))
    #expect(answer.cell("fleet", "mean") == Cell.none)
    let other = try ask(
      "answers", ["sd": "population", "top": "3", "promoters-from": "8", "detractors-to": "3"],
      survey([8, 10, 10, 4]).now)
    #expect(other.cell("staff", "standard_deviation") == .rounded(6.0.squareRoot()))
    #expect(other.cell("staff", "top_count") == .integer(3))
    #expect(other.cell("staff", "net_score") == ratio(300, 4))
  }

  @Test func `correlation is over the pairs, and one where both go together`() throws {
    let answer = try ask("answers", ["with": "fleet"], survey([1, 2, 3, 9], [2, 4, 6]).now)
    #expect(answer.cell("staff", "correlation") == .rounded(1))
    #expect(answer.cell("staff", "pairs") == .integer(3))
    let never = try ask("answers", ["with": "fleet"], survey([1, 2, 3], [5, 5, 5]).now)
    #expect(never.cell("staff", "correlation") == Cell.none)
  }

  @Test func `waves stand beside each other, and days cut them`() throws {
    let waves = try ask("answers", ["wave": "month", "question": "staff"], survey([8, 10, 10, 4]).now)
    #expect(waves.keys == ["2025-03/staff", "2025-04/staff"])
    #expect(waves.cell("2025-03/staff", "mean") == ratio(18, 2))
    let one = try ask(
      "answers", ["from": "2025-04-01", "question": "staff"], survey([8, 10, 10, 4]).now)
    #expect(one.cell("staff", "count") == .integer(2))
  }

  @Test func `the same answer throughout is that to every scale question`() throws {
    var book = TestBook()
    book.add(asked(), 1, on: "2025-01-03")
    book.add(filled(1, [1: 7, 2: 7, 3: 7]), 1, on: "2025-02-01")
    book.add(filled(2, [1: 7, 2: 7]), 2, on: "2025-02-01")
    book.add(filled(3, [1: 7, 2: 7, 3: 8]), 3, on: "2025-02-01")
    let answer = try ask("answers", [:], book.now)
    #expect(answer.cell("staff", "same_throughout") == .integer(1))
    #expect(answer.notes == ["1 of 3 responses have the same answer to all scale questions"])
  }

  @Test func `each place of a scale has a line, given or not`() throws {
    let answer = try ask("answers", ["by": "value", "question": "staff"], survey([8, 10, 10, 4]).now)
    #expect(answer.rows.count == 11)
    #expect(answer.cell("staff=10", "count") == .integer(2))
    #expect(answer.cell("staff=10", "share") == ratio(2, 4))
    #expect(answer.cell("staff=0", "count") == .integer(0))
  }
}
