import Bytes
import Domain
public import Projections
import Reports

// Hindsight: what is known by now to have been true at a moment.
//
// The events known then are folded as ever. Only the streams of which more came to be known later
// are made anew, in the order in which their events happened; a book without late events pays
// nothing.

extension BookSource {
  /// The same moment, with everything that was known of it at `later`.
  public func inHindsight(of later: BookSource) throws -> BookSource {
    var moment = moment
    moment.knownThrough = later.moment.knownThrough ?? later.moment.position
    let source = standing(at: moment)
    guard self.moment.knownThrough == nil else { return source }
    for folder in try source.inHindsight(cache.folders(at: moment.position)) {
      source.cache.keep(folder)
    }
    return source
  }

  /// Models that hold what was known at the moment, with what came to be known of it since.
  func inHindsight(_ folders: [Folder]) throws -> [Folder] {
    guard let known = moment.knownThrough, known > moment.position, !folders.isEmpty else {
      return folders
    }
    let streams = try lateStreams(since: moment.position, by: moment.instant, known)
    let folders = folders.map { $0.restarted(at: moment.position) }
    // What the log ever held is verified by whoever asks for it.
    try fold.run(folders.filter { $0.order == .recorded }, through: known)
    let horizon = Horizon(moment)
    for stream in streams.sorted() {
      let concerned = folders.filter { $0.order == .happened && $0.kinds.contains(stream.kind) }
      if concerned.isEmpty { continue }
      let replay = try StreamReplay(log: crm.core.log, from: try lastPosition(of: stream)) {
        horizon.admits($1, at: $0)
      }
      for folder in concerned {
        try folder.remake(stream, crm.core.secrets) { try replay.show($0) }
      }
    }
    return folders
  }

  /// The streams with events that were recorded after a position and had happened by an instant.
  private func lateStreams(
    since start: Position, by instant: Instant, _ known: Position
  ) throws -> Set<StreamID> {
    let folders = try foldedAsKnown([LateEvents.self], through: known)
    guard let late = folders.first?.taken as? LateEvents else { return [] }
    let streams = late.streams(recordedAfter: start, through: known, happenedBy: instant)
    return only.map { streams.intersection($0) } ?? streams
  }

  /// Folds into `model` the events after this moment up to `end`.
  public func fold<Model: ReadModel>(_ model: inout Model, through end: BookSource) throws {
    let folder = ModelFolder(model, start: moment.position)
    model = Model()  // the folder owns the rows alone now, and need not copy them to change one
    defer { model = folder.model }
    if Model.self is any AliasedModel.Type { try folder.resolve(end.merges().aliases) }
    guard let known = end.moment.knownThrough else {
      return try fold.run([folder], through: end.moment.position)
    }
    var fold = fold
    fold.except = try lateStreams(since: moment.position, by: end.moment.instant, known)
    try fold.run([folder], through: end.moment.position)
    let (before, through) = (Horizon(moment), Horizon(end.moment))
    for stream in fold.except.sorted() where Model.kinds.contains(stream.kind) {
      try StreamReplay(log: crm.core.log, from: try lastPosition(of: stream)) { position, header in
        through.admits(header, at: position) && !before.admits(header, at: position)
      }.show { try folder.apply($0, crm.core.secrets) }
    }
  }
}

extension Set<StreamID> {
  /// By kind and number.
  fileprivate func sorted() -> [StreamID] {
    sorted { ($0.kind.number, $0.number) < ($1.kind.number, $1.number) }
  }
}
