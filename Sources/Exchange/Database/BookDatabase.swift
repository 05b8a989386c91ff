public import Bytes
public import CRM
internal import Database
internal import Domain
internal import Projections
internal import Reports

/// A whole book, as of a moment, as a SQLite database for analysts; docs/EXPORT.md describes it.
///
/// Every row is made from the entity as it stood at the moment, by the same fold that reports use.
public enum BookDatabase {
  /// How many rows the tables have.
  public struct Summary: Equatable, Sendable {
    /// Rows of entities, and events.
    public var entities: Int, events: Int
    /// Whether events were left out, since the user may not read the log.
    public var leavesOutEvents: Bool
  }

  /// Writes the database into a file that is there and empty.
  public static func export(
    _ crm: CRM, _ source: BookSource, to path: String, as principal: Principal,
    through channel: Origin.Channel = .embedded,
    progress: (_ rows: UInt64) throws -> Void = { _ in }
  ) throws -> Summary {
    let mayReadLog = try crm.beginWholeExport(
      as: principal, through: channel, purpose: "export-sqlite")
    let writing = try Writing(path)
    let entities = try writing.entities(source, progress)
    let end = source.moment.knownThrough ?? source.moment.position
    let events = try mayReadLog ? writing.events(crm, through: end, progress) : 0
    try writing.about(
      crm, source.moment, counts: [("entities", entities), ("events", events)],
      mayReadLog: mayReadLog)
    try writing.finish()
    return Summary(entities: entities, events: events, leavesOutEvents: !mayReadLog)
  }
}

/// One database on its way.
private final class Writing {
  private let file: DatabaseFile
  private var statements: [String: DatabaseStatement] = [:]
  private var rows: UInt64 = 0
  private var customFields: [CustomFieldID: CustomField] = [:]

  init(_ path: String) throws {
    file = try DatabaseFile(path)
    for table in SideTables.all { try file.run(table.definition) }
  }

  func insert(_ values: [DatabaseValue], into table: String) throws {
    rows += 1
    if let statement = statements[table] { return try statement.run(values) }
    let places = values.map { _ in "?" }.joined(separator: ",")
    let statement = try file.prepare("INSERT INTO \(table) VALUES (\(places))")
    statements[table] = statement
    try statement.run(values)
  }

  func entities(_ source: BookSource, _ progress: (UInt64) throws -> Void) throws -> Int {
    var count = try fill(BookTables.customFields, source, progress) { field in
      self.customFields[field.id] = field
    }
    count += try fill(BookTables.users, source, progress)
    count += try fill(BookTables.accounts, source, progress)
    count += try fill(BookTables.contacts, source, progress)
    count += try fill(BookTables.products, source, progress)
    count += try fill(BookTables.pipelines, source, progress) {
      try self.insert(SideTables.rows($0), into: SideTables.stages)
    }
    count += try opportunities(source, progress)
    count += try fill(BookTables.activities, source, progress)
    count += try fill(BookTables.leads, source, progress)
    count += try fill(BookTables.orders, source, progress) {
      try self.insert(SideTables.rows($0), into: SideTables.orderLines)
    }
    count += try fill(BookTables.questionnaires, source, progress) {
      try self.insert(SideTables.rows($0), into: SideTables.questions)
    }
    count += try fill(BookTables.responses, source, progress) {
      try self.insert(SideTables.rows($0), into: SideTables.answers)
    }
    count += try fill(BookTables.submittedForecasts, source, progress)
    count += try fill(BookTables.targets, source, progress)
    let rates = try source.model(BookSettings.self).book.rates
    try insert(SideTables.rows(rates), into: SideTables.rates)
    return count
  }

  private func insert(_ rows: [[DatabaseValue]], into table: SideTables.Table) throws {
    for row in rows { try insert(row, into: table.name) }
  }

  private func fill<Kind: Entity>(
    _ table: EntityTable<Kind>, _ source: BookSource, _ progress: (UInt64) throws -> Void,
    besides: (Kind) throws -> Void = { _ in }
  ) throws -> Int {
    try file.run(table.definition)
    var count = 0
    try source.visitEntities(Kind.self) { entity in
      count += 1
      try write(entity, table)
      try besides(entity)
      if rows % 1_000 < 8 { try progress(rows) }
    }
    return count
  }

