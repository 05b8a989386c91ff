import Bytes
public import Domain
public import Projections
import Reports

extension BookSource {
  /// Shows the same book at many moments, the oldest first; the log is read once for all of them.
  public func visit(
    _ moments: [Moment], folding types: [any ReadModel.Type],
    _ body: (Int, BookSource) throws -> Void
  ) throws {
    let stops = try moments.enumerated().map { (place: $0, moment: try crm.moment($1)) }
      .sorted { ($0.moment.position, $0.place) < ($1.moment.position, $1.place) }
    guard let first = stops.first else { return }
    var here = first.moment.position
    var folders = try standing(at: first.moment).folded(types)
    for stop in stops {
      // Nothing else may hold the rows now, or the first change would copy them.
      folders = folders.map { $0.restarted(at: here) }
      here = stop.moment.position
      try fold.run(folders, through: here)
      try body(stop.place, standing(at: stop.moment, with: folders))
    }
  }

  /// The same view of the book at another moment, which holds these models already.
  private func standing(at moment: AnswerMoment, with folders: [Folder] = []) -> BookSource {
    BookSource(
      crm: crm, moment: moment, only: only, ignoresCheckpoints: ignoresCheckpoints,
      channel: channel, notes: notes, folders: folders)
  }
}
