import Bytes
import Domain
import Projections

/// The activities, open and closed.
struct ActivitiesReport: Report {
  static let name = "activities"
  static let summary = "Activities: calls, e-mails, meetings, visits, tasks and notes"
  static let discussion = """
    Without 'status', open, completed and cancelled ones are listed. 'from' and 'to' are about the \
    day an activity was closed, and of an open one the day it is due. Search looks into the words of \
    an activity as they stood at the moment. What is said of a contact who was erased is hidden for \
    every date, and left out of a search.

    Example: 'activities --account A-1 --status completed --from 2017-03-01 --to 2017-03-31' shows \
    what was done for a customer in March.
    """
  private static let keys = ["number", "due", "closed", "minutes"]
  static let options =
    Listing.options(keys, isCustomisable: true) + [
      ReportOption(
        "status", "STATUS", "only those that are",
        choices: ActivityStatus.allCases.map(\.description)),
      ReportOption("label", "LABEL", "only those with this label"),
      ReportOption("from", "DAY", "only those closed, or due, on this day or later"),
      ReportOption("to", "DAY", "only those closed, or due, on this day or before"),
    ] + ActivityFilter.options
  static let needs: [any ReadModel.Type] = [Activities.self] + CustomAsked.needs

  private let listing: Listing
  private let status: ActivityStatus?
  private let label: String?
  private let span: DaySpan
  private let filter: ActivityFilter
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    listing = try Listing(values, keys: Self.keys)
    status = try values.named("status", ActivityStatus.allCases.map { ($0.description, $0) })
    label = values["label"]
    span = try DaySpan(values)
    filter = try ActivityFilter(values)
    asked = values.parameters(Self.options)
  }

  private static let columns =
    [
      Column("activity", "Activity", .entity),
      Column("type", "Type", .text),
      Column("label", "Label", .text),
      Column("status", "Status", .text),
      Column("due", "Due", .day),
      Column("closed", "Closed", .day),
      Column("outcome", "Outcome", .text),
      Column("minutes", "Minutes", .decimal),
    ] + ActivityBook.linkColumns

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try ActivityBook(source)
    var answer = Answer(
      report: Self.name, title: "Activities", moment: source.moment, parameters: asked,
      columns: Self.columns)
    let rows = book.activities.rows
    let minutes = book.activities.microsecondsByActivity
    try listing.fill(
      &answer, Activity.self, rows.all.filter { keeps($0.1, book) }.map(\.0), source, keeps: nil,
      order: { order($0, rows[$0], minutes, book) },
      row: { try row($0, rows[$0.id], minutes, book, &$1) })
    if listing.search != nil { try noteErased(book, source, &answer) }
    return answer
  }

  private func keeps(_ row: ActivityRow, _ book: ActivityBook) -> Bool {
    guard filter.keeps(row), status == nil || row.status == status,
      label == nil || book.activities.labels[row.label] == label
    else { return false }
    if span.isOpen { return true }
    let day = row.status == .open ? book.dueDay(row) : row.closedAt.map(book.moment.zone.day(of:))
    return span.contains(day)
  }

  private func order(
    _ id: ActivityID, _ row: ActivityRow, _ minutes: [Int64], _ book: ActivityBook
  ) -> SortKey {
    switch listing.sort {
    case "due":
      let order = book.dueOrder(id, row)
      return row.due == nil ? .none : .number(Int128(order.0) << 64 | Int128(order.1))
    case "closed": return row.closedAt.map { .number(Int128($0.microseconds)) } ?? .none
    case "minutes": return .number(Int128(minutes[Int(id.number) - 1]))
    default: return .entity(id)
    }
  }

  private func row<Source: ReportSource>(
    _ entity: Activity, _ row: ActivityRow, _ minutes: [Int64], _ book: ActivityBook,
    _ labels: inout Labels<Source>
  ) throws -> Row {
    Row(
      key: entity.id.description,
      cells: [
        entity.cell, .text(row.kind.description), book.activities.labels[row.label].cell,
        (row.status?.description).cell, book.dueDay(row).map(Cell.day) ?? .none,
        .day(of: row.closedAt, source: book.moment), (row.outcome?.description).cell,
        .minutes(minutes[Int(entity.id.number) - 1]),
      ] + (try ActivityBook.links(row, &labels)),
      sources: ActivityBook.sources(entity.id, row))
  }

  /// Says how many a search could not look into: their contacts are erased by now.
  private func noteErased(
    _ book: ActivityBook, _ source: some ReportSource, _ answer: inout Answer
  ) throws {
    let contacts = try source.at(.now).model(Contacts.self)
    let hidden = book.activities.rows.all.count { _, row in
      keeps(row, book) && row.contact.map { contacts.rows[$0].isErased } ?? false
    }
    guard hidden > 0 else { return }
    let verb =
      hidden == 1 ? "activity with an erased contact is" : "activities with erased contacts are"
    answer.notes.append("\(hidden) \(verb) left out of the search")
  }
}

extension Cell {
  /// Microseconds in minutes; nothing for none.
  static func minutes(_ microseconds: Int64) -> Cell {
    microseconds == 0 ? .none : Quotient(microseconds, 60_000_000).map(Cell.quotient) ?? .none
  }
}
