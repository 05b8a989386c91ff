import Bytes
import Domain
import Projections

/// How often and how far expected close dates moved.
struct SlippageReport: Report {
  static let name = "slippage"
  static let summary = "How often and how far close dates moved, and what was promised first"
  static let discussion = """
    A push moves the expected close to a later day, a pull to an earlier one; the day first said is \
    the promise. Net slip is from the promise to the day last said. For what was won or lost, days \
    late are from the promise to the day it closed, below zero when it closed earlier; on time means \
    on the promised day or before. Opportunities without a promise are left out, and a note says how \
    many.

    Example: promised for 1 March, moved to 31 March and then to 26 March, won on 28 March: one push \
    of 30 days, one pull of 5, net slip 25 days, 27 days late.
    """
  static let options = [
    ReportOption("by", "GROUPS", "one or two of " + Group.help(Group.allCases), standard: "owner"),
    ReportOption(
      "status", "STATUS", "only these", choices: ["all", "open", "won", "lost", "closed"],
      standard: "all"),
    ReportOption("from", "DAY", "only what was first promised for this day or later"),
    ReportOption("to", "DAY", "only what was first promised for this day or before"),
    ReportOption("owner", "U-1", "only what this user works on"),
    ReportOption("pipeline", "L-1", "only what goes through this pipeline"),
  ]
  static var needs: [any ReadModel.Type] { SalesBook.needs + [CloseDates.self] }

  private let groups: [Group]
  private let statuses: [OpportunityStatus]
  private let (from, to): (Day?, Day?)
  private let filter: OpportunityFilter
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    groups = try values.groups("by", allowed: Group.allCases, standard: "owner", limit: 2)
    statuses =
      try values.named(
        "status",
        [
          ("all", [.open, .won, .lost]), ("open", [.open]), ("won", [.won]), ("lost", [.lost]),
          ("closed", [.won, .lost]),
        ]) ?? [.open, .won, .lost]
    (from, to) = (try values.day("from"), try values.day("to"))
    if let from, let to, to < from {
      throw .backwards(from: from.description, to: to.description)
    }
    filter = try OpportunityFilter(values)
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source, by: groups)
    let dates = try source.model(CloseDates.self).rows
    var tallies = SectionTallies(sections: 1, by: groups, SlippageTally())
    var unpromised = 0
    for (id, row) in book.opportunities.rows.all {
      guard let status = row.status, statuses.contains(status), filter.keeps(row) else { continue }
      let promise = dates[id]
      guard let first = promise.first else {
        unpromised += 1
        continue
      }
      guard (from ?? .first) <= first, first <= (to ?? .last) else { continue }
      let closed = row.closedAt.map(book.moment.zone.day(of:))
      tallies.change(0, id, row, book) { $0.add(promise, first, closed) }
    }
    var answer = Answer(
      report: Self.name, title: "Slippage", moment: source.moment, parameters: asked,
      columns: groups.map(\.column) + SlippageTally.columns)
    var labels = Labels(source)
    answer.rows = try tallies.lines(book, &labels, Surroundings()).map { line in
      Row(
        key: line.labels.map(\.key).joined(separator: ","),
        cells: line.labels.map(\.cell) + line.tally.cells, sources: line.sources)
    }
    let total = tallies.tallies(0).reduce(into: SlippageTally()) { $0 += $1 }
    answer.total = [.text("total")] + groups.dropFirst().map { _ in .none } + total.cells
    if unpromised > 0 {
      answer.notes = ["\(unpromised) never had an expected close: they are left out"]
    }
    return answer
  }
}

/// What is counted of a group.
private struct SlippageTally {
  private var count = 0
  private var moved = 0
  private var pushes = 0
  private var pulls = 0
  private var daysPushed = 0
  private var daysPulled = 0
  private var net = Sample()
  private var late = Sample()

  static let columns = [
    Column("opportunities", "Opportunities", .integer),
    Column("moved", "Moved", .integer),
    Column("moved_share", "Moved, share", .share),
    Column("pushes", "Pushes", .integer),
    Column("pulls", "Pulls", .integer),
    Column("days_pushed", "Days pushed", .integer),
    Column("days_pulled", "Days pulled", .integer),
    Column("mean_pushes", "Pushes each", .decimal),
    Column("mean_slip_days", "Mean net slip, days", .decimal),
    Column("closed", "Closed", .integer),
    Column("mean_days_late", "Mean days late", .decimal),
    Column("median_days_late", "Median days late", .decimal),
    Column("on_time", "On time", .integer),
    Column("on_time_share", "On time, share", .share),
  ]

  mutating func add(_ promise: CloseDateRow, _ first: Day, _ closed: Day?) {
    count += 1
    if promise.pushes + promise.pulls > 0 { moved += 1 }
    pushes += Int(promise.pushes)
    pulls += Int(promise.pulls)
    daysPushed += Int(promise.daysPushed)
    daysPulled += Int(promise.daysPulled)
    net.add(first.days(to: promise.last ?? first))
    if let closed { late.add(first.days(to: closed)) }
  }

  static func += (left: inout SlippageTally, right: SlippageTally) {
    left.count += right.count
    left.moved += right.moved
    left.pushes += right.pushes
    left.pulls += right.pulls
    left.daysPushed += right.daysPushed
    left.daysPulled += right.daysPulled
    left.net += right.net
    left.late += right.late
  }

  var cells: [Cell] {
    let onTime = late.values.count { $0 <= 0 }
    return [
      .integer(Int64(count)), .integer(Int64(moved)), .ratio(moved, count),
      .integer(Int64(pushes)), .integer(Int64(pulls)), .integer(Int64(daysPushed)),
      .integer(Int64(daysPulled)), .ratio(pushes, count), net.mean,
      .integer(Int64(late.values.count)), late.mean, late.median, .integer(Int64(onTime)),
      .ratio(onTime, late.values.count),
    ]
  }
}
