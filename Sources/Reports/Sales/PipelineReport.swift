import Bytes
import Domain
import Projections

/// Open opportunities by stage and owner.
struct PipelineReport: Report {
  static let name = "pipeline"
  static let summary = "Open opportunities by stage and owner: count, amount, age"
  static let discussion = """
    An opportunity is open at a moment when it was opened by then and neither won nor lost by then; \
    one that closes on a day counts as closed at the end of that day. The weighted amount is the sum \
    of amount times probability: the opportunity's own, else that of its stage. The list value is \
    the sum of the list prices of the products. Ages are civil days from the opening to the day of \
    the moment, in the zone of the book.

    Example: 1,000 at 50 % of its own and 3,000 in a stage of 20 % make 4,000, weighted 1,100.

    Opportunities whose opening nobody dated have no age; a note tells how many there are.
    """
  static let options = [
    ReportOption(
      "by", "GROUPS", "one or two of " + Group.help(Group.ofOpenOnes), standard: "stage,owner"),
    ReportOption("owner", "U-1", "only what this user works on"),
    ReportOption("pipeline", "L-1", "only what goes through this pipeline"),
    ReportOption("older-than", "DAYS", "count those older than this many days", standard: "90"),
    Converter.option,
  ]
  static var needs: [any ReadModel.Type] { SalesBook.needs }

  private let groups: [Group]
  private let filter: OpportunityFilter
  private let olderThan: Int
  private let currency: Currency?
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    groups = try values.groups(
      "by", allowed: Group.ofOpenOnes, standard: "stage,owner", limit: 2)
    filter = try OpportunityFilter(values)
    olderThan = try values.count("older-than") ?? 90
    currency = try values.currency("currency")
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let book = try SalesBook(source)
    var labels = Labels(source)
    var tallies = Tallies(
      PipelineTally(olderThan: olderThan), by: groups, book,
      withProducts: true)
    for (id, row) in book.opportunities.rows.all where row.status == .open && filter.keeps(row) {
      tallies.add(id, row)
    }
    var answer = Answer(
      report: Self.name, title: "Pipeline", moment: source.moment, parameters: asked,
      columns: groups.map(\.column) + PipelineTally.columns(olderThan: olderThan))
    answer.rows = try tallies.rows(&labels)
    let total = tallies.total
    answer.total = tallies.totalCells(total)
    answer.notes = total.notes
    answer.convert(
      try Converter(currency, source), on: book.moment.civilDay,
      "by the rate in force on \(book.moment.civilDay)")
    answer.charts = [chart(answer, try source.currency)]
    return answer
  }

  private func chart(_ answer: Answer, _ book: Currency) -> Chart {
    let (currency, notes) = answer.chartCurrency(["amount"], book)
    var chart = answer.bars(
      "Open pipeline\(groups[0].byline)", groups: groups,
      [("amount", "Amount", .plain), ("weighted_amount", "Weighted", .plain)],
      unit: .money(currency), axis: "Amount", currency: currency)
    chart.notes += notes
    return chart
  }
}

/// Which opportunities a report is asked about: by owner, by pipeline.
struct OpportunityFilter: Sendable {
  var owner: UserID?
  var pipeline: PipelineID?

  init(_ values: OptionValues) throws(ReportRefusal) {
    owner = try values.id("owner", as: UserID.self)
    pipeline = try values.id("pipeline", as: PipelineID.self)
  }

  func keeps(_ row: OpportunityRow) -> Bool {
    (owner == nil || row.owner == owner) && (pipeline == nil || row.pipeline == pipeline)
  }
}

/// What the pipeline report counts of a group.
struct PipelineTally: OpportunityTally {
  let olderThan: Int
  private var count = 0
  private var amount = Amounts()
  private var weighted = Amounts()
  private var listValue = Amounts()
  private var ages = Mean()
  private var daysInStage = Mean()
  private var old = 0
  private var withoutAmount = 0

  /// A mean in the making.
  private struct Mean {
    var sum = 0
    var count = 0

    mutating func add(_ value: Int) {
      sum += value
      count += 1
    }

    static func += (left: inout Mean, right: Mean) {
      left.sum += right.sum
      left.count += right.count
    }

    var cell: Cell { .ratio(sum, count) }
  }

  init(olderThan: Int) { self.olderThan = olderThan }

  static func columns(olderThan: Int) -> [Column] {
    [
      Column("count", "Open", .integer),
      Column("amount", "Amount", .money),
      Column("weighted_amount", "Weighted", .money),
      Column("list_value", "List value", .money),
      Column("mean_age_days", "Mean age, days", .decimal),
      Column("older_than_\(olderThan)_days", "Older than \(olderThan) days", .integer),
      Column("mean_days_in_stage", "Mean days in stage", .decimal),
    ]
  }

  mutating func add(_ row: OpportunityRow, _ book: SalesBook) {
    count += 1
    if let money = row.amount {
      amount.add(money)
      if let probability = book.probability(of: row) {
        weighted.add(money, weightedBy: probability)
      }
    } else {
      withoutAmount += 1
    }
    if let price = book.listPrice(of: row) { listValue.add(price) }
    if let age = book.days(since: row.openedAt) {
      ages.add(age)
      if age > olderThan { old += 1 }
    }
    if let days = book.days(since: row.stageSince) { daysInStage.add(days) }
  }

  static func += (left: inout PipelineTally, right: PipelineTally) {
    left.count += right.count
    left.amount += right.amount
    left.weighted += right.weighted
    left.listValue += right.listValue
    left.ages += right.ages
    left.daysInStage += right.daysInStage
    left.old += right.old
    left.withoutAmount += right.withoutAmount
  }

  var cells: [Cell] {
    [
      .integer(Int64(count)), .money(amount), .money(weighted), .money(listValue), ages.cell,
      .integer(Int64(old)), daysInStage.cell,
    ]
  }

  /// What the figures leave out.
  var notes: [String] {
    var notes: [String] = []
    let undated = count - ages.count
    if undated > 0 {
      notes.append("\(undated) of \(count) were opened nobody knows when: they have no age")
    }
    if withoutAmount > 0 { notes.append("\(withoutAmount) of \(count) have no amount") }
    return notes
  }
}
