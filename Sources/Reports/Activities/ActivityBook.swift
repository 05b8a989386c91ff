import Bytes
import Domain
import Projections

/// The activities as they stood at one moment, and what lists of them share.
struct ActivityBook {
  let activities: Activities
  let moment: AnswerMoment

  init(_ source: some ReportSource) throws {
    activities = try source.model(Activities.self)
    moment = source.moment
  }

  /// The day an activity is due on; nil when nobody said.
  func dueDay(_ row: ActivityRow) -> Day? { row.due?.day(in: moment.zone) }

  /// Whether it is open and its time has passed: the day before today, the moment before now.
  func isOverdue(_ row: ActivityRow) -> Bool {
    guard row.status == .open else { return false }
    return switch row.due {
    case .day(let day)?: day < moment.civilDay
    case .at(let instant)?: instant < moment.instant
    case nil: false
    }
  }

  /// The time of day it is due at, as in `14:05`; nil when it is due at any time of the day.
  func dueTime(_ row: ActivityRow) -> String? {
    guard case .at(let instant)? = row.due else { return nil }
    let minutes = Int(moment.zone.timeOfDay(of: instant) / 60_000_000)
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(padded(minutes / 60)):\(padded(minutes % 60))"
  }

  /// What activities are ordered by when the next one comes first: day, time (a whole day after
  /// them), number.
  func dueOrder(_ id: ActivityID, _ row: ActivityRow) -> (Int, Int64, UInt32) {
    guard let day = dueDay(row) else { return (.max, 0, id.number) }
    guard case .at(let instant)? = row.due else { return (Int(day.number), .max, id.number) }
    return (Int(day.number), instant.microseconds, id.number)
  }

  /// The streams behind a row that shows an activity with its links.
  static func sources(_ id: ActivityID, _ row: ActivityRow) -> [StreamID] {
    [
      id.stream, row.owner?.stream, row.account?.stream, row.contact?.stream,
      row.opportunity?.stream,
    ].compactMap(\.self)
  }

  static let linkColumns = [
    Column("account", "Account", .entity),
    Column("contact", "Contact", .entity),
    Column("opportunity", "Opportunity", .entity),
    Column("owner", "Owner", .entity),
  ]

  /// Account, contact, opportunity and owner with their names.
  static func links<Source: ReportSource>(
    _ row: ActivityRow, _ labels: inout Labels<Source>
  ) throws -> [Cell] {
    [
      try labels.cell(row.account), try labels.cell(row.contact),
      try labels.cell(row.opportunity), try labels.cell(row.owner),
    ]
  }
}

/// Which activities are wanted.
struct ActivityFilter {
  let kind: ActivityKind?
  let owner: UserID?
  let account: AccountID?
  let contact: ContactID?
  let opportunity: OpportunityID?

  static let options = [
    ReportOption(
      "type", "TYPE", "only those of this type", choices: ActivityKind.allCases.map(\.description)),
    ReportOption("owner", "U-1", "only what this user is to do"),
    ReportOption("account", "A-1", "only those with this account"),
    ReportOption("contact", "C-1", "only those with this contact"),
    ReportOption("opportunity", "O-1", "only those about this opportunity"),
  ]

  init(_ values: OptionValues) throws(ReportRefusal) {
    kind = try values.named("type", ActivityKind.allCases.map { ($0.description, $0) })
    owner = try values.id("owner", as: UserID.self)
    account = try values.id("account", as: AccountID.self)
    contact = try values.id("contact", as: ContactID.self)
    opportunity = try values.id("opportunity", as: OpportunityID.self)
  }

  func keeps(_ row: ActivityRow) -> Bool {
    row.status != nil && (kind == nil || row.kind == kind) && (owner == nil || row.owner == owner)
      && (account == nil || row.account == account) && (contact == nil || row.contact == contact)
      && (opportunity == nil || row.opportunity == opportunity)
  }
}

/// A span of days, either end of which may be open.
struct DaySpan {
  var first: Day?
  var last: Day?

  init(_ values: OptionValues) throws(ReportRefusal) {
    (first, last) = (try values.day("from"), try values.day("to"))
    if let first, let last, last < first {
      throw .backwards(from: first.description, to: last.description)
    }
  }

  /// Whether nothing was asked.
  var isOpen: Bool { first == nil && last == nil }

  /// Whether the day lies in the span; a day nobody knows lies in the open span only.
  func contains(_ day: Day?) -> Bool {
    guard let day else { return isOpen }
    return (first ?? .first) <= day && day <= (last ?? .last)
  }
}

extension Activity {
  /// The activity with what it is called.
  var cell: Cell { .entity(id.description, name: title) }
}
