import Bytes
import Domain
import Projections

/// Do few make most? The top ones by turnover, profit or won amounts, and the share they hold.
struct ParetoReport: Report {
  static let name = "pareto"
  static let summary = "Whether few customers or products make most of the turnover: the 80/20 rule"
  static let discussion = """
    Everything of the group is put in order by the measure, the largest first. The top are the \
    first ceil(20 % of n) of the n that count; the report tells which share of the total they hold, \
    and how many of the largest it takes to make 80 % of it. The rule holds when the top hold at \
    least 80 %; otherwise the report says that it does not. Which entities count in n is yours to \
    say: 'active' takes those with an order (or won opportunity) of the measure within the days \
    asked for; 'all' takes every account, contact, product or user the book knows, with 0 for those \
    that have none. Amounts are ranked within one currency.

    Example: five customers with 50, 20, 15, 10 and 5: the top ceil(20 % of 5) = 1 holds 50 ÷ 100 = \
    50 %, and it takes 3 (50 + 20 + 15 = 85) to make 80 %: the rule does not hold.
    """
  static let options =
    [
      ReportOption(
        "measure", "MEASURE", "what is ranked by",
        choices: ParetoMeasure.allCases.map(\.rawValue), standard: "turnover"),
      ReportOption(
        "by", "GROUP", "what is ranked",
        choices: ParetoGroup.allCases.map(\.rawValue), standard: "customer"),
      ReportOption(
        "count", "WHICH", "which entities count: those that are active, or all",
        choices: ["active", "all"], standard: "active"),
      ReportOption("top", "N", "how many of a hundred entities are the top", standard: "20"),
      ReportOption("goal", "N", "how many per cent of the total are most of it", standard: "80"),
      ReportOption(
        "show", "WHAT", "the ranking, or one line with the figures",
        choices: ["ranking", "summary"], standard: "ranking"),
      ReportOption("currency", "CODE", "the currency of the amounts; the book's unless given"),
      ReportOption("limit", "N", "show this many of the ranking; 0 shows all", standard: "20"),
    ] + OrderFilter.options
  static var needs: [any ReadModel.Type] {
    OrderBook.needs + SalesBook.needs + LeadBook.needs + [Activities.self]
  }

  private let measure: ParetoMeasure
  private let group: ParetoGroup
  private let countsAll: Bool
  private let top: Int
  private let goal: Int
  private let isSummary: Bool
  private let currency: Currency?
  private let limit: Int
  private let filter: OrderFilter
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    measure = try values.choice("measure", as: ParetoMeasure.self) ?? .turnover
    group = try values.choice("by", as: ParetoGroup.self) ?? .customer
    countsAll = try values.named("count", [("active", false), ("all", true)]) ?? false
    top = try values.percent("top") ?? 20
    goal = try values.percent("goal") ?? 80
    isSummary = try values.named("show", [("ranking", false), ("summary", true)]) ?? false
    currency = try values.currency("currency")
    limit = try values.count("limit") ?? 20
    filter = try OrderFilter(values)
    asked = values.parameters(Self.options)
    let fits =
      switch measure {
      case .convertedLeads: group.ofLeads != nil
      case .serviceTime: group.fitsEffort
      case .turnover, .profit, .quantity, .orders: true
      case .wonAmount, .won: group.fitsOpportunities
      }
    if !fits {
      throw .badValue(
        option: "by", value: group.rawValue, expected: "something \(measure.title) have")
    }
    let ofOrders = ["contact", "product", "family", "segment", "region", "country"]
    for name in ofOrders where !measure.isOfOrders {
      guard let value = values[name] else { continue }
      throw .badValue(option: name, value: value, expected: "of use with measures of orders only")
    }
    if countsAll, !group.hasEntities {
      throw .badValue(
        option: "count", value: "all", expected: "known for \(group.rawValue): count the active")
    }
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let used = try currency ?? source.currency
    let orders = try OrderBook(source)
    let sales = try SalesBook(source)
    let leads = try LeadBook(source)
    var values =
      switch measure {
      case .turnover, .profit, .quantity, .orders:
        ParetoValues(orders, group, measure, filter, used)
      case .wonAmount, .won: ParetoValues(sales, group, measure, filter, used)
      case .convertedLeads: ParetoValues(leads, group, filter)
      case .serviceTime:
        ParetoValues(
          EffortGrouping(try ActivityBook(source), opportunities: sales.opportunities), group,
          filter)
      }
    if countsAll { values.countAll(group, orders) }
    let ranking = Ranking(values.values, top: top)
    var answer = Answer(
      report: Self.name, title: "Pareto", moment: source.moment, parameters: asked,
      columns: isSummary ? summaryColumns : rankingColumns)
    let sources = values.sources.sorted {
      ($0.kind.number, $0.number) < ($1.kind.number, $1.number)
    }
    if isSummary {
      answer.rows = [Row(key: "all", cells: summary(ranking, used), sources: sources)]
    } else {
      var labels = Labels(source)
      var sum: Int128 = 0
      let shown = limit == 0 ? ranking.entries[...] : ranking.entries.prefix(limit)
      for (index, entry) in shown.enumerated() {
        sum += entry.value
        let label = try label(entry.code, orders, sales, leads, &labels)
        let cells: [Cell] = [
          .integer(Int64(index + 1)), label.cell, cell(entry.value, used),
          ranking.share(entry.value), ranking.share(sum), .ratio(index + 1, ranking.entries.count),
        ]
        answer.rows.append(Row(key: label.key, cells: cells, sources: sources))
      }
      if shown.count < ranking.entries.count { answer.rowsBeforeLimit = ranking.entries.count }
    }
    answer.notes = notes(ranking, values, used)
    if ranking.total > 0 { answer.charts = [chart(ranking, answer)] }
    return answer
  }

  private func label<Source: ReportSource>(
    _ code: UInt64, _ orders: OrderBook, _ sales: SalesBook, _ leads: LeadBook,
    _ labels: inout Labels<Source>
  ) throws -> GroupLabel {
    if measure == .convertedLeads, let group = group.ofLeads {
      return try leads.label(group, code, &labels)
    }
    if measure.isOfOrders || measure == .serviceTime || group.ofOpportunities == nil {
      return try orders.label(group.ofOrders, code, &labels)
    }
    return try sales.label(group.ofOpportunities ?? .none, code, &labels)
  }
}

