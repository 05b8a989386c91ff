import Bytes
import Domain
import Projections

/// What effort can be grouped by; the names are stable.
enum EffortGroup: String, CaseIterable {
  case type, label, outcome, owner, user, account, contact, opportunity, product
  case day, week, month, quarter, year
  case none

  static let help = allCases.map(\.rawValue).joined(separator: ", ")

  /// The one or two groups that were asked for.
  static func read(_ values: OptionValues) throws(ReportRefusal) -> [EffortGroup] {
    let text = values["by"] ?? "type"
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let groups = words.compactMap(EffortGroup.init(rawValue:))
    guard groups.count == words.count, groups.count <= 2, Set(groups).count == groups.count else {
      throw .badValue(
        option: "by", value: text, expected: "one or two, with a comma between them, of \(help)")
    }
    return groups
  }

  /// The heading of the group's column.
  var column: Column {
    switch self {
    case .owner, .user, .account, .contact, .opportunity, .product:
      Column(rawValue, rawValue.capitalizedFirst, .entity)
    case .none: Column("group", "Group", .text)
    default: Column(rawValue, rawValue.capitalizedFirst, .text)
    }
  }

  /// The calendar period the group cuts time by; nil when it does not.
  var period: Period.Kind? {
    switch self {
    case .day: .day
    case .week: .week
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    default: nil
    }
  }

  /// The entity a code of the group stands for.
  func stream(_ code: UInt64) -> StreamID? {
    let number = UInt32(truncatingIfNeeded: code)
    if number == 0 { return nil }
    switch self {
    case .owner, .user: return UserID(number).stream
    case .account: return AccountID(number).stream
    case .contact: return ContactID(number).stream
    case .opportunity: return OpportunityID(number).stream
    case .product: return ProductID(number).stream
    default: return nil
    }
  }
}

/// Into which group a piece of effort falls, and what the group is called.
struct EffortGrouping {
  let book: ActivityBook
  private let opportunities: Opportunities

  init(_ book: ActivityBook, opportunities: Opportunities) {
    (self.book, self.opportunities) = (book, opportunities)
  }

  /// The civil day the effort ended on; nil when nobody knows.
  func day(_ effort: Effort) -> Day? {
    effort.isUndated ? nil : book.moment.zone.day(of: effort.endedAt)
  }

  /// The groups a piece of effort falls into, of one or two.
  func key(_ groups: [EffortGroup], _ effort: Effort, _ row: ActivityRow) -> GroupKey {
    GroupKey(
      first: code(groups[0], effort, row),
      second: groups.count > 1 ? code(groups[1], effort, row) : 0)
  }

  /// The number of a group; 0 for none.
  private func code(_ group: EffortGroup, _ effort: Effort, _ row: ActivityRow) -> UInt64 {
    switch group {
    case .type: UInt64(row.kind.rawValue)
    case .label: UInt64(row.label)
    case .outcome: UInt64(row.outcome?.rawValue ?? 0)
    case .owner: UInt64(row.owner?.number ?? 0)
    case .user: UInt64(effort.user?.number ?? 0)
    case .account: UInt64(row.account?.number ?? 0)
    case .contact: UInt64(row.contact?.number ?? 0)
    case .opportunity: UInt64(row.opportunity?.number ?? 0)
    case .product: UInt64(row.opportunity.flatMap { opportunities.rows[$0].product }?.number ?? 0)
    case .day, .week, .month, .quarter, .year: periodCode(group, effort)
    case .none: 1
    }
  }

  private func periodCode(_ group: EffortGroup, _ effort: Effort) -> UInt64 {
    guard let day = day(effort), let kind = group.period else { return 0 }
    return UInt64(Day.first.days(to: Period(kind, containing: day).first)) + 1
  }

  /// The opportunities of the activities of a tally.
  func opportunities(of tally: EffortTally) -> Set<StreamID> {
    Set(
      tally.activities.compactMap {
        book.activities.rows[ActivityID($0)].opportunity?.stream
      })
  }

  /// How a group is called.
  func label<Source: ReportSource>(
    _ group: EffortGroup, _ code: UInt64, _ labels: inout Labels<Source>
  ) throws -> GroupLabel {
    guard code != 0 else { return .missing }
    let byte = UInt8(truncatingIfNeeded: code)
    switch group {
    case .type: return word(ActivityKind(rawValue: byte)?.description, rank: Int(code))
    case .outcome: return word(ActivityOutcome(rawValue: byte)?.description, rank: Int(code))
    case .label: return word(book.activities.labels[UInt32(truncatingIfNeeded: code)])
    case .day, .week, .month, .quarter, .year:
      guard let kind = group.period else { return .missing }
      let first = Day.first.adding(days: Int(code) - 1)
      return word(Period(kind, containing: first).label, rank: Int(code))
    case .none: return GroupLabel(key: "all", cell: .text("all"), rank: 0, name: "")
    case .owner, .user, .account, .contact, .opportunity, .product:
      guard let stream = group.stream(code),
        case .entity(let key, let name) = try labels.cell(stream)
      else { return .missing }
      return GroupLabel(
        key: key, cell: .entity(key, name: name), rank: 0, name: SearchText.folded(name))
    }
  }

  private func word(_ word: String?, rank: Int = 0) -> GroupLabel {
    guard let word else { return .missing }
    return GroupLabel(key: word, cell: .text(word), rank: rank, name: SearchText.folded(word))
  }
}
