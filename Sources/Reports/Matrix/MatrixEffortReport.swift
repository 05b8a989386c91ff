import Bytes
import Domain
import Projections

/// Where effort goes in the customer matrix, held against what the customers there are and bring.
struct MatrixEffortReport: Report {
  static let name = "matrix-effort"
  static let summary = "Effort by field of the customer matrix, against its share of customers and sales"
  static let discussion = """
    Customers are placed as 'matrix' places them at the moment; effort, won amounts and turnover are \
    those of the days asked for. 'completed' counts activities completed with a customer, 'minutes' \
    the work on them. A share is the part of the field in all fields together. 'intensity' is the \
    share of the effort divided by the share of the customers: above 1, a customer of this field \
    gets more than the average one. The effort that is shared out is minutes, or completed \
    activities with --measure completed.

    Example: 2 of 10 customers are in 'grow' and got 300 of 500 minutes: 60 % of the effort for \
    20 % of the customers, an intensity of 3.
    """
  static let options =
    ResponseFilter.options + [
      RatedKind.option,
      ReportOption(
        "measure", "WHAT", "the effort that is shared out", choices: ["minutes", "completed"],
        standard: "minutes"),
      ReportOption("from", "DAY", "only effort and sales of this day or later"),
      ReportOption("to", "DAY", "only effort and sales of this day or before"),
      ReportOption("owner", "U-1", "only customers this user looks after"),
      ReportOption("industry", "TEXT", "only accounts of this trade"),
      ReportOption("country", "TEXT", "only accounts of this country"),
    ] + FieldOptions.options
  static var needs: [any ReadModel.Type] { MatrixBook.needs + [Activities.self] }

  private let filter: ResponseFilter
  private let kind: RatedKind
  private let isByMinutes: Bool
  private let days: ClosedRange<Day>?
  private let customers: CustomerFilter
  private let fields: FieldOptions
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    filter = try ResponseFilter(values)
    kind = try values.choice("of", as: RatedKind.self) ?? .account
    isByMinutes = try values.named("measure", [("minutes", true), ("completed", false)]) ?? true
    days = try values.days()
    customers = try CustomerFilter(values)
    fields = try FieldOptions(values)
    asked = values.parameters(Self.options)
  }

  private static let columns = [
    Column("category", "Category", .text),
    Column("size_field", "Field of size", .integer),
    Column("potential_field", "Field of potential", .integer),
    Column("count", "Customers", .integer),
    Column("share", "Share", .share),
    Column("won_amount", "Won amount", .money),
    Column("won_share", "Share won", .share),
    Column("turnover", "Turnover", .money),
    Column("turnover_share", "Share of turnover", .share),
    Column("completed", "Completed", .integer),
    Column("minutes", "Minutes", .decimal),
    Column("minutes_each", "Minutes a customer", .decimal),
    Column("effort_share", "Share of effort", .share),
    Column("intensity", "Intensity", .decimal),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    let all = try Ratings(source, filter, of: kind)
    let book = try MatrixBook(all, try fields.rules(all.questionnaire), source, customers)
    let effort = CustomerEffort(try ActivityBook(source), kind, days)
    let sales = CustomerSales(
      source, try OrderBook(source), try source.model(Opportunities.self), days)
    var parts: [MatrixFields.Field?: FieldPart] = [:]
    for rating in book.ratings {
      let field = book.fields.field(rating)
      parts[field, default: FieldPart()].add(rating, book, effort, sales)
    }
    var answer = Answer(
      report: Self.name, title: "Effort in the customer matrix", moment: source.moment,
      parameters: asked, columns: Self.columns)
    let whole = parts.values.reduce(into: FieldPart()) { $0 += $1 }
    let shown: [MatrixFields.Field?] = book.fields.all.map { $0 } + (parts[nil] == nil ? [] : [nil])
    for field in shown {
      let part = parts[field] ?? FieldPart()
      let place: [Cell] = [
        book.fields.cell(field), field.map { .integer(Int64($0.size + 1)) } ?? .none,
        field.map { .integer(Int64($0.potential + 1)) } ?? .none,
      ]
      answer.rows.append(
        Row(
          key: field?.key ?? "-", cells: place + part.cells(of: whole, isByMinutes),
          sources: whole.streams.distinct))
    }
    answer.total = [.text("total"), .none, .none] + whole.cells(of: whole, isByMinutes)
    answer.notes = book.notes + effort.notes
    answer.charts = [chart(answer)]
    return answer
  }

  private func chart(_ answer: Answer) -> Chart {
    func series(_ key: String, _ name: String, _ tone: Chart.Tone = .plain) -> Chart.Series? {
      guard let place = answer.columns.firstIndex(where: { $0.key == key }) else { return nil }
      let values = answer.rows.map { row -> Double? in
        guard case .quotient(let share) = row.cells[place] else { return nil }
        return share.value
      }
      return values.contains { $0 != nil } ? Chart.Series(name, tone, values) : nil
    }
    return Chart(
      title: answer.title, subtitle: answer.chartSubtitle,
      horizontal: Chart.Axis("Category"), vertical: Chart.Axis("Share of the whole", .share),
      form: .bars(
        Chart.Bars(
          answer.rows.map { Chart.name($0.cells[0]) },
          [
            series("share", "customers"), series("won_share", "won", .gain),
            series("turnover_share", "turnover", .actual),
            series("effort_share", isByMinutes ? "minutes" : "activities", .total),
          ].compactMap(\.self))))
  }
}

