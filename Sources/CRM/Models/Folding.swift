import Bytes
import EventLog
import Projections

/// Looks at one event of a pass over the log.
typealias EventVisit = (borrowing FoldEvent) throws -> Void

/// A model on its way through a scan: its type forgotten, its state where it started from.
class Folder {
  let kinds: StreamKinds
  let order: FoldOrder
  /// The position the state is true for already.
  let start: Position

  fileprivate init(kinds: StreamKinds, order: FoldOrder, start: Position) {
    self.kinds = kinds
    self.order = order
    self.start = start
  }

  /// Folds an event that stands behind all of its stream that were folded.
  func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    preconditionFailure("a folder of no model")
  }

  /// Lends `pass` what folds one event into this model, behind what `before` makes of it.
  ///
  /// The model is a variable of this call meanwhile, so that nothing is counted or checked for each
  /// event: neither references to the folder nor who else has the model.
  func lend<R>(
    _ secrets: any Secrets, behind before: EventVisit, _ pass: (EventVisit) throws -> R
  ) throws -> R {
    preconditionFailure("a folder of no model")
  }

  /// Folds the stream of an event anew, as `replay` shows it.
  func refold(
    _ event: borrowing FoldEvent, _ secrets: any Secrets, _ replay: EventReplay
  ) throws {
    preconditionFailure("a folder of no model")
  }

  /// Makes what one stream contributes anew, of what `replay` shows of it.
  func remake(_ stream: StreamID, _ secrets: any Secrets, _ replay: EventReplay) throws {
    preconditionFailure("a folder of no model")
  }

  /// The model as far as it was folded.
  var taken: (any ReadModel)? { nil }

  /// The model as far as it was folded, true up to `position`, to be folded on from there.
  func restarted(at position: Position) -> Folder {
    preconditionFailure("a folder of no model")
  }
}

extension ReadModel {
  /// A folder that starts before the first event.
  static var blankFolder: Folder { ModelFolder(Self(), start: .none) }
  /// A folder with this state, true up to a position.
  func folder(at position: Position) -> Folder { ModelFolder(self, start: position) }
}

/// A model of a known type on its way through a scan.
final class ModelFolder<Model: ReadModel>: Folder {
  var model: Model

  init(_ model: Model, start: Position) {
    self.model = model
    super.init(kinds: Model.kinds, order: Model.order, start: start)
  }

  override var taken: (any ReadModel)? { model }

  /// Lets rows be read with merges resolved.
  func resolve(_ aliases: Aliases) {
    guard var aliased = model as? any AliasedModel else { return }
    aliased.resolve(aliases)
    if let resolved = aliased as? Model { model = resolved }
  }

  override func restarted(at position: Position) -> Folder {
    ModelFolder(model, start: position)
  }

  override func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    try model.apply(event, secrets)
  }

  override func lend<R>(
    _ secrets: any Secrets, behind before: EventVisit, _ pass: (EventVisit) throws -> R
  ) throws -> R {
    var lent = Model()
    swap(&lent, &model)
    defer { swap(&lent, &model) }
    let (kinds, start) = (kinds, start)
    return try withoutActuallyEscaping(before) { before in
      try pass { event in
        try before(event)
        if kinds.contains(event.header.stream.kind), start < event.position {
          try lent.apply(event, secrets)
        }
      }
    }
  }

  override func refold(
    _ event: borrowing FoldEvent, _ secrets: any Secrets, _ replay: EventReplay
  ) throws {
    try model.refold(event, secrets, replay)
  }

  override func remake(
    _ stream: StreamID, _ secrets: any Secrets, _ replay: EventReplay
  ) throws {
    model.forget(stream)
    try replay { try model.apply($0, secrets) }
  }
}

/// One pass over the log that serves any number of models.
struct Fold {
  let log: any EventLog
  let secrets: any Secrets
  /// The only streams there are; nil for all.
  var only: Set<StreamID>?
  /// Streams that are passed over.
  var except: Set<StreamID> = []
  var progress: ((Position) -> Void)?

  /// Folds every event after a folder's start, up to `end`, into it.
  func run(_ folders: [Folder], through end: Position) throws {
    guard let first = folders.map(\.start).min() else { return }
    var next = first.next
    while next <= end {
      // An event that belongs before others of its stream is folded between two scans, since
      // reading its stream is a read of its own.
      guard let displaced = try scan(folders, from: next, through: end) else { return }
      try refold(folders, at: displaced)
      next = displaced.next
    }
  }

  /// Folds up to `end` or up to an event that is out of order, whose position it answers.
  private func scan(
    _ folders: [Folder], from first: Position, through end: Position
  ) throws -> Position? {
    let kinds = folders.reduce(StreamKinds()) { $0.union($1.kinds) }
    return try visit(folders[...], { _ in }) { visit in
      try scan(kinds, from: first, through: end, visit)
    }
  }

  /// Lends every folder's model to one pass: `pass` is given what folds an event into all of them.
  private func visit(
    _ folders: ArraySlice<Folder>, _ before: EventVisit, _ pass: (EventVisit) throws -> Position?
  ) throws -> Position? {
    guard let folder = folders.first else {
      return try withoutActuallyEscaping(before) { try pass($0) }
    }
    return try folder.lend(secrets, behind: before) { try visit(folders.dropFirst(), $0, pass) }
  }

  private func scan(
    _ kinds: StreamKinds, from first: Position, through end: Position, _ visit: EventVisit
  ) throws -> Position? {
    var displaced: Position?
    let (progress, isPicky) = (progress, only != nil || !except.isEmpty)
    try log.scan(from: first, through: end) { record in
      let position = record.position
      if position.number & 0x3FFFF == 0 { progress?(position) }
      guard kinds.contains(record.stream.kind) else { return true }
      if isPicky, isPassedOver(record.stream) { return true }
      let header = record.header
      if header.flags.contains(.outOfOrder) {
        displaced = position
        return false
      }
      let payload = try record.verifiedPayload()
      try blaming(position) {
        try visit(FoldEvent(position: position, header: header, payload: payload))
      }
      return true
    }
    return displaced
  }

  private func isPassedOver(_ stream: StreamID) -> Bool {
    if let only, !only.contains(stream) { return true }
    return except.contains(stream)
  }

  /// Folds an event that is out of order: models of the business make its stream anew.
  private func refold(_ folders: [Folder], at position: Position) throws {
    let isReplayed = folders.contains { $0.order == .happened }
    let replay = try StreamReplay(log: log, from: isReplayed ? position : .none) { _, _ in true }
    try log.record(at: position) { record in
      let header = record.header
      let payload = try record.verifiedPayload()
      let event = FoldEvent(position: position, header: header, payload: payload)
      for folder in folders
      where folder.start < position && folder.kinds.contains(header.stream.kind) {
        try blaming(position) {
          switch folder.order {
          case .recorded: try folder.apply(event, secrets)
          case .happened: try folder.refold(event, secrets) { try replay.show($0) }
          }
        }
      }
    }
  }

  /// Bytes that cannot be read are damage at a position.
  private func blaming(_ position: Position, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as WireError {
      throw LogFault.damaged(position, what: error.description)
    }
  }
}