  private func opportunities(
    _ source: BookSource, _ progress: (UInt64) throws -> Void
  ) throws -> Int {
    try file.run(BookTables.opportunities.definition)
    var count = 0
    try source.visitHistories(Opportunity.self) { steps, opportunity in
      count += 1
      try write(opportunity, BookTables.opportunities)
      try insert(SideTables.rows(steps, of: opportunity.id), into: SideTables.stageHistory)
      if rows % 1_000 < 8 { try progress(rows) }
    }
    return count
  }

  /// The row of an entity, its tags, and what other systems call it.
  private func write<Kind: Entity>(_ entity: Kind, _ table: EntityTable<Kind>) throws {
    try insert(table.row(entity), into: table.name)
    let number = DatabaseValue.text("\(entity.id)")
    if let custom = (entity as? any Customisable)?.custom {
      try insert(
        SideTables.rows(custom, of: number, customFields), into: SideTables.customValues)
    }
    for field in entity.fields {
      if field.name == "tags", case .list(let labels) = field.value {
        for label in labels { try insert([number, .text(label)], into: SideTables.tags.name) }
      }
      if field.name.hasPrefix("reference-"), case .text(let identifier) = field.value {
        let name = String(field.name.dropFirst("reference-".count))
        try insert(
          [number, .text(name), .text(identifier)], into: SideTables.references.name)
      }
    }
  }
}

extension Writing {
  func events(
    _ crm: CRM, through end: Position, _ progress: (UInt64) throws -> Void
  ) throws -> Int {
    var count = 0
    let schema = EventSchema.current
    try crm.visitEvents(through: end) { event in
      count += 1
      try insert(try Self.row(event, schema), into: SideTables.events.name)
      if rows.isMultiple(of: 1_000) { try progress(rows) }
    }
    return count
  }

  private static func row(
    _ event: EventRecord, _ schema: EventSchema
  ) throws -> [DatabaseValue] {
    let header = event.header
    var envelope = Envelope()
    var coder = FieldCoder(reading: event.payload.span)
    envelope.code(&coder)
    if let failure = coder.failure { throw failure }
    if let personal = event.personal { try envelope.open(personal) }
    func user(_ number: UInt32) -> DatabaseValue {
      number == 0 ? .null : .text("\(UserID(number))")
    }
    let name = schema.event(kind: header.stream.kind.number, type: header.type.number)?.name
    let job = envelope.origin.importNumber
    return [
      .integer(Int64(event.position.number)), .text(EntityKinds.text(of: header.stream)),
      .integer(Int64(header.version)), .text(EntityKinds.noun(of: header.stream.kind)),
      .integer(Int64(header.type.number)), name.map { .text($0) } ?? .null,
      DatabaseValue(header.occurredAt), DatabaseValue(header.timelineAt),
      DatabaseValue(header.recordedAt), .integer(header.flags.contains(.undated) ? 1 : 0),
      user(header.actor), user(envelope.onBehalfOf),
      envelope.corrects == 0 ? .null : .integer(Int64(envelope.corrects)),
      envelope.reason.isEmpty ? .null : .text(envelope.reason),
      job == 0 ? .null : .text("\(ImportID(job))"), .text(header.command.hexadecimal),
    ]
  }

  func about(
    _ crm: CRM, _ moment: AnswerMoment, counts: [(String, Int)], mayReadLog: Bool
  ) throws {
    let book = try crm.settings()
    var lines = [
      ("book", book.company), ("identity", try crm.identity()),
      ("currency", book.currency.code), ("time_zone", moment.zone.name),
      ("as_of", InstantText.format(moment.instant, in: .utc)),
      ("position", "\(moment.position.number)"),
    ]
    if let day = moment.day { lines.append(("as_of_day", day.description)) }
    if let known = moment.knownThrough {
      lines.append(("in_hindsight_known_through", "\(known.number)"))
    }
    if !mayReadLog { lines.append(("events_left_out", "whoever exported may not read the log")) }
    lines += counts.map { ("count_of_" + $0.0, "\($0.1)") }
    for (name, value) in lines {
      try insert([.text(name), .text(value)], into: SideTables.about.name)
    }
  }

  /// Makes what questions often go by quick to find, and ends.
  func finish() throws {
    statements = [:]
    for (table, column) in [
      ("contacts", "account_id"), ("opportunities", "account_id"), ("opportunities", "owner_id"),
      ("activities", "account_id"), ("activities", "opportunity_id"), ("orders", "account_id"),
      ("order_lines", "product_id"), ("responses", "account_id"), ("events", "entity"),
    ] {
      try file.run("CREATE INDEX \(table)_by_\(column) ON \(table) (\(column))")
    }
    try file.commit()
  }
}
