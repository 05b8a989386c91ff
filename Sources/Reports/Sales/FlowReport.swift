import Bytes
import Domain
import Projections

/// How the pipeline of one moment became that of another.
struct FlowReport: Report {
  static let name = "flow"
  static let summary = "Pipeline flow between two dates: what came in, changed and went out"
  static let discussion = """
    Opening + new + reopened + raised + pulled in − lowered − pushed out − lost − won = closing, for \
    counts and amounts, to the cent; what goes out is shown below zero, so that the lines simply \
    add up. Opening and closing are the open opportunities at the end of 'from' and of 'to', as the \
    pipeline report shows them. With a period, only what is expected to close in it takes part: an \
    opportunity whose expected close moves into the period is pulled in, one that moves out of it is \
    pushed out. By owner or product, what changes hands is moved out of one group and into \
    another. An amount entered or changed as it is won is raised or lowered first, and won then.

    Example: 1,000 open on 31 March, raised to 1,500 in April and won for 1,400 in May: opening \
    1,000, raised 500, lowered −100, won −1,400, closing 0.
    """
  static let options = [
    ReportOption(
      "from", "DATE", "the moment it starts from; the last day of the previous month when not said"),
    ReportOption("to", "DATE", "the moment it ends at; the report's own when not said"),
    ReportOption("period", "PERIOD", "only what is to close in it, as in 2017Q2"),
    ReportOption(
      "by", "GROUP", "what to tell apart", choices: ["none", "owner", "product", "pipeline"],
      standard: "none"),
    ReportOption("owner", "U-1", "only what this user works on"),
    ReportOption("pipeline", "L-1", "only what goes through this pipeline"),
    Converter.option,
  ]
  static var needs: [any ReadModel.Type] { SalesBook.needs }

  private let from: Moment?
  private let to: Moment?
  private let period: String?
  private let values: OptionValues
  private let group: Group
  private let filter: OpportunityFilter
  private let currency: Currency?

  init(_ values: OptionValues) throws(ReportRefusal) {
    (from, to) = (try values.moment("from"), try values.moment("to"))
    period = values["period"]
    group = try values.groups(
      "by", allowed: [.none, .owner, .product, .pipeline], standard: "none", limit: 1)[0]
    filter = try OpportunityFilter(values)
    currency = try values.currency("currency")
    _ = try values.period("period")
    self.values = values
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let today = source.moment.civilDay
    let monthBefore = Moment.day(Period(.month, containing: today).first.adding(days: -1))
    let end = try to.map { try source.at($0) } ?? source
    let start = try source.at(from ?? monthBefore)
    try requireOrder(start.moment, end.moment, source.moment)
    let fiscal = try source.model(BookSettings.self).book.fiscal
    let scope = PipelineFlow.Scope(
      period: try values.period("period", fiscal), group: group, filter: filter)
    var flow = PipelineFlow(try start.model(Opportunities.self), scope: scope)
    try start.fold(&flow, through: end)
    return try answer(flow, from: start.moment, end)
  }

  private func requireOrder(
    _ start: AnswerMoment, _ end: AnswerMoment, _ limit: AnswerMoment
  ) throws(ReportRefusal) {
    if start.position > end.position {
      throw .backwards(from: start.civilDay.description, to: end.civilDay.description)
    }
    if end.position > limit.position {
      throw .badValue(
        option: "to", value: end.civilDay.description,
        expected: "a moment up to that of the report, \(limit.civilDay)")
    }
  }

  private func answer(
    _ flow: PipelineFlow, from start: AnswerMoment, _ end: some ReportSource
  ) throws -> Answer {
    var parameters = [
      Answer.Parameter("from", start.civilDay.description),
      Answer.Parameter("to", end.moment.civilDay.description),
      Answer.Parameter("by", group.rawValue),
    ]
    if let period { parameters.append(Answer.Parameter("period", period)) }
    if let currency { parameters.append(Answer.Parameter("currency", currency.code)) }
    var answer = Answer(
      report: Self.name, title: "Pipeline flow", moment: end.moment, parameters: parameters,
      columns: (group == .none ? [] : [group.column]) + [
        Column("step", "Step", .text),
        Column("count", "Opportunities", .integer),
        Column("amount", "Amount", .money),
        Column("changes", "Changes", .integer),
      ])
    answer.rows = try rows(flow, end)
    let day = end.moment.civilDay
    answer.convert(
      try Converter(currency, end), on: day, "all of it by the rate in force on \(day)")
    answer.charts = [chart(answer, start.civilDay, try end.currency)]
    return answer
  }

  private func chart(_ answer: Answer, _ start: Day, _ book: Currency) -> Chart {
    let (currency, notes) = answer.chartCurrency(["amount"], book)
    return Chart(
      title: answer.title, subtitle: answer.chartSubtitle,
      horizontal: Chart.Axis("", .category), vertical: Chart.Axis("Amount", .money(currency)),
      form: .waterfall(answer.waterfall(currency: currency, isGrouped: group != .none)),
      notes: notes)
  }

  private func rows(_ flow: PipelineFlow, _ end: some ReportSource) throws -> [Row] {
    var labels = Labels(end)
    if group == .none { return rows(flow.groups[0] ?? FlowTally(), nil, []) }
    let book = try SalesBook(end)
    var groups: [(label: GroupLabel, rows: [Row])] = []
    var total = FlowTally()
    for (number, tally) in flow.groups {
      total += tally
      let label = try book.label(group, UInt64(number), &labels)
      groups.append((label, rows(tally, label, number == 0 ? [] : [stream(number)])))
    }
    groups.sort {
      ($0.label.rank, $0.label.name, $0.label.key)
        < ($1.label.rank, $1.label.name, $1.label.key)
    }
    let all = GroupLabel(key: "total", cell: .text("total"), rank: .max, name: "")
    return groups.flatMap(\.rows) + rows(total, all, [])
  }

  private func stream(_ number: UInt32) -> StreamID {
    switch group {
    case .owner: UserID(number).stream
    case .product: ProductID(number).stream
    default: PipelineID(number).stream
    }
  }

  /// The lines of one group; opening, closing and whatever happened between them.
  private func rows(_ tally: FlowTally, _ label: GroupLabel?, _ extra: [StreamID]) -> [Row] {
    let sources = tally.opportunities.sorted().map(\.stream) + extra
    return FlowStep.allCases.compactMap { step in
      let entry = tally.entries[step] ?? FlowTally.Entry()
      let isEnd = step == .opening || step == .closing
      if label != nil, !isEnd, entry.times == 0 { return nil }
      let isRevision = step == .raised || step == .lowered
      let cells: [Cell] = [
        .text(step.title), isRevision ? .none : .integer(Int64(entry.count)),
        .money(entry.amount), isEnd ? .none : .integer(Int64(entry.times)),
      ]
      let key = [label?.key, step.rawValue].compactMap(\.self).joined(separator: ",")
      return Row(key: key, cells: (label.map { [$0.cell] } ?? []) + cells, sources: sources)
    }
  }
}
