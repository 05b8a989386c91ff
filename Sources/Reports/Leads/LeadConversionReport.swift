import Bytes
import Domain
import Projections

/// How many leads became customers, by where they came from, and how long it took.
struct LeadConversionReport: Report {
  static let name = "lead-conversion"
  static let summary = "How many leads became customers, by source, segment, month, owner …"
  static let discussion = """
    A lead counts from the day it was entered. It is won when it was converted; the rate is won ÷ \
    leads of the group. Months, quarters and years are those of the first contact, so that a row is \
    a cohort; 'won-month' and the like go by the day it was won. Days to win are civil days from \
    the first contact (as noted, else the day of the entry) to the day it was won; they may be \
    negative when the contact was noted later than the sale. The 90th percentile lies at place \
    0.9 × (n − 1) of the days in order, straight between the two beside it.

    Example: three leads of May, one won after 10 days: leads 3, won 1, rate 33.3 %, days 10. As of \
    the ninth day the same three leads are there, and none is won.
    """
  static let options = [
    ReportOption("by", "GROUPS", "one or two of " + LeadGroup.help, standard: "source"),
    ReportOption("from", "DAY", "only leads whose first contact was on this day or later"),
    ReportOption("to", "DAY", "only leads whose first contact was on this day or before"),
    ReportOption("owner", "U-1", "only those this user is to sell to"),
    ReportOption("source", "NAME", "only leads from this source"),
    ReportOption("segment", "NAME", "only leads of this segment"),
  ]
  static var needs: [any ReadModel.Type] { LeadBook.needs }

  private let groups: [LeadGroup]
  private let days: ClosedRange<Day>?
  private let owner: UserID?
  private let source: String?
  private let segment: String?
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    let text = values["by"] ?? "source"
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    groups = words.compactMap(LeadGroup.init(rawValue:))
    guard groups.count == words.count, groups.count <= 2, Set(groups).count == groups.count else {
      throw .badValue(
        option: "by", value: text,
        expected: "one or two, with a comma between them, of " + LeadGroup.help)
    }
    days = try values.days()
    owner = try values.id("owner", as: UserID.self)
    (source, segment) = (values["source"], values["segment"])
    asked = values.parameters(Self.options)
  }

  private struct Entry {
    var tally = LeadTally()
    var leads: [UInt32] = []
    var others: Set<StreamID> = []
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try LeadBook(source)
    var entries: [GroupKey: Entry] = [:]
    var total = LeadTally()
    for (id, row) in book.leads.rows.all where row.status != nil && keeps(row, book) {
      let key = GroupKey(
        first: book.code(groups[0], row), second: groups.count > 1 ? book.code(groups[1], row) : 0)
      total.add(row, book)
      entries[key, default: Entry()].tally.add(row, book)
      entries[key, default: Entry()].leads.append(id.number)
      for group in groups {
        entries[key, default: Entry()].others.formUnion(book.streams(group, row))
      }
    }
    var answer = Answer(
      report: Self.name, title: "Lead conversion", moment: source.moment, parameters: asked,
      columns: groups.map(\.column) + LeadTally.columns)
    var labels = Labels(source)
    answer.rows = try rows(entries, book, &labels)
    answer.total = [.text("total")] + groups.dropFirst().map { _ in .none } + total.cells
    if total.undated > 0 {
      answer.notes = ["\(total.undated) won leads lack a day: they count no days to win"]
    }
    answer.charts = charts(answer)
    return answer
  }

  private func keeps(_ row: LeadRow, _ book: LeadBook) -> Bool {
    guard owner == nil || row.owner == owner, isSame(source, word(.source, row, book)),
      isSame(segment, word(.segment, row, book))
    else { return false }
    guard let days else { return true }
    return book.firstContact(of: row).map(days.contains) ?? false
  }

  private func word(_ group: LeadGroup, _ row: LeadRow, _ book: LeadBook) -> String? {
    group.word.flatMap { book.leads.words[$0][row.words[$0]] }
  }

  private func rows<Source: ReportSource>(
    _ entries: [GroupKey: Entry], _ book: LeadBook, _ labels: inout Labels<Source>
  ) throws -> [Row] {
    var ordered: [(labels: [GroupLabel], row: Row)] = []
    for (key, entry) in entries {
      var names: [GroupLabel] = []
      for (group, code) in zip(groups, [key.first, key.second]) {
        names.append(try book.label(group, code, &labels))
      }
      let sources =
        entry.leads.map { LeadID($0).stream }
        + entry.others.sorted { ($0.kind.number, $0.number) < ($1.kind.number, $1.number) }
      ordered.append(
        (
          names,
          Row(
            key: names.map(\.key).joined(separator: ","),
            cells: names.map(\.cell) + entry.tally.cells, sources: sources)
        ))
    }
    ordered.sort { GroupLabel.comesBefore($0.labels, $1.labels) }
    return ordered.map(\.row)
  }

  private func charts(_ answer: Answer) -> [Chart] {
    guard groups != [.none], !answer.rows.isEmpty else { return [] }
    let isTimeline = groups[0].period(.calendarYears) != nil
    let shown = isTimeline ? answer.rows[...] : answer.rows.prefix(20)
    let rate = answer.columns.firstIndex { $0.key == "rate" } ?? 0
    return [
      Chart(
        title: "Leads that became customers", subtitle: answer.chartSubtitle,
        horizontal: Chart.Axis(groups[0].column.title, .category),
        vertical: Chart.Axis("Rate", .share),
        form: .bars(
          Chart.Bars(
            shown.map { row in
              row.cells.prefix(groups.count).map(Chart.name).joined(separator: ", ")
            },
            [Chart.Series("rate", .gain, shown.map { Chart.place($0.cells[rate], .euro) })],
            isTimeline: isTimeline)),
        notes: shown.count < answer.rows.count ? ["Only the first 20 are drawn."] : [])
    ]
  }
}

