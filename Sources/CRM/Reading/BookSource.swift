public import Bytes
public import Domain
import EventLog
public import Projections
public import Reports
import Synchronization

/// What a report may read of a book, at one moment.
public struct BookSource: ReportSource {
  let crm: CRM
  /// The moment.
  public let moment: AnswerMoment
  /// The only streams there are, when an explanation is checked; nil for all.
  let only: Set<StreamID>?
  /// Folds everything from the first event, as if there were no checkpoints.
  let ignoresCheckpoints: Bool
  /// The door through which it goes to whoever asked.
  let channel: Origin.Channel
  /// Whose boxes were opened.
  let notes: AccessNotes
  let cache: SourceCache

  init(
    crm: CRM, moment: AnswerMoment, only: Set<StreamID>?, ignoresCheckpoints: Bool,
    channel: Origin.Channel, notes: AccessNotes, folders: [Folder] = []
  ) {
    cache = SourceCache(folders)
    self.crm = crm
    self.moment = moment
    self.only = only
    self.ignoresCheckpoints = ignoresCheckpoints
    self.channel = channel
    self.notes = notes
  }

  /// The same moment, folded from the first event without checkpoints.
  public var fromTheFirstEvent: BookSource {
    BookSource(
      crm: crm, moment: moment, only: only, ignoresCheckpoints: true, channel: channel,
      notes: notes)
  }

  /// The same moment in a book that consists of these streams alone.
  public func limited(to streams: Set<StreamID>) -> BookSource {
    let book = StreamID(.book, 1)
    return BookSource(
      crm: crm, moment: moment, only: streams.union([book]), ignoresCheckpoints: true,
      channel: channel, notes: notes)
  }

  /// The currency of the book.
  public var currency: Currency {
    get throws { try crm.settings().currency }
  }

  /// Folds several models in one pass, so that asking for each is free.
  public func prepare(_ types: [any ReadModel.Type]) throws {
    let missing = withMerges(types).filter { type in !cache.holds(type.name) }
    guard !missing.isEmpty else { return }
    for folder in try folded(missing) { cache.keep(folder) }
  }

  /// The models, and where they name customers the merges their rows are read with: here, in one
  /// place, for every report.
  func withMerges(_ types: [any ReadModel.Type]) -> [any ReadModel.Type] {
    types.contains { $0 is any AliasedModel.Type } && !types.contains { $0 == Merges.self }
      ? types + [Merges.self] : types
  }

  /// Which accounts and contacts go on as others at the moment.
  func merges() throws -> Merges { try model(Merges.self) }

  /// How events are folded here.
  var fold: Fold { Fold(log: crm.core.log, secrets: crm.core.secrets, only: only) }

  /// These models at the moment, in hindsight if it is seen so.
  private func folded(_ types: [any ReadModel.Type]) throws -> [Folder] {
    try inHindsight(try foldedAsKnown(types, through: moment.position))
  }

  /// These models with what was known at a position.
  func foldedAsKnown(
    _ types: [any ReadModel.Type], through end: Position
  ) throws -> [Folder] {
    guard only != nil || ignoresCheckpoints else {
      return try crm.core.store.folded(types, through: end)
    }
    let folders = types.map { $0.blankFolder }
    try fold.run(folders, through: end)
    return folders
  }

  /// A read model as it stood at the moment.
  public func model<Model: ReadModel>(_ type: Model.Type) throws -> Model {
    if let known = cache.model(type) { return known }
    try prepare([type])
    guard let model = cache.model(type) else {
      preconditionFailure("a model that was just folded is there")
    }
    return model
  }

  /// An entity as it stood at the moment.
  public func entity<Kind: Entity>(_ type: Kind.Type, _ id: Kind.ID) throws -> Kind {
    if let only, !only.contains(id.stream) { return Kind(id: id) }
    if let known = cache.entity(type, id) { return known }
    var entity = try crm.core.entity(
      type, id, from: try lastPosition(of: id.stream), within: Horizon(moment))
    if StreamKinds.naming.contains(Kind.ID.kind) {
      let merges = try merges()
      if !merges.isEmpty { entity.follow { merges.survivor(of: $0) } }
    }
    cache.keep(entity)
    notes.note(entity)
    return entity
  }

