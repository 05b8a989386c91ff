import Bytes
import Domain
import Projections

/// Everything that ever happened to one entity: what, when, by whom, why, old and new value.
struct HistoryReport: Report {
  static let name = "history"
  static let summary = "Every change of one entity: old and new value, who, when, why"
  static let discussion = """
    One line a changed field, in the order in which it happened. 'When' is when it happened in the \
    business, and blank when nobody knows; 'recorded' is when the book wrote it down. A correction \
    stands where it belongs, old and new value are those of that time, and 'origin' says what it \
    corrects, and of what it corrects that it was corrected. The history of an account also \
    shows what happened to contacts, opportunities, activities, responses and orders while they \
    were linked to it. What was merged into it tells its own story among the rest, under its own number. \
    Names of others are those of the moment; what was erased shows as erased.

    Example: a win for 900 of an opportunity of 1,000 is two lines of one position: status from \
    open to won, amount from 1,000 to 900; the closing date makes a third.
    """
  static let options = [
    ReportOption(
      "entity", "A-1",
      "whose history: A-, C-, D-, O-, S-, T-, U-, P-, L-, F-, G-, K-, Q-, R-, I- or B-1",
      isPositional: true),
    ReportOption(
      "with-related", "YES",
      "also contacts, opportunities, activities, responses and orders of an account",
      choices: ["yes", "no"], standard: "yes"),
    ReportOption("field", "NAME", "only changes of this field, as in amount"),
    ReportOption("limit", "N", "only the newest N lines; 0 shows all", standard: "0"),
  ]
  static let needs: [any ReadModel.Type] = [
    Links.self, Pipelines.self, CustomFields.self, Merges.self,
  ]

  private let entity: StreamID
  private let withRelated: Bool
  private let field: String?
  private let limit: Int
  private let asked: [Answer.Parameter]

  init(_ values: OptionValues) throws(ReportRefusal) {
    entity = try values.entity("entity", expected: "a number such as A-1")
    withRelated = try values.flag("with-related", standard: true)
    field = values["field"]
    limit = try values.count("limit") ?? 0
    asked = values.parameters(Self.options)
  }

  private static let columns = [
    Column("position", "Position", .integer),
    Column("when", "When", .instant),
    Column("recorded", "Recorded", .instant),
    Column("who", "Who", .entity),
    Column("entity", "Entity", .entity),
    Column("event", "Event", .text),
    Column("field", "Field", .text),
    Column("old", "Old value", .text),
    Column("new", "New value", .text),
    Column("why", "Why", .text),
    Column("origin", "Origin", .text),
  ]

  func answer(_ source: some ReportSource) throws -> Answer {
    var entries = try HistoryReport.entries(of: entity, source)
    guard !entries.isEmpty else { throw ReportRefusal.unknown(entityText(entity)) }
    let merged = try source.model(Merges.self).members(of: entity)
    for other in merged { entries += try HistoryReport.entries(of: other, source) }
    if withRelated, entity.kind == .account {
      entries += try related(to: ([entity] + merged).map { AccountID($0.number) }, source)
    }
    entries.sort { ($0.header.occurredAt, $0.position) < ($1.header.occurredAt, $1.position) }
    let corrections = Dictionary(
      grouping: entries.filter { $0.envelope.corrects > 0 }, by: \.envelope.corrects)
    var answer = Answer(
      report: Self.name, title: "History", moment: source.moment, parameters: asked,
      columns: Self.columns)
    var words = try HistoryWords(source)
    for entry in entries {
      words.correctedBy = corrections[entry.position.number]?.map(\.position) ?? []
      answer.rows += try rows(entry, &words)
    }
    if limit > 0, answer.rows.count > limit {
      answer.rowsBeforeLimit = answer.rows.count
      answer.rows.removeFirst(answer.rows.count - limit)
    }
    return answer
  }

  /// What happened to what was linked to an account, or to one that was merged into it.
  private func related(
    to accounts: [AccountID], _ source: some ReportSource
  ) throws -> [HistoryEntry] {
    let links = try source.model(Links.self)
    var seen: Set<StreamID> = []
    let members = accounts.flatMap { links.members(of: $0) }.filter { seen.insert($0).inserted }
    return try members.flatMap { member in
      try HistoryReport.entries(of: member, source, whileAt: Set(accounts))
    }
  }