/// What the report counts of a group.
struct LeadTally {
  private var counts: [LeadStatus: Int] = [:]
  private var leads = 0
  private var days = Sample()
  private var revenues = MoneySample()
  private var withRevenue = 0
  /// Won leads of which first contact or winning has no day.
  private(set) var undated = 0

  static let columns = [
    Column("leads", "Leads", .integer),
    Column("won", "Won", .integer),
    Column("rate", "Rate", .share),
    Column("open", "Open", .integer),
    Column("disqualified", "Disqualified", .integer),
    Column("mean_days", "Mean days to win", .decimal),
    Column("median_days", "Median days to win", .decimal),
    Column("p90_days", "90th percentile", .decimal),
    Column("min_days", "Fewest days", .integer),
    Column("max_days", "Most days", .integer),
    Column("negative_days", "Won before contact", .integer),
    Column("revenue", "Turnover they say", .money),
    Column("with_revenue", "Leads with turnover", .integer),
    Column("max_revenue", "Largest turnover", .money),
  ]

  mutating func add(_ row: LeadRow, _ book: LeadBook) {
    guard let status = row.status else { return }
    leads += 1
    counts[status, default: 0] += 1
    if status == .converted {
      if let count = book.daysToWin(row) { days.add(count) } else { undated += 1 }
    }
    if let revenue = row.revenue {
      revenues.add(revenue)
      if revenue.units > 0 { withRevenue += 1 }
    }
  }

  var cells: [Cell] {
    let won = counts[.converted] ?? 0
    let disqualified = counts[.disqualified] ?? 0
    return [
      .integer(Int64(leads)), .integer(Int64(won)), .ratio(won, leads),
      .integer(Int64(leads - won - disqualified)), .integer(Int64(disqualified)),
      days.mean, days.median, days.percentile(90), days.minimum, days.maximum,
      .integer(Int64(days.values.count { $0 < 0 })), .money(revenues.sum),
      .integer(Int64(withRevenue)), revenues.maximum,
    ]
  }
}

extension Sample {
  /// The value at place `hundredths` ÷ 100 × (n − 1) of the values in order, straight between the
  /// two beside it.
  func percentile(_ hundredths: Int) -> Cell {
    guard !values.isEmpty else { return .none }
    let sorted = values.sorted()
    let (place, rest) = ((sorted.count - 1) * hundredths).quotientAndRemainder(dividingBy: 100)
    let next = min(place + 1, sorted.count - 1)
    return .ratio(sorted[place] * (100 - rest) + sorted[next] * rest, 100)
  }
}
