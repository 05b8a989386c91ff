import Bytes
import Domain
import Projections

/// The file of one customer: everything known of an account or a contact at the moment.
struct CustomerReport: Report {
  static let name = "customer"
  static let summary =
    "One customer's whole file: fields, ratings, contacts, sales, activities, orders"
  static let discussion = """
    For an account: its fields, totals, latest ratings, contacts, opportunities and activities \
    (open ones first), orders (the latest first) and the accounts that belong to it. For a contact: its fields, \
    totals, the opportunities in which it is the one to talk to, the activities with it and its \
    orders. Closed activities are listed newest first, up to 50. Totals are those of the \
    customer's own opportunities and orders, not of subsidiaries'; turnover leaves out cancelled \
    orders and what was given back.

    Example: 'customer A-1 --as-of 2017-03-31' is the file as it lay on the desk that evening.
    """
  static let options = [
    ReportOption("customer", "A-1", "an account or a contact", isPositional: true)
  ]
  static var needs: [any ReadModel.Type] {
    SalesBook.needs + OrderBook.needs + [Contacts.self, Activities.self, CustomFields.self]
      + Ratings.needs
  }

  private let customer: StreamID

  init(_ values: OptionValues) throws(ReportRefusal) {
    customer = try values.entity(
      "customer", of: [.account, .contact], expected: "an account or a contact, as in A-1 or C-1")
  }

  func answer(_ source: some ReportSource) throws -> Answer {
    var file = try CustomerFile(source)
    switch customer.kind {
    case .account: try file.add(AccountID(customer.number))
    default: try file.add(ContactID(customer.number))
    }
    guard !file.rows.isEmpty else { throw ReportRefusal.unknown(entityText(customer)) }
    var answer = Answer(
      report: Self.name, title: "Customer file", moment: source.moment,
      columns: [
        Column("section", "Section", .text),
        Column("what", "What", .entity),
        Column("value", "Value", .text),
        Column("detail", "Detail", .text),
      ])
    answer.parameters = [Answer.Parameter("customer", try file.text(customer))]
    answer.rows = file.rows
    return answer
  }
}

/// The file in the making: sections, one after another.
struct CustomerFile<Source: ReportSource> {
  private let source: Source
  private let book: SalesBook
  private let orders: OrderBook
  private var words: HistoryWords<Source>
  private(set) var rows: [Row] = []

  init(_ source: Source) throws {
    self.source = source
    book = try SalesBook(source)
    orders = try OrderBook(source)
    words = try HistoryWords(source)
  }

  mutating func text(_ stream: StreamID) throws -> String { try words.labels.text(stream) }

  /// The file of an account.
  mutating func add(_ id: AccountID) throws {
    let account = try source.entity(Account.self, id)
    guard account.exists else { return }
    try addFields("account", account.fields, id.stream)
    let own = book.opportunities.rows.all.filter { $0.1.account == id }.map(\.0)
    addTotals(own, id.stream)
    try addRatings(.account, id.stream)
    for (contact, row) in try source.model(Contacts.self).rows.all where row.account == id {
      try addContact(contact, id.stream)
    }
    try addOpportunities(own, id.stream)
    try addActivities(id.stream) { $0.account == id }
    try addOrders(id.stream)
    let children = book.accounts.rows.all.filter { $0.1.parent == id }.map(\.0)
    for child in children {
      var figures = SalesFigures()
      for (own, row) in book.opportunities.rows.all where row.account == child {
        figures.add(own, row)
      }
      add(
        "subsidiary", child.description,
        [
          try words.labels.cell(child), .money(figures.wonAmount),
          .text("\(figures.open) open, \(figures.won) won"),
        ], [id.stream, child.stream] + figures.opportunities.map(\.stream))
    }
  }

  /// The file of a contact.
  mutating func add(_ id: ContactID) throws {
    let contact = try source.entity(Contact.self, id)
    guard contact.exists else { return }
    try addFields("contact", contact.fields, id.stream)
    let own = book.opportunities.rows.all.filter { $0.1.contact == id }.map(\.0)
    addTotals(own, id.stream)
    try addRatings(.contact, id.stream)
    try addOpportunities(own, id.stream)
    try addActivities(id.stream) { $0.contact == id }
    try addOrders(id.stream)
  }

  private mutating func add(
    _ section: String, _ key: String, _ cells: [Cell], _ sources: [StreamID]
  ) {
    rows.append(
      Row(key: "\(section)/\(key)", cells: [.text(section)] + cells, sources: sources))
  }

  private mutating func addFields(
    _ section: String, _ fields: [Field], _ stream: StreamID
  ) throws {
    for (field, shown) in zip(fields, words.shown(fields)) {
      var sources = [stream]
      if case .reference(let other) = field.value { sources.append(other) }
      if shown.name != field.name, let custom = CustomFieldID(text: field.name) {
        sources.append(custom.stream)
      }
      let value = try words.cell(shown.value, of: field.name, nil)
      add(section, shown.name, [.text(shown.title), value, .none], sources)
    }
  }

  private mutating func addTotals(_ own: [OpportunityID], _ stream: StreamID) {
    var figures = SalesFigures()
    for id in own { figures.add(id, book.opportunities.rows[id]) }
    let sources = [stream] + own.map(\.stream)
    for (name, amount, count) in [
      ("open", figures.openAmount, figures.open), ("won", figures.wonAmount, figures.won),
    ] {
      add("total", name, [.text(name), .money(amount), .text("\(count) opportunities")], sources)
    }
    add("total", "lost", [.text("lost"), .none, .text("\(figures.lost) opportunities")], sources)
  }

