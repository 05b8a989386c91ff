import Bytes
import Domain
import Projections

/// The rated customers with their fields, and what else is known of them, at one moment.
struct MatrixBook {
  /// The customers that are wanted, with their latest ratings.
  let ratings: [Rating]
  let fields: MatrixFields
  let responses: Responses
  let moment: AnswerMoment
  private let accounts: Accounts
  private let contacts: Contacts
  private let sales: [StreamID: SalesFigures]
  private let turnovers: CustomerTurnover
  /// Of a median every rated customer has a part in every row.
  private let shared: [StreamID]

  static var needs: [any ReadModel.Type] {
    Ratings.needs + CustomerFilter.needs + OrderBook.needs
  }

  init(
    _ all: Ratings, _ rules: MatrixRules, _ source: some ReportSource, _ customers: CustomerFilter
  ) throws {
    responses = all.responses
    moment = all.moment
    accounts = try source.model(Accounts.self)
    contacts = try source.model(Contacts.self)
    let latest = all.latest
    let (accounts, contacts) = (accounts, contacts)
    ratings = latest.filter { customers.keeps($0.subject, accounts, contacts) }
    fields = MatrixFields(rules, ratings)
    shared = rules.isMedian ? ratings.flatMap(\.sources) : []
    let opportunities = try source.model(Opportunities.self)
    var sales: [StreamID: SalesFigures] = [:]
    for (id, row) in opportunities.rows.all where row.status == .won {
      for subject in [row.account?.stream, row.contact?.stream].compactMap(\.self) {
        sales[subject, default: SalesFigures()].add(id, row)
      }
    }
    self.sales = sales
    turnovers = CustomerTurnover(try OrderBook(source))
  }

  func wonAmount(_ subject: StreamID) -> Amounts { sales[subject]?.wonAmount ?? Amounts() }

  func turnover(_ subject: StreamID) -> Amounts { turnovers.amounts(subject) }

  /// Whether anybody in the book ordered anything.
  var hasOrders: Bool { !turnovers.isEmpty }

  func owner(_ subject: StreamID) -> UserID? {
    subject.kind == .contact
      ? contacts.rows[ContactID(subject.number)].owner
      : accounts.rows[AccountID(subject.number)].owner
  }

  /// The streams behind the figures of a customer.
  func sources(_ rating: Rating) -> [StreamID] {
    let own = rating.sources + (sales[rating.subject]?.opportunities.map(\.stream) ?? [])
    let owner = [owner(rating.subject)?.stream].compactMap(\.self)
    let all = own + turnovers.orders(rating.subject) + shared + owner
    var seen: Set<StreamID> = []
    return all.filter { seen.insert($0).inserted }
  }

  func row<Source: ReportSource>(
    _ rating: Rating, _ question: Question?, _ labels: inout Labels<Source>
  ) throws -> Row {
    let field = fields.field(rating)
    var cells: [Cell] = [
      try labels.cell(rating.subject), try labels.cell(owner(rating.subject)), rating.size.cell,
      rating.potential.cell, fields.cell(field), field.map { .text($0.key) } ?? .none,
      .ratio(rating.answered, rating.asked),
      rating.row.answeredAt.map { .day(moment.zone.day(of: $0)) } ?? .none,
      rating.age(moment).map { .integer(Int64($0)) } ?? .none,
      try labels.cell(rating.response), .money(wonAmount(rating.subject)),
      .money(turnover(rating.subject)),
    ]
    if let question {
      let answer = responses.answers(of: rating.row).first { $0.question == question.number }
      cells.append(answer.map { .text(question.text(of: $0.value)) } ?? .none)
    }
    return Row(
      key: Self.key(rating.subject), cells: cells, sources: sources(rating))
  }

  /// The number of a customer as people write it.
  static func key(_ subject: StreamID) -> String {
    subject.kind == .contact
      ? ContactID(subject.number).description : AccountID(subject.number).description
  }

  // MARK: By field

  /// The tally of every field, and of what has none when there is such, as the picture is read.
  func tallies(_ question: Question?) -> [(key: MatrixFields.Field?, value: MatrixTally)] {
    var tallies: [MatrixFields.Field?: MatrixTally] = [:]
    for rating in ratings {
      let answer = question.flatMap { question in
        responses.answers(of: rating.row).first {
          $0.question == question.number && !$0.isInWords
        }?.value
      }
      tallies[fields.field(rating), default: MatrixTally(question)].add(
        rating, answer, won: wonAmount(rating.subject), turnover: turnover(rating.subject),
        sources(rating))
    }
    var all: [(key: MatrixFields.Field?, value: MatrixTally)] = fields.all.map {
      ($0, tallies[$0] ?? MatrixTally(question))
    }
    if let rest = tallies[nil] { all.append((nil, rest)) }
    return all
  }