  private func rows<Source: ReportSource>(
    _ entry: HistoryEntry, _ words: inout HistoryWords<Source>
  ) throws -> [Row] {
    let changes = words.changes(of: entry).filter { field == nil || $0.field == field }
    if changes.isEmpty {
      guard field == nil else { return [] }
      let cells = try before(entry, &words) + [.none, .none, .none] + after(entry, &words)
      return [Row(key: "\(entry.position.number)", cells: cells, sources: sources(entry, nil))]
    }
    return try changes.map { change in
      let middle: [Cell] = [
        .text(Field.title(change.field, change.label)),
        try words.cell(change.old, of: change.field, entry.pipeline),
        try words.cell(change.new, of: change.field, entry.pipeline),
      ]
      return Row(
        key: "\(entry.position.number)/\(change.field)",
        cells: try before(entry, &words) + middle + after(entry, &words),
        sources: sources(entry, change))
    }
  }

  private func before<Source: ReportSource>(
    _ entry: HistoryEntry, _ words: inout HistoryWords<Source>
  ) throws -> [Cell] {
    let header = entry.header
    return [
      .integer(Int64(clamping: entry.position.number)),
      header.flags.contains(.undated) ? .none : .instant(header.occurredAt),
      .instant(header.recordedAt), try words.actor(header),
      try words.labels.cell(header.stream), .text(entry.title),
    ]
  }

  private func after<Source: ReportSource>(
    _ entry: HistoryEntry, _ words: inout HistoryWords<Source>
  ) throws -> [Cell] {
    let envelope = entry.envelope
    let why = envelope.isShut && envelope.reason.isEmpty ? Cell.erased : envelope.reason.cell
    return [why, try words.origin(envelope, entry.header)]
  }

  private func sources(_ entry: HistoryEntry, _ change: HistoryEntry.FieldChange?) -> [StreamID] {
    var streams = [entity, entry.header.stream]
    if entry.header.actor > 0 { streams.append(UserID(entry.header.actor).stream) }
    if entry.envelope.onBehalfOf > 0 { streams.append(UserID(entry.envelope.onBehalfOf).stream) }
    for case .reference(let stream)? in [change?.old, change?.new] { streams.append(stream) }
    if let custom = change?.custom { streams.append(custom.stream) }
    if change?.field == "stage", let pipeline = entry.pipeline { streams.append(pipeline.stream) }
    return streams.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// The number of an entity as people write it.
func entityText(_ stream: StreamID) -> String {
  let kinds: [any EntityID.Type] = [
    AccountID.self, ContactID.self, OpportunityID.self, UserID.self, ProductID.self,
    PipelineID.self, QuestionnaireID.self, ResponseID.self, ActivityID.self, ImportID.self,
    BookID.self, OrderID.self, LeadID.self, CustomFieldID.self,
  ]
  for kind in kinds where kind.kind == stream.kind {
    return "\(kind.noun) \(kind.letter)-\(stream.number)"
  }
  return "entity \(stream.number)"
}

extension OptionValues {
  /// An entity of any kind, or of some kinds, by its number.
  func entity(
    _ name: String, of kinds: [StreamKind]? = nil, expected: String
  ) throws(ReportRefusal) -> StreamID {
    guard let text = self[name] else { throw .missing(option: name, expected: expected) }
    let found: [StreamID?] = [
      AccountID(text: text)?.stream, ContactID(text: text)?.stream,
      OpportunityID(text: text)?.stream, UserID(text: text)?.stream,
      ProductID(text: text)?.stream, PipelineID(text: text)?.stream,
      QuestionnaireID(text: text)?.stream, ResponseID(text: text)?.stream,
      ActivityID(text: text)?.stream,
      ImportID(text: text)?.stream, BookID(text: text)?.stream,
      OrderID(text: text)?.stream, LeadID(text: text)?.stream,
      CustomFieldID(text: text)?.stream,
    ]
    guard let stream = found.compactMap(\.self).first, kinds?.contains(stream.kind) ?? true else {
      throw .badValue(option: name, value: text, expected: expected)
    }
    return stream
  }
}
