import Bytes
import CRM
import CRMTesting
import Domain
import Projections
import Testing

@Suite struct FoldTests {
  /// The columns of a model, to compare states by.
  private func columns(_ model: some ReadModel) -> [UInt8] {
    var coder = ColumnCoder()
    var copy = model
    copy.code(&coder)
    return coder.output
  }

  private func requireAgreement(
    _ type: (some ReadModel).Type, _ one: BookSource, _ other: BookSource, _ label: String
  ) throws {
    #expect(columns(try one.model(type)) == columns(try other.model(type)), "\(type.name) \(label)")
  }

  @Test(arguments: 0..<3)
  func `a fold from a checkpoint equals a fold from the first event at any moment`(
    round: Int
  ) throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("fold agreement, round \(round): seed \(seed)")
    var business = RandomBusiness(seed: seed)
    let book = try TestBook(onDisk: true)
    var refusals = 0
    for _ in 0..<600 { try business.step(book, refusals: &refusals) }
    let head = try book.crm.head().position.number
    #expect(head > 100, "only \(head) events, \(refusals) refusals")
    let directory = try #require(book.directory)
    #expect(try book.crm.rebuild(every: UInt64(business.number(7...60))) > 0)

    for _ in 0..<12 {
      let position = UInt64(business.number(1...Int(head)))
      // A newly opened book has nothing in memory and must start from a checkpoint.
      let fresh = try CRM.open(directory, now: { book.clock.now })
      let source = try fresh.source(at: .position(position))
      for type in ReadModels.all {
        try requireAgreement(type, source, source.fromTheFirstEvent, "at @\(position)")
      }
    }
    #expect(try book.crm.status().problems.isEmpty)
  }

  @Test func `many moments visited in one pass hold what each holds by itself`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("visiting: seed \(seed)")
    var business = RandomBusiness(seed: seed)
    let book = try TestBook()
    var refusals = 0
    for _ in 0..<300 { try business.step(book, refusals: &refusals) }
    let head = try book.crm.head().position.number
    let moments = (0..<20).map { _ in Moment.position(UInt64(business.number(0...Int(head)))) }
    let now = try book.crm.source()
    var visited: [Int] = []
    try now.visit(moments, folding: ReadModels.all) { place, source in
      visited.append(place)
      let alone = try now.at(moments[place])
      #expect(source.moment == alone.moment)
      for type in ReadModels.all {
        try requireAgreement(type, source, alone.fromTheFirstEvent, "visited \(moments[place])")
      }
    }
    #expect(visited.sorted() == Array(0..<20))
  }

  @Test func `what the writer holds equals a fold of what it wrote`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("writer state: seed \(seed)")
    var business = RandomBusiness(seed: seed)
    let book = try TestBook()
    var refusals = 0
    for _ in 0..<200 { try business.step(book, refusals: &refusals) }
    let now = try book.crm.source()
    for (id, row) in try now.model(Opportunities.self).rows.all where row.status != nil {
      let deal = try now.entity(Opportunity.self, id)
      #expect(deal.status == row.status && deal.amount == row.amount && deal.owner == row.owner)
      #expect(deal.stage == row.stage && deal.expectedClose == row.expectedClose)
      #expect(deal.account == row.account && deal.product == row.product)
      #expect(deal.openedAt == row.openedAt && deal.closedAt == row.closedAt)
    }
  }

  @Test func `a day as of which a report is asked ends when the next begins in its zone`() throws {
    let book = try TestBook()
    book.clock.now = Instant(microseconds: 1_772_323_199_999_999)  // 2026-02-28T23:59:59.999999Z
    try book.run(.account(nil, .create(NewAccount(name: "On the last day"))))
    book.clock.now.microseconds += 1
    try book.run(.account(nil, .create(NewAccount(name: "On the first of March"))))
    let february = try Day(year: 2026, month: 2, day: 28)
    #expect(try book.crm.model(Accounts.self, asOf: .day(february)).rows.count == 1)
    #expect(try book.crm.model(Accounts.self, asOf: .day(february.adding(days: 1))).rows.count == 2)
    #expect(try book.crm.model(Accounts.self, asOf: .day(february.adding(days: -1))).rows.count == 0)
  }

  @Test func `a past answer stays the same whatever happens later`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("past answers: seed \(seed)")
    var business = RandomBusiness(seed: seed)
    let book = try TestBook(onDisk: true)
    var refusals = 0
    var kept: [(UInt64, [UInt8])] = []
    for _ in 0..<40 {
      for _ in 0..<5 { try business.step(book, refusals: &refusals) }
      let position = try book.crm.head().position.number
      kept.append((position, columns(try book.crm.model(Opportunities.self))))
    }
    for (position, before) in kept {
      let again = try book.crm.model(Opportunities.self, asOf: .position(position))
      #expect(columns(again) == before, "at @\(position)")
    }
  }

  @Test func `checkpoints of another book, and damaged ones, are passed over`() throws {
    let one = try TestBook(onDisk: true)
    let other = try TestBook(onDisk: true)
    for book in [one, other] {
      for number in 1...20 {
        try book.run(
          .account(nil, .create(NewAccount(name: "\(book === one ? "One" : "Other") \(number)"))))
      }
      _ = try book.crm.rebuild(every: 5)
    }
    let (from, to) = (try #require(other.directory), try #require(one.directory))
    try TestFiles.copyAll(from + "/derived/checkpoints", to: to + "/derived/checkpoints")
    let fresh = try CRM.open(to, now: { one.clock.now })
    let source = try fresh.source(at: .position(12))
    for type in ReadModels.all {
      try requireAgreement(type, source, source.fromTheFirstEvent, "with foreign checkpoints")
    }
    #expect(try !fresh.status().problems.isEmpty)
  }
}