/// What was done with each customer within some days.
private struct CustomerEffort {
  private var efforts: [StreamID: KindEffort] = [:]
  private var activities: [StreamID: [ActivityID]] = [:]
  private var undated = 0

  init(_ book: ActivityBook, _ kind: RatedKind, _ days: ClosedRange<Day>?) {
    for effort in book.activities.efforts {
      let id = ActivityID(effort.activity)
      let row = book.activities.rows[id]
      let customer = kind == .account ? row.account?.stream : row.contact?.stream
      guard let customer else { continue }
      if let days {
        if effort.isUndated { undated += 1 }
        let day = effort.isUndated ? nil : book.moment.zone.day(of: effort.endedAt)
        guard let day, days.contains(day) else { continue }
      }
      efforts[customer, default: KindEffort()].add(effort, row.kind)
      if activities[customer]?.last != id { activities[customer, default: []].append(id) }
    }
  }

  func of(_ customer: StreamID) -> KindEffort { efforts[customer] ?? KindEffort() }

  func streams(_ customer: StreamID) -> [StreamID] { activities[customer]?.map(\.stream) ?? [] }

  var notes: [String] {
    undated == 0 ? [] : ["\(undated) ended nobody knows when: they are left out"]
  }
}

/// What was won from each customer, and what each ordered, within some days.
private struct CustomerSales {
  private var won: [StreamID: SalesFigures] = [:]
  private let turnovers: CustomerTurnover

  init(
    _ source: some ReportSource, _ orders: OrderBook, _ opportunities: Opportunities,
    _ days: ClosedRange<Day>?
  ) {
    turnovers = CustomerTurnover(orders, days: days)
    for (id, row) in opportunities.rows.all where row.status == .won {
      if let days {
        guard let day = row.closedAt.map(source.moment.zone.day(of:)), days.contains(day) else {
          continue
        }
      }
      for case let customer? in [row.account?.stream, row.contact?.stream] {
        won[customer, default: SalesFigures()].add(id, row)
      }
    }
  }

  func won(_ customer: StreamID) -> Amounts { won[customer]?.wonAmount ?? Amounts() }

  func turnover(_ customer: StreamID) -> Amounts { turnovers.amounts(customer) }

  func streams(_ customer: StreamID) -> [StreamID] {
    (won[customer]?.opportunities.map(\.stream) ?? []) + turnovers.orders(customer)
  }
}

/// What is counted of the customers in one field.
private struct FieldPart {
  private var count = 0
  private var effort = KindEffort()
  private var won = Amounts()
  private var turnover = Amounts()
  /// Everything behind the figures.
  private(set) var streams = TallyStreams()

  mutating func add(
    _ rating: Rating, _ book: MatrixBook, _ effort: CustomerEffort, _ sales: CustomerSales
  ) {
    let customer = rating.subject
    count += 1
    self.effort += effort.of(customer)
    won += sales.won(customer)
    turnover += sales.turnover(customer)
    let own = book.sources(rating) + effort.streams(customer) + sales.streams(customer)
    for stream in own { streams.note(stream) }
  }

  static func += (left: inout FieldPart, right: FieldPart) {
    left.count += right.count
    left.effort += right.effort
    left.won += right.won
    left.turnover += right.turnover
    left.streams += right.streams
  }

  func cells(of whole: FieldPart, _ isByMinutes: Bool) -> [Cell] {
    let (part, all) =
      isByMinutes
      ? (effort.totalMicroseconds, whole.effort.totalMicroseconds)
      : (Int64(effort.count), Int64(whole.effort.count))
    let minute: Int64 = 60_000_000
    return [
      .integer(Int64(count)), .ratio(count, whole.count),
      .money(won), Self.share(won, of: whole.won),
      .money(turnover), Self.share(turnover, of: whole.turnover),
      .integer(Int64(effort.count)), .share(Int128(effort.totalMicroseconds), of: Int128(minute)),
      .share(Int128(effort.totalMicroseconds), of: Int128(minute) * Int128(count)),
      .share(Int128(part), of: Int128(all)),
      .share(Int128(part) * Int128(whole.count), of: Int128(all) * Int128(count)),
    ]
  }

  /// A part of a sum in one currency; nothing with several, or where the sum is 0.
  private static func share(_ part: Amounts, of whole: Amounts) -> Cell {
    guard let sum = whole.sums.first, whole.sums.count == 1 else { return .none }
    return .share(part[sum.currency].total, of: sum.total)
  }
}