// MARK: - What is shown

extension ParetoReport {
  private var rankingColumns: [Column] {
    [
      Column("rank", "Rank", .integer), group.column,
      Column("value", measure.title.capitalizedFirst, measure.kind),
      Column("share", "Share", .share),
      Column("cumulative_share", "Share so far", .share),
      Column("cumulative_entities", "Entities so far", .share),
    ]
  }

  private var summaryColumns: [Column] {
    [
      Column("entities", "Entities", .integer), Column("top_entities", "Top", .integer),
      Column("total", "Total", measure.kind), Column("top_sum", "Of the top", measure.kind),
      Column("top_share", "Share of the top", .share),
      Column("entities_for_goal", "Entities for the goal", .integer),
      Column("entity_share_for_goal", "Share of the entities", .share),
      Column("holds", "Rule holds", .text),
    ]
  }

  private func summary(_ ranking: Ranking, _ currency: Currency) -> [Cell] {
    let needed = ranking.count(making: goal)
    return [
      .integer(Int64(ranking.entries.count)), .integer(Int64(ranking.topCount)),
      cell(ranking.total, currency), cell(ranking.topSum, currency),
      ranking.share(ranking.topSum), needed.map { .integer(Int64($0)) } ?? .none,
      needed.map { .ratio($0, ranking.entries.count) } ?? .none,
      ranking.total > 0 ? .flag(ranking.holds(goal)) : .none,
    ]
  }

  private func cell(_ value: Int128, _ currency: Currency) -> Cell {
    switch measure.kind {
    case .money: .money(Amounts(MoneySum(total: value * 10_000, currency: currency)))
    case .decimal where measure == .serviceTime: .share(value, of: 60_000_000)
    case .decimal: .billionths(value)
    default: .integer(Int64(clamping: value))
    }
  }

  private func notes(
    _ ranking: Ranking, _ values: ParetoValues, _ currency: Currency
  ) -> [String] {
    var notes: [String] = []
    let count = ranking.entries.count
    if let needed = ranking.count(making: goal) {
      let verdict = ranking.holds(goal) ? "the rule holds" : "the rule does not hold"
      notes.append(
        "the top \(ranking.topCount) of \(count) (\(top) %) hold "
          + "\(Self.percent(ranking.topSum, ranking.total)) of \(measure.title); it takes "
          + "\(needed) (\(Self.percent(Int128(needed), Int128(count)))) to make \(goal) %: "
          + "\(verdict)")
    } else {
      notes.append("the total is not above zero: there are no shares of it")
    }
    notes.append(
      countsAll
        ? "all \(count) that the book knows count, active or not"
        : "only those with \(measure.title) count")
    if !values.others.isEmpty {
      let codes = values.others.map(\.code).sorted().joined(separator: ", ")
      notes.append("amounts in \(codes) are left out: amounts are ranked in \(currency)")
    }
    return notes
  }

  /// A share in per cent, rounded to one decimal, for a sentence.
  private static func percent(_ part: Int128, _ whole: Int128) -> String {
    let tenths = (part * 2_000 + whole) / (whole * 2)
    return "\(tenths / 10).\((tenths % 10).magnitude) %"
  }

  private func chart(_ ranking: Ranking, _ answer: Answer) -> Chart {
    let count = Double(ranking.entries.count)
    let step = max(1, ranking.entries.count / 500)
    var points = [Chart.Point(0, 0)]
    var sum: Int128 = 0
    for (index, entry) in ranking.entries.enumerated() {
      sum += entry.value
      guard (index + 1) % step == 0 || index + 1 == ranking.entries.count else { continue }
      points.append(Chart.Point(Double(index + 1) / count, Double(sum) / Double(ranking.total)))
    }
    let equal = Chart.Line("all alike", .reference, [Chart.Point(0, 0), Chart.Point(1, 1)])
    let rule = Chart.Line(
      "the rule: \(top) % make \(goal) %", .total,
      [
        Chart.Point(Double(top) / 100, 0), Chart.Point(Double(top) / 100, Double(goal) / 100),
        Chart.Point(0, Double(goal) / 100),
      ])
    return Chart(
      title: "Share of \(measure.title) by \(group.rawValue)", subtitle: answer.chartSubtitle,
      horizontal: Chart.Axis("Entities, the largest first", .share, range: 0...1),
      vertical: Chart.Axis("Share of \(measure.title)", .share),
      form: .lines([Chart.Line(measure.title, .actual, points), equal, rule]),
      notes: Array(answer.notes.prefix(1)))
  }
}

extension OptionValues {
  /// Whole per cents from 1 to 100.
  func percent(_ name: String) throws(ReportRefusal) -> Int? {
    guard let number = try count(name) else { return nil }
    guard (1...100).contains(number) else {
      throw .badValue(option: name, value: "\(number)", expected: "a whole number from 1 to 100")
    }
    return number
  }
}
