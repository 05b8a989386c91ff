import Bytes
import Domain
import Projections

/// What leads can be grouped by; the names are stable.
enum LeadGroup: String, CaseIterable, Sendable {
  case source, campaign
  case landingPage = "landing-page"
  case segment, type
  case businessType = "business-type"
  case profile, owner, manager, office, qualifier, status, month, quarter, year
  case fiscalYear = "fiscal-year"
  case wonMonth = "won-month"
  case wonQuarter = "won-quarter"
  case wonYear = "won-year"
  case none

  /// The heading of the group's column.
  var column: Column {
    let key = rawValue.split(separator: "-").joined(separator: "_")
    let title = rawValue.split(separator: "-").joined(separator: " ").capitalizedFirst
    switch self {
    case .owner, .manager, .qualifier: return Column(key, title, .entity)
    case .none: return Column("group", "Group", .text)
    default: return Column(key, title, .text)
    }
  }

  /// The place of the word among those of leads; nil when the group is none of them.
  var word: Int? { LeadDetails.words.firstIndex { $0.name == rawValue } }

  /// The calendar period the group cuts time by; nil when it does not.
  func period(_ fiscal: FiscalCalendar) -> Period.Kind? {
    switch self {
    case .month, .wonMonth: .month
    case .quarter, .wonQuarter: .quarter
    case .year, .wonYear: .year
    case .fiscalYear: .fiscalYear(fiscal)
    default: nil
    }
  }

  /// Whether it cuts by the day a lead was won.
  var isOfWinning: Bool { self == .wonMonth || self == .wonQuarter || self == .wonYear }

  /// The choices, as the help lists them.
  static var help: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// The models that leads are counted and grouped by, as they stood at one moment.
struct LeadBook {
  let leads: Leads
  let team: Team
  let fiscal: FiscalCalendar
  let moment: AnswerMoment

  /// The models, as a report states its needs.
  static let needs: [any ReadModel.Type] = [Leads.self, Team.self, BookSettings.self]

  init(_ source: some ReportSource) throws {
    leads = try source.model(Leads.self)
    team = try source.model(Team.self)
    fiscal = try source.model(BookSettings.self).book.fiscal
    moment = source.moment
  }

  /// The day of the first contact: as noted, else that of the entry; nil when nobody knows.
  func firstContact(of row: LeadRow) -> Day? {
    row.firstContact ?? row.capturedAt.map(moment.zone.day(of:))
  }

  /// The day a lead became a customer; nil when it did not, or nobody knows when.
  func wonDay(of row: LeadRow) -> Day? { row.convertedAt.map(moment.zone.day(of:)) }

  /// Civil days from the first contact to the day it became a customer.
  func daysToWin(_ row: LeadRow) -> Int? {
    guard let first = firstContact(of: row), let won = wonDay(of: row) else { return nil }
    return first.days(to: won)
  }

  /// The number of the group a lead falls into; 0 when it has none.
  func code(_ group: LeadGroup, _ row: LeadRow) -> UInt64 {
    if let word = group.word { return UInt64(row.words[word]) }
    switch group {
    case .owner: return UInt64(row.owner?.number ?? 0)
    case .manager: return UInt64(row.owner.flatMap { team.rows[$0].manager }?.number ?? 0)
    case .office: return UInt64(row.owner.map { team.rows[$0].office } ?? 0)
    case .qualifier: return UInt64(row.qualifier?.number ?? 0)
    case .status: return UInt64(row.status?.rawValue ?? 0)
    case .none: return 1
    default:
      let day = group.isOfWinning ? wonDay(of: row) : firstContact(of: row)
      guard let day, let kind = group.period(fiscal) else { return 0 }
      return UInt64(Day.first.days(to: Period(kind, containing: day).first)) + 1
    }
  }

  /// The streams besides the lead that decide into which group it falls, and what that is called.
  func streams(_ group: LeadGroup, _ row: LeadRow) -> [StreamID] {
    switch group {
    case .owner, .office: [row.owner?.stream].compactMap(\.self)
    case .manager:
      [row.owner?.stream, row.owner.flatMap { team.rows[$0].manager?.stream }].compactMap(\.self)
    case .qualifier: [row.qualifier?.stream].compactMap(\.self)
    case .fiscalYear: [BookID(1).stream]
    default: []
    }
  }

  /// How a group is called.
  func label<Source: ReportSource>(
    _ group: LeadGroup, _ code: UInt64, _ labels: inout Labels<Source>
  ) throws -> GroupLabel {
    guard code != 0 else { return .missing }
    let number = UInt32(truncatingIfNeeded: code)
    if let word = group.word { return self.word(leads.words[word][number]) }
    switch group {
    case .owner, .manager, .qualifier:
      let id = UserID(number)
      return GroupLabel(
        key: id.description, cell: try labels.cell(id), rank: 0,
        name: SearchText.folded(try labels.name(id)))
    case .office: return word(team.offices[number])
    case .status:
      let status = LeadStatus(rawValue: UInt8(truncatingIfNeeded: code))
      return word(status?.description, rank: Int(code))
    case .none: return GroupLabel(key: "all", cell: .text("all"), rank: 0, name: "")
    default:
      guard let kind = group.period(fiscal) else { return .missing }
      let first = Day.first.adding(days: Int(code) - 1)
      return word(Period(kind, containing: first).label, rank: Int(code))
    }
  }

  private func word(_ word: String?, rank: Int = 0) -> GroupLabel {
    guard let word else { return .missing }
    return GroupLabel(key: word, cell: .text(word), rank: rank, name: SearchText.folded(word))
  }
}
