import Bytes
import Domain
import Projections

/// Somebody's day: what is overdue and due, birthdays, closes to come, and whom nobody spoke to.
struct DayReport: Report {
  static let name = "day"
  static let summary = "My day: overdue and due activities, birthdays, closes, follow-ups"
  static let discussion = """
    Of one user with 'user', else of everybody. Sections: 'overdue' and 'due' as in the agenda of the \
    day of the moment; 'birthday': contacts the user looks after who have their birthday within \
    'ahead' days from then on (the 29th of February counts as the 28th in other years); 'close': the \
    user's open opportunities expected to close within as many days, or before; 'follow-up': the \
    user's open opportunities without an open activity for which nothing was completed for 'quiet' \
    days. A note says how many contacts were erased, whose birthdays nobody can know.

    Example: an opportunity opened on 1 March, called about on 3 March and not since, with nothing \
    planned, stands under follow-up from 17 March on.
    """
  static let options = [
    ReportOption("user", "U-1", "whose day"),
    ReportOption("ahead", "N", "birthdays and closes so many days ahead", standard: "7"),
    ReportOption("quiet", "N", "follow up what was quiet for so many days", standard: "14"),
    ReportOption("limit", "N", "show this many of a section; 0 shows all", standard: "20"),
  ]
  static var needs: [any ReadModel.Type] {
    [Activities.self, Contacts.self, Opportunities.self]
  }

  private let user: UserID?
  private let ahead: Int
  private let quiet: Int
  private let limit: Int
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    user = try values.id("user", as: UserID.self)
    ahead = min(try values.count("ahead") ?? 7, 366)
    quiet = try values.count("quiet") ?? 14
    limit = try values.count("limit") ?? 20
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    var answer = Answer(
      report: Self.name, title: "Day", moment: source.moment, parameters: asked,
      columns: [
        Column("section", "Section", .text), Column("what", "What", .entity),
        Column("when", "When", .day), Column("time", "Time", .text),
        Column("with", "With", .entity), Column("detail", "Detail", .text),
      ])
    let book = try ActivityBook(source)
    let deals = try source.model(Opportunities.self).rows
    let birthdays = try Birthdays(source, owner: user, ahead: ahead)
    var labels = Labels(source)
    let sections: [(String, [DayLine])] = [
      ("overdue", activities(book) { book.isOverdue($0) }),
      ("due", activities(book) { !book.isOverdue($0) && book.dueDay($0) == book.moment.civilDay }),
      ("birthday", birthdays.lines),
      ("close", closes(deals, book)),
      ("follow-up", followUps(deals, book)),
    ]
    for (section, lines) in sections {
      let shown = limit == 0 ? lines[...] : lines.prefix(limit)
      for line in shown { answer.rows.append(try line.row(section, &labels)) }
      if shown.count < lines.count {
        answer.notes.append("\(lines.count - shown.count) more under \(section)")
      }
    }
    if birthdays.erasedCount > 0 {
      let verb = birthdays.erasedCount == 1 ? "contact was" : "contacts were"
      answer.notes.append(
        "\(birthdays.erasedCount) \(verb) erased: nobody knows the birthday any more")
    }
    return answer
  }

  private func keeps(_ owner: UserID?) -> Bool { user == nil || owner == user }

  private func activities(
    _ book: ActivityBook, where isWanted: (ActivityRow) -> Bool
  ) -> [DayLine] {
    book.activities.rows.all
      .filter { $0.1.status == .open && keeps($0.1.owner) && isWanted($0.1) }
      .sorted { book.dueOrder($0.0, $0.1) < book.dueOrder($1.0, $1.1) }
      .map { id, row in
        DayLine(
          what: id.stream, day: book.dueDay(row), time: book.dueTime(row),
          with: row.contact?.stream ?? row.account?.stream ?? row.opportunity?.stream,
          detail: row.kind.description)
      }
  }

  private func closes(
    _ deals: EntityRows<OpportunityID, OpportunityRow>, _ book: ActivityBook
  ) -> [DayLine] {
    let last = book.moment.civilDay.adding(days: ahead)
    return deals.all
      .filter { $0.1.status == .open && keeps($0.1.owner) && $0.1.expectedClose ?? .last <= last }
      .sorted { ($0.1.expectedClose ?? .last, $0.0) < ($1.1.expectedClose ?? .last, $1.0) }
      .map { id, row in
        DayLine(
          what: id.stream, day: row.expectedClose, with: row.account?.stream,
          detail: row.amount?.description)
      }
  }

  private func followUps(
    _ deals: EntityRows<OpportunityID, OpportunityRow>, _ book: ActivityBook
  ) -> [DayLine] {
    let latest = LatestEffort(book.activities)
    let today = book.moment.civilDay
    return deals.all.compactMap { id, row -> (days: Int, line: DayLine)? in
      guard row.status == .open, keeps(row.owner), !latest.hasOpen(id) else { return nil }
      let since = [latest.instant(id), row.openedAt].compactMap(\.self).max()
      guard let day = since.map(book.moment.zone.day(of:)) else { return nil }
      let days = day.days(to: today)
      guard days >= quiet else { return nil }
      return (
        days,
        DayLine(
          what: id.stream, day: day, with: row.account?.stream, detail: "quiet for \(days) days")
      )
    }.sorted { ($1.days, $0.line.what.number) < ($0.days, $1.line.what.number) }.map(\.line)
  }
}

