import Bytes
import EventLog
import Projections

/// A model on its way through a scan: its type forgotten, its state where it started from.
class Folder {
  let kinds: StreamKinds
  /// The position the state is true for already.
  let start: Position

  fileprivate init(kinds: StreamKinds, start: Position) {
    self.kinds = kinds
    self.start = start
  }

  func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
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
}

/// A model of a known type on its way through a scan.
final class ModelFolder<Model: ReadModel>: Folder {
  var model: Model

  init(_ model: Model, start: Position) {
    self.model = model
    super.init(kinds: Model.kinds, start: start)
  }

  override var taken: (any ReadModel)? { model }

  override func restarted(at position: Position) -> Folder {
    ModelFolder(model, start: position)
  }

  override func apply(_ event: borrowing FoldEvent, _ secrets: any Secrets) throws {
    try model.apply(event, secrets)
  }
}

/// One pass over the log that serves any number of models.
enum Fold {
  /// Folds every event after a folder's start, up to `end`, into it; `only` limits the streams.
  static func run(
    _ folders: [Folder], over log: any EventLog, through end: Position, secrets: any Secrets,
    only: Set<StreamID>? = nil, progress: ((Position) -> Void)? = nil
  ) throws {
    guard let first = folders.map(\.start).min(), first < end else { return }
    let kinds = folders.reduce(StreamKinds()) { $0.union($1.kinds) }
    try log.scan(from: first.next, through: end) { record in
      let position = record.position
      if let progress, position.number & 0x3FFFF == 0 { progress(position) }
      guard kinds.contains(record.stream.kind) else { return true }
      let header = record.header
      if let only, !only.contains(header.stream) { return true }
      let payload = try record.verifiedPayload()
      let event = FoldEvent(position: position, header: header, payload: payload)
      for folder in folders
      where folder.start < position && folder.kinds.contains(header.stream.kind) {
        do {
          try folder.apply(event, secrets)
        } catch let error as WireError {
          throw LogFault.damaged(position, what: error.description)
        }
      }
      return true
    }
  }
}
