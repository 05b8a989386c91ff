import Bytes
import Domain
import Projections

/// What late entry and corrections did to past figures.
struct LateEffectReport: Report {
  static let name = "late-effect"
  static let summary = "Past pipelines and wins as known then, in hindsight, and the difference"
  static let discussion = """
    For each date: the open opportunities and their amount, and the amount won in the month of the \
    date up to it; as the book told them at the end of that day, as it tells of that day in \
    hindsight, and the second minus the first. Late entries and corrections make the difference. \
    With --as-of, hindsight is what was known by then.

    Example: on 31 March two deals of 1,000 were open. On 3 April it was entered that one was won on \
    30 March: open then 2, in hindsight 1, difference −1; won difference 1,000.
    """
  static let options = [
    ReportOption(
      "dates", "DATES", "days, with commas between them; the ends of the last twelve months when "
        + "not said"),
    ReportOption("owner", "U-1", "only what this user works on"),
    ReportOption("pipeline", "L-1", "only what goes through this pipeline"),
  ]
  static let needs: [any ReadModel.Type] = [Opportunities.self]

  private let days: [Day]?
  private let filter: OpportunityFilter
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    days = try LateEffectReport.days(values)
    filter = try OpportunityFilter(values)
    asked = values.parameters(Self.options)
  }

  private static func days(_ values: OptionValues) throws(ReportRefusal) -> [Day]? {
    guard let text = values["dates"] else { return nil }
    var days: Set<Day> = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      do throws(DayRefusal) {
        days.insert(try Day(String(word)))
      } catch {
        throw .badValue(option: "dates", value: text, expected: "days with commas: \(error)")
      }
    }
    return days.sorted()
  }

  private static let columns = [
    Column("date", "Date", .day),
    Column("open_then", "Open then", .integer),
    Column("open_hindsight", "Open in hindsight", .integer),
    Column("open_difference", "Difference", .integer),
    Column("amount_then", "Amount then", .money),
    Column("amount_hindsight", "Amount in hindsight", .money),
    Column("amount_difference", "Difference of amounts", .money),
    Column("won_then", "Won in month, then", .money),
    Column("won_hindsight", "Won in month, in hindsight", .money),
    Column("won_difference", "Difference of wins", .money),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    let today = source.moment.civilDay
    let days = days ?? monthEnds(before: today)
    if let late = days.last, late > today {
      throw ReportRefusal.badValue(
        option: "dates", value: late.description, expected: "a day up to \(today)")
    }
    var answer = Answer(
      report: Self.name, title: "Effect of late entry", moment: source.moment, parameters: asked,
      columns: Self.columns)
    var changed = 0
    try source.visit(days.map(Moment.day), folding: Self.needs) { place, then in
      let day = days[place]
      let known = tally(try then.model(Opportunities.self), day, then.moment.zone)
      let hindsight = tally(
        try then.inHindsight(of: source).model(Opportunities.self), day, then.moment.zone)
      if known.cells != hindsight.cells { changed += 1 }
      answer.rows.append(row(day, known, hindsight))
    }
    answer.notes.append(
      changed == 0
        ? "late entries changed none of these figures"
        : "late entries changed the figures of \(changed) of \(days.count) dates")
    return answer
  }

  /// The last days of the twelve months before that of a day.
  private func monthEnds(before day: Day) -> [Day] {
    var month = Period(.month, containing: day)
    var days: [Day] = []
    for _ in 0..<12 {
      month = month.previous
      days.append(month.last)
    }
    return days.reversed()
  }

  private func tally(_ model: Opportunities, _ day: Day, _ zone: Zone) -> EffectTally {
    let start = zone.start(of: Period(.month, containing: day).first)
    var tally = EffectTally()
    for (id, row) in model.rows.all where row.status != nil && filter.keeps(row) {
      tally.add(id, row, wonSince: start)
    }
    return tally
  }

  private func row(_ day: Day, _ known: EffectTally, _ hindsight: EffectTally) -> Row {
    func difference(_ first: Amounts, _ second: Amounts) -> Cell {
      var difference = second
      difference -= first
      return .money(difference)
    }
    let streams = known.opportunities.union(hindsight.opportunities)
    return Row(
      key: day.description,
      cells: [
        .day(day), .integer(known.open), .integer(hindsight.open),
        .integer(hindsight.open - known.open),
        .money(known.amount), .money(hindsight.amount),
        difference(known.amount, hindsight.amount),
        .money(known.won), .money(hindsight.won), difference(known.won, hindsight.won),
      ], sources: streams.sorted().map(\.stream))
  }
}

/// What is open and what was won, as one view of a day tells.
private struct EffectTally {
  private(set) var open: Int64 = 0
  private(set) var amount = Amounts()
  private(set) var won = Amounts()
  private(set) var opportunities: Set<OpportunityID> = []

  var cells: [Cell] { [.integer(open), .money(amount), .money(won)] }

  mutating func add(_ id: OpportunityID, _ row: OpportunityRow, wonSince start: Instant) {
    switch row.status {
    case .open:
      open += 1
      if let money = row.amount { amount.add(money) }
    case .won:
      guard let closed = row.closedAt, closed >= start else { return }
      if let money = row.amount { won.add(money) }
    default: return
    }
    opportunities.insert(id)
  }
}
