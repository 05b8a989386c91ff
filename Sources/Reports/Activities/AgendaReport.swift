import Bytes
import Domain
import Projections

/// What is to be done in a span of days, what is overdue first.
struct AgendaReport: Report {
  static let name = "agenda"
  static let summary = "Open activities due today or in a span of days, overdue ones first"
  static let discussion = """
    'from' is the day of the moment unless another is given, 'to' the same day. An activity due on a \
    day is overdue from the next day on; one due at a time of day as soon as that has passed. Those \
    due at a time come before those due on the whole day. Open activities without a due time are \
    counted in a note.

    Example: a visit due on 3 March at 14:00 and a task due that day stand in the agenda of 3 March \
    in this order; on 4 March both are overdue.
    """
  static let options =
    [
      ReportOption("from", "DAY", "from this day on; the day of the moment when not given"),
      ReportOption("to", "DAY", "up to this day; 'from' when not given"),
      ReportOption(
        "overdue", "YES", "also what is overdue", choices: ["yes", "no"], standard: "yes"),
    ] + ActivityFilter.options
  static let needs: [any ReadModel.Type] = [Activities.self]

  private let filter: ActivityFilter
  private let span: DaySpan
  private let withOverdue: Bool
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    filter = try ActivityFilter(values)
    span = try DaySpan(values)
    withOverdue = try values.flag("overdue", standard: true)
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try ActivityBook(source)
    let first = span.first ?? min(book.moment.civilDay, span.last ?? book.moment.civilDay)
    let last = span.last ?? first
    var list = DueList(book)
    var undated = 0
    for (id, row) in book.activities.rows.all where row.status == .open && filter.keeps(row) {
      guard let day = book.dueDay(row) else {
        undated += 1
        continue
      }
      let isDue = first <= day && day <= last
      if isDue || (withOverdue && book.isOverdue(row)) { list.add(id, row) }
    }
    var answer = try list.answer(Self.name, "Agenda", asked, source)
    if undated > 0 {
      answer.notes.append("\(undated) open without a due time: see 'activities --status open'")
    }
    return answer
  }
}

/// What should have been done by now.
struct OverdueReport: Report {
  static let name = "overdue"
  static let summary = "Open activities whose time has passed"
  static let discussion = """
    An activity due on a day is overdue from the next day on; one due at a time of day as soon as \
    that has passed. 'overdue_days' counts civil days from the day it was due to the day of the \
    moment.

    Example: a call due on 1 March, still open on 4 March, is overdue by 3 days.
    """
  static let options = ActivityFilter.options
  static let needs: [any ReadModel.Type] = [Activities.self]

  private let filter: ActivityFilter
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    filter = try ActivityFilter(values)
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try ActivityBook(source)
    var list = DueList(book)
    for (id, row) in book.activities.rows.all where filter.keeps(row) && book.isOverdue(row) {
      list.add(id, row)
    }
    return try list.answer(Self.name, "Overdue", asked, source)
  }
}

/// Open activities in the order they are due, overdue ones first.
struct DueList {
  private let book: ActivityBook
  private var kept: [(id: ActivityID, row: ActivityRow)] = []

  init(_ book: ActivityBook) { self.book = book }

  mutating func add(_ id: ActivityID, _ row: ActivityRow) { kept.append((id, row)) }

  private static let columns =
    [
      Column("activity", "Activity", .entity),
      Column("type", "Type", .text),
      Column("due", "Due", .day),
      Column("time", "Time", .text),
      Column("overdue_days", "Overdue, days", .integer),
    ] + ActivityBook.linkColumns

  func answer<Source: ReportSource>(
    _ report: String, _ title: String, _ asked: [Answer.Parameter], _ source: Source
  ) throws -> Answer {
    var answer = Answer(
      report: report, title: title, moment: source.moment, parameters: asked,
      columns: Self.columns)
    var labels = Labels(source)
    let ordered = kept.sorted { first, second in
      let isFirstOverdue = book.isOverdue(first.row)
      if isFirstOverdue != book.isOverdue(second.row) { return isFirstOverdue }
      return book.dueOrder(first.id, first.row) < book.dueOrder(second.id, second.row)
    }
    for (id, row) in ordered {
      let day = book.dueDay(row)
      let late = book.isOverdue(row) ? day.map { $0.days(to: book.moment.civilDay) } : nil
      let entity = try source.entity(Activity.self, id)
      answer.rows.append(
        Row(
          key: id.description,
          cells: [
            entity.cell, .text(row.kind.description), day.map(Cell.day) ?? .none,
            book.dueTime(row).cell, late.map { .integer(Int64($0)) } ?? .none,
          ] + (try ActivityBook.links(row, &labels)),
          sources: ActivityBook.sources(id, row)))
    }
    return answer
  }
}
