import Bytes
import CRM
import CRMTesting
import Domain
import Projections
import Reports
import Testing

@Suite struct ReplayTests {
  private func first<Kind: Report>(
    _ type: Kind.Type, _ book: TestBook, _ plan: ReplayPlan, _ source: BookSource
  ) throws -> Answer {
    try book.crm.replay(
      Kind(OptionValues()), plan, as: book.administrator, from: source)
  }

  private func alone<Kind: Report>(
    _ type: Kind.Type, _ book: TestBook, _ source: BookSource
  ) throws -> Answer {
    try book.crm.answer(Kind(OptionValues()), as: book.administrator, from: source)
  }

  private var reports: [any Report.Type] {
    Reports.all.filter { report in
      !report.options.contains { $0.isPositional && $0.standard == nil }
    }
  }

  @Test(arguments: [false, true])
  func `every point of a replay is the answer of its day, for every report`(
    inHindsight: Bool
  ) throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("replay: seed \(seed)")
    let books = try TwoBooks(seed: seed, count: 250)
    let book = books.late
    var source = try book.crm.source(as: book.administrator)
    if inHindsight { source = try source.inHindsight(of: source) }
    let today = source.moment.civilDay
    let start = Zone.utc.day(of: books.start)
    for report in reports {
      let interval = ReplayPlan.Interval.allCases[Int(seed % 2) + 1]
      let plan = ReplayPlan(every: interval, from: start, to: today)
      let replay = try first(report, book, plan, source)
      var keys: [String] = []
      for day in plan.days {
        let answer = try alone(report, book, try source.at(.day(day)))
        keys += answer.rows.map { "\(day)/\($0.key)" }
        let rows = replay.rows.filter { $0.cells.first == .day(day) }
        #expect(
          rows.map { Array($0.cells.dropFirst()) } == answer.rows.map(\.cells),
          "\(report.name) on \(day), seed \(seed)")
      }
      #expect(replay.rows.map(\.key) == keys, "\(report.name), seed \(seed)")
    }
  }

  @Test func `the days are the last ones of their weeks, months and quarters`() throws {
    let (from, to) = (try Day("2026-01-15"), try Day("2026-04-30"))
    func days(_ interval: ReplayPlan.Interval) -> [String] {
      ReplayPlan(every: interval, from: from, to: to).days.map(\.description)
    }
    #expect(days(.month) == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"])
    #expect(days(.quarter) == ["2026-03-31"])
    #expect(days(.year) == [])
    #expect(days(.week).prefix(2) == ["2026-01-18", "2026-01-25"])
    #expect(days(.day).count == 106)
  }

  @Test func `a day ends at midnight in the zone of the book, summer time or not`() throws {
    let book = try TestBook()
    let plan = ReplayPlan(
      every: .day, from: try Day("2026-01-05"), to: try Day("2026-01-08"))
    book.clock.now = Instant(microseconds: Zone.utc.end(of: try Day("2026-01-06")).microseconds - 1)
    try book.run(.account(nil, .create(NewAccount(name: "In the last microsecond"))))
    book.clock.advance(days: 3)
    var counts: [Int] = []
    try book.crm.replay(
      Accounts.self, every: .day, from: plan.from, to: plan.to, as: book.administrator
    ) { _, accounts in counts.append(accounts.rows.count) }
    #expect(counts == [0, 1, 1, 1])
  }

  @Test func `totals and single columns are laid out by day`() throws {
    let book = try TestBook()
    func open(_ amount: Int64, owner: UInt32) throws {
      var new = NewOpportunity(pipeline: PipelineID(1))
      new.amount = try Money(units: amount, scale: 0, currency: .euro)
      new.owner = UserID(owner)
      try book.run(.opportunity(nil, .open(new)))
    }
    try book.run(.user(nil, .register(NewUser(name: "Ben", role: .representative))))
    try open(100, owner: 1)
    book.clock.advance(days: 31)
    try open(200, owner: 2)
    book.clock.advance(days: 31)
    let report = try #require(Reports.named("pipeline"))
    let source = try book.crm.source(as: book.administrator)
    func replay<Kind: Report>(_ type: Kind.Type, _ shape: ReplayPlan.Shape) throws -> Answer {
      let plan = ReplayPlan(
        every: .month, from: try Day("2026-01-01"), to: try Day("2026-02-28"), shape: shape)
      return try book.crm.replay(
        Kind(OptionValues(["by": "owner"])), plan, as: book.administrator, from: source)
    }
    func money(_ units: Int64) throws -> Cell {
      var amounts = Amounts()
      amounts.add(try Money(units: units, scale: 0, currency: .euro))
      return .money(amounts)
    }
    let totals = try replay(report, .totals)
    #expect(totals.columns.prefix(3).map(\.key) == ["date", "count", "amount"])
    #expect(try totals.rows.map { $0.cells[2] } == [money(100), money(300)])
    let series = try replay(report, .column("amount"))
    #expect(series.columns.map(\.key) == ["date", "U-1", "U-2", "total"])
    #expect(series.columns[1].title == "U-1 Ada Admin")
    #expect(try series.rows[0].cells.dropFirst() == [money(100), .none, money(100)])
    #expect(try series.rows[1].cells.dropFirst() == [money(100), money(200), money(300)])
    #expect(throws: ReportRefusal.self) { try replay(report, .column("nonsense")) }
  }
}
