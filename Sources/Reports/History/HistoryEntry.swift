import Bytes
public import Domain
import Projections

/// One event of a history, as it is shown: what changed, and what the header and envelope say.
struct HistoryEntry {
  let position: Position
  let header: EventHeader
  let envelope: Envelope
  let title: String
  let changes: [FieldChange]
  /// The pipeline whose stages the numbers mean; nil when it is no opportunity.
  let pipeline: PipelineID?

  /// One field that an event changed.
  struct FieldChange {
    var field: String
    var old: FieldValue
    var new: FieldValue
    /// What people read instead of the field's name; nil when the name will do.
    var label: String?
    /// The custom field it is about; nil for all others.
    var custom: CustomFieldID?
  }

  init<Kind: Entity>(_ step: HistoryStep<Kind>) where Kind.Event: TitledEvent {
    (position, header, envelope) = (step.position, step.header, step.envelope)
    title = step.event?.title ?? "unknown event \(step.header.type.number)"
    pipeline = (step.after as? Opportunity)?.pipeline
    changes = HistoryEntry.changes(
      from: step.before.exists ? step.before.fields : [], to: step.after.fields)
  }

  /// The fields that differ, in the order they are shown; those that went away come last.
  static func changes(from old: [Field], to new: [Field]) -> [FieldChange] {
    let older = Dictionary(old.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    let newer = Set(new.map(\.name))
    let set = new.compactMap { field -> FieldChange? in
      let before = older[field.name] ?? .none
      return before == field.value
        ? nil : FieldChange(field: field.name, old: before, new: field.value)
    }
    let gone = old.filter { !newer.contains($0.name) }
    return set + gone.map { FieldChange(field: $0.name, old: $0.value, new: .none) }
  }
}

/// The values of a history in words: entities by number and name, stages by name.
struct HistoryWords<Source: ReportSource> {
  var labels: Labels<Source>
  /// The events that correct the one that is told.
  var correctedBy: [Position] = []
  private let pipelines: Pipelines
  private let customFields: [CustomField]
  private let zone: Zone

  init(_ source: Source) throws {
    labels = Labels(source)
    pipelines = try source.model(Pipelines.self)
    customFields = try source.model(CustomFields.self).all
    zone = source.moment.zone
  }

  /// A value of an entry's field as a cell; the stage of an opportunity by its name.
  mutating func cell(
    _ value: FieldValue, of field: String, _ pipeline: PipelineID?
  ) throws -> Cell {
    switch value {
    case .none: .none
    case .hidden: .erased
    case .text(let text): .text(text)
    case .list(let texts): .text(texts.joined(separator: ", "))
    case .custom(_, let number): .integer(number)
    case .decimal(let number, let unit): .text(number.withUnit(unit))
    case .number(let number): plain(number, field == "stage" ? pipeline : nil)
    case .flag(let flag): .flag(flag)
    case .money(let money): .text(money.description)
    case .probability(let probability): .text(probability.description)
    case .day(let day): .day(day)
    case .instant(let instant): .instant(instant)
    case .reference(let stream): try labels.cell(stream)
    }
  }

  /// The fields as people know them: custom ones by code and label, their values by what they mean.
  func shown(_ fields: [Field]) -> [Field] { customFields.shown(fields) }

  /// What an event changed, custom fields as people know them.
  func changes(of entry: HistoryEntry) -> [HistoryEntry.FieldChange] {
    entry.changes.map { change in
      var shown = change
      let (old, new) = (
        self.shown([Field(change.field, change.old)])[0],
        self.shown([Field(change.field, change.new)])[0]
      )
      (shown.field, shown.label) = (new.name, new.label)
      (shown.old, shown.new) = (old.value, new.value)
      if new.name != change.field { shown.custom = CustomFieldID(text: change.field) }
      return shown
    }
  }

  private func plain(_ number: Int64, _ pipeline: PipelineID?) -> Cell {
    guard let pipeline, let code = UInt32(exactly: number),
      let stage = pipelines[pipeline]?.stage(code)
    else { return .integer(number) }
    return .text(stage.name)
  }

  /// Who did it; the book itself at its foundation.
  mutating func actor(_ header: EventHeader) throws -> Cell {
    header.actor == 0 ? .text("the book") : try labels.cell(UserID(header.actor))
  }

  /// Through which door, from which file and row, and on whose behalf.
  mutating func origin(_ envelope: Envelope, _ header: EventHeader) throws -> Cell {
    let origin = envelope.origin
    var words: [String] = []
    switch origin.channel {
    case .unspecified: break
    case .commandLine: words.append("command line")
    case .web: words.append("web")
    case .api: words.append("API")
    case .dataImport: words.append("import")
    case .automation: words.append("automation")
    case .embedded: words.append("program")
    case .unknown: words.append("a door this version does not know")
    }
    if origin.importNumber > 0 {
      if words.isEmpty { words.append("import") }
      words.append(ImportID(origin.importNumber).description)
    }
    if origin.file > 0 { words.append("file \(origin.file)") }
    if origin.row > 0 { words.append("row \(origin.row)") }
    if !origin.systemUser.isEmpty { words.append("by \(origin.systemUser)") }
    if origin.systemUserID > 0, origin.systemUserID != header.actor {
      words.append("by \(try labels.text(UserID(origin.systemUserID).stream))")
    }
    if envelope.onBehalfOf > 0 {
      words.append("on behalf of \(try labels.text(UserID(envelope.onBehalfOf).stream))")
    }
    if envelope.corrects > 0 { words.append("corrects @\(envelope.corrects)") }
    for position in correctedBy { words.append("corrected by @\(position.number)") }
    return words.joined(separator: " ").cell
  }
}

extension DecimalNumber {
  /// The number with what it counts behind it: `12.5 kg`.
  func withUnit(_ unit: String) -> String { unit.isEmpty ? description : "\(self) \(unit)" }
}

extension Field {
  /// Its name, and the label of a custom field behind it: `trade (Trade)`.
  public var title: String { Field.title(name, label) }

  static func title(_ name: String, _ label: String?) -> String {
    guard let label, label != name else { return name }
    return "\(name) (\(label))"
  }
}
