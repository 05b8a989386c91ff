package import Bytes
public import Domain
import EventLog
import Projections

/// Finds the entity a text names: by number, by another system's name for it, or by its own name.
struct NameResolver {
  let writer: BookWriter

  /// The entity of a kind that `text` names; refused when it names none or several.
  ///
  /// Tried in order: a reference in `source` (whose own numbers may look like ours), a number
  /// (`A-12`), a reference written `source:identifier`, the name, folded.
  ///
  /// What was merged is found by all it was ever called, and is what it goes on as; only a command
  /// to a merged number itself says so instead.
  func resolve(_ text: String, kind: StreamKind, source: String?) throws -> StreamID {
    writer.models.merges.survivor(of: try recorded(text, kind: kind, source: source))
  }

  /// The same without following merges.
  func recorded(_ text: String, kind: StreamKind, source: String?) throws -> StreamID {
    if kind == .customField { return try customField(text) }
    if let source, let hit = holder(ExternalReference(source: source, identifier: text), kind) {
      return hit
    }
    if let stream = EntityKinds.stream(named: text), stream.kind == kind,
      writer.models.streams[stream].version > 0
    {
      return stream
    }
    if let colon = text.firstIndex(of: ":") {
      let reference = ExternalReference(
        source: String(text[..<colon]), identifier: String(text[text.index(after: colon)...]))
      if let hit = holder(reference, kind) { return hit }
    }
    if let hit = try named(text, kind) { return hit }
    throw NameRefusal.unknown(text, noun: EntityKinds.noun(of: kind))
  }

  /// A custom field by its number, by its code where only one has it, or as in `account.trade`.
  private func customField(_ text: String) throws -> StreamID {
    let fields = writer.models.customFields.all
    if let id = CustomFieldID(text: text), let field = fields.first(where: { $0.id == id }) {
      return field.id.stream
    }
    let found = fields.filter { field in
      field.code == text || "\(field.entity.customisableNoun ?? "").\(field.code)" == text
    }
    if found.count > 1 { throw NameRefusal.ambiguous(text, noun: CustomFieldID.noun) }
    guard let field = found.first else {
      throw NameRefusal.unknown(text, noun: CustomFieldID.noun)
    }
    return field.id.stream
  }

  private func holder(_ reference: ExternalReference, _ kind: StreamKind) -> StreamID? {
    writer.models.lookups.holder(
      Lookups.text(of: reference), domain: .reference, kind: kind, writer.core.secrets)
  }

  private func named(_ text: String, _ kind: StreamKind) throws -> StreamID? {
    let folded = SearchText.folded(text)
    guard !folded.isEmpty else { return nil }
    let lookups = writer.models.lookups
    guard let hit = lookups.holder(folded, domain: .name, kind: kind, writer.core.secrets) else {
      return nil
    }
    if lookups.isShared(folded, domain: .name, kind: kind, writer.core.secrets) {
      guard try onlyGroup(called: folded, hit) else {
        throw NameRefusal.ambiguous(text, noun: EntityKinds.noun(of: kind))
      }
    }
    return try name(of: hit).map(SearchText.folded) == folded ? hit : nil
  }

  /// Whether all that are called so were merged into one. Looked at one by one, since the table of
  /// names knows the last holder of each only; where nothing was merged, nobody is looked at.
  private func onlyGroup(called folded: String, _ hit: StreamID) throws -> Bool {
    let merges = writer.models.merges
    guard !merges.isEmpty, hit.kind == .account || hit.kind == .contact,
      merges.group(of: hit).count > 1
    else { return false }
    let group = merges.survivor(of: hit)
    for number in 1...max(1, writer.models.streams.count(of: hit.kind)) {
      let stream = StreamID(hit.kind, number)
      if merges.survivor(of: stream) == group { continue }
      if try name(of: stream).map(SearchText.folded) == folded { return false }
    }
    return true
  }

  private func name(of stream: StreamID) throws -> String? {
    switch stream.kind {
    case .account: try writer.entity(Account.self, AccountID(stream.number)).name
    case .contact: try writer.entity(Contact.self, ContactID(stream.number)).name.displayName
    case .user: try writer.entity(User.self, UserID(stream.number)).details.name
    case .lead: try writer.entity(Lead.self, LeadID(stream.number)).displayName
    case .product: try writer.entity(Product.self, ProductID(stream.number)).name
    case .questionnaire:
      writer.models.questionnaires[QuestionnaireID(stream.number)]?.name
    case .pipeline: writer.models.pipelines[PipelineID(stream.number)]?.name
    default: nil
    }
  }
}

/// Why a text names nothing in particular.
public enum NameRefusal: DomainRefusal {
  /// Nothing of the kind is called so.
  case unknown(String, noun: String)
  /// Several are, or were, called so.
  case ambiguous(String, noun: String)

  public var description: String {
    switch self {
    case .unknown(let text, let noun): "there is no \(noun) '\(text)'"
    case .ambiguous(let text, let noun):
      "several of kind \(noun) are or were called '\(text)': give its number"
    }
  }
}

extension CRM {
  /// The entity of a kind that a text names: a number, `source:identifier`, or a name.
  package func resolve(_ text: String, kind: StreamKind) throws -> StreamID {
    try writer.submitAndWait { writer in
      try NameResolver(writer: writer).resolve(text, kind: kind, source: nil)
    }
  }
}
