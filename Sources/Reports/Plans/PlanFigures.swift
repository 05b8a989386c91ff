import Bytes
import Domain
import Projections

/// What was won and what is open, by owner, ready to be held against plans.
struct PlanFigures {
  /// An opportunity that counts for a plan.
  struct Deal {
    var id: OpportunityID
    var row: OpportunityRow
    /// The day it was won, or is expected to close.
    var day: Day
  }

  let book: SalesBook
  private var won: [UserID: [Deal]] = [:]
  private var open: [UserID: [Deal]] = [:]
  private(set) var undatedCount = 0

  init(_ book: SalesBook) {
    self.book = book
    let today = book.moment.civilDay
    for (id, row) in book.opportunities.rows.all {
      let owner = row.owner ?? UserID(0)
      switch row.status {
      case .won:
        guard let closed = row.closedAt else {
          undatedCount += 1
          continue
        }
        let day = book.moment.zone.day(of: closed)
        won[owner, default: []].append(Deal(id: id, row: row, day: day))
      case .open:
        // What is overdue is expected now.
        guard let expected = row.expectedClose else { continue }
        open[owner, default: []].append(Deal(id: id, row: row, day: max(expected, today)))
      case .lost, nil: break
      }
    }
  }

  /// Whose business a plan is about, by the team as it is at the moment; nil for everybody's.
  func members(of key: PlanKey) -> [UserID]? {
    guard key.scope != .book, let owner = key.owner else { return nil }
    guard key.scope == .team else { return [owner] }
    return [owner] + book.team.rows.all.map(\.0).filter { book.team.reports($0, to: owner) }
  }

  /// What a plan is held against.
  func progress(_ key: PlanKey, in currency: Currency, _ converter: Converter) -> PlanProgress {
    var progress = PlanProgress(currency)
    let members = members(of: key)
    let today = book.moment.civilDay
    for deal in deals(won, members, key.period) {
      progress.opportunities.append(deal.id)
      progress.wonCount += 1
      if let amount = deal.row.amount { progress.won.add(converter(amount, on: deal.day)) }
    }
    for deal in deals(open, members, key.period) {
      progress.opportunities.append(deal.id)
      progress.openCount += 1
      guard let amount = deal.row.amount else { continue }
      progress.open.add(converter(amount, on: today))
      guard let probability = book.probability(of: deal.row) else { continue }
      var weighted = Amounts()
      weighted.add(amount, weightedBy: probability)
      progress.weighted += converter(weighted, on: today)
    }
    progress.streams = (members ?? []).map(\.stream)
    return progress
  }

  private func deals(
    _ all: [UserID: [Deal]], _ members: [UserID]?, _ period: Period
  ) -> [Deal] {
    let owners = members ?? all.keys.sorted()
    return owners.flatMap { (all[$0] ?? []).filter { period.contains($0.day) } }
  }
}

/// How far a plan has come.
struct PlanProgress {
  let currency: Currency
  var wonCount = 0
  var openCount = 0
  var won = Amounts()
  var open = Amounts()
  var weighted = Amounts()
  var opportunities: [OpportunityID] = []
  /// The streams of those who take part.
  var streams: [StreamID] = []

  init(_ currency: Currency) { self.currency = currency }

  /// Won and what is open, each by its probability: the computed forecast.
  var forecast: Amounts {
    var sum = won
    sum += weighted
    return sum
  }

  /// The streams its figures come from: everybody's opportunities, who takes part, the stages.
  func sources(_ own: [StreamID?], _ pipelines: Pipelines) -> [StreamID] {
    let set = Set(own.compactMap(\.self) + streams + [BookID(1).stream])
    return set.sorted { ($0.kind.number, $0.number) < ($1.kind.number, $1.number) }
      + pipelines.all.filter(\.exists).map(\.id.stream) + opportunities.map(\.stream)
  }
}

extension Cell {
  /// One sum as a share of another of the same currency; nothing when that is not above zero.
  static func share(_ part: MoneySum, of whole: MoneySum) -> Cell {
    whole.total > 0 ? .ratio(part.total, whole.total) : .none
  }
}

/// Which plans a report is asked about.
struct PlanFilter: Sendable {
  private let values: OptionValues
  private let owner: UserID?
  private let scope: PlanScope?
  private let all: Bool

  static let options = [
    ReportOption(
      "period", "PERIOD",
      "those for this period, as in 2017Q2; 'all' for every one; those of now when not said"),
    ReportOption("owner", "U-1", "only those of this user"),
    ReportOption(
      "scope", "SCOPE", "only those of this scope", choices: PlanScope.allCases.map(\.description)),
  ]

  init(_ values: OptionValues) throws(ReportRefusal) {
    self.values = values
    all = values["period"] == "all"
    owner = try values.id("owner", as: UserID.self)
    scope = try values.named("scope", PlanScope.allCases.map { ($0.description, $0) })
    if !all { _ = try values.period("period") }
  }

  /// Whether a plan is asked about: of the period, or of one that holds the day.
  func keep(_ fiscal: FiscalCalendar, _ day: Day) throws(ReportRefusal) -> (PlanKey) -> Bool {
    let period = all ? nil : try values.period("period", fiscal)
    return { key in
      (owner == nil || key.owner == owner) && (scope == nil || key.scope == scope)
        && (all || (period.map { key.period == $0 } ?? key.period.contains(day)))
    }
  }

  /// By period, then the book, teams and single users, by number.
  static func comesBefore(_ first: PlanKey, _ second: PlanKey) -> Bool {
    func order(_ key: PlanKey) -> (Period, Int, UInt32) {
      (key.period, -Int(key.scope.rawValue), key.owner?.number ?? 0)
    }
    return order(first) < order(second)
  }
}
