import Bytes
import Domain
import Projections

/// Who moved in the customer matrix between two moments.
struct MovementsReport: Report {
  static let name = "matrix-movements"
  static let summary = "Who moved from which category to which, between two moments"
  static let discussion = """
    Each customer's category as known at 'from' is held against that as known at 'to'. Boundaries \
    are the same for both: those of the options, else those of the questionnaire at 'to'; a median is \
    taken anew at each. Who was not rated yet, or is not any more, stands under "(not rated)".

    Example: one customer went from develop to grow, and two stayed with keep: three lines of 1, 2 \
    and none other, changed 1 of 3.
    """
  static let options =
    [
      ReportOption("from", "DATE", "the earlier moment; the end of the previous month if not said"),
      ReportOption("to", "DATE", "the later moment; that of the report if not said"),
      ReportOption(
        "by", "WHAT", "a line for each way from field to field, or for each customer that moved",
        choices: ["category", "customer"], standard: "category"),
    ] + ResponseFilter.options + [RatedKind.option] + [
      ReportOption("owner", "U-1", "only customers this user looks after at 'to'"),
      ReportOption("industry", "TEXT", "only accounts of this trade at 'to'"),
      ReportOption("country", "TEXT", "only accounts of this country at 'to'"),
    ] + FieldOptions.options
  static var needs: [any ReadModel.Type] { Ratings.needs + CustomerFilter.needs }

  private let from: Moment?
  private let to: Moment?
  private let byCategory: Bool
  private let filter: ResponseFilter
  private let kind: RatedKind
  private let customers: CustomerFilter
  private let fields: FieldOptions
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    from = try values.moment("from")
    to = try values.moment("to")
    byCategory = try values.named("by", [("category", true), ("customer", false)]) ?? true
    filter = try ResponseFilter(values)
    kind = try values.choice("of", as: RatedKind.self) ?? .account
    customers = try CustomerFilter(values)
    fields = try FieldOptions(values)
    asked = values.parameters(Self.options)
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    let end = try to.map { try source.at($0) } ?? source
    let day = Period(.month, containing: end.moment.civilDay).first.adding(days: -1)
    let start = try end.at(from ?? .day(day))
    if start.moment.position > end.moment.position {
      throw ReportRefusal.backwards(
        from: "@\(start.moment.position.number)", to: "@\(end.moment.position.number)")
    }
    let questionnaire = try filter.questionnaire(end)
    let rules = try fields.rules(questionnaire)
    let later = try Ratings(end, filter, of: kind, questionnaire)
    let earlier = try Ratings(
      start, filter, of: kind,
      try start.model(Questionnaires.self)[questionnaire.id] ?? questionnaire)
    let accounts = try end.model(Accounts.self)
    let contacts = try end.model(Contacts.self)
    let moves = Movements(
      earlier.latest.filter { customers.keeps($0.subject, accounts, contacts) },
      later.latest.filter { customers.keeps($0.subject, accounts, contacts) }, rules)
    var answer = Answer(
      report: Self.name, title: "Movements in the customer matrix", moment: source.moment,
      parameters: asked, columns: byCategory ? Movements.wayColumns : Movements.customerColumns)
    var labels = Labels(end)
    answer.rows = byCategory ? moves.ways : try moves.customers(&labels)
    answer.notes = moves.notes + ["from \(start.moment.civilDay) to \(end.moment.civilDay)"]
    return answer
  }
}

/// Every customer rated at either of two moments, with both categories.
struct Movements {
  private var moves: [Move] = []
  private let before: MatrixFields
  private let after: MatrixFields
  private let shared: [StreamID]

  private struct Move {
    let subject: StreamID
    let earlier: Rating?
    let later: Rating?
    let from: Place
    let to: Place

    var sources: [StreamID] {
      var seen: Set<StreamID> = []
      return ((earlier?.sources ?? []) + (later?.sources ?? [])).filter { seen.insert($0).inserted }
    }
  }

  /// Where a customer stands: in a field, without one, or not rated at all.
  private struct Place: Hashable, Comparable {
    let rank: Int
    let field: MatrixFields.Field?
    let name: String

    init(_ rating: Rating?, _ fields: MatrixFields) {
      field = rating.flatMap(fields.field)
      rank = rating == nil ? 2 : field == nil ? 1 : 0
      name =
        rating == nil ? "(not rated)" : field.map(fields.name) ?? MatrixFields.unplaced
    }

    var key: String { field?.key ?? (rank == 1 ? "incomplete" : "-") }

    static func < (first: Place, second: Place) -> Bool {
      if first.rank != second.rank { return first.rank < second.rank }
      guard let one = first.field, let other = second.field else { return false }
      return one < other
    }
  }

  init(_ earlier: [Rating], _ later: [Rating], _ rules: MatrixRules) {
    before = MatrixFields(rules, earlier)
    after = MatrixFields(rules, later)
    shared = rules.isMedian ? (earlier + later).flatMap(\.sources) : []
    let old = Dictionary(uniqueKeysWithValues: earlier.map { ($0.subject, $0) })
    let new = Dictionary(uniqueKeysWithValues: later.map { ($0.subject, $0) })
    for subject in Set(old.keys).union(new.keys).sorted(by: { $0.number < $1.number }) {
      moves.append(
        Move(
          subject: subject, earlier: old[subject], later: new[subject],
          from: Place(old[subject], before), to: Place(new[subject], after)))
    }
  }

  static let wayColumns = [
    Column("from_category", "From", .text),
    Column("to_category", "To", .text),
    Column("count", "Customers", .integer),
    Column("share_of_from", "Share of those from there", .share),
    Column("moved", "Moved", .text),
  ]

  static let customerColumns = [
    Column("customer", "Customer", .entity),
    Column("from_category", "From", .text),
    Column("to_category", "To", .text),
    Column("size_before", "Size before", .decimal),
    Column("size_after", "Size after", .decimal),
    Column("potential_before", "Potential before", .decimal),
    Column("potential_after", "Potential after", .decimal),
  ]

  /// A line for each way that somebody went, those who stayed included.
  var ways: [Row] {
    var byWay: [[Place]: [Move]] = [:]
    var started: [Place: Int] = [:]
    for move in moves {
      byWay[[move.from, move.to], default: []].append(move)
      started[move.from, default: 0] += 1
    }
    return byWay.sorted { ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1]) }.map { way, moves in
      Row(
        key: "\(way[0].key)>\(way[1].key)",
        cells: [
          .text(way[0].name), .text(way[1].name), .integer(Int64(moves.count)),
          .ratio(moves.count, started[way[0]] ?? 0), .text(way[0] == way[1] ? "no" : "yes"),
        ], sources: moves.flatMap(\.sources) + shared)
    }
  }

  /// A line for each customer that moved.
  func customers<Source: ReportSource>(_ labels: inout Labels<Source>) throws -> [Row] {
    try moves.filter { $0.from != $0.to }.map { move in
      Row(
        key: MatrixBook.key(move.subject),
        cells: [
          try labels.cell(move.subject), .text(move.from.name), .text(move.to.name),
          (move.earlier?.size).cell, (move.later?.size).cell, (move.earlier?.potential).cell,
          (move.later?.potential).cell,
        ], sources: move.sources + shared)
    }
  }

  /// How many moved.
  var notes: [String] {
    ["\(moves.count { $0.from != $0.to }) of \(moves.count) customers moved"]
  }
}