  /// Everything that happened to an entity up to the moment, oldest first.
  public func history<Kind: Entity>(
    _ type: Kind.Type, _ id: Kind.ID
  ) throws -> [HistoryStep<Kind>] {
    if let only, !only.contains(id.stream) { return [] }
    var entity = Kind(id: id)
    defer { notes.note(entity) }
    return try crm.core.history(
      type, id, from: try lastPosition(of: id.stream), within: Horizon(moment)
    ).map { recorded in
      let before = entity
      if let event = recorded.event { entity.evolve(event, recorded.time) }
      return HistoryStep(
        position: recorded.position, header: recorded.header, envelope: recorded.envelope,
        event: recorded.event, before: before, after: entity)
    }
  }

  /// Where a stream stands now; walking back from there finds any moment before.
  func lastPosition(of stream: StreamID) throws -> Position {
    let head = try crm.core.log.head.position
    return try crm.core.store.model(Streams.self, through: head)[stream].position
  }

  /// The same book at another moment; in hindsight of the same knowledge if it is seen so.
  public func at(_ moment: Moment) throws -> BookSource { standing(at: try answerMoment(moment)) }

  /// What another moment means, seen as this one is.
  func answerMoment(_ moment: Moment) throws -> AnswerMoment {
    var other = try crm.moment(moment)
    other.knownThrough = self.moment.knownThrough
    return other
  }

  /// The same view of the book at another moment, which holds these models already.
  func standing(at moment: AnswerMoment, with folders: [Folder] = []) -> BookSource {
    BookSource(
      crm: crm, moment: moment, only: only, ignoresCheckpoints: ignoresCheckpoints,
      channel: channel, notes: notes, folders: folders)
  }

  /// The entities of a kind that were ever found by `text`; to be verified at the moment.
  public func search(_ text: String, kind: StreamKind) throws -> [StreamID] {
    let head = try crm.core.log.head.position
    let index = try crm.core.store.model(SearchIndex.self, through: head)
    let hits = index.streams(holding: text, kind: kind)
    let merges = try merges()
    if merges.isEmpty { return hits }
    var seen: Set<StreamID> = []
    return hits.map { merges.survivor(of: $0) }.filter { seen.insert($0).inserted }
      .sorted { $0.number < $1.number }
  }
}

/// What one source has read already; a class, since sources are passed on by value.
final class SourceCache: Sendable {
  private struct Held: Sendable {
    var models: [String: any ReadModel] = [:]
    var aliases = Aliases()
    var entities: [StreamID: any Entity] = [:]

    mutating func resolve(_ model: any ReadModel) {
      guard var aliased = model as? any AliasedModel else { return }
      aliased.resolve(aliases)
      models[model.modelName] = aliased
    }

    mutating func resolve(_ merges: Merges) {
      aliases = merges.aliases
      for model in Array(models.values) { resolve(model) }
    }
  }

  private let held = Mutex(Held())

  init(_ folders: [Folder]) {
    for folder in folders { keep(folder) }
  }

  func holds(_ name: String) -> Bool { held.withLock { $0.models[name] != nil } }

  /// The models that were read, true up to a position.
  func folders(at position: Position) -> [Folder] {
    held.withLock { held in held.models.values.map { $0.folder(at: position) } }
  }

  /// Keeps what was folded, its rows read with the merges known so far.
  func keep(_ folder: Folder) {
    guard let model = folder.taken else { return }
    held.withLock { held in
      held.models[model.modelName] = model
      if let merges = model as? Merges { held.resolve(merges) } else { held.resolve(model) }
    }
  }

  func model<Model: ReadModel>(_ type: Model.Type) -> Model? {
    held.withLock { $0.models[Model.name] as? Model }
  }

  /// The streams that name what was merged, as far as models were read.
  func namingMerged(_ aliases: Aliases) -> [StreamID: [StreamID]] {
    held.withLock { held in
      held.models.values.compactMap { $0 as? any AliasedModel }
        .reduce(into: [:]) { $0.merge($1.namingMerged(aliases), uniquingKeysWith: +) }
    }
  }

  func entity<Kind: Entity>(_ type: Kind.Type, _ id: Kind.ID) -> Kind? {
    held.withLock { $0.entities[id.stream] as? Kind }
  }

  func keep<Kind: Entity>(_ entity: Kind) {
    held.withLock { $0.entities[entity.id.stream] = entity }
  }
}

extension StreamKinds {
  /// The kinds whose entities name accounts or contacts.
  fileprivate static let naming = StreamKinds(
    .account, .contact, .opportunity, .activity, .lead, .order, .response)
}

extension ReadModel {
  fileprivate var modelName: String { Self.name }
}
