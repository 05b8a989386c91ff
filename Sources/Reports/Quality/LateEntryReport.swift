import Bytes
import Domain
import Projections

/// Who records how late.
struct LateEntryReport: Report {
  static let name = "late-entry"
  static let summary = "Late entry: who records how long after it happened"
  static let discussion = """
    An entry is late when it was recorded more than 'later-than' days of 24 hours after it happened. \
    The delay is the time between the two. Entries are the events of daily use whose time is known; \
    history that was imported with its own dates is not late and takes no part. Corrections are late \
    entries that belong before something that was recorded earlier. What late entry changed of past \
    figures is told by 'late-effect'.

    Example: of 20 entries two were late, one after 3 days and one after 6: share 0.1, mean 4.5.
    """
  static let options = [
    ReportOption(
      "by", "GROUP", "what to tell apart", choices: ["user", "event", "month"], standard: "user"),
    ReportOption("later-than", "DAYS", "how late is late, in days of 24 hours", standard: "1"),
    ReportOption("user", "U-1", "only what this user recorded"),
  ]
  static let needs: [any ReadModel.Type] = [LateEvents.self]

  private enum Group: CaseIterable {
    case user, event, month
  }

  private let group: Group
  private let leastSeconds: Int64
  private let user: UserID?
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    group =
      try values.named("by", [("user", .user), ("event", .event), ("month", .month)]) ?? .user
    let days = try values.count("later-than") ?? 1
    guard days <= 100_000 else {
      throw .badValue(
        option: "later-than", value: "\(days)", expected: "a number of days up to 100000")
    }
    leastSeconds = Int64(days) * LateTally.secondsPerDay
    user = try values.id("user", as: UserID.self)
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let model = try source.model(LateEvents.self)
    var tallies: [UInt64: LateTally] = [:]
    for count in model.counts where user.map({ $0.number == count.actor }) ?? true {
      tallies[code(count), default: LateTally()].entries += Int(count.count)
    }
    for row in model.rows where !row.isUndated {
      if let user, user.number != row.actor { continue }
      let seconds = (row.timelineAt.microseconds - row.occurredAt.microseconds) / 1_000_000
      if seconds > leastSeconds {
        tallies[code(row, source.moment.zone), default: LateTally()].add(row, seconds)
      }
    }
    var answer = Answer(
      report: Self.name, title: "Late entry", moment: source.moment, parameters: asked,
      columns: [groupColumn] + LateTally.columns)
    var labels = Labels(source)
    for (code, tally) in tallies.sorted(by: { $0.key < $1.key }) {
      answer.rows.append(try row(code, tally, &labels))
    }
    let total = tallies.values.reduce(into: LateTally()) { $0 += $1 }
    answer.total = [.text("total")] + total.cells
    let undated = model.rows.count { $0.isUndated }
    if undated > 0 {
      answer.notes.append(
        "\(undated) corrected something of which nobody knows when it happened: left out")
    }
    return answer
  }

  private var groupColumn: Column {
    switch group {
    case .user: Column("user", "User", .entity)
    case .event: Column("event", "Event", .text)
    case .month: Column("month", "Recorded in", .text)
    }
  }

  private func code(_ count: EntryCount) -> UInt64 {
    switch group {
    case .user: UInt64(count.actor)
    case .event: UInt64(count.kind) << 16 | UInt64(count.type)
    case .month: UInt64(count.month)
    }
  }

  private func code(_ row: LateEvent, _ zone: Zone) -> UInt64 {
    switch group {
    case .user: UInt64(row.actor)
    case .event: UInt64(row.stream.kind.number) << 16 | UInt64(row.type)
    case .month:
      UInt64(
        Day.first.days(to: Period(.month, containing: zone.day(of: row.timelineAt)).first))
    }
  }

  private func row<Source: ReportSource>(
    _ code: UInt64, _ tally: LateTally, _ labels: inout Labels<Source>
  ) throws -> Row {
    var sources = tally.streams.sorted { ($0.kind.number, $0.number) < ($1.kind.number, $1.number) }
    let (key, cell): (String, Cell)
    switch group {
    case .user:
      let user = UserID(UInt32(truncatingIfNeeded: code))
      (key, cell) =
        code == 0 ? ("book", .text("the book")) : (user.description, try labels.cell(user))
      if code != 0, !sources.contains(user.stream) { sources.append(user.stream) }
    case .event:
      let kind = StreamKind(UInt8(truncatingIfNeeded: code >> 16))
      let title = EventTitle.of(EventType(UInt16(truncatingIfNeeded: code)), kind)
      (key, cell) = (title, .text(title))
    case .month:
      let label = Period(.month, containing: Day.first.adding(days: Int(code))).label
      (key, cell) = (label, .text(label))
    }
    return Row(key: key, cells: [cell] + tally.cells, sources: sources)
  }
}

/// The entries of a group, and how late they were.
private struct LateTally {
  static let secondsPerDay: Int64 = 86_400
  static let columns = [
    Column("entries", "Entries", .integer),
    Column("late", "Late", .integer),
    Column("share", "Share late", .share),
    Column("corrections", "Corrections", .integer),
    Column("mean_delay_days", "Mean delay, days", .decimal),
    Column("median_delay_days", "Median delay, days", .decimal),
    Column("max_delay_days", "Longest delay, days", .decimal),
  ]

  var entries = 0
  private var corrections = 0
  private var delaySeconds: [Int64] = []
  private(set) var streams: Set<StreamID> = []

  mutating func add(_ row: LateEvent, _ seconds: Int64) {
    delaySeconds.append(seconds)
    if row.isOutOfOrder { corrections += 1 }
    streams.insert(row.stream)
  }

  static func += (left: inout LateTally, right: LateTally) {
    left.entries += right.entries
    left.corrections += right.corrections
    left.delaySeconds += right.delaySeconds
  }

  var cells: [Cell] {
    let late = delaySeconds.count
    let sorted = delaySeconds.sorted()
    func days(_ seconds: Int64, over count: Int) -> Cell {
      Quotient(seconds, Int64(count) * Self.secondsPerDay).map(Cell.quotient) ?? .none
    }
    let middle = late == 0 ? 0 : sorted[(late - 1) / 2] + sorted[late / 2]
    return [
      .integer(Int64(entries)), .integer(Int64(late)), .ratio(late, entries),
      .integer(Int64(corrections)), days(sorted.reduce(0, +), over: late),
      late == 0 ? .none : days(middle, over: 2), sorted.last.map { days($0, over: 1) } ?? .none,
    ]
  }
}