/// One line of somebody's day.
struct DayLine {
  var what: StreamID
  var day: Day?
  var time: String?
  var with: StreamID?
  var detail: String?

  func row<Source: ReportSource>(_ section: String, _ labels: inout Labels<Source>) throws -> Row {
    let what = try labels.cell(what)
    guard case .entity(let number, _) = what else { preconditionFailure("a stream has a number") }
    return Row(
      key: "\(section)/\(number)",
      cells: [
        .text(section), what, day.map(Cell.day) ?? .none, time.cell,
        try with.map { try labels.cell($0) } ?? .none, detail.cell,
      ],
      sources: [self.what, with].compactMap(\.self))
  }
}

/// What was done last about each opportunity, and whether anything is to be done.
private struct LatestEffort {
  private var instants: [UInt32: Instant] = [:]
  private var open: Set<UInt32> = []

  init(_ activities: Activities) {
    for row in activities.rows.rows {
      guard let opportunity = row.opportunity?.number else { continue }
      if row.status == .open { open.insert(opportunity) }
      guard row.status == .completed, let closed = row.closedAt else { continue }
      instants[opportunity] = max(instants[opportunity] ?? closed, closed)
    }
  }

  func hasOpen(_ id: OpportunityID) -> Bool { open.contains(id.number) }
  func instant(_ id: OpportunityID) -> Instant? { instants[id.number] }
}

/// The contacts that have their birthday soon.
private struct Birthdays {
  private(set) var lines: [DayLine] = []
  private(set) var erasedCount = 0

  init(_ source: some ReportSource, owner: UserID?, ahead: Int) throws {
    let today = source.moment.civilDay
    var found: [(days: Int, line: DayLine)] = []
    for (id, row) in try source.model(Contacts.self).rows.all {
      guard row.relationship != nil, owner == nil || row.owner == owner else { continue }
      let contact = try source.entity(Contact.self, id)
      if contact.isHidden {
        erasedCount += 1
        continue
      }
      guard let birthday = contact.details.birthday else { continue }
      let next = Birthdays.next(birthday, from: today)
      let days = today.days(to: next)
      guard days <= ahead else { continue }
      found.append(
        (
          days,
          DayLine(
            what: id.stream, day: next, with: row.account?.stream,
            detail: "turns \(next.year - birthday.year)")
        ))
    }
    lines = found.sorted { ($0.days, $0.line.what.number) < ($1.days, $1.line.what.number) }
      .map(\.line)
  }

  /// The next day the birthday is kept on, today included.
  private static func next(_ birthday: Day, from today: Day) -> Day {
    let thisYear = birthday.adding(years: today.year - birthday.year)
    return thisYear >= today ? thisYear : birthday.adding(years: today.year + 1 - birthday.year)
  }
}
