import Bytes
import Domain
import Projections

/// The models that opportunities are counted and grouped by, as they stood at one moment.
struct SalesBook {
  let opportunities: Opportunities
  let pipelines: Pipelines
  let team: Team
  let products: Products
  let accounts: Accounts
  let book: Book
  let moment: AnswerMoment
  /// The stages of all pipelines, each found by its number.
  let stages: StageTable
  /// Why what was lost was lost; nil when no group asks for it.
  private let lossReasons: LossReasons?

  /// The models, as a report states its needs.
  static let needs: [any ReadModel.Type] = [
    Opportunities.self, Pipelines.self, Team.self, Products.self, Accounts.self,
    BookSettings.self,
  ]

  /// The models at the moment of a source; `groups` names those that need a model of their own.
  init(_ source: some ReportSource, by groups: [Group] = []) throws {
    opportunities = try source.model(Opportunities.self)
    pipelines = try source.model(Pipelines.self)
    team = try source.model(Team.self)
    products = try source.model(Products.self)
    accounts = try source.model(Accounts.self)
    lossReasons = groups.contains(.lossReason) ? try source.model(LossReasons.self) : nil
    book = try source.model(BookSettings.self).book
    moment = source.moment
    stages = StageTable(pipelines)
  }

  /// The stage of an opportunity; nil when its pipeline is not known.
  func stage(of row: OpportunityRow) -> Pipeline.Stage? {
    stages.place(of: row).map { stages.all[$0].stage }
  }

  /// The opportunity's own probability, else that of its stage.
  func probability(of row: OpportunityRow) -> Probability? {
    row.probability ?? stages.place(of: row).map { stages.probabilities[$0] }
  }

  /// The price of its product on the list at the moment.
  func listPrice(of row: OpportunityRow) -> Money? {
    row.product.flatMap { products.rows[$0].listPrice }
  }

  /// Civil days from an instant to the moment; nil when nobody knows the instant.
  func days(since instant: Instant?) -> Int? {
    instant.map { moment.zone.day(of: $0).days(to: moment.civilDay) }
  }

  /// Civil days from opening to close; nil while open and when either is not known.
  func daysToClose(_ row: OpportunityRow) -> Int? {
    guard let opened = row.openedAt, let closed = row.closedAt else { return nil }
    return moment.zone.day(of: opened).days(to: moment.zone.day(of: closed))
  }

  /// A stage of a pipeline as one number.
  static func code(_ pipeline: PipelineID?, _ stage: UInt32) -> UInt64 {
    UInt64(pipeline?.number ?? 0) << 32 | UInt64(stage)
  }
}

// MARK: - Grouping

extension SalesBook {
  /// The groups a row falls into, of one or two.
  func key(_ groups: [Group], _ id: OpportunityID, _ row: OpportunityRow) -> GroupKey {
    GroupKey(
      first: code(groups[0], id, row), second: groups.count > 1 ? code(groups[1], id, row) : 0)
  }

  /// The number of the group a row falls into; 0 when it has none.
  func code(_ group: Group, _ id: OpportunityID, _ row: OpportunityRow) -> UInt64 {
    switch group {
    case .stage: SalesBook.code(row.pipeline, row.stage)
    case .owner: UInt64(row.owner?.number ?? 0)
    case .manager: UInt64(row.owner.flatMap { team.rows[$0].manager }?.number ?? 0)
    case .office: UInt64(row.owner.map { team.rows[$0].office } ?? 0)
    case .product: UInt64(row.product?.number ?? 0)
    case .family: UInt64(row.product.map { products.rows[$0].family } ?? 0)
    case .account: UInt64(row.account?.number ?? 0)
    case .industry: UInt64(row.account.map { accounts.rows[$0].industry } ?? 0)
    case .country: UInt64(row.account.map { accounts.rows[$0].country } ?? 0)
    case .pipeline: UInt64(row.pipeline?.number ?? 0)
    case .expectedMonth, .expectedQuarter, .expectedFiscalQuarter, .expectedFiscalYear,
      .openedMonth, .closedMonth, .closedQuarter, .closedYear, .closedFiscalQuarter,
      .closedFiscalYear:
      code(of: row, by: group)
    case .status: UInt64(row.status?.rawValue ?? 0)
    case .category: UInt64(stages.place(of: row).map { stages.categories[$0].rawValue } ?? 0)
    case .lossReason: UInt64(lossReasons?[id] ?? 0)
    case .opportunity: UInt64(id.number)
    case .none: 1
    }
  }

  /// The number of a period: days from the first of the calendar to its first day, and one.
  private func code(of row: OpportunityRow, by group: Group) -> UInt64 {
    guard let (milestone, cut) = group.period, let day = day(milestone, of: row) else { return 0 }
    let period = Period(cut.kind(book.fiscal), containing: day)
    return UInt64(Day.first.days(to: period.first)) + 1
  }

  private func day(_ milestone: Group.Milestone, of row: OpportunityRow) -> Day? {
    switch milestone {
    case .opened: row.openedAt.map(moment.zone.day(of:))
    case .expectedClose: row.expectedClose
    case .closed: row.closedAt.map(moment.zone.day(of:))
    }
  }