  /// The orders, the latest first, and what they come to.
  private mutating func addOrders(_ customer: StreamID) throws {
    let own = orders.orders.rows.all.filter {
      $0.1.exists && ($0.1.account?.stream == customer || $0.1.contact?.stream == customer)
    }
    if own.isEmpty { return }
    var tally = TurnoverTally()
    orders.eachSale({ $0.account?.stream == customer || $0.contact?.stream == customer }) {
      tally.add($0, $1)
    }
    let sources = [customer] + own.map(\.0.stream)
    let held = own.count { !$0.1.isCancelled }
    add(
      "total", "turnover", [.text("turnover"), .money(tally.turnover), .text("\(held) orders")],
      sources)
    if !tally.profit.isEmpty {
      add("total", "profit", [.text("profit"), .money(tally.profit), .none], sources)
    }
    let latest = own.sorted {
      (orders.day(of: $1.1) ?? .first, $1.0) < (orders.day(of: $0.1) ?? .first, $0.0)
    }
    for (id, row) in latest {
      let figures = OrderFigures(row, orders)
      let day = orders.day(of: row).map { ", ordered \($0)" } ?? ""
      add(
        "order", id.description,
        [
          try words.labels.cell(id), figures.cell(figures.amount),
          .text("\(figures.status)\(day), \(figures.lines) lines"),
        ], [customer, id.stream])
    }
  }

  /// How the customer was last rated by each questionnaire.
  private mutating func addRatings(_ kind: RatedKind, _ stream: StreamID) throws {
    let any = try ResponseFilter(OptionValues())
    for questionnaire in try source.model(Questionnaires.self).all where questionnaire.exists {
      let ratings = try Ratings(source, any, of: kind, questionnaire)
      guard let rating = ratings.trail(of: stream).last else { continue }
      let rules = questionnaire.current?.matrix ?? .standard
      let others = rules.isMedian ? ratings.latest : []
      let fields = MatrixFields(rules, others)
      var details = MatrixAxis.allCases.compactMap { axis in
        rating.score(axis).map { "\(axis) \($0)" }
      }
      if let answeredAt = rating.row.answeredAt {
        details.append("answered \(book.moment.zone.day(of: answeredAt))")
      }
      add(
        "rating", questionnaire.id.description,
        [
          try words.labels.cell(questionnaire.id), fields.cell(fields.field(rating)),
          .text(details.joined(separator: ", ")),
        ], [stream] + rating.sources + others.flatMap(\.sources))
    }
  }

  private mutating func addContact(_ id: ContactID, _ stream: StreamID) throws {
    let contact = try source.entity(Contact.self, id)
    let reach = [contact.primaryEmail?.address, contact.primaryPhone?.number].compactMap(\.self)
    let detail = [contact.role, contact.relationship.description].compactMap(\.self)
    add(
      "contact", id.description,
      [
        try words.labels.cell(id),
        contact.isHidden ? .erased : reach.joined(separator: ", ").cell,
        .text(detail.joined(separator: ", ")),
      ], [stream, id.stream])
  }

  /// Open ones first, then by number.
  private mutating func addOpportunities(_ own: [OpportunityID], _ stream: StreamID) throws {
    let rows = book.opportunities.rows
    let open = own.filter { rows[$0].status == .open }
    for id in open + own.filter({ rows[$0].status != .open }) {
      let row = rows[id]
      let pipeline = row.pipeline.flatMap { book.pipelines[$0] }
      var words = [row.status?.description ?? "", book.stageName(pipeline, row.stage)]
      if let day = row.expectedClose, row.status == .open { words.append("expected \(day)") }
      if let closed = row.closedAt { words.append("closed \(book.moment.zone.day(of: closed))") }
      var sources = [stream, id.stream, row.pipeline?.stream].compactMap(\.self)
      if let owner = row.owner {
        words.append("by \(try self.words.labels.name(owner))")
        sources.append(owner.stream)
      }
      add(
        "opportunity", id.description,
        [
          try self.words.labels.cell(id), .amount(row.amount),
          .text(words.joined(separator: ", ")),
        ], sources)
    }
  }

  /// Open ones in the order they are due, then the newest closed ones.
  private mutating func addActivities(
    _ stream: StreamID, where isTheirs: (ActivityRow) -> Bool
  ) throws {
    let book = try ActivityBook(source)
    let own = book.activities.rows.all.filter { isTheirs($0.1) }
    let open = own.filter { $0.1.status == .open }
      .sorted { book.dueOrder($0.0, $0.1) < book.dueOrder($1.0, $1.1) }
    let closed = own.filter { $0.1.status != .open }
      .sorted { ($1.1.closedAt ?? .beginning, $1.0) < ($0.1.closedAt ?? .beginning, $0.0) }
    for (id, row) in open + closed.prefix(Self.closedActivityLimit) {
      var words = [row.kind.description, row.status?.description ?? ""]
      if let day = book.dueDay(row), row.status == .open { words.append("due \(day)") }
      if let at = row.closedAt { words.append("on \(book.moment.zone.day(of: at))") }
      if let owner = row.owner { words.append("by \(try self.words.labels.name(owner))") }
      let outcome = row.outcome?.description
      add(
        "activity", id.description,
        [try self.words.labels.cell(id), outcome.cell, .text(words.joined(separator: ", "))],
        [stream, id.stream, row.owner?.stream].compactMap(\.self))
    }
  }

  private static var closedActivityLimit: Int { 50 }
}