  func row(
    _ field: MatrixFields.Field?, _ tally: MatrixTally, total: Int, _ withMean: Bool
  ) -> Row {
    Row(
      key: field?.key ?? "-",
      cells: [
        fields.cell(field), field.map { .integer(Int64($0.size + 1)) } ?? .none,
        field.map { .integer(Int64($0.potential + 1)) } ?? .none,
      ] + tally.cells(of: total, withMean), sources: tally.sources)
  }

  /// What the reader should know.
  var notes: [String] {
    var notes: [String] = []
    let unplaced = ratings.count { !$0.isPlaced }
    if unplaced > 0 {
      notes.append("\(unplaced) of \(ratings.count) lack a score on a side: they have no category")
    }
    let undated = ratings.count { $0.row.answeredAt == nil }
    if undated > 0 {
      notes.append("\(undated) of \(ratings.count) were answered nobody knows when: they have no age")
    }
    if fields.isMedian {
      for axis in MatrixAxis.allCases {
        if let median = fields.boundaries(axis).first {
          notes.append("the median of \(axis) is \(median.numerator)/\(median.denominator)")
        }
      }
    }
    return notes
  }
}

/// What is counted of the customers in a field.
struct MatrixTally {
  private var count = 0
  private var size = ScoreSum()
  private var potential = ScoreSum()
  private var answered = 0
  private var asked = 0
  private var won = Amounts()
  private var turnover = Amounts()
  private var answers: Int128 = 0
  private var answerCount = 0
  private(set) var sources: [StreamID] = []
  private var seen: Set<StreamID> = []
  private var parts: [(Rating, Int64?)] = []

  /// How many decimals the answers have whose mean is wanted.
  private let decimals: UInt8

  init(_ question: Question?) { decimals = question?.decimals ?? 0 }

  /// Everything that other tallies counted.
  init(adding others: [MatrixTally], _ question: Question?) {
    self.init(question)
    for other in others {
      for (rating, answer) in other.parts {
        add(rating, answer, won: Amounts(), turnover: Amounts(), [])
      }
      won += other.won
      turnover += other.turnover
    }
  }

  mutating func add(
    _ rating: Rating, _ answer: Int64?, won amount: Amounts, turnover ordered: Amounts,
    _ streams: [StreamID]
  ) {
    count += 1
    size.add(rating.size)
    potential.add(rating.potential)
    answered += rating.answered
    asked += rating.asked
    won += amount
    turnover += ordered
    if let answer { (answers, answerCount) = (answers + Int128(answer), answerCount + 1) }
    for stream in streams where seen.insert(stream).inserted { sources.append(stream) }
    parts.append((rating, answer))
  }

  func cells(of total: Int, _ withMean: Bool) -> [Cell] {
    let unit = (0..<decimals).reduce(Int64(1)) { power, _ in power * 10 }
    let mean = Int64(exactly: answers).flatMap { Quotient($0, Int64(answerCount) * unit) }
    return [
      .integer(Int64(count)), .ratio(count, total), size.mean, potential.mean,
      .ratio(answered, asked), .money(won), .money(turnover),
    ] + (withMean ? [mean.map(Cell.quotient) ?? .none] : [])
  }
}

/// In which order customers stand.
struct MatrixOrder: Sendable {
  private let key: String
  private let isDescending: Bool

  private static let keys = [
    "number", "size", "potential", "category", "completeness", "age_days", "won_amount", "turnover",
  ]
  static var names: String { keys.joined(separator: ", ") }

  init(_ text: String) throws(ReportRefusal) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, Self.keys.contains(parts[0]), parts.count == 1 || parts[1] == "desc"
    else {
      throw .badValue(option: "sort", value: text, expected: "one of \(Self.names)")
    }
    (key, isDescending) = (parts[0], parts.count == 2)
  }

  /// The customers in order; what lacks the figure comes last, what is equal by its number.
  func sorted(_ book: MatrixBook) -> [Rating] {
    switch key {
    case "size": by(book.ratings, \.size)
    case "potential": by(book.ratings, \.potential)
    case "category": by(book.ratings) { book.fields.field($0) }
    case "completeness":
      by(book.ratings) { rating in
        rating.asked == 0 ? nil : Double(rating.answered) / Double(rating.asked)
      }
    case "age_days": by(book.ratings) { $0.age(book.moment) }
    case "won_amount": by(book.ratings) { book.wonAmount($0.subject).sums.first?.total }
    case "turnover": by(book.ratings) { book.turnover($0.subject).sums.first?.total }
    default: isDescending ? book.ratings.reversed() : book.ratings
    }
  }

  private func by<Key: Comparable>(
    _ ratings: [Rating], _ key: (Rating) -> Key?
  ) -> [Rating] {
    ratings.map { (key($0), $0) }.sorted { first, second in
      guard let one = first.0 else { return false }
      guard let other = second.0 else { return true }
      if one == other { return first.1.subject.number < second.1.subject.number }
      return isDescending ? other < one : one < other
    }.map(\.1)
  }
}