  /// Notes the streams that decide into which group a row falls, and what the group is called.
  func note(_ group: Group, _ row: OpportunityRow, _ streams: inout TallyStreams) {
    switch group {
    case .stage, .pipeline, .category: streams.note(row.pipeline?.stream)
    case .owner, .office: streams.note(row.owner?.stream)
    case .manager:
      streams.note(row.owner?.stream)
      streams.note(row.owner.flatMap { team.rows[$0].manager?.stream })
    case .product, .family: streams.note(row.product?.stream)
    case .account, .industry, .country: streams.note(row.account?.stream)
    case .expectedFiscalQuarter, .expectedFiscalYear, .closedFiscalQuarter, .closedFiscalYear:
      streams.note(BookID(1).stream)
    case .expectedMonth, .expectedQuarter, .openedMonth, .closedMonth, .closedQuarter, .closedYear,
      .status, .lossReason, .opportunity, .none:
      break
    }
  }

  /// Notes every stream that may decide into which group any opportunity falls.
  func noteAll(_ group: Group, _ streams: inout TallyStreams) {
    switch group {
    case .manager, .office: for (id, _) in team.rows.all { streams.note(id.stream) }
    case .family: for (id, _) in products.rows.all { streams.note(id.stream) }
    case .industry, .country: for (id, _) in accounts.rows.all { streams.note(id.stream) }
    default: break
    }
  }

  /// How the groups of a key are called.
  func labels<Source: ReportSource>(
    _ groups: [Group], _ key: GroupKey, _ labels: inout Labels<Source>
  ) throws -> [GroupLabel] {
    var names: [GroupLabel] = []
    for (group, code) in zip(groups, [key.first, key.second]) {
      names.append(try label(group, code, &labels))
    }
    return names
  }

  /// How a group is called.
  func label<Source: ReportSource>(
    _ group: Group, _ code: UInt64, _ labels: inout Labels<Source>
  ) throws -> GroupLabel {
    guard code != 0 else { return .missing }
    let number = UInt32(truncatingIfNeeded: code)
    switch group {
    case .stage: return stageLabel(code)
    case .owner, .manager: return try label(UserID(number), &labels)
    case .product: return try label(ProductID(number), &labels)
    case .account: return try label(AccountID(number), &labels)
    case .opportunity: return try label(OpportunityID(number), &labels)
    case .pipeline: return try label(PipelineID(number), &labels)
    case .office: return word(team.offices[number])
    case .family: return word(products.families[number])
    case .industry: return word(accounts.industries[number])
    case .country: return word(accounts.countries[number])
    case .expectedMonth, .expectedQuarter, .expectedFiscalQuarter, .expectedFiscalYear,
      .openedMonth, .closedMonth, .closedQuarter, .closedYear, .closedFiscalQuarter,
      .closedFiscalYear:
      guard let kind = group.period?.1.kind(book.fiscal) else { return .missing }
      let first = Day.first.adding(days: Int(code) - 1)
      return word(Period(kind, containing: first).label, rank: Int(code))
    case .status:
      let status = OpportunityStatus(rawValue: UInt8(truncatingIfNeeded: code))
      return word(status?.description, rank: Int(code))
    case .category:
      let category = ForecastCategory(rawValue: UInt8(truncatingIfNeeded: code))
      // The firmest first.
      return word(category?.description, rank: [3, 2, 1, 4][min(3, max(0, Int(code) - 1))])
    case .lossReason: return word(lossReasons?.reasons[number])
    case .none: return GroupLabel(key: "all", cell: .text("all"), rank: 0, name: "")
    }
  }

  private func word(_ word: String?, rank: Int = 0) -> GroupLabel {
    guard let word else { return .missing }
    return GroupLabel(key: word, cell: .text(word), rank: rank, name: SearchText.folded(word))
  }

  private func label<ID: EntityID, Source: ReportSource>(
    _ id: ID, _ labels: inout Labels<Source>
  ) throws -> GroupLabel {
    GroupLabel(
      key: id.description, cell: try labels.cell(id), rank: 0,
      name: SearchText.folded(try labels.name(id)))
  }

  /// A stage by its name; with the name of its pipeline when there are several.
  private func stageLabel(_ code: UInt64) -> GroupLabel {
    let id = PipelineID(UInt32(code >> 32))
    let number = UInt32(truncatingIfNeeded: code)
    let pipeline = pipelines[id]
    let index = pipeline?.index(of: number) ?? 0
    return GroupLabel(
      key: "\(id)/\(number)", cell: .text(stageName(pipeline, number)),
      rank: Int(id.number) << 16 | index, name: "")
  }

  /// The name of a stage, with that of its pipeline unless it is the book's first.
  func stageName(_ pipeline: Pipeline?, _ number: UInt32) -> String {
    guard let pipeline, let stage = pipeline.stage(number) else { return "stage \(number)" }
    return pipeline.id.number == 1 ? stage.name : "\(pipeline.name): \(stage.name)"
  }
}
