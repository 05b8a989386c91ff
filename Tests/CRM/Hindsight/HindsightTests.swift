import Bytes
import CRM
import CRMTesting
import Domain
import Projections
import Reports
import Testing

/// Hindsight at a moment tells of a book whose facts were entered late what a book tells as of that
/// moment in which they were entered in time. That is its definition, and this is the test of it.
@Suite struct HindsightTests {
  private static func seed(_ what: String) -> UInt64 {
    let seed = UInt64.random(in: 0 ... .max)
    print("\(what): seed \(seed)")
    return seed
  }

  private func moments(_ books: TwoBooks, _ count: Int, _ random: inout RandomBusiness) -> [Moment] {
    let days = Int((books.end.microseconds - books.start.microseconds) / 86_400_000_000)
    return (0..<count).map { _ in
      let offset = Int64(random.number(0...days)) * 86_400_000_000
      return .instant(Instant(microseconds: books.start.microseconds + offset + 1))
    }
  }

  private func requireSame(_ late: BookSource, _ prompt: BookSource, _ label: String) throws {
    func rows<ID: EntityID, Row: ColumnRow & Equatable>(_ rows: EntityRows<ID, Row>) -> [Row] {
      Array(rows.rows.reversed().drop { $0 == Row() }.reversed())
    }
    #expect(
      try rows(late.model(Opportunities.self).rows) == rows(prompt.model(Opportunities.self).rows),
      "opportunities \(label)")
    #expect(
      try rows(late.model(Contacts.self).rows) == rows(prompt.model(Contacts.self).rows),
      "contacts \(label)")
    #expect(
      try rows(late.model(Products.self).rows) == rows(prompt.model(Products.self).rows),
      "products \(label)")
    #expect(
      try late.model(Pipelines.self).all.map(\.fields)
        == prompt.model(Pipelines.self).all.map(\.fields), "pipelines \(label)")
    #expect(
      try late.model(Contacts.self).erasedCount == prompt.model(Contacts.self).erasedCount,
      "erased \(label)")
    let (ours, theirs) = (try late.model(CustomValues.self), try prompt.model(CustomValues.self))
    for number: UInt32 in 1...60 {
      for field: UInt32 in 1...4 {
        let field = CustomFieldID(field)
        #expect(ours.value(of: field, number) == theirs.value(of: field, number), "\(label)")
      }
      for kind in [StreamKind.account, .opportunity] {
        let thing = StreamID(kind, number)
        let mine = Set(ours.labels(of: thing).map { ours.labels[$0] })
        #expect(mine == Set(theirs.labels(of: thing).map { theirs.labels[$0] }), "\(label)")
      }
    }
    for (id, _) in try prompt.model(Opportunities.self).rows.all {
      #expect(
        try late.entity(Opportunity.self, id).fields == prompt.entity(Opportunity.self, id).fields,
        "\(id) \(label)")
    }
    for (id, _) in try prompt.model(Accounts.self).rows.all {
      #expect(
        try late.entity(Account.self, id).fields == prompt.entity(Account.self, id).fields,
        "\(id) \(label)")
    }
  }

  /// The reports that can be asked for without a word, and that tell of the business.
  private var reports: [any Report.Type] {
    Reports.all.filter { report in
      !report.options.contains { $0.isPositional && $0.standard == nil }
        && !["late-entry", "late-effect"].contains(report.name)
    }
  }

  private func answer<Kind: Report>(_ type: Kind.Type, _ source: BookSource) throws -> Answer {
    try Kind(OptionValues()).answer(source)
  }

  private func requireSameAnswers(
    _ one: BookSource, _ other: BookSource, _ label: String
  ) throws {
    for report in reports {
      let (mine, theirs) = (try answer(report, one), try answer(report, other))
      #expect(mine.columns == theirs.columns, "\(report.name) \(label)")
      #expect(mine.rows.map(\.key) == theirs.rows.map(\.key), "\(report.name) \(label)")
      #expect(mine.rows.map(\.cells) == theirs.rows.map(\.cells), "\(report.name) \(label)")
      #expect(mine.total == theirs.total, "\(report.name) \(label)")
    }
  }

  @Test(arguments: [UInt64(1), 2, 3, .random(in: 0 ... .max), .random(in: 0 ... .max)])
  func `hindsight tells what would have been known had all been entered in time`(
    seed: UInt64
  ) throws {
    print("hindsight: seed \(seed)")
    try requireHindsight(seed)
  }

  private func requireHindsight(_ seed: UInt64) throws {
    let books = try TwoBooks(seed: seed, count: 400)
    #expect(books.corrections > 1, "seed \(seed)")
    var random = RandomBusiness(seed: seed &+ 1)
    var differences = 0
    for moment in moments(books, 12, &random) {
      let late = try books.late.crm.source(
        inHindsightOf: moment, as: books.late.administrator)
      let prompt = try books.prompt.crm.source(at: moment, as: books.prompt.administrator)
      try requireSame(late, prompt, "at \(moment), seed \(seed)")
      try requireSameAnswers(late, prompt, "at \(moment), seed \(seed)")
      let known = try books.late.crm.source(at: moment, as: books.late.administrator)
      if try known.model(Opportunities.self).rows.rows != late.model(Opportunities.self).rows.rows {
        differences += 1
      }
    }
    #expect(differences > 0, "late entry changed nothing, seed \(seed)")
    let now = try books.late.crm.source(as: books.late.administrator)
    try requireSame(now, try books.prompt.crm.source(as: books.prompt.administrator), "now")
  }

  @Test func `hindsight of what was known by a moment knows nothing of later entries`() throws {
    let seed = Self.seed("known by")
    let books = try TwoBooks(seed: seed, count: 200)
    var random = RandomBusiness(seed: seed)
    for moment in moments(books, 6, &random) {
      let source = try books.late.crm.source(
        inHindsightOf: moment, knownBy: moment, as: books.late.administrator)
      let known = try books.late.crm.source(at: moment, as: books.late.administrator)
      try requireSame(source, known, "at \(moment), seed \(seed)")
    }
  }

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

  @Test func `late events and corrections fold the same from checkpoints and from the start`() throws {
    let seed = Self.seed("checkpoints with corrections")
    let books = try TwoBooks(seed: seed, count: 400, onDisk: true)
    let directory = try #require(books.late.directory)
    var random = RandomBusiness(seed: seed)
    #expect(try books.late.crm.rebuild(every: UInt64(random.number(7...60))) > 0)
    for moment in moments(books, 8, &random) {
      let fresh = try CRM.open(directory, now: { books.late.clock.now })
      let known = try fresh.source(at: moment, as: books.late.administrator)
      let hindsight = try fresh.source(inHindsightOf: moment, as: books.late.administrator)
      for type in ReadModels.all {
        try requireAgreement(type, known, known.fromTheFirstEvent, "at \(moment), seed \(seed)")
        try requireAgreement(
          type, hindsight, hindsight.fromTheFirstEvent, "in hindsight of \(moment), seed \(seed)")
      }
    }
    for source in [try books.late.crm.source(as: books.late.administrator)] {
      for (id, row) in try source.model(Opportunities.self).rows.all where row.status != nil {
        let deal = try source.entity(Opportunity.self, id)
        #expect(deal.amount == row.amount && deal.owner == row.owner && deal.stage == row.stage)
        #expect(deal.status == row.status && deal.expectedClose == row.expectedClose)
      }
    }
  }

  @Test func `many moments seen in hindsight in one pass are what each is by itself`() throws {
    let seed = Self.seed("visiting in hindsight")
    let books = try TwoBooks(seed: seed, count: 300)
    var random = RandomBusiness(seed: seed)
    let moments = moments(books, 10, &random)
    let now = try books.late.crm.source(as: books.late.administrator)
    let hindsight = try now.inHindsight(of: now)
    try hindsight.visit(moments, folding: ReadModels.all) { place, source in
      let alone = try hindsight.at(moments[place])
      #expect(source.moment == alone.moment)
      for type in ReadModels.all { try requireAgreement(type, source, alone, "seed \(seed)") }
    }
    var answers: [Int: Answer] = [:]
    try hindsight.visit(moments, folding: OpportunitiesNeeds.all) { place, source in
      answers[place] = try PipelineQuestion.answer(source)
    }
    for place in moments.indices {
      let alone = try PipelineQuestion.answer(try hindsight.at(moments[place]))
      #expect(answers[place]?.rows == alone.rows, "seed \(seed)")
    }
  }
}

private enum OpportunitiesNeeds {
  static let all: [any ReadModel.Type] = Reports.named("pipeline")?.needs ?? []
}

private enum PipelineQuestion {
  static func answer(_ source: BookSource) throws -> Answer {
    func ask<Kind: Report>(_ type: Kind.Type) throws -> Answer {
      try Kind(OptionValues()).answer(source)
    }
    let report: any Report.Type = try #require(Reports.named("pipeline"))
    return try ask(report)
  }
}
